"""Saying something on a ticket: a technician's reply or note, a customer's message, an integration's remark."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.lifecycle import closed, reopens
from deskhand.core.past import Brought
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Comment, Status, Ticket
from deskhand.directory.active import active_technician
from deskhand.directory.contacts import customer_unknown
from deskhand.events import log
from deskhand.events.log import NO_DATES
from deskhand.search import index
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import store
from deskhand.tickets.change import move, refuse_merged, touched
from deskhand.tickets.clocks import at_comment, reckoned
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.requester import active_contact
from deskhand.tickets.settle import settled


class CommentDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a comment. Without an author it is the actor's; `internal` None: public from an end user,
    internal from everybody else, so that a note never leaks by omission."""

    text: str = ""
    internal: bool | None = None
    technician_id: int | None = None
    technician_email: str | None = None
    contact_id: int | None = None


async def reply(tx: Tx, actor: Actor, ticket_id: int, draft: CommentDraft) -> Comment:
    """Add a comment. A technician's first public one is the first response; an end user's reopens the ticket.

    Refused without text (`comment_text_required`), and for an end user on a closed ticket (`ticket_closed`).
    """
    ticket = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.COMMENT_WRITE)
    refuse_merged(ticket)
    refuse_empty(draft.text)
    technician_id, contact_id = await _author(tx, actor, draft)
    if contact_id is not None and ticket.status == Status.CLOSED:
        raise closed(ticket, "contact_id")
    ticket = await settled(tx, ticket)
    comment = Comment(
        account_id=tx.account_id,
        id=tx.next_id("comment"),
        ticket_id=ticket.id,
        at=tx.now,
        technician_id=technician_id,
        contact_id=contact_id,
        internal=_internal(draft, contact_id),
        text=draft.text,
    )
    await index.said(tx, comment)
    seq = await keep_said(tx, actor, comment)
    marks = ticket.marks
    ticket = at_comment(touched(_having(ticket, comment), tx, actor, seq), comment)
    if contact_id is not None and reopens(ticket.status):
        ticket = await move(tx, actor, ticket, Status.OPEN)
    elif ticket.marks != marks:
        ticket = reckoned(await rulebook(tx), ticket, tx.now)
    await store.update(tx, ticket)
    return comment


def refuse_empty(text: str) -> None:
    """Refuse a comment that says nothing."""
    if not text.strip():
        raise Refusal(
            "comment_text_required", "CommentText required", "Send a CommentText that is not empty", field="text"
        )


async def keep_said(tx: Tx, actor: Actor, comment: Comment, dates: Brought = NO_DATES) -> int:
    """Record a comment that was checked by whoever calls; gives the event's sequence. Its ticket is theirs too."""
    await store.insert_comment(tx, comment)
    return await log.append(
        tx, actor, EventKind.COMMENT_ADDED, comment.id, ticket_id=comment.ticket_id, after=comment, dates=dates
    )


def _having(ticket: Ticket, comment: Comment) -> Ticket:
    """The ticket with the dates and last comments that a public comment brings; a note brings none."""
    if comment.internal:
        return ticket
    changes: dict[str, object] = {}
    if ticket.first_comment_id is None:
        changes["first_comment_id"] = comment.id
    if comment.technician_id is not None:
        changes["last_technician_comment_id"] = comment.id
        changes["first_response_at"] = ticket.first_response_at or comment.at
    if comment.contact_id is not None:
        changes["last_contact_comment_id"] = comment.id
    return msgspec.structs.replace(ticket, **changes)


async def _author(tx: Tx, actor: Actor, draft: CommentDraft) -> tuple[int | None, int | None]:
    """The technician or the contact who speaks; neither, where an integration speaks for itself."""
    if draft.contact_id is not None and (draft.technician_id is not None or draft.technician_email):
        raise Refusal(
            "one_author", "Invalid author", "A comment has one author: a technician or an end user", field="contact_id"
        )
    if draft.contact_id is not None:
        if actor.contact_id not in (None, draft.contact_id):
            raise customer_unknown("contact_id")
        return None, (await active_contact(tx, actor, draft.contact_id)).id
    if draft.technician_id is not None or draft.technician_email:
        return (await active_technician(tx, draft.technician_id, draft.technician_email)).id, None
    return actor.technician_id, actor.contact_id


def _internal(draft: CommentDraft, contact_id: int | None) -> bool:
    if contact_id is None:
        return True if draft.internal is None else draft.internal
    if draft.internal:
        raise Refusal(
            "end_user_internal", "Invalid IsInternal", "What an end user says is never internal", field="internal"
        )
    return False
