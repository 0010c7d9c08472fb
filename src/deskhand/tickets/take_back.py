"""Taking back what was just said: the comment, its files and what followed from it, as if it had not been sent.

The move that was made with it is undone by another one, as a person would make it: a ticket that was resolved with it
is reopened, which clears when it was resolved and sets when its status was changed. To its clocks neither move was
made. What stays is the truth about the past: the log has all of it, and a warning or a breach that was told meanwhile
stays told.
"""

from collections.abc import Sequence

import msgspec

from deskhand.attachments import store as attachment_store
from deskhand.core.actor import Actor
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import Event, EventKind
from deskhand.core.history import ended
from deskhand.core.permissions import Verb, may, require
from deskhand.core.policy import ClockKind
from deskhand.core.ticket import Comment, Status, Ticket
from deskhand.core.undo import UNDO_SECONDS, deliverable_from
from deskhand.events import log
from deskhand.search import index
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import store
from deskhand.tickets.change import move, refuse_merged, touched
from deskhand.tickets.clocks import ALL_BITS, BITS, reckoned
from deskhand.tickets.marks_of import lived, moves_with, ticket_events
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.settle import settled


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket as it is now, the comment that is gone, for the composer to be filled again, and where the bytes of
    its files lie, which the door lets go once this is committed."""

    ticket: Ticket
    comment: Comment
    object_keys: tuple[str, ...]


async def take_back(tx: Tx, actor: Actor, ticket_id: int, comment_id: int) -> TakenBack:
    """Undo the sending of one's own comment.

    Refused once it may have been delivered (`undo_too_late`) and for a comment of somebody else (`undo_not_yours`).
    Raises Missing when there is no such ticket or comment to be seen, and so for a comment that is taken back already.
    """
    found = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.COMMENT_WRITE)
    refuse_merged(found)
    comment = await _own_comment(tx, actor, found, comment_id)
    ticket = await settled(tx, found)
    object_keys = await _remove_files(tx, actor, comment)
    seq = await log.append(tx, actor, EventKind.COMMENT_REMOVED, comment.id, ticket_id=ticket.id, data=ended(comment))
    await store.delete_comment(tx, comment)
    kept = await ticket_events(tx, tx.account_id, ticket.id)
    was = _status_before([*kept, *_recorded(tx, ticket)], comment)
    moved = touched(ticket, tx, actor, seq)
    if was is not None and ticket.status != Status.CLOSED:  # which is final, however it came about
        moved = await move(tx, actor, moved, was)
    moved = msgspec.structs.replace(moved, told=ticket.told)
    history = [*kept, *_recorded(tx, ticket)]
    after = reckoned(await rulebook(tx), _relived(await _unsaid(tx, moved, comment), history), tx.now)
    await store.update(tx, after)
    await index.reworded(tx, after)
    return TakenBack(ticket=after, comment=comment, object_keys=object_keys)


async def _own_comment(tx: Tx, actor: Actor, ticket: Ticket, comment_id: int) -> Comment:
    """The actor's own comment on the ticket, while it may be taken back."""
    comment = await store.get_comment(tx, tx.account_id, comment_id)
    if comment is None or comment.ticket_id != ticket.id:
        raise Missing("Comment")
    if comment.internal and not may(actor, Verb.COMMENT_READ_INTERNAL):
        raise Missing("Comment")
    if not is_author(actor, comment.technician_id, comment.contact_id):
        raise Refusal("undo_not_yours", "Not your comment", "Only its author may take a comment back")
    if tx.now >= deliverable_from(comment.at):
        raise Refusal(
            "undo_too_late", "Too late to undo", f"A comment may be taken back within {UNDO_SECONDS} seconds of sending"
        )
    return comment


def is_author(actor: Actor, technician_id: int | None, contact_id: int | None) -> bool:
    """Whether the actor is who says this; an integration has no such self."""
    return actor.person_id is not None and (technician_id, contact_id) == (actor.technician_id, actor.contact_id)


async def _remove_files(tx: Tx, actor: Actor, comment: Comment) -> tuple[str, ...]:
    """Take the files sent with the comment away; where their bytes lie."""
    files = await attachment_store.of_comment(tx, comment.id)
    for file in files:
        await log.append(
            tx, actor, EventKind.ATTACHMENT_REMOVED, file.id, ticket_id=comment.ticket_id, data=ended(file)
        )
    if files:
        await attachment_store.delete_of_comment(tx, comment.id)
    return tuple(file.object_key for file in files)


def _recorded(tx: Tx, ticket: Ticket) -> list[Event]:
    """What this transaction has recorded of the ticket, which the log shows only once it is committed."""
    return [event for event in tx.events if event.ticket_id == ticket.id]


async def _unsaid(tx: Tx, ticket: Ticket, comment: Comment) -> Ticket:
    """The ticket with what it keeps of public comments as the others alone leave it."""
    if comment.internal:
        return ticket
    said = msgspec.structs.asdict(await store.said_on(tx, ticket.id))
    if ticket.first_response_at is not None and ticket.first_response_at < comment.at:
        del said["first_response_at"]  # that one stays; where it was imported, there may be no words to it
    return msgspec.structs.replace(ticket, **said)


def _relived(ticket: Ticket, events: Sequence[Event]) -> Ticket:
    """The ticket with its marks as its history now tells them; still to be reckoned."""
    if not ticket.marks:  # it was closed before there were clocks
        return ticket
    marks, told = lived(events)
    # The wait that is now the last one may be another than before: what was told of that one is in the log.
    told |= ticket.told & (ALL_BITS - sum(BITS[ClockKind.NEXT_RESPONSE]))
    return msgspec.structs.replace(ticket, marks=marks, told=told)


def _status_before(events: Sequence[Event], comment: Comment) -> Status | None:
    """The status before the moves that were made with the comment; None where none was, or another was made since."""
    moves = moves_with(events, comment.id)
    last = next((e for e in reversed(events) if e.kind == EventKind.TICKET_STATUS_CHANGED), None)
    if not moves or moves[-1] is not last:
        return None
    return Status(str(moves[0].data.changes["status"][0]))
