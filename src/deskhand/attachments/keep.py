"""Recording a file whose bytes are in the object store already: nothing slow happens while the account is locked.

Bytes whose record was then refused are let go; those of a process that was killed before are swept later: the store
holds more than the database, never less.
"""

import msgspec

from deskhand.attachments import store
from deskhand.core.actor import Actor
from deskhand.core.attachments import Attachment, file_name, media_type_of
from deskhand.core.events import EventKind
from deskhand.core.ticket import Comment
from deskhand.events import log
from deskhand.storage.engine import Tx


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was sent: its name, where its bytes lie, and whose it is where the body has said so."""

    name: str
    size: int
    object_key: str
    customer_id: int | None = None


async def keep_attachment(
    tx: Tx,
    actor: Actor,
    kept: Kept,
    *,
    ticket_id: int | None = None,
    customer_id: int | None = None,
    comment: Comment | None = None,
) -> tuple[Attachment, int]:
    """The file, now the ticket's or the customer's, and the sequence of its event; the caller has checked both.

    With `comment` it was sent with that, and is internal as that is.
    """
    name = file_name(kept.name)
    new = Attachment(
        account_id=tx.account_id,
        id=tx.next_id("other"),
        ticket_id=ticket_id,
        customer_id=customer_id,
        name=name,
        media_type=media_type_of(name),
        size=kept.size,
        object_key=kept.object_key,
        created_at=tx.now,
        comment_id=comment.id if comment is not None else None,
        internal=comment.internal if comment is not None else None,
    )
    await store.insert(tx, new)
    return new, await log.append(tx, actor, EventKind.ATTACHMENT_ADDED, new.id, ticket_id=ticket_id, after=new)
