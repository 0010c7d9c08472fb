"""A comment that an import brings in another wording; people take back what they said, and say it anew."""

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.past import Brought
from deskhand.core.ticket import Comment
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.tickets import store


async def reword(tx: Tx, actor: Actor, before: Comment, after: Comment, dates: Brought) -> int:
    """Record what a comment has become; gives the event's sequence. What its ticket keeps of it is the caller's."""
    await store.update_comment(tx, after)
    return await log.append(
        tx,
        actor,
        EventKind.COMMENT_CHANGED,
        before.id,
        ticket_id=before.ticket_id,
        before=before,
        after=after,
        dates=dates,
    )
