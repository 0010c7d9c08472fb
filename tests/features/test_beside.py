"""What else is open beside a ticket: of its customer and its contact, the newest first, within reach."""

from typing import Any

import msgspec

from deskhand.core.actor import TheseCustomers
from deskhand.tickets.beside import Beside, Others, beside_requester, beside_ticket
from tests.cast import Office


async def beside(office: Office, number: int) -> Beside:
    async with office.engine.snapshot() as read:
        return await beside_ticket(read, office.cast.acting(office.cast.tom), number)


def numbers(others: Others) -> list[int]:
    return [ticket.id for ticket in others.tickets]


async def opened(office: Office, **fields: Any) -> int:
    return int((await office.ticket(**fields))["TicketID"])


async def test_only_active_ones_and_not_itself(office: Office) -> None:
    own = await opened(office)
    pending = await opened(office, TicketStatus="Pending", TicketPriority="High")
    marys = await opened(office, EndUserID=office.cast.mary.id)
    await opened(office, TicketStatus="Resolved")
    await opened(office, TicketStatus="Closed")
    await opened(office, EndUserID=office.cast.pete.id)
    await office.api.delete(f"/tickets/{await opened(office)}")
    found = await beside(office, own)
    assert (numbers(found.of_customer), found.of_customer.total) == ([marys, pending], 2)
    assert (numbers(found.of_contact), found.of_contact.total) == ([pending], 1)
    [shown] = found.of_contact.tickets
    answer = await office.api.get(f"/tickets/{pending}")
    assert (shown.title, shown.status, shown.priority) == ("No mail", "Pending", "High")
    assert (shown.sla_status, shown.next_due_at is None) == (answer["SLAStatus"], answer["SLANextDueDate"] is None)


async def test_at_most_eight_and_how_many_there_are(office: Office) -> None:
    all_of_them = [await opened(office) for _ in range(11)]
    found = await beside(office, all_of_them[-1])
    assert numbers(found.of_customer) == all_of_them[-2:-10:-1]
    assert found.of_customer.total == found.of_contact.total == 10
    eight = await beside(office, all_of_them[0])
    assert numbers(eight.of_contact) == all_of_them[:-9:-1]


async def test_for_a_ticket_that_is_not_opened_yet(office: Office) -> None:
    johns, marys = await opened(office), await opened(office, EndUserID=office.cast.mary.id)
    tom = office.cast.acting(office.cast.tom)
    async with office.engine.snapshot() as read:
        assert await beside_requester(read, tom) == Beside()
        found = await beside_requester(read, tom, customer_id=office.cast.acme.id, contact_id=office.cast.mary.id)
    assert (numbers(found.of_customer), numbers(found.of_contact)) == ([marys, johns], [marys])


async def test_only_within_reach(office: Office) -> None:
    own = await opened(office)
    await opened(office, EndUserID=office.cast.mary.id)
    limited = msgspec.structs.replace(
        office.cast.acting(office.cast.tom), reach=TheseCustomers((office.cast.bakers.id,))
    )
    async with office.engine.snapshot() as read:
        found = await beside_requester(read, limited, customer_id=office.cast.acme.id)
        assert found.of_customer == Others([], 0)
        by_john = await beside_ticket(read, office.cast.writing(office.cast.john), own)
    assert by_john.of_customer == Others([], 0)
