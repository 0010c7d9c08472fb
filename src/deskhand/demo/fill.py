"""Putting a plan into an account: through the use cases, at the times the plan gives, 500 tickets a transaction."""

import heapq
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from deskhand.core.actor import Actor, ActorKind, system
from deskhand.core.directory import Contact, Technician
from deskhand.demo import values
from deskhand.demo.gathering import Gathering
from deskhand.demo.kept_ready import keep_ready
from deskhand.demo.people import HOST
from deskhand.demo.plan import plan
from deskhand.demo.promises import promise
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.events.dispatch import begin_behind
from deskhand.notify.ring import BELL
from deskhand.storage.engine import Engine, Tx
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from deskhand.worklog.log import WorkDraft, log_work

PER_TRANSACTION = 500
PER_PROGRESS = 25
Progress = Callable[[int], None]


class Cast:
    """Who takes part, by the plan's keys: the account's own technicians, customers and contacts."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id
        self.technicians: dict[str, Technician] = {}
        self.customers: dict[str, int] = {}
        self.contacts: dict[str, Contact] = {}

    def actor(self, key: str | None) -> Actor:
        """The person behind a key; the desk itself for None."""
        if key is None:
            return system(self.account_id, "monitoring")
        if key in self.contacts:
            contact = self.contacts[key]
            name = f"{contact.first_name} {contact.last_name}"
            return Actor(account_id=self.account_id, kind=ActorKind.CONTACT, name=name, person_id=contact.id)
        technician = self.technicians[key]
        return Actor(
            account_id=self.account_id,
            kind=ActorKind.TECHNICIAN,
            name=technician.full_name,
            person_id=technician.id,
            role=technician.role,
        )


async def fill_account(
    engine: Engine, account_id: int, *, tickets: int, seed: int, until: datetime | None = None, progress: Progress
) -> None:
    """Fill an account with a plan's people, tickets and history. `progress` hears how many tickets are in.

    A plan of up to 500 tickets is one transaction: it is all there or nothing of it.
    """
    drawn = plan(tickets, seed, until or datetime.now(UTC))
    cast = Cast(account_id)
    happenings = _in_order(drawn.tickets)
    pending = next(happenings, None)
    done = 0
    ids: dict[int, int] = {}
    while pending is not None:
        async with engine.transaction(account_id) as tx:
            lot = Gathering(tx)
            if not done:
                tx.as_of(pending.at - timedelta(days=30))
                await _hire(lot, cast, drawn)
                await promise(lot, cast.customers, drawn.customers)
                await keep_ready(lot, cast.actor(HOST.key))
            opened = 0
            while pending is not None and (pending.step is not None or opened < PER_TRANSACTION):
                tx.as_of(pending.at)
                opened += await _happen(lot, cast, ids, pending)
                if pending.step is None and opened % PER_PROGRESS == 0:
                    progress(done + opened)
                pending = next(happenings, None)
            await lot.write()
            await begin_behind(tx, BELL, tx.events[-1].seq)  # two years of history are no news
        done += opened
        progress(done)


class Happening:
    """One thing of the plan at its time: the opening of a ticket (no step), or one step on it."""

    __slots__ = ("at", "number", "step", "ticket")

    def __init__(self, at: datetime, number: int, ticket: values.PlannedTicket, step: values.Step | None) -> None:
        self.at = at
        self.number = number
        self.ticket = ticket
        self.step = step


def _in_order(tickets: Iterator[values.PlannedTicket]) -> Iterator[Happening]:
    """Openings and steps of all tickets in the order they happened; only tickets under way are held in memory."""
    waiting: list[tuple[datetime, int, int, Happening]] = []
    for number, ticket in enumerate(tickets):
        while waiting and waiting[0][0] <= ticket.opened_at:
            yield heapq.heappop(waiting)[3]
        yield Happening(ticket.opened_at, number, ticket, None)
        for place, step in enumerate(ticket.steps):
            heapq.heappush(waiting, (step.at, number, place, Happening(step.at, number, ticket, step)))
    while waiting:
        yield heapq.heappop(waiting)[3]


async def _hire(tx: Tx, cast: Cast, drawn: values.DemoPlan) -> None:
    """Create the plan's technicians, customers and contacts."""
    founder = system(cast.account_id, "demo")
    for person in drawn.technicians:
        draft = TechnicianDraft(
            email=person.email, first_name=person.first_name, last_name=person.last_name, role=person.role
        )
        cast.technicians[person.key] = await create_technician(tx, founder, draft)
    for company in drawn.customers:
        cast.customers[company.key] = (await create_customer(tx, founder, _customer(company))).id
    for contact in drawn.contacts:
        draft_contact = ContactDraft(
            customer_id=cast.customers[contact.customer],
            email=contact.email,
            first_name=contact.first_name,
            last_name=contact.last_name,
            job_title=contact.job_title,
            phone=contact.phone,
            mobile_phone=contact.mobile_phone,
            is_contact_person=contact.is_contact_person,
        )
        cast.contacts[contact.key] = await create_contact(tx, founder, draft_contact)


def _customer(company: values.Customer) -> CustomerDraft:
    return CustomerDraft(
        name=company.name,
        business_number=company.business_number,
        domain=company.domain,
        address=company.address,
        city=company.city,
        zip_code=company.zip_code,
        country=company.country,
        phone=company.phone,
        notes=company.notes,
    )


async def _happen(tx: Tx, cast: Cast, ids: dict[int, int], happening: Happening) -> int:
    """Let one thing happen; 1 when a ticket was opened, else 0. `ids` knows the tickets still under way."""
    if happening.step is None:
        ids[happening.number] = await _open(tx, cast, happening.ticket)
    else:
        await _take(tx, cast, ids[happening.number], happening.step)
    if not happening.ticket.steps or happening.step is happening.ticket.steps[-1]:
        del ids[happening.number]
    return int(happening.step is None)


async def _open(tx: Tx, cast: Cast, planned: values.PlannedTicket) -> int:
    contact = cast.contacts[planned.contact].id if planned.contact else None
    opener = cast.actor(planned.opened_by)
    draft = TicketDraft(
        title=planned.title,
        description=planned.description,
        priority=planned.priority,
        type=planned.type,
        impact=planned.impact,
        source=planned.source,
        requester=Requester(customer_id=cast.customers[planned.customer], contact_id=contact),
        technician_id=cast.technicians[planned.technician].id if planned.technician else None,
    )
    return (await open_ticket(tx, opener, draft)).id


async def _take(tx: Tx, cast: Cast, ticket_id: int, step: values.Step) -> None:
    """Let one step of a ticket's history happen."""
    match step:
        case values.Reply(by=by, text=text, internal=internal):
            await reply(tx, cast.actor(by), ticket_id, CommentDraft(text=text, internal=internal))
        case values.Move(by=by, status=status):
            await change_ticket(tx, cast.actor(by), ticket_id, TicketChange(status=status))
        case values.Assign(by=by, technician=technician):
            change = TicketChange(technician_id=cast.technicians[technician].id)
            await change_ticket(tx, cast.actor(by), ticket_id, change)
        case values.Reprioritise(by=by, priority=priority):
            await change_ticket(tx, cast.actor(by), ticket_id, TicketChange(priority=priority))
        case values.Work():
            draft = WorkDraft(
                starts_at=step.start,
                ends_at=step.end,
                billable=step.billable,
                on_site=step.on_site,
                notes=step.notes,
            )
            await log_work(tx, cast.actor(step.technician), ticket_id, draft)
