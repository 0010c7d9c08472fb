"""Nobody is called by an import, and what it brought is found, read and followed like everything else."""

from datetime import UTC, datetime
from typing import Any

import pytest

from deskhand.core.directory import Technician
from deskhand.jobs.dispatch import hand_out
from deskhand.notify.read import list_notifications
from deskhand.tickets.thread import Said
from deskhand.tickets.timeline import read_timeline
from tests.cast import Client, Office
from tests.importing.records import (
    ANSWER,
    ANSWERED,
    ASKED,
    CREATED,
    EVERYTHING,
    QUESTION,
    RESOLVED,
    TICKET,
    changed,
    events_since,
    last_seq,
    record,
    send,
)


async def rung(office: Office, who: Technician) -> list[str]:
    while await hand_out(office.engine):
        pass
    async with office.engine.read() as read:
        return [one.kind.value for one in await list_notifications(read, office.cast.acting(who))]


def ago() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_nobody_is_called(office: Office) -> None:
    """Neither by a ticket that is theirs, nor by a customer's answer or their name in a note, of this very minute."""
    tom = record("Technician", 502, Email="tom@brightwater.example")
    ticket = changed(TICKET, TechnicianContactID=502, TicketStatus="Open", TicketCreatedDate=ago())
    note = record("Comment", "n", TicketID=40_001, CommentText="@tom.field look", TechnicianContactID=501)
    await send(office.api, *EVERYTHING[:5], tom, ticket, changed(QUESTION, CommentDate=ago()), note)
    assert await rung(office, office.cast.tom) == []
    await send(office.api, changed(ticket, TechnicianContactID=501), changed(note, CommentText="@tom.field, look!"))
    await send(office.api, changed(ticket, TechnicianContactID=502, TicketPriority="Low"))
    assert await rung(office, office.cast.tom) == []
    # What is done here calls him as ever.
    await office.api.post("/tickets/40001/comments", {"CommentText": "Hello?", "EndUserID": 7001})
    assert await rung(office, office.cast.tom) == ["replied"]


async def test_importing_is_no_work_on_tickets(office: Office) -> None:
    jane = await office.client_of(office.cast.jane)
    await send(jane, *EVERYTHING)
    assert (await jane.get("/workhours/gaps"))["items"] == []


async def test_the_log_says_where_it_came_from_and_by_whose_key(office: Office) -> None:
    jane = await office.client_of(office.cast.jane)
    seq = await last_seq(office)
    headers = {"X-Deskhand-Agent": "deskhand/1.0"}
    body = {"Source": "atera", "Records": EVERYTHING}
    await jane.send("POST", "/import", json=body, headers=headers)
    events = await events_since(office, seq)
    assert {(e["Via"], e["ActorKind"], e["ActorID"]) for e in events} == {
        ("import:atera", "technician", office.cast.jane.id)
    }
    kinds = [event["Kind"] for event in events]
    assert kinds == [
        "customer.created",
        "department.created",
        "technician.created",
        "contact.created",
        "custom_field.created",
        "ticket.created",
        "ticket.created",
        "comment.added",
        "comment.added",
        "comment.added",
        "work_hours.logged",
        "custom_value.set",
        "ticket.linked",
    ]


async def test_the_timeline_tells_it_as_it_was(office: Office) -> None:
    late = record(
        "Comment", "late", TicketID=40_001, CommentText="Before all", CommentDate="2024-02-15T09:10:00Z", EndUserID=7001
    )
    await send(office.api, *EVERYTHING)
    await send(office.api, late)
    async with office.engine.snapshot() as read:
        entries = (await read_timeline(read, office.cast.acting(office.cast.tom), 40_001)).entries
    said = [one for one in entries if isinstance(one, Said)]
    assert [(one.text, one.author.name, f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.author.agent) for one in said] == [
        ("It only rains", "Hank Scorpio", CREATED, ""),
        ("Before all", "Hank Scorpio", "2024-02-15T09:10:00Z", ""),
        ("We look into it", "Sam Source", ANSWERED, ""),
        ("Any umbrellas?", "Hank Scorpio", ASKED, ""),
        ("Zephyr", "Sam Source", RESOLVED, ""),
    ]


@pytest.mark.parametrize("word", ["weather", "rains", "umbrellas", "zephyr"])
async def test_what_was_imported_is_found(office: Office, word: str) -> None:
    await send(office.api, *EVERYTHING)
    assert 40_001 in await found(office.api, word)


async def test_what_is_said_anew_is_found_anew(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    await send(office.api, changed(ANSWER, CommentText="Barometer"), changed(TICKET, TicketTitle="Thermometer"))
    assert await found(office.api, "barometer") == await found(office.api, "thermometer") == [40_001]
    assert await found(office.api, "weather") == []
    assert await found(office.api, "look into") == []


async def found(api: Client, query: str) -> list[int]:
    listed: Any = await api.get("/tickets", q=query)
    return [ticket["TicketID"] for ticket in listed["items"]]


async def test_lists_and_counts_have_it(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    assert (await office.api.get("/tickets"))["totalItems"] == 2
    assert (await office.api.get("/tickets", ticketStatus="Resolved"))["totalItems"] == 1
    assert (await office.api.get("/tickets", customerId=9001, ticketStatus="Open"))["totalItems"] == 1
    listed = await office.api.get("/tickets/lastmodified", date="2024-02-15T10:00:00Z")
    assert [one["TicketID"] for one in listed["items"]] == [40_001]
    durations = await office.api.get("/tickets/40001/billableduration")
    assert durations["TotalBillableDuration"] == 5400
