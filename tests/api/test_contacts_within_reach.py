"""What keeps a customer's people to their own, in the use cases themselves: the portal has no key that would."""

from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from deskhand.core.actor import Actor, Company, Own
from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.ticket import Source
from deskhand.directory.contacts import ContactDraft, change_contact, create_contact
from deskhand.directory.customers import CustomerDraft, change_customer, create_customer
from deskhand.directory.read import (
    PeopleFilter,
    list_contacts,
    list_customers,
    list_technicians,
    read_contact,
    read_customer,
    read_technician,
)
from deskhand.directory.technicians import TechnicianDraft, change_technician, create_technician
from deskhand.storage.engine import Read, Tx
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.listing import Asked, list_tickets
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.read import list_comments, read_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from deskhand.worklog.log import WorkDraft, log_work
from deskhand.worklog.read import list_work, ticket_durations
from tests.cast import Cast, Office
from tests.core.made import NOON

PAGE: dict[str, Any] = {"limit": 20, "offset": 0}
ANYBODY = PeopleFilter()

READS: dict[str, Callable[[Read, Actor, Cast], Coroutine[Any, Any, Any]]] = {
    "a customer": lambda read, who, cast: read_customer(read, who, cast.acme.id),
    "customers": lambda read, who, cast: list_customers(read, who, ANYBODY, **PAGE),
    "a contact": lambda read, who, cast: read_contact(read, who, cast.john.id),
    "contacts": lambda read, who, cast: list_contacts(read, who, ANYBODY, **PAGE),
    "a technician": lambda read, who, cast: read_technician(read, who, cast.jane.id),
    "technicians": lambda read, who, cast: list_technicians(read, who, with_inactive=False, **PAGE),
    "work hours": lambda read, who, cast: list_work(read, who, 1, **PAGE),
    "durations": lambda read, who, cast: ticket_durations(read, who, 1),
}
CITY, JOB, NAME = CustomerDraft(name="x"), ContactDraft(job_title="x"), TechnicianDraft(email="x@x")
HOUR = WorkDraft(starts_at=NOON, ends_at=NOON.replace(hour=13))
WRITES: dict[str, Callable[[Tx, Actor, Cast], Coroutine[Any, Any, Any]]] = {
    "a new customer": lambda tx, who, cast: create_customer(tx, who, CITY),
    "a customer": lambda tx, who, cast: change_customer(tx, who, cast.acme.id, CITY),
    "a new contact": lambda tx, who, cast: create_contact(tx, who, JOB),
    "a contact": lambda tx, who, cast: change_contact(tx, who, cast.john.id, JOB),
    "a new technician": lambda tx, who, cast: create_technician(tx, who, NAME),
    "a technician": lambda tx, who, cast: change_technician(tx, who, cast.tom.id, NAME),
    "work hours": lambda tx, who, cast: log_work(tx, who, 1, HOUR),
    "a ticket's end": lambda tx, who, cast: delete_ticket(tx, who, 1),
}


def john(cast: Cast) -> Actor:
    """John, who sees his own tickets."""
    return msgspec.structs.replace(cast.writing(cast.john), reach=Own(cast.john.id))


def mary(cast: Cast) -> Actor:
    """Mary, Acme's contact person, who sees all of Acme's."""
    return msgspec.structs.replace(cast.writing(cast.mary), reach=Company(cast.acme.id))


@pytest.mark.parametrize("what", list(READS))
async def test_a_contact_reads_nothing_of_the_office(office: Office, what: str) -> None:
    await office.ticket()
    async with office.engine.read() as read:
        with pytest.raises(Forbidden):
            await READS[what](read, john(office.cast), office.cast)


@pytest.mark.parametrize("what", list(WRITES))
async def test_a_contact_writes_nothing_of_the_office(office: Office, what: str) -> None:
    await office.ticket()
    async with office.engine.transaction(office.cast.account_id) as tx:
        with pytest.raises((Forbidden, Missing)):
            await WRITES[what](tx, john(office.cast), office.cast)


async def test_a_contact_sees_their_own_tickets_and_a_contact_person_the_companys(office: Office) -> None:
    cast = office.cast
    for person in (cast.john, cast.mary, cast.pete):
        await office.ticket(EndUserID=person.id)
    async with office.engine.read() as read:
        for who, numbers in ((john(cast), [1]), (mary(cast), [2, 1])):
            page = await list_tickets(read, who, Asked(**PAGE))
            assert ([ticket.id for ticket in page.rows], page.total) == (numbers, len(numbers))
            with pytest.raises(Missing):
                await read_ticket(read, who, 3)
            with pytest.raises(Missing):
                await list_comments(read, who, 3, **PAGE)
        with pytest.raises(Missing):
            await read_ticket(read, john(cast), 2)


async def test_a_contact_never_sees_what_is_internal(office: Office) -> None:
    path = f"/tickets/{(await office.ticket())['TicketID']}/comments"
    await office.api.post(path, {"CommentText": "He did it himself", "IsInternal": True})
    await office.api.post(path, {"CommentText": "We are on it", "IsInternal": False})
    async with office.engine.read() as read:
        page = await list_comments(read, john(office.cast), 1, **PAGE)
    assert ([said.text for said in page.rows], page.total) == (["We are on it"], 1)


async def test_a_contact_asks_for_themselves_and_speaks_for_themselves(office: Office) -> None:
    cast = office.cast
    async with office.engine.transaction(cast.account_id) as tx:
        for_himself = TicketDraft(title="No mail", source=Source.PORTAL, requester=Requester(contact_id=cast.john.id))
        ticket = await open_ticket(tx, john(cast), for_himself)
        said = await reply(tx, john(cast), ticket.id, CommentDraft(text="Please hurry"))
        assert (said.contact_id, said.internal) == (cast.john.id, False)
    async with office.engine.transaction(cast.account_id) as tx:
        for other in (cast.mary.id, cast.pete.id):
            with pytest.raises(Refusal, match="Customer not found"):
                await reply(tx, john(cast), ticket.id, CommentDraft(text="I am somebody else", contact_id=other))
        for_pete = TicketDraft(title="No bread", source=Source.PORTAL, requester=Requester(contact_id=cast.pete.id))
        with pytest.raises(Refusal, match="Customer not found"):
            await open_ticket(tx, john(cast), for_pete)


async def test_a_contact_cannot_hand_a_ticket_to_somebody_out_of_reach(office: Office) -> None:
    cast = office.cast
    await office.ticket()
    async with office.engine.transaction(cast.account_id) as tx:
        for change in (TicketChange(contact_id=cast.pete.id), TicketChange(customer_id=cast.bakers.id)):
            with pytest.raises(Refusal, match="Customer not found"):
                await change_ticket(tx, mary(cast), 1, change)
