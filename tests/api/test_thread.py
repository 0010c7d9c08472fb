"""The thinnest thread: one ticket through every door of the API."""

from tests.cast import Office


async def test_a_ticket_is_opened_read_and_closed(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id})
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert read["TicketTitle"] == "No mail"
    closed = await office.api.put(f"/tickets/{made['TicketID']}", {"TicketStatus": "Closed"})
    assert closed["TicketResolvedDate"] is not None
