"""Tags on tickets: a set without regard to case, shown as it was written."""

from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.storage.schema import ticket_tag
from deskhand.storage.statement import Statement
from tests.api.history import history_of
from tests.cast import Office

INDEXED: Statement[str] = Statement(
    sa.select(ticket_tag.c.tag_key)
    .where(ticket_tag.c.account_id == sa.bindparam("account_id"), ticket_tag.c.ticket_id == sa.bindparam("ticket_id"))
    .order_by(ticket_tag.c.tag_key)
)


async def indexed(office: Office, ticket_id: int) -> list[str]:
    """The tags that a ticket is found by."""
    async with office.engine.read() as read:
        return await read.fetch(INDEXED, account_id=office.cast.account_id, ticket_id=ticket_id)


async def test_a_ticket_has_no_tags_until_it_gets_some(office: Office) -> None:
    assert (await office.ticket())["Tags"] == []
    assert (await office.ticket(Tags=None))["Tags"] == []


async def test_tags_are_shown_as_they_were_written_each_once(office: Office) -> None:
    made = await office.ticket(Tags=["VIP", " on  site ", "vip", "", "Straße", "STRASSE", "Büro, 3. Stock"])
    assert made["Tags"] == ["VIP", "on site", "Straße", "Büro", "3. Stock"]
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["Tags"] == made["Tags"]
    [listed] = (await office.api.get("/tickets"))["items"]
    assert listed["Tags"] == made["Tags"]
    assert await indexed(office, made["TicketID"]) == sorted(["vip", "on site", "strasse", "büro", "3. stock"])


async def test_an_update_replaces_the_tags_and_silence_keeps_them(office: Office) -> None:
    made = await office.ticket(Tags=["vip", "server"])
    path = f"/tickets/{made['TicketID']}"
    assert (await office.api.put(path, {"TicketPriority": "Low"}))["Tags"] == ["vip", "server"]
    assert (await office.api.put(path, {"Tags": None}))["Tags"] == ["vip", "server"]
    assert (await office.api.put(path, {"tags": ["Mail", "vip"]}))["Tags"] == ["Mail", "vip"]
    assert await indexed(office, made["TicketID"]) == ["mail", "vip"]
    assert (await office.api.put(path, {"Tags": []}))["Tags"] == []
    assert await indexed(office, made["TicketID"]) == []


async def test_changed_tags_are_history_and_the_same_ones_are_not(office: Office) -> None:
    made = await office.ticket(Tags=["vip"])
    path = f"/tickets/{made['TicketID']}"
    await office.api.put(path, {"Tags": ["vip"]})
    await office.api.put(path, {"Tags": ["VIP"], "TicketPriority": "Low"})
    created, changed = await history_of(office, made["TicketID"])
    assert created.data.texts == ("title", "tags")
    assert (changed.kind, changed.data.texts, changed.data.changes) == (
        "ticket.changed",
        ("tags",),
        {"priority": ("Medium", "Low")},
    )


async def test_a_closed_ticket_still_takes_tags_and_nothing_else(office: Office) -> None:
    made = await office.ticket(TicketStatus="Closed")
    path = f"/tickets/{made['TicketID']}"
    assert (await office.api.put(path, {"Tags": ["billed"]}))["Tags"] == ["billed"]
    refused = await office.api.put(path, {"Tags": ["x"], "TicketTitle": "Other"}, 400)
    assert (refused["code"], refused["errors"][0]["field"]) == ("ticket_closed", "TicketTitle")
    assert (await office.api.get(path))["Tags"] == ["billed"]


@pytest.mark.parametrize(
    "tags",
    [
        "vip",
        5,
        {},
        [5],
        [None],
        [["vip"]],
        ["x" * 61],
        ["a\u0000b"],
        ["\u200b"],
        [str(number) for number in range(51)],
        ["x"] * 201,
    ],
)
async def test_tags_that_are_none_are_refused_and_named(office: Office, tags: Any) -> None:
    for refused in (
        await office.api.post("/tickets", {"TicketTitle": "x", "EndUserID": office.cast.john.id, "Tags": tags}, 400),
        await office.api.put(f"/tickets/{(await office.ticket())['TicketID']}", {"Tags": tags}, 400),
    ):
        assert [error["field"] for error in refused["errors"]] == ["Tags"]
