"""The ticket's page: what was said and done on the left, what it is and how it stands on the right."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.directory import Technician
from deskhand.core.permissions import Verb, may
from deskhand.directory.read import all_technicians
from deskhand.http.door import Answer
from deskhand.notify.mark import mark_ticket_read
from deskhand.notify.read import unread_on_ticket
from deskhand.sla.rulebook import current_rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.beside import Beside, beside_ticket
from deskhand.tickets.chips import chips_of
from deskhand.tickets.explain import Explained, explain
from deskhand.tickets.relations import Relation, relations_of
from deskhand.tickets.thread import Timeline
from deskhand.tickets.timeline import read_timeline
from deskhand.tickets.view import TicketView
from deskhand.web.answers import address, page
from deskhand.web.frame import frame_of
from deskhand.web.listing.row import Row, row_of
from deskhand.web.routes import Page
from deskhand.web.side.address import ticket_address
from deskhand.web.side.clash import ShownClash
from deskhand.web.side.side import Refused, Side, side_of
from deskhand.web.thread.composing import Typed, composer_of
from deskhand.web.thread.presence import shown_presence
from deskhand.web.thread.thread import thread_of
from deskhand.web.visit import Visit
from deskhand.worklog.read import list_work
from deskhand.worklog.store import WorkEntryView

# How many events of its history a page shows at once; the rest is a click away.
LATEST = 100
MOST_ENTRIES = 100


class Rights(msgspec.Struct, frozen=True):
    """What the person may do here: nothing is shown that would only be refused."""

    write: bool
    comment: bool
    work: bool
    delete: bool


class TicketShown(msgspec.Struct, frozen=True):
    """All that the page shows."""

    row: Row
    timeline: Timeline
    explained: Explained
    beside: Beside
    everybody: Sequence[Technician]
    entries: Sequence[WorkEntryView]
    relation: Relation | None
    presence: str
    rights: Rights
    side: Side

    @property
    def ticket(self) -> TicketView:
        """The ticket itself."""
        return self.row.ticket

    @property
    def technicians(self) -> Sequence[Technician]:
        """Who a ticket can be given to."""
        return [one for one in self.everybody if one.active]


async def show_ticket(visit: Visit) -> Answer:
    """The page of one ticket."""
    return await ticket_page(visit)


async def ticket_page(
    visit: Visit,
    status: int = 200,
    *,
    typed: Typed | None = None,
    refused: Refused | None = None,
    clash: ShownClash | None = None,
) -> Answer:
    """The page of one ticket; with what was typed and not taken: into its composer, or into a form of its side."""
    ticket_id = visit.ids["ticket_id"]
    await _note_read(visit, ticket_id)
    async with visit.engine.snapshot() as read:
        shown = await ticket_shown(visit, read, ticket_id)
        composer = await composer_of(visit, read, shown.ticket, typed) if shown.rights.comment else None
        frame = await frame_of(visit, read)
    side = msgspec.structs.replace(shown.side, refused=refused, clash=clash)
    shown = msgspec.structs.replace(shown, side=side)
    thread = thread_of(visit, shown.ticket, shown.timeline, shown.everybody)
    return page(
        visit, "ticket/ticket.html", status, frame=frame, shown=shown, t=shown.ticket, thread=thread, composer=composer
    )


async def _note_read(visit: Visit, ticket_id: int) -> None:
    """Whoever opens a ticket has been told what the bell had to say of it."""
    async with visit.engine.read() as read:
        if not await unread_on_ticket(read, visit.actor, ticket_id):
            return
    async with visit.engine.chore() as chore:
        await mark_ticket_read(chore, visit.actor, ticket_id)


async def show_ticket_again(
    visit: Visit, status: int, *, refused: Refused | None = None, clash: ShownClash | None = None
) -> Answer:
    """The page of the ticket after a form of its side panel was not taken, with everything that was typed."""
    answer = await ticket_page(visit, status, refused=refused, clash=clash)
    # The address of a form is none to come back to.
    here = (b"hx-replace-url", address(ticket_address(visit, visit.ids["ticket_id"])).encode())
    return Answer(answer.status, answer.body, [*answer.headers, here], answer.media_type)


async def ticket_shown(visit: Visit, read: Read, ticket_id: int) -> TicketShown:
    """What the page shows of a ticket. Raises Missing."""
    actor = visit.actor
    explained = await explain(read, actor, ticket_id, visit.now)
    ticket = explained.ticket
    book = await current_rulebook(visit.engine, read, visit.account_id)
    relations = await relations_of(read, actor, [ticket])
    entries = await _entries(read, actor, ticket_id)
    return TicketShown(
        row=row_of(visit, ticket, chips_of(book, [ticket], visit.now)[0]),
        timeline=await read_timeline(read, actor, ticket_id, latest=LATEST, before=visit.query.number("before")),
        explained=explained,
        beside=await beside_ticket(read, actor, ticket_id),
        everybody=await all_technicians(read, actor),
        entries=entries,
        relation=relations.get(ticket.id),
        presence=await shown_presence(visit, read, ticket_id),
        rights=rights_of(actor),
        side=await side_of(visit, read, explained, book, entries),
    )


def rights_of(actor: Actor) -> Rights:
    """What the person may do to tickets."""
    return Rights(
        write=may(actor, Verb.TICKET_WRITE),
        comment=may(actor, Verb.COMMENT_WRITE),
        work=may(actor, Verb.WORK_WRITE),
        delete=may(actor, Verb.TICKET_DELETE),
    )


async def active_technicians(read: Read, actor: Actor) -> Sequence[Technician]:
    """Who a ticket can be given to."""
    return [one for one in await all_technicians(read, actor) if one.active]


async def _entries(read: Read, actor: Actor, ticket_id: int) -> Sequence[WorkEntryView]:
    """The newest entries of work on the ticket, the last one first."""
    if not may(actor, Verb.WORK_READ):
        return ()
    found = await list_work(read, actor, ticket_id, limit=MOST_ENTRIES, offset=0)
    if found.total > MOST_ENTRIES:
        found = await list_work(read, actor, ticket_id, limit=MOST_ENTRIES, offset=found.total - MOST_ENTRIES)
    return sorted(found.rows, key=lambda entry: (entry.starts_at, entry.id), reverse=True)


PAGES = (Page(path="/tickets/{ticket_id}", handler=show_ticket),)
