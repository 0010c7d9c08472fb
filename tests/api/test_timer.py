"""A technician's timer, as technicians and integrations use it: started, stopped, switched, discarded."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from deskhand.core.ticket import Status
from deskhand.events.replay import replay
from tests.api.history import log_of
from tests.api.state import state
from tests.api.test_merged_tickets import MERGE
from tests.api.test_requesters import limited_client
from tests.api.timers import Timed, timed_office
from tests.cast import Office, decoded


@pytest_asyncio.fixture
async def timed(office: Office) -> Timed:
    return await timed_office(office)


RESTING = {
    "Mode": "Manual",
    "Running": False,
    "TicketID": None,
    "TicketTitle": None,
    "StartDate": None,
    "Seconds": 0,
    "IsBillable": True,
    "OnCustomerSite": False,
    "Notes": "",
    "Idle": False,
    "IdleSince": None,
    "IdleSeconds": 0,
}


async def test_a_timer_that_nobody_touched_rests(timed: Timed) -> None:
    assert await timed.read() == {"TechnicianContactID": timed.office.cast.tom.id, **RESTING}


async def test_a_timer_is_started_and_stopped_and_what_it_counted_is_an_entry(timed: Timed) -> None:
    seq = await timed.last()
    begun = await timed.act("start", TicketID=timed.mail, Notes="Exchange", OnCustomerSite=True, IsBillable=False)
    assert (begun["Running"], begun["TicketID"], begun["TicketTitle"], begun["WorkHours"]) == (
        True,
        timed.mail,
        "No mail",
        [],
    )
    assert begun["ActionID"] == begun["TechnicianContactID"] == timed.office.cast.tom.id
    start = await timed.began(30)
    read = await timed.read()
    assert (read["Seconds"] // 60, read["StartDate"][:19], read["Notes"]) == (30, start.isoformat()[:19], "Exchange")
    stopped = await timed.act("Stop")
    assert {name: stopped[name] for name in RESTING} == RESTING
    [entry] = stopped["WorkHours"]
    assert entry == {name: value for name, value in (await timed.entries())[0].items() if name in entry}
    assert (entry["TicketID"], entry["TechnicianContactID"]) == (timed.mail, timed.office.cast.tom.id)
    assert (entry["IsBillable"], entry["OnCustomerSite"], entry["Notes"]) == (False, True, "Exchange")
    assert entry["StartDate"][:19] == start.isoformat()[:19]
    assert 1800 <= entry["Duration"] <= 1860
    ticket = await timed.tom.get(f"/tickets/{timed.mail}")
    assert ticket["TotalDurationSeconds"] == entry["Duration"]
    assert await timed.kinds(seq) == ["timer.started", "work_hours.logged", "timer.stopped"]


async def test_what_is_said_at_last_counts(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail, Notes="?")
    await timed.began(30)
    stopped = await timed.act("Stop", Notes="Certificate", IsBillable=False, OnCustomerSite=True, TicketID=timed.oven)
    [entry] = stopped["WorkHours"]
    assert (entry["TicketID"], entry["Notes"], entry["IsBillable"], entry["OnCustomerSite"]) == (
        timed.oven,
        "Certificate",
        False,
        True,
    )


async def test_starting_elsewhere_stops_the_other_and_writes_its_entry(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail, Notes="Mail")
    await timed.began(30)
    seq = await timed.last()
    moved = await timed.act("Start", TicketID=timed.oven, Notes="Oven")
    assert (moved["TicketID"], moved["Notes"], moved["Seconds"]) == (timed.oven, "Oven", 0)
    assert [(entry["TicketID"], entry["Notes"]) for entry in moved["WorkHours"]] == [(timed.mail, "Mail")]
    assert moved["WorkHours"][0]["EndDate"] == moved["StartDate"]
    assert await timed.kinds(seq) == ["work_hours.logged", "timer.stopped", "timer.started"]
    await timed.began(10, active=1)
    switched = await timed.act("Switch", TicketID=timed.mail)
    assert [entry["TicketID"] for entry in switched["WorkHours"]] == [timed.oven]
    assert switched["TicketID"] == timed.mail


@pytest.mark.parametrize("action", ["Start", "Switch"])
async def test_starting_where_it_runs_changes_nothing(timed: Timed, action: str) -> None:
    await timed.act("Start", TicketID=timed.mail, Notes="Mail")
    await timed.began(30)
    before = await state(timed.office)
    again = await timed.act(action, TicketID=timed.mail, Notes="Other")
    assert (again["Notes"], again["Seconds"] // 60, again["WorkHours"]) == ("Mail", 30, [])
    assert await state(timed.office) == before


async def test_a_discarded_timer_leaves_no_entry(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    await timed.began(30)
    seq = await timed.last()
    assert (await timed.act("Discard"))["Running"] is False
    assert await timed.entries() == []
    assert await timed.kinds(seq) == ["timer.discarded"]


async def test_less_than_a_second_is_no_entry(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    assert (await timed.act("Stop"))["WorkHours"] == []
    assert await timed.entries() == []


@pytest.mark.parametrize("action", ["Stop", "Switch", "Discard", "Continue"])
async def test_what_does_not_run_cannot_be_ended(timed: Timed, action: str) -> None:
    assert (await timed.act(action, 400, TicketID=timed.mail))["code"] == "timer_not_running"
    assert (await timed.read())["Running"] is False


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "timer_action_required", "Action"),
        ({"Action": "Pause"}, "invalid_action", "Action"),
        ({"Action": "Start"}, "ticket_required", "TicketID"),
        ({"Action": "Opened"}, "ticket_required", "TicketID"),
        ({"Action": "Typed", "TicketID": 999_999}, "ticket_not_found", "TicketID"),
        ({"Action": "Start", "TicketID": 999_999}, "ticket_not_found", "TicketID"),
        ({"Action": "Start", "TicketID": "x"}, "ticket_not_found", "TicketID"),
        ({"Action": "Mode"}, "timer_mode_required", "Mode"),
        ({"Action": "Mode", "Mode": "Always"}, "invalid_mode", "Mode"),
        ({"Action": "Stop", "Idle": "Maybe"}, "invalid_idle", "Idle"),
        ({"Action": "Active", "TechnicianContactID": 999_999}, "technician_not_found", "TechnicianContactID"),
    ],
)
async def test_what_makes_no_sense_is_refused(timed: Timed, body: dict[str, Any], code: str, field: str) -> None:
    refused = await timed.office.api.post("/timer", {"TechnicianContactID": timed.office.cast.tom.id, **body}, 400)
    assert (refused["code"], refused["errors"][0]["field"]) == (code, field)
    assert refused["detail"]


async def test_a_mode_is_chosen_and_kept(timed: Timed) -> None:
    seq = await timed.last()
    for mode in ("OnOpen", "onfirstkeystroke", "OnFirstKeystroke"):
        assert (await timed.act("Mode", Mode=mode))["Mode"].casefold() == mode.casefold()
    await timed.act("Start", TicketID=timed.mail)
    await timed.act("Discard")
    assert (await timed.read())["Mode"] == "OnFirstKeystroke"
    assert await timed.kinds(seq) == ["timer.mode_set", "timer.mode_set", "timer.started", "timer.discarded"]
    [event] = [e for e in (await timed.office.api.get("/events", after=seq))["items"] if e["Kind"] == "timer.started"]
    assert (event["ThingID"], event["TicketID"]) == (timed.office.cast.tom.id, None)
    assert event["Changes"]["TicketID"] == {"Before": None, "After": timed.mail}


@pytest.mark.parametrize(
    ("mode", "opened", "typed"), [("Manual", False, False), ("OnOpen", True, True), ("OnFirstKeystroke", False, True)]
)
async def test_what_the_console_sees_starts_the_timer_as_its_mode_says(
    timed: Timed, mode: str, opened: bool, typed: bool
) -> None:
    await timed.act("Mode", Mode=mode)
    assert (await timed.act("Opened", TicketID=timed.mail))["Running"] == opened
    assert (await timed.act("Typed", TicketID=timed.mail))["Running"] == typed
    if typed:
        await timed.began(30)
        action = "Opened" if opened else "Typed"
        moved = await timed.act(action, TicketID=timed.oven)
        assert (moved["TicketID"], len(moved["WorkHours"])) == (timed.oven, 1)


async def test_an_entry_that_overlaps_is_told_and_where_none_may_the_timer_goes_on(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    await timed.began(30)
    other = await timed.tom.post(f"/tickets/{timed.oven}/workhours", {"Minutes": 10})
    await timed.office.api.put("/account", {"WorkHoursOverlap": "Refuse"})
    refused = await timed.act("Stop", 400)
    assert (refused["code"], refused["errors"][0]["field"]) == ("work_hours_overlap", "EndDate")
    assert (await timed.read())["Seconds"] // 60 == 30
    await timed.office.api.put("/account", {"WorkHoursOverlap": "Warn"})
    [warning] = (await timed.act("Stop"))["Warnings"]
    assert f"entry {other['WorkHourID']} of the same technician on ticket {timed.oven}" in warning


async def test_work_may_have_ended_earlier(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    start = await timed.began(30)
    for wrong in ("2024-01-01", "2100-01-01", start.isoformat()[:19]):
        refused = await timed.act("Stop", 400, EndDate=wrong)
        assert (refused["code"], refused["errors"][0]["field"]) == ("invalid_timer_end", "EndDate")
    end = (start + timedelta(minutes=10)).replace(microsecond=0)
    [entry] = (await timed.act("Stop", EndDate=end.isoformat()))["WorkHours"]
    assert (entry["EndDate"][:19], entry["Duration"]) == (end.isoformat()[:19], 600)


async def test_more_than_a_day_is_refused_and_nothing_is_lost(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    start = await timed.began(25 * 60, active=24.5 * 60)
    for action, more in (("Stop", {}), ("Start", {"TicketID": timed.oven}), ("Continue", {"Idle": "Split"})):
        refused = await timed.act(action, 400, **more)
        assert (refused["code"], refused["errors"][0]["field"]) == ("timer_too_long", "EndDate")
        assert (await timed.read())["StartDate"][:19] == start.isoformat()[:19]
    [entry] = (await timed.act("Stop", Idle="Drop"))["WorkHours"]
    assert entry["Duration"] == 1800


async def test_a_timer_whose_ticket_was_deleted_is_stopped_on_another_or_discarded(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    await timed.began(30)
    await timed.office.api.delete(f"/tickets/{timed.mail}")
    read = await timed.read()
    assert (read["Running"], read["TicketID"], read["TicketTitle"]) == (True, None, None)
    for action, more in (("Stop", {}), ("Start", {"TicketID": timed.oven})):
        refused = await timed.act(action, 400, **more)
        assert (refused["code"], refused["errors"][0]["field"]) == ("timer_ticket_gone", "TicketID")
        assert "Discard" in refused["detail"]
    [entry] = (await timed.act("Stop", TicketID=timed.oven))["WorkHours"]
    assert entry["TicketID"] == timed.oven


async def test_a_timer_whose_ticket_was_merged_is_stopped_on_the_one_it_was_merged_into(timed: Timed) -> None:
    assert (timed.mail, timed.oven) == (1, 2)  # which `MERGE` is about
    await timed.act("Start", TicketID=timed.oven)
    await timed.began(30)
    async with timed.office.engine.transaction(timed.office.cast.account_id) as tx:
        await tx.run(MERGE, account_id=tx.account_id)
        tx.count(Status.OPEN, -1)
    refused = await timed.act("Stop", 400)
    assert refused["code"] == "timer_ticket_merged"
    assert f"TicketID {timed.mail}" in refused["detail"]
    assert (await timed.act("Stop", 400, TicketID=timed.oven))["code"] == "ticket_merged"
    assert len((await timed.act("Stop", TicketID=timed.mail))["WorkHours"]) == 1
    assert (await timed.act("Start", 400, TicketID=timed.oven))["code"] == "ticket_merged"


async def test_a_technician_has_only_the_own_timer(timed: Timed) -> None:
    office, cast = timed.office, timed.office.cast
    await timed.act("Start", TicketID=timed.mail)
    jane, dora, bill = [await office.client_of(who) for who in (cast.jane, cast.dora, cast.bill)]
    assert (await bill.get("/timer", 403, technicianId=cast.tom.id))["code"] == "forbidden"
    for action in ("Stop", "Active"):
        await bill.post("/timer", {"Action": action, "TechnicianContactID": cast.tom.id}, 403)
    assert (await timed.tom.get("/timer", technicianId=cast.tom.id))["Running"] is True
    for boss in (jane, dora):
        assert (await boss.get("/timer"))["Running"] is False
        assert (await boss.get("/timer", technicianId=cast.tom.id))["TicketID"] == timed.mail
    await timed.began(30)
    [entry] = (await dora.post("/timer", {"Action": "Stop", "TechnicianContactID": cast.tom.id}, 200))["WorkHours"]
    assert entry["TechnicianContactID"] == cast.tom.id
    vera = await office.client_of(cast.vera)
    assert (await vera.get("/timer"))["Running"] is False
    for action in ("Start", "Active"):
        await vera.post("/timer", {"Action": action, "TicketID": timed.mail}, 403)


async def test_an_integration_names_the_technician(timed: Timed) -> None:
    api, cast = timed.office.api, timed.office.cast
    assert (await api.get("/timer", 400))["code"] == "technician_required"
    for action in ("Start", "Active"):
        refused = await api.post("/timer", {"Action": action, "TicketID": timed.mail}, 400)
        assert (refused["code"], refused["errors"][0]["field"]) == ("technician_required", "TechnicianContactID")
    await api.post("/timer", {"Action": "Start", "TicketID": timed.mail, "TechnicianContactID": cast.tom.id}, 200)
    assert (await api.get("/timer", technicianId=cast.tom.id))["TicketID"] == timed.mail
    assert (await api.get("/timer", technicianId=cast.jane.id))["Running"] is False
    await api.put(f"/technicians/{cast.vera.id}", {"Active": False})
    start = {"Action": "Start", "TicketID": timed.mail, "TechnicianContactID": cast.vera.id}
    assert (await api.post("/timer", start, 400))["code"] == "technician_not_found"


async def test_a_limited_key_is_told_nothing_of_a_ticket_out_of_its_sight(timed: Timed) -> None:
    office, cast = timed.office, timed.office.cast
    bakers = await limited_client(office, cast.bakers.id)
    seq = await timed.last()
    await timed.act("Start", TicketID=timed.mail, Notes="Secret")
    await timed.began(30)
    read = await bakers.get("/timer", technicianId=cast.tom.id)
    assert (read["Running"], read["TicketID"], read["TicketTitle"], read["Notes"]) == (True, None, None, "")
    assert (await bakers.get("/events", after=seq))["items"] == []
    of = {"TechnicianContactID": cast.tom.id}
    assert (await bakers.post("/timer", {"Action": "Stop", **of}, 400))["code"] == "timer_ticket_gone"
    assert (await bakers.post("/timer", {"Action": "Start", "TicketID": timed.mail, **of}, 400))[
        "code"
    ] == "ticket_not_found"
    assert (await timed.read())["Running"] is True


async def test_two_browsers_at_once_leave_one_timer_and_lose_no_time(timed: Timed) -> None:
    tickets = [timed.mail, timed.oven, *[(await timed.office.ticket())["TicketID"] for _ in range(4)]]
    started = await asyncio.gather(*(timed.act("Start", TicketID=ticket) for ticket in tickets))
    running = await timed.read()
    assert running["TicketID"] in tickets
    assert sum(one["TicketID"] == running["TicketID"] for one in started) >= 1
    start = await timed.began(30)
    stops = await asyncio.gather(*(timed.tom.send("POST", "/timer", json={"Action": "Stop"}) for _ in range(4)))
    assert sorted(stop.status_code for stop in stops) == [200, 400, 400, 400]
    entries = [entry for entry in await timed.entries() if entry["Duration"] > 60]
    assert [(entry["TicketID"], entry["StartDate"][:19]) for entry in entries] == [
        (running["TicketID"], start.isoformat()[:19])
    ]
    switches = [timed.act("Start", TicketID=timed.mail), timed.act("Start", TicketID=timed.oven)]
    await asyncio.gather(*switches)
    assert (await timed.read())["TicketID"] in (timed.mail, timed.oven)


async def test_of_switches_at_once_each_stretch_is_written_once(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    await timed.began(30)
    third = (await timed.office.ticket())["TicketID"]
    moved = await asyncio.gather(*(timed.act("Switch", TicketID=ticket) for ticket in (timed.oven, third)))
    assert [entry["TicketID"] for one in moved for entry in one["WorkHours"] if entry["Duration"] > 60] == [timed.mail]
    log = await log_of(timed.office.engine, timed.office.cast.account_id)
    begun = sum(event.kind == "timer.started" for event in log)
    assert begun - sum(event.kind == "timer.stopped" for event in log) == 1


async def test_the_log_alone_tells_what_the_timer_does(timed: Timed) -> None:
    await timed.act("Mode", Mode="OnOpen")
    await timed.act("Opened", TicketID=timed.mail)
    await timed.act("Start", TicketID=timed.oven, Notes="Oven", IsBillable=False)
    account_id, tom = timed.office.cast.account_id, timed.office.cast.tom.id
    async with timed.office.engine.read() as read:
        fields = (await replay(read, account_id))["timer", tom].fields
    assert (fields["mode"], fields["ticket_id"], fields["billable"], fields["notes"]) == (
        "OnOpen",
        timed.oven,
        False,
        "Oven",
    )
    await timed.act("Stop")
    async with timed.office.engine.read() as read:
        fields = (await replay(read, account_id))["timer", tom].fields
    assert (fields["ticket_id"], fields["started_at"], fields["notes"]) == (None, None, "")


async def test_a_timer_does_not_touch_its_ticket(timed: Timed) -> None:
    tag = (await timed.tom.send("GET", f"/tickets/{timed.mail}")).headers["etag"]
    await timed.act("Start", TicketID=timed.mail)
    await timed.act("Discard")
    assert (await timed.tom.send("GET", f"/tickets/{timed.mail}")).headers["etag"] == tag


async def test_a_stop_may_be_tried_and_sent_again(timed: Timed) -> None:
    await timed.act("Start", TicketID=timed.mail)
    await timed.began(30)
    before = await state(timed.office)
    tried = decoded(await timed.tom.send("POST", "/timer?dry_run=true", json={"Action": "Stop"}), 200)
    assert [event["Kind"] for event in tried["Events"]] == ["work_hours.logged", "timer.stopped"]
    assert await state(timed.office) == before
    sent = {"json": {"Action": "Stop"}, "headers": {"Idempotency-Key": "stop"}}
    first, again = [await timed.tom.send("POST", "/timer", **sent) for _ in range(2)]
    assert first.content == again.content
    assert len(await timed.entries()) == 1
