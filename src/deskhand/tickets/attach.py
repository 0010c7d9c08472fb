"""Attaching files to tickets, by themselves or with a comment, and finding them again."""

from collections.abc import Sequence

from deskhand.attachments import store as attachment_store
from deskhand.attachments.keep import Kept, keep_attachment
from deskhand.core.actor import Actor, system
from deskhand.core.attachments import Attachment
from deskhand.core.errors import Missing
from deskhand.core.permissions import Verb, may, require
from deskhand.core.ticket import Comment, Ticket
from deskhand.storage.engine import Read, Tx
from deskhand.tickets import store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket


async def ticket_for_files(read: Read, actor: Actor, ticket_id: int) -> Ticket:
    """The ticket, for somebody who may attach files to it; closed ones take them too."""
    ticket = await visible_ticket(read, actor, ticket_id)
    require(actor, Verb.TICKET_WRITE)
    refuse_merged(ticket)
    return ticket


async def attach_to_ticket(tx: Tx, actor: Actor, ticket_id: int, kept: Kept) -> Attachment:
    """Give a ticket a file whose bytes are kept already."""
    ticket = await ticket_for_files(tx, actor, ticket_id)
    attachment, seq = await keep_attachment(tx, actor, kept, ticket_id=ticket.id)
    await store.update(tx, touched(ticket, tx, actor, seq))
    return attachment


async def attach_to_comment(tx: Tx, actor: Actor, comment: Comment, files: Sequence[Kept]) -> list[Attachment]:
    """Give a comment that is just being sent its files, whose bytes are kept already."""
    if not files:
        return []
    ticket = await ticket_for_files(tx, actor, comment.ticket_id)
    attached = []
    for kept in files:
        attachment, seq = await keep_attachment(tx, actor, kept, ticket_id=ticket.id, comment=comment)
        ticket = touched(ticket, tx, actor, seq)
        attached.append(attachment)
    await store.update(tx, ticket)
    return attached


async def ticket_attachments(read: Read, actor: Actor, ticket_id: int) -> list[Attachment]:
    """A ticket's files, oldest first; those of internal notes only for those who may see these.

    Raises Missing when there is no such ticket to be seen.
    """
    require(actor, Verb.TICKET_READ)
    await visible_ticket(read, actor, ticket_id)
    found = await read.fetch(attachment_store.OF_TICKET, account_id=actor.account_id, ticket_id=ticket_id)
    internal = may(actor, Verb.COMMENT_READ_INTERNAL)
    return [attachment for attachment in found if internal or not attachment.internal]


async def linked_attachment(read: Read, account_id: int, attachment_id: int) -> Attachment:
    """The file behind a link that we signed: whoever has the link may have it, unless its ticket is deleted by now."""
    found = await attachment_store.get(read, account_id, attachment_id)
    if found is None:
        raise Missing("Attachment")
    if found.ticket_id is not None:
        await visible_ticket(read, system(account_id), found.ticket_id)
    return found
