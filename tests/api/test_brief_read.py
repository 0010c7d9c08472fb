"""The brief's `GET /api/v3/tickets/{ticketId}`."""

import pytest

from deskhand.api.v3.shapes import examples
from deskhand.core.ticket import Priority
from tests.api.brief import Brief, missing_from
from tests.cast import Office


async def test_the_briefs_ticket_reads_as_the_brief_shows_it(brief: Brief) -> None:
    title = str(examples.TICKET["TicketTitle"])
    await brief.opened("2024-02-15T09:00:00Z", title, priority=Priority.HIGH, technician_id=brief.jane.id)
    assert missing_from(await brief.api.get("/tickets/54321"), examples.TICKET) == []


@pytest.mark.parametrize("wrong", ["0", "-1", "1.5", "abc", "1e3", "9223372036854775808", "1" * 31, "%20", "null"])
async def test_what_is_no_id_is_an_invalid_one(office: Office, wrong: str) -> None:
    refused = await office.api.get(f"/tickets/{wrong}", 400)
    assert refused["message"] == "Invalid ticket ID"
    assert refused["code"] == "invalid_ticket_id"


@pytest.mark.parametrize("unknown", [2, 54321, 2**63 - 1])
async def test_what_could_be_an_id_but_is_not_is_not_found(office: Office, unknown: int) -> None:
    await office.ticket()
    refused = await office.api.get(f"/tickets/{unknown}", 404)
    assert refused["message"] == "Ticket not found"
    assert refused["code"] == "ticket_not_found"


async def test_reading_changes_nothing(office: Office) -> None:
    made = await office.ticket()
    first = await office.api.get(f"/tickets/{made['TicketID']}")
    assert await office.api.get(f"/tickets/{made['TicketID']}") == first


async def test_a_name_that_changes_shows_on_old_tickets_too(office: Office) -> None:
    made = await office.ticket(TechnicianContactID=office.cast.tom.id)
    await office.api.put(f"/customers/{office.cast.acme.id}", {"CustomerName": "Acme Holdings"})
    await office.api.put(f"/contacts/{office.cast.john.id}", {"Lastname": "Smythe"})
    await office.api.put(f"/technicians/{office.cast.tom.id}", {"LastName": "Meadow"})
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    listed = (await office.api.get("/tickets"))["items"][0]
    assert read == listed
    assert (read["CustomerName"], read["EndUserLastName"]) == ("Acme Holdings", "Smythe")
    assert read["TechnicianFullName"] == "Tom Meadow"
