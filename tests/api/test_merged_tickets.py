"""A merged ticket: still read, gone from lists, and its writes refused with the number to write to instead."""

import pytest_asyncio
import sqlalchemy as sa

from deskhand.core.ticket import Status
from deskhand.storage.schema import ticket
from deskhand.storage.statement import Statement
from tests.cast import Office, decoded

MERGE: Statement[None] = Statement(
    sa.update(ticket)
    .where(ticket.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger), ticket.c.id == 2)
    .values(merged_into=1)
)


@pytest_asyncio.fixture
async def merged(office: Office) -> str:
    """The path of ticket 2, which was merged into ticket 1."""
    await office.ticket(TicketTitle="No mail")
    await office.ticket(TicketTitle="No mail either", TechnicianContactID=office.cast.tom.id)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await tx.run(MERGE, account_id=tx.account_id)
        tx.count(Status.OPEN, -1)
    return "/tickets/2"


async def test_it_is_still_read(office: Office, merged: str) -> None:
    assert (await office.api.get(merged))["TicketTitle"] == "No mail either"
    for kind in ("comments", "workhours", "billableduration"):
        await office.api.get(f"{merged}/{kind}")


async def test_it_has_left_the_lists_and_totals(office: Office, merged: str) -> None:
    for query in ("", "?ticketStatus=Open", f"?customerId={office.cast.acme.id}"):
        listed = await office.api.get(f"/tickets{query}")
        assert ([one["TicketID"] for one in listed["items"]], listed["totalItems"]) == ([1], 1)


async def test_it_refuses_writes_with_the_number_to_write_to(office: Office, merged: str) -> None:
    for path, body in (
        (merged, {"TicketPriority": "Low"}),
        (f"{merged}/comments", {"CommentText": "Hm"}),
        (f"{merged}/workhours", {"Hours": 1}),
    ):
        refused = await office.api.post(path, body, 400)
        assert (refused["code"], refused["message"]) == ("ticket_merged", "Ticket 2 was merged into 1")
        assert refused["detail"] == "Write to ticket 1 instead"


async def test_it_can_be_deleted_without_being_counted_twice(office: Office, merged: str) -> None:
    decoded(await office.api.send("DELETE", merged), 200)
    await office.api.get(merged, 404)
    assert (await office.api.get("/tickets"))["totalItems"] == 1


async def test_its_events_are_fed(office: Office, merged: str) -> None:
    events = (await office.api.get("/events", limit=500))["items"]
    narrow = await office.client(scopes=("events:read", "tickets:read"))
    seen = (await narrow.get("/events", limit=500))["items"]
    for one in (events, seen):
        assert [event["Kind"] for event in one if event["TicketID"] == 2] == ["ticket.created"]
