"""The sweep: each moment told once whoever sweeps, a ticket that fails is put off alone, old tickets get clocks too."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest_asyncio
import sqlalchemy as sa

from deskhand.core.actor import system
from deskhand.core.errors import Refusal
from deskhand.core.ticket import Priority, Status
from deskhand.core.time import parse_instant
from deskhand.jobs import sweeps
from deskhand.jobs.sweeps import sweep_due
from deskhand.jobs.worker import work
from deskhand.storage.engine import Tx
from deskhand.storage.schema import ticket
from deskhand.storage.statement import Statement
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.sweep import due_now, sweep
from tests.api.brief import Brief, make_brief
from tests.api.history import log_of
from tests.cast import Office

# The second one warns later.
TWO = ((1, Priority.CRITICAL), (2, Priority.LOW))
FORGET: Statement[Any] = Statement(
    sa.update(ticket)
    .where(ticket.c.account_id == sa.bindparam("account_id"))
    .values(
        policy_id=None,
        marks="",
        first_response_due_at=None,
        due_at=None,
        next_due_at=None,
        sla_status=None,
        told=0,
        sweep_at=ticket.c.created_at,
    )
)


@pytest_asyncio.fixture
async def brief(office: Office) -> Brief:
    return await make_brief(office.engine, office.http, f"Sweeping {office.cast.account_id}")


async def told(brief: Brief) -> Counter[tuple[int | None, str, object]]:
    events = await log_of(brief.engine, brief.account_id)
    return Counter((e.ticket_id, e.kind.value, e.data.changes["clock"][1]) for e in events if "clock" in e.data.changes)


async def test_several_who_sweep_at_once_tell_each_moment_once(brief: Brief) -> None:
    numbers = [(await brief.opened("2024-02-15T09:00:00Z", f"No. {n}")).id for n in range(30)]
    await asyncio.gather(*(sweep_due(brief.engine) for _ in range(4)))
    found = await told(brief)
    assert set(found.values()) == {1}
    assert len(found) == 4 * len(numbers)


async def test_a_ticket_that_fails_is_put_off_and_keeps_no_other_from_its_turn(brief: Brief) -> None:
    numbers = [(await brief.opened("2024-02-15T09:00:00Z", f"No. {n}")).id for n in range(3)]

    async def failing(tx: Tx, ticket_id: int) -> None:
        if tx.account_id == brief.account_id and ticket_id == numbers[1]:
            raise ZeroDivisionError
        await sweep(tx, ticket_id)

    with patch.object(sweeps, "sweep", failing):
        while await sweep_due(brief.engine):
            pass
    assert {number for number, _, _ in await told(brief)} == {numbers[0], numbers[2]}
    assert not await sweep_due(brief.engine)
    assert {number for number, _, _ in await told(brief)} == {numbers[0], numbers[2]}  # it waits its five minutes


async def test_a_worker_goes_on_after_a_job_has_failed(brief: Brief) -> None:
    times, ending = 0, asyncio.Event()

    async def once_broken(engine: object) -> bool:
        nonlocal times
        times += 1
        if times == 1:
            raise Refusal("broken", "Broken")
        ending.set()
        return False

    job = sweeps_job(once_broken)
    with patch("deskhand.jobs.worker.SCHEDULE", (job,)), patch("deskhand.jobs.worker.AFTER_FAILURE", 0.01):
        async with asyncio.timeout(20):
            await work(brief.engine, ending)
    assert times == 2


def sweeps_job(run: Any) -> Any:
    from deskhand.jobs.schedule import Job

    return Job("sweep", 0.01, run)


async def test_a_ticket_from_before_there_were_clocks_gets_them_from_its_log(brief: Brief) -> None:
    number = (await brief.opened("2024-02-15T09:00:00Z", "No mail")).id
    async with brief.standing_at("2024-02-15T11:00:00Z") as tx:
        await change_ticket(tx, system(brief.account_id), number, TicketChange(status=Status.PENDING))
    before = await brief.api.get(f"/tickets/{number}/sla")
    async with brief.engine.chore() as chore:
        await chore.run(FORGET, account_id=brief.account_id)
    assert (await brief.api.get(f"/tickets/{number}"))["SLAStatus"] is None
    while await sweep_due(brief.engine):
        pass
    after = await brief.api.get(f"/tickets/{number}/sla")
    assert after["Clocks"][1]["SpentSeconds"] == before["Clocks"][1]["SpentSeconds"] == 2 * 3600
    assert after["SLAName"] == "Standard"
    moved = [e for e in await log_of(brief.engine, brief.account_id) if e.kind.value == "sla.moved"]
    assert [e.ticket_id for e in moved] == [number]


async def test_a_dry_run_leaves_no_rule_behind(office: Office) -> None:
    """What a transaction changed of the rules and then gave up must not be remembered by the process."""
    first = await office.ticket(TicketPriority="High")
    path = f"/sla/policies/{first['SLAPolicyID']}"
    said = {"Targets": {"High": {"ResolutionMinutes": 60}}}
    await office.api.put(f"{path}?dry_run=true", said)

    def minutes(one: dict[str, str]) -> float:
        return (parse_instant(one["DueDate"]) - parse_instant(one["TicketCreatedDate"])).total_seconds() / 60

    assert minutes(await office.ticket(TicketPriority="High")) == 480
    await office.api.put(path, said)
    assert minutes(await office.ticket(TicketPriority="High")) == 60


async def test_a_changed_policy_moves_its_tickets_and_tells_of_each(office: Office) -> None:
    high, low = await office.ticket(TicketPriority="High"), await office.ticket(TicketPriority="Low")
    last = (await office.api.get("/events", after=0, limit=500))["last"]
    said = {"Targets": {"High": {"ResolutionMinutes": 60}}}
    await office.api.put(f"/sla/policies/{high['SLAPolicyID']}", said)
    while await sweep_due(office.engine):
        pass
    events = (await office.api.get("/events", after=last))["items"]
    assert [(e["Kind"], e["TicketID"]) for e in events] == [("policy.changed", None), ("sla.moved", high["TicketID"])]
    moved = await office.api.get(f"/tickets/{high['TicketID']}")
    assert events[1]["Changes"]["DueDate"] == {"Before": high["DueDate"], "After": moved["DueDate"]}
    assert moved["DueDate"] < high["DueDate"]
    assert moved["LastActivityDate"] == high["LastActivityDate"]
    assert (await office.api.get(f"/tickets/{low['TicketID']}"))["DueDate"] == low["DueDate"]


async def test_pending_may_pause_the_first_response(office: Office) -> None:
    ticket = await office.ticket(TicketStatus="Pending")
    assert ticket["SLAStatus"] == "OnTrack"
    await office.api.put("/account", {"PauseFirstResponse": True})
    while await sweep_due(office.engine):
        pass
    paused = await office.api.get(f"/tickets/{ticket['TicketID']}")
    assert (paused["SLAStatus"], paused["SLANextDueDate"]) == ("Paused", None)


async def test_a_ticket_that_is_changed_before_the_sweep_sees_it_is_settled_first(brief: Brief) -> None:
    """After an upgrade, or a changed rule, somebody may be quicker than the sweep."""
    number = (await brief.opened("2024-02-15T09:00:00Z", "No mail")).id
    async with brief.engine.chore() as chore:
        await chore.run(FORGET, account_id=brief.account_id)
    await brief.sams.post(f"/tickets/{number}/comments", {"CommentText": "On it", "IsInternal": False})
    receipt = await brief.api.get(f"/tickets/{number}/sla")
    assert receipt["Clocks"][0]["StartDate"] == "2024-02-15T09:00:00Z"
    assert [clock["State"] for clock in receipt["Clocks"]] == ["Missed", "Breached"]
    kinds = [e.kind.value for e in await log_of(brief.engine, brief.account_id) if e.ticket_id == number]
    assert kinds[:2] == ["ticket.created", "ticket.changed"]  # which tells of the policy
    assert kinds[-1] == "comment.added"


async def test_a_changed_calendar_reckons_time_on_sla_whoever_is_first(office: Office) -> None:
    ticket = await office.ticket(TechnicianContactID=office.cast.tom.id)
    path = f"/tickets/{ticket['TicketID']}"
    night = {"StartDate": "2024-02-15T22:00:00Z", "EndDate": "2024-02-16T00:00:00Z"}
    await office.api.post(f"{path}/workhours", night)
    assert (await office.api.get(path))["OnSLADurationSeconds"] == 7200
    calendars = (await office.api.get("/sla/calendars"))["items"]
    hours = next(one["CalendarID"] for one in calendars if one["Name"] == "Office hours")
    await office.api.put(f"/sla/policies/{ticket['SLAPolicyID']}", {"CalendarID": hours})
    changed = await office.api.put(path, {"TicketStatus": "Pending"})
    assert (changed["OnSLADurationSeconds"], changed["OffSLADurationSeconds"]) == (0, 7200)


async def test_what_falls_due_now_does_not_wait_behind_what_a_changed_rule_has_queued(brief: Brief) -> None:
    first, second = [(await brief.opened("2024-02-15T09:00:00Z", f"No. {n}", priority=p)).id for n, p in TWO]
    async with brief.engine.read() as read:
        due = [
            one.id for one in await due_now(read, datetime.now(UTC), 1_000_000) if one.account_id == brief.account_id
        ]
    assert due == [second, first]
