"""The clocks of an imported ticket run by its own dates: what has passed is past, what is to come is told as ever."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskhand.core.actor import system
from deskhand.core.ticket import Ticket
from deskhand.jobs.sweeps import sweep_due
from deskhand.tickets import store
from deskhand.tickets.sweep import sweep
from deskhand.tickets.take_back import take_back
from tests.cast import Office
from tests.importing.records import (
    ANSWER,
    ANSWERED,
    ASKED,
    CREATED,
    EVERYTHING,
    QUESTION,
    RESOLVED,
    TICKET,
    Record,
    changed,
    events_since,
    last_seq,
    record,
    results,
    send,
)
from tests.importing.whole import assert_whole

AROUND = [one for one in EVERYTHING if one["Noun"] in ("Customer", "Department", "Technician", "Contact")]


async def row(office: Office, number: int = 40_001) -> Ticket:
    async with office.engine.read() as read:
        found = await store.get(read, system(office.cast.account_id), number)
    assert found is not None
    return found


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


async def swept(office: Office, *, after: timedelta = timedelta()) -> list[str]:
    """The kinds of events that the sweep leaves on the ticket, now or later."""
    seq = await last_seq(office)
    if after:
        async with office.engine.transaction(office.cast.account_id) as tx:
            tx.as_of(datetime.now(UTC) + after)
            await sweep(tx, 40_001)
    while await sweep_due(office.engine):
        pass
    return [event["Kind"] for event in await events_since(office, seq)]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ({"TicketStatus": "Open"}, ["O09:00:00", "T09:15:00"]),
        ({"TicketStatus": "Pending"}, ["O09:00:00", "T09:15:00", "P11:30:00"]),
        ({"TicketStatus": "Resolved"}, ["O09:00:00", "T09:15:00", "R11:30:00"]),
        ({"TicketStatus": "Closed"}, ["O09:00:00", "T09:15:00", "R11:30:00", "C11:30:00"]),
        ({"TicketStatus": "Closed", "ClosedDate": "2024-02-15T12:00:00Z"},
         ["O09:00:00", "T09:15:00", "R11:30:00", "C12:00:00"]),
        ({"TicketStatus": "Closed", "TicketResolvedDate": None}, ["O09:00:00", "T09:15:00", "R11:30:00", "C11:30:00"]),
        ({"TicketStatus": "Open", "FirstResponseDate": None}, ["O09:00:00"]),
        ({"TicketStatus": "Open", "FirstResponseDate": "2024-02-15T08:00:00Z"}, ["O09:00:00", "T09:00:00"]),
        ({"TicketStatus": "Resolved", "TicketResolvedDate": "2024-02-15T08:00:00Z"},
         ["O09:00:00", "R09:00:00"]),
    ],
)  # fmt: skip
async def test_the_marks_are_the_dates(office: Office, said: dict[str, Any], marks: list[str]) -> None:
    await send(office.api, *AROUND, changed(TICKET, **said))
    kept = (await row(office)).marks.split()
    assert [f"{one[0]}{datetime.fromtimestamp(int(one[1:]), UTC):%H:%M:%S}" for one in kept] == marks
    await assert_whole(office)


async def test_what_was_said_is_among_the_marks_whenever_it_comes(office: Office) -> None:
    ticket = changed(TICKET, FirstResponseDate=None)
    await send(office.api, *AROUND, ticket)
    for one, kinds in ((QUESTION, "OR"), (ANSWER, "OTKR")):
        await send(office.api, one)
        assert "".join(mark[0] for mark in (await row(office)).marks.split()) == kinds
    await assert_whole(office)


async def test_a_receipt_adds_up_to_what_the_dates_say(office: Office) -> None:
    """High: an answer within 4 hours, resolved within 8."""
    await send(office.api, *EVERYTHING)
    told = await office.api.get("/tickets/40001/sla")
    clocks = {clock["Clock"]: clock for clock in told["Clocks"]}
    assert (clocks["FirstResponse"]["SpentSeconds"], clocks["FirstResponse"]["State"]) == (900, "Met")
    assert clocks["Resolution"]["SpentSeconds"] == 9000
    assert clocks["Resolution"]["EndDate"] == RESOLVED


async def test_nothing_that_has_passed_is_told(office: Office) -> None:
    seq = await last_seq(office)
    late = [
        changed(TICKET, TicketStatus="Open", FirstResponseDate=None),
        record("Ticket", 40_002, TicketTitle="Old", TicketStatus="Resolved", CustomerID=9001, TicketCreatedDate=CREATED,
               TicketResolvedDate=RESOLVED),
    ]  # fmt: skip
    await send(office.api, *AROUND, *late)
    await send(office.api, QUESTION)
    assert await swept(office) == []
    assert {event["Via"] for event in await events_since(office, seq)} == {"import:elsewhere"}
    shown = await office.api.get("/tickets/40001")
    assert shown["SLAStatus"] == "Breached", "it is late all the same"
    # Nor does what was resolved long ago close by itself.
    assert (await office.api.get("/tickets/40002"))["TicketStatus"] == "Resolved"


async def test_what_is_to_come_is_told_as_ever(office: Office) -> None:
    """High, opened two hours ago and unanswered: warned of after three hours, late after four."""
    await send(office.api, *AROUND, fresh(hours=2))
    assert await swept(office) == []
    assert await swept(office, after=timedelta(hours=1.5)) == ["sla.warned"]
    assert await swept(office, after=timedelta(hours=2.5)) == ["sla.breached"]


async def test_of_what_has_begun_only_the_rest_is_told(office: Office) -> None:
    await send(office.api, *AROUND, fresh(hours=3.5))
    assert await swept(office) == []
    assert await swept(office, after=timedelta(hours=1)) == ["sla.breached"]


def fresh(**span: float) -> Record:
    dates = {"TicketCreatedDate": ago(**span), "LastActivityDate": ago(**span)}
    return changed(TICKET, TicketStatus="Open", FirstResponseDate=None, TicketResolvedDate=None, **dates)


async def test_a_change_made_here_goes_on_from_there(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    tom = await office.client_of(office.cast.tom)
    await tom.put("/tickets/40001", {"TicketStatus": "Open"})
    await tom.post("/tickets/40001/comments", {"CommentText": "Once more", "IsInternal": False})
    await tom.put("/tickets/40001", {"TicketStatus": "Resolved"})
    shown = await office.api.get("/tickets/40001")
    assert (shown["TicketStatus"], shown["FirstResponseDate"]) == ("Resolved", ANSWERED)
    assert shown["TicketResolvedDate"] > RESOLVED
    await assert_whole(office, at_import=False)


async def test_a_reply_of_this_minute_is_taken_back_and_the_past_stays(office: Office) -> None:
    """Its words may never have come, but the first answer has its date."""
    await send(office.api, *AROUND, changed(TICKET, TicketStatus="Open"), QUESTION)
    before = await row(office)
    tom = await office.client_of(office.cast.tom)
    said = await tom.post("/tickets/40001/comments", {"CommentText": "Oh no", "IsInternal": False})
    assert (await row(office)).marks != before.marks
    async with office.engine.transaction(office.cast.account_id) as tx:
        await take_back(tx, office.cast.acting(office.cast.tom), 40_001, said["CommentID"])
    after = await row(office)
    assert after.marks == before.marks
    assert after.first_response_at == before.first_response_at
    assert (after.first_comment_id, after.last_technician_comment_id) == (611, None)
    await assert_whole(office, at_import=False)


async def test_a_due_date_is_kept_by_hand_unless_the_policy_says_the_same(office: Office) -> None:
    """High is to be resolved within 8 hours."""
    same, other = "2024-02-15T17:00:00Z", "2024-02-20T17:00:00Z"
    await send(office.api, *AROUND, changed(TICKET, DueDate=same))
    await send(office.api, {**changed(TICKET, DueDate=other), "SourceID": 40_002})
    assert ((await row(office)).due_by_hand, (await row(office, 40_002)).due_by_hand is None) == (None, False)
    assert [(await office.api.get(f"/tickets/{n}"))["DueDate"] for n in (40_001, 40_002)] == [same, other]
    assert results(await send(office.api, changed(TICKET, DueDate=other))) == ["Updated"]
    assert (await office.api.get("/tickets/40001"))["DueDate"] == other
    await assert_whole(office)


async def test_dates_of_a_clock_that_is_ahead_are_taken_and_count_from_now(office: Office) -> None:
    ahead = ago(hours=-5)
    await send(office.api, *AROUND, changed(fresh(hours=0), TicketCreatedDate=ahead))
    assert (await office.api.get("/tickets/40001"))["TicketCreatedDate"] == ahead
    opened = int((await row(office)).marks[1:])
    assert opened <= datetime.now(UTC).timestamp()
    await assert_whole(office)


async def test_a_ticket_with_hardly_a_date_gets_those_that_follow(office: Office) -> None:
    bare = record("Ticket", 40_001, TicketTitle="T", CustomerID=9001, TicketStatus="Closed", TicketCreatedDate=CREATED)
    await send(office.api, *AROUND, bare)
    kept = await row(office)
    assert (kept.resolved_at, kept.closed_at, kept.last_activity_at) == (None, kept.created_at, kept.created_at)
    listed = await office.api.get("/tickets/statusmodified", dateFrom=CREATED)
    assert [one["TicketID"] for one in listed["items"]] == [40_001]
    await send(office.api, changed(QUESTION, CommentDate=ASKED))
    assert (await office.api.get("/tickets/40001"))["LastActivityDate"] == ASKED
    await assert_whole(office)
