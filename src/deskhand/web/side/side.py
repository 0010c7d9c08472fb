"""The ticket's bar and side panel: all that they show and let one change, in one value."""

from collections.abc import Sequence

import msgspec

from deskhand.core.fields import Target
from deskhand.core.permissions import Verb, may
from deskhand.core.ticket import Status
from deskhand.directory.people_store import ContactFound, CustomerFound
from deskhand.directory.search import search_contacts, search_customers
from deskhand.fields.values import values_of
from deskhand.sla.rulebook import Rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.explain import Explained
from deskhand.tickets.family import Family, family_of
from deskhand.tickets.view import TicketView
from deskhand.web.forms import NO_FORM, Form
from deskhand.web.local_time import field_clock, field_day
from deskhand.web.side.bar import Bar, bar_of
from deskhand.web.side.clash import ShownClash
from deskhand.web.side.clocks import ShownSla, short_instant, sla_of
from deskhand.web.side.fields import ShownField, fields_of
from deskhand.web.side.time import ShownTime, time_of
from deskhand.web.visit import Visit
from deskhand.worklog.store import WorkEntryView

MOST_FOUND = 8
USUAL_CLOCK = "17:00"


class Can(msgspec.Struct, frozen=True):
    """What may be done with this very ticket: a closed one is final but for its tags, fields, family and time."""

    change: bool
    add: bool
    work: bool
    delete: bool


class Refused(msgspec.Struct, frozen=True):
    """A form that was not taken: which one, why, and what was typed into it."""

    form: str
    sentence: str
    typed: Form


class Found(msgspec.Struct, frozen=True):
    """Whom a search for another requester found."""

    typed: str
    contacts: Sequence[ContactFound]
    customers: Sequence[CustomerFound]


class Due(msgspec.Struct, frozen=True):
    """A due date that somebody set: in words, and as the fields of its form hold it."""

    shown: str
    exact: str
    seen: str
    day: str
    clock: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The bar and the side panel of a ticket."""

    bar: Bar
    can: Can
    sla: ShownSla
    due: Due
    time: ShownTime
    fields: Sequence[ShownField]
    family: Family
    found: Found
    refused: Refused | None = None
    clash: ShownClash | None = None

    def wrong(self, form: str) -> str:
        """Why a form was not taken; empty when it is another one or was."""
        return self.refused.sentence if self.refused is not None and self.refused.form == form else ""

    def typed(self, form: str, name: str, otherwise: str) -> str:
        """What was typed into a field of a form that was not taken, or what it holds else."""
        typed = self.refused.typed if self.refused is not None and self.refused.form == form else NO_FORM
        return typed.raw(name) if typed.has(name) else otherwise

    def ticked(self, form: str, name: str, otherwise: bool) -> bool:
        """The same for a box to tick, which a form does not have when it is empty."""
        if self.refused is not None and self.refused.form == form:
            return self.refused.typed.has(name)
        return otherwise


async def side_of(
    visit: Visit, read: Read, explained: Explained, book: Rulebook, entries: Sequence[WorkEntryView]
) -> Side:
    """The bar and the side panel of a ticket that the person may see."""
    ticket = explained.ticket
    return Side(
        bar=await bar_of(visit, read, ticket, resolve_before_close=book.settings.resolve_before_close),
        can=can_of(visit, ticket),
        sla=sla_of(visit, explained, book),
        due=due_of(visit, ticket),
        time=time_of(visit, ticket, entries),
        fields=fields_of(visit, await values_of(read, visit.actor, Target.TICKET, ticket.id)),
        family=await family_of(read, visit.actor, ticket),
        found=await find_people(visit, read, ticket),
    )


def can_of(visit: Visit, ticket: TicketView) -> Can:
    """What the person may do with the ticket as it is."""
    actor, kept = visit.actor, ticket.merged_into is None
    write = may(actor, Verb.TICKET_WRITE) and kept
    return Can(
        change=write and ticket.status != Status.CLOSED,
        add=write,
        work=may(actor, Verb.WORK_WRITE) and kept,
        delete=may(actor, Verb.TICKET_DELETE),
    )


def due_of(visit: Visit, ticket: TicketView) -> Due:
    """The due date that was set by hand; without one the form proposes the end of this day."""
    at = ticket.due_by_hand
    if at is None:
        return Due("", "", "", field_day(visit.now, visit.zone), USUAL_CLOCK)
    shown, exact = short_instant(visit, at), visit.moments.exact(at)
    return Due(shown, exact, at.isoformat(), field_day(at, visit.zone), field_clock(at, visit.zone))


async def find_people(visit: Visit, read: Read, ticket: TicketView) -> Found:
    """Contacts and customers that fit what was typed into the search for another requester."""
    typed = visit.query.text("find")
    if not typed:
        return Found("", (), ())
    contacts = await search_contacts(read, visit.actor, typed, limit=MOST_FOUND)
    customers = await search_customers(read, visit.actor, typed, limit=MOST_FOUND)
    return Found(
        typed,
        [one for one in contacts if one.id != ticket.contact_id],
        [one for one in customers if one.id != ticket.customer_id],
    )
