"""A ticket's clocks as the API shows them: due dates, status, receipts, what is due next; mostly in February 2024."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deskhand.core.actor import system
from deskhand.core.ticket import Priority, Status
from deskhand.core.time import parse_instant
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.sweep import sweep
from tests.api.brief import Brief
from tests.cast import Office

NUMBER = 54321
PATH = f"/tickets/{NUMBER}"


async def shown(brief: Brief) -> Any:
    return await brief.api.get(PATH)


async def set_to(brief: Brief, at: str, **change: Any) -> None:
    async with brief.standing_at(at) as tx:
        await change_ticket(tx, system(brief.account_id), NUMBER, TicketChange(**change))


async def answer(brief: Brief, at: str, *, internal: bool = False) -> None:
    async with brief.standing_at(at) as tx:
        draft = CommentDraft(text="We are on it", internal=internal, technician_id=brief.sam.id)
        await reply(tx, system(brief.account_id), NUMBER, draft)


async def write(brief: Brief, at: str) -> None:
    async with brief.standing_at(at) as tx:
        await reply(tx, system(brief.account_id), NUMBER, CommentDraft(text="Hello?", contact_id=brief.john.id))


async def swept(brief: Brief, at: str) -> None:
    async with brief.standing_at(at) as tx:
        await sweep(tx, NUMBER)


async def told(brief: Brief) -> list[tuple[str, str]]:
    feed = await brief.api.get("/events", after=0, limit=500)
    return [(e["Kind"], e["Changes"]["Clock"]["After"]) for e in feed["items"] if e["Kind"] in WARNINGS]


WARNINGS = ("sla.warned", "sla.breached")


async def office_hours(brief: Brief, **more: Any) -> Any:
    """The default policy in the hours of an office in Berlin, with a break for lunch."""
    week = {day: ["09:00-12:00", "13:00-17:00"] for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")}
    said = {"Name": "Berlin office", "TimeZone": "Europe/Berlin", "Week": week, **more}
    calendar = await brief.api.post("/sla/calendars", said)
    policies = await brief.api.get("/sla/policies")
    await brief.api.put(f"/sla/policies/{policies['items'][0]['PolicyID']}", {"CalendarID": calendar["CalendarID"]})
    return calendar


async def test_a_new_ticket_is_due_by_the_brief_s_targets(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    ticket = await shown(brief)
    assert ticket["FirstResponseDueDate"] == "2024-02-15T13:00:00Z"
    assert ticket["DueDate"] == ticket["ClosedTicketDueDate"] == "2024-02-15T17:00:00Z"
    assert ticket["SLANextDueDate"] == "2024-02-15T13:00:00Z"
    assert (ticket["SLAName"], ticket["SLAStatus"]) == ("Standard", "OnTrack")


async def test_an_answer_in_time_and_a_resolution_in_time_are_met(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    await answer(brief, "2024-02-15T09:30:00Z", internal=True)
    assert (await shown(brief))["SLANextDueDate"] == "2024-02-15T13:00:00Z"
    await answer(brief, "2024-02-15T10:00:00Z")
    assert (await shown(brief))["SLANextDueDate"] == "2024-02-15T17:00:00Z"
    await set_to(brief, "2024-02-15T11:00:00Z", status=Status.RESOLVED)
    ticket = await shown(brief)
    assert (ticket["SLAStatus"], ticket["SLANextDueDate"]) == ("Met", None)
    assert ticket["FirstResponseDueDate"] == "2024-02-15T13:00:00Z"
    assert await told(brief) == []


async def test_pending_pauses_the_resolution_and_moves_it_by_the_pause(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    await answer(brief, "2024-02-15T09:30:00Z")
    await set_to(brief, "2024-02-15T10:00:00Z", status=Status.PENDING)
    paused = await shown(brief)
    assert (paused["SLAStatus"], paused["SLANextDueDate"]) == ("Paused", None)
    assert paused["DueDate"] == "2024-02-15T17:00:00Z"
    await write(brief, "2024-02-15T12:30:00Z")
    ticket = await shown(brief)
    assert (ticket["TicketStatus"], ticket["SLAStatus"]) == ("Open", "OnTrack")
    assert ticket["DueDate"] == "2024-02-15T19:30:00Z"


async def test_what_passes_is_told_once_and_shown(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.CRITICAL)
    await swept(brief, "2024-02-15T09:45:00Z")
    assert await told(brief) == []
    await swept(brief, "2024-02-15T09:45:01Z")
    assert (await shown(brief))["SLAStatus"] == "Warning"
    await swept(brief, "2024-02-15T09:50:00Z")
    await swept(brief, "2024-02-15T10:00:00.9Z")
    assert await told(brief) == [("sla.warned", "FirstResponse")]
    await swept(brief, "2024-02-15T10:00:01Z")
    await swept(brief, "2024-02-15T10:00:01Z")
    assert await told(brief) == [("sla.warned", "FirstResponse"), ("sla.breached", "FirstResponse")]
    assert (await shown(brief))["SLAStatus"] == "Breached"
    event = (await brief.api.get("/events", after=0, limit=500))["items"][-1]
    assert event["TicketID"] == NUMBER
    assert event["Changes"]["ClockDueDate"]["After"] == "2024-02-15T10:00:00Z"


async def test_what_passed_unseen_is_told_before_what_happens_next(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.CRITICAL)
    await answer(brief, "2024-02-15T10:30:00Z")
    feed = (await brief.api.get("/events", after=0, limit=500))["items"]
    kinds = [e["Kind"] for e in feed if e["TicketID"] == NUMBER]
    assert kinds == ["ticket.created", "sla.warned", "sla.breached", "comment.added"]
    ticket = await shown(brief)
    assert ticket["SLAStatus"] == "OnTrack"
    assert ticket["DueDate"] == "2024-02-15T13:00:00Z"
    await set_to(brief, "2024-02-15T12:00:00Z", status=Status.RESOLVED)
    assert (await shown(brief))["SLAStatus"] == "Missed"


async def test_a_changed_priority_reckons_from_the_beginning(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.LOW)
    await answer(brief, "2024-02-15T09:10:00Z")
    await set_to(brief, "2024-02-15T15:00:00Z", priority=Priority.CRITICAL)
    assert (await shown(brief))["DueDate"] == "2024-02-15T13:00:00Z"
    await swept(brief, "2024-02-15T15:00:01Z")
    assert (await shown(brief))["SLAStatus"] == "Breached"
    await set_to(brief, "2024-02-15T16:00:00Z", priority=Priority.MEDIUM)
    ticket = await shown(brief)
    assert (ticket["DueDate"], ticket["SLAStatus"]) == ("2024-02-16T09:00:00Z", "OnTrack")
    # The breach of another target is another one, and is told again.
    await swept(brief, "2024-02-16T09:00:01Z")
    assert await told(brief) == 2 * [("sla.warned", "Resolution"), ("sla.breached", "Resolution")]


async def test_a_due_date_by_hand_wins_until_it_is_given_back(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    by_policy = (await shown(brief))["DueDate"]
    await brief.api.put(PATH, {"DueDate": by_policy})  # what was read, sent back, pins nothing
    assert not any("DueDate" in e["Changes"] for e in (await brief.api.get("/events", after=0, limit=500))["items"])
    later = "2033-02-16T12:00:00Z"
    assert (await brief.api.put(PATH, {"DueDate": later}))["DueDate"] == later
    assert (await brief.api.put(PATH, {"DueDate": later, "TicketPriority": "Low"}))["DueDate"] == later
    assert (await brief.api.put(PATH, {"DueDate": None}))["DueDate"] == "2024-02-18T09:00:00Z"


async def test_reopening_goes_on_with_what_was_left(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    await set_to(brief, "2024-02-15T12:00:00Z", status=Status.RESOLVED)
    assert (await shown(brief))["SLAStatus"] == "Met"
    await write(brief, "2024-02-17T08:00:00Z")
    assert (await shown(brief))["DueDate"] == "2024-02-17T13:00:00Z"


async def test_a_resolved_ticket_closes_by_itself(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail")
    await set_to(brief, "2024-02-15T12:00:00Z", status=Status.RESOLVED)
    await swept(brief, "2024-02-22T11:59:59Z")
    assert (await shown(brief))["TicketStatus"] == "Resolved"
    await swept(brief, "2024-02-22T12:00:00Z")
    assert (await shown(brief))["TicketStatus"] == "Closed"
    feed = (await brief.api.get("/events", after=0, limit=500))["items"]
    assert (feed[-1]["Kind"], feed[-1]["ActorKind"]) == ("ticket.status_changed", "system")


async def test_none_closes_by_itself_where_the_account_wants_that(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", status=Status.RESOLVED)
    await brief.api.put("/account", {"AutoCloseDays": 0})
    async with brief.engine.transaction(brief.account_id) as tx:
        await sweep(tx, NUMBER)
    assert (await shown(brief))["TicketStatus"] == "Resolved"


async def test_the_receipt_adds_up_in_any_time_zone(brief: Brief) -> None:
    await office_hours(brief)
    now = datetime.now(UTC).replace(microsecond=0)
    ticket = await brief.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": brief.john.id})
    path = f"/tickets/{ticket['TicketID']}"
    await brief.sams.post(f"{path}/comments", {"CommentText": "Which one?", "IsInternal": False})
    await brief.api.put(path, {"TicketStatus": "Pending"})
    receipt = await brief.api.get(f"{path}/sla", timeZone="Asia/Kathmandu")
    assert receipt["CalendarName"] == "Berlin office"
    assert [clock["Clock"] for clock in receipt["Clocks"]] == ["FirstResponse", "Resolution"]
    for clock in receipt["Clocks"]:
        assert sum(line["CountedSeconds"] for line in clock["Lines"]) == clock["SpentSeconds"]
        assert clock["SpentSeconds"] + clock["RemainingSeconds"] == clock["TargetSeconds"]
        assert all(line["From"].endswith("+05:45") for line in clock["Lines"])
    assert receipt["Clocks"][0]["State"] == "Met"
    assert receipt["Clocks"][1]["State"] == "Paused"
    assert parse_instant(receipt["AsOf"]) >= now
    refused = await brief.api.get(f"{path}/sla", 400, timeZone="Mars/Olympus")
    assert "'Mars/Olympus' is no time zone" in refused["detail"]


async def test_the_receipt_tells_why(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", priority=Priority.HIGH)
    await answer(brief, "2024-02-15T10:00:00Z")
    await set_to(brief, "2024-02-15T11:00:00Z", status=Status.PENDING)
    await set_to(brief, "2024-02-15T12:30:00Z", status=Status.RESOLVED)
    await write(brief, "2024-02-15T14:00:00Z")
    await set_to(brief, "2024-02-15T15:00:00Z", status=Status.CLOSED)
    receipt = await brief.api.get(f"{PATH}/sla", timeZone="Europe/Berlin")
    lines = [line["Text"] for line in receipt["Clocks"][-1]["Lines"]]
    assert lines == [
        "2024-02-15 10:00:00 to 12:00:00 counted 120 min",
        "2024-02-15 12:00:00 to 13:30:00 paused (Pending)",
        "2024-02-15 13:30:00 to 15:00:00 stopped (Resolved)",
        "2024-02-15 15:00:00 to 16:00:00 counted 60 min",
    ]
    assert receipt["Clocks"][-1]["SpentSeconds"] == 3 * 3600


async def test_what_is_due_next_by_the_working_time_left(office: Office) -> None:
    for priority in ("Low", "Critical", "High"):
        await office.ticket(TicketPriority=priority)
    await office.ticket(TicketStatus="Resolved")
    found = await office.api.get("/sla/forecast", hours=5)
    told = [(one["Clock"], one["TicketPriority"]) for one in found["items"]]
    assert told[0] == ("FirstResponse", "Critical")
    assert set(told) == {("FirstResponse", "Critical"), ("FirstResponse", "High"), ("Resolution", "Critical")}
    left = [one["WorkingSecondsLeft"] for one in found["items"]]
    assert left == sorted(left)
    assert 0 < left[0] <= 3600
    day = await office.api.get("/sla/forecast")
    assert parse_instant(day["UntilDate"]) - parse_instant(day["AsOf"]) == timedelta(hours=24)


async def test_lists_are_filtered_and_sorted_by_the_sla(office: Office) -> None:
    low, critical = [await office.ticket(TicketPriority=p) for p in ("Low", "Critical")]
    done = await office.ticket(TicketStatus="Resolved")
    waiting = await office.ticket(TicketStatus="Pending")

    async def found(**query: Any) -> list[int]:
        return [one["TicketID"] for one in (await office.api.get("/tickets", **query))["items"]]

    assert await found(q="sla:ontrack", sort="sla") == [critical["TicketID"], waiting["TicketID"], low["TicketID"]]
    assert await found(q="sla:met") == [done["TicketID"]]
    assert await found(slaStatus="Met,Missed") == [done["TicketID"]]
    assert await found(q="-sla:met,none", sort="id") == [one["TicketID"] for one in (low, critical, waiting)]
    assert await found(q="sla:none") == []
    assert await found(q="due:<5h status:open") == [critical["TicketID"]]
    assert await found(sort="due") == [one["TicketID"] for one in (critical, done, waiting, low)]
    assert await found(sort="-due") == [one["TicketID"] for one in (low, waiting, done, critical)]


async def test_time_outside_the_calendar_s_hours_is_off_sla(brief: Brief) -> None:
    await office_hours(brief)
    ticket = await brief.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": brief.john.id})
    path = f"/tickets/{ticket['TicketID']}"
    # A Thursday in Berlin: from half past eleven to half past one, with an hour of lunch in it.
    span = {"StartDate": "2024-02-15T10:30:00Z", "EndDate": "2024-02-15T12:30:00Z"}
    await brief.sams.post(f"{path}/workhours", {**span, "IsBillable": True})
    await brief.sams.post(f"{path}/workhours", {**span, "IsBillable": False, "StartDate": "2024-02-15T11:30:00Z"})
    shown = await brief.api.get(path)
    assert (shown["OnSLADurationSeconds"], shown["OffSLADurationSeconds"]) == (3600 + 1800, 3600 + 1800)
    billable = await brief.api.get(f"{path}/billableduration")
    assert (billable["OnSLADurationHours"], billable["OffSLADurationHours"]) == (1.0, 1.0)
    other = await brief.api.get(f"{path}/nonbillableduration")
    assert (other["OnSLADurationHours"], other["OffSLADurationHours"]) == (0.5, 0.5)
