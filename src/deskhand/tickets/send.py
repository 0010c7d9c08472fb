"""Sending: a comment with its files and, where it is wished, the status that the ticket gets with it."""

from collections.abc import Sequence

import msgspec

from deskhand.attachments.keep import Kept
from deskhand.core.actor import Actor
from deskhand.core.attachments import Attachment
from deskhand.core.ticket import Comment, Status, Ticket
from deskhand.storage.engine import Tx
from deskhand.tickets.attach import attach_to_comment
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.reply import CommentDraft, reply


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent, the ticket as it is now, and the status that it had before."""

    comment: Comment
    ticket: Ticket
    was_status: Status
    files: tuple[Attachment, ...]


async def send(
    tx: Tx,
    actor: Actor,
    ticket_id: int,
    draft: CommentDraft,
    *,
    then: Status | None = None,
    files: Sequence[Kept] = (),
) -> Sent:
    """Say something, with files whose bytes are kept already, and then move the ticket. All of it or nothing.

    Refused wherever `reply`, attaching a file or the move would be. `take_back` undoes all of it again.
    """
    was_status = (await visible_ticket(tx, actor, ticket_id)).status
    comment = await reply(tx, actor, ticket_id, draft)
    attached = await attach_to_comment(tx, actor, comment, files)
    if then is None:
        ticket = await visible_ticket(tx, actor, ticket_id)
    else:
        ticket = await change_ticket(tx, actor, ticket_id, TicketChange(status=then))
    return Sent(comment=comment, ticket=ticket, was_status=was_status, files=tuple(attached))
