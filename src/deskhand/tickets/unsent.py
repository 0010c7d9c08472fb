"""Keeping what somebody has begun to write on a ticket, until it is sent: housekeeping, of which no event tells."""

from deskhand.core.actor import Actor
from deskhand.core.errors import Forbidden, Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.text import BadText, check_text
from deskhand.core.unsent import LONGEST_UNSENT, NEW_TICKET, Unsent, UnsentKind
from deskhand.storage.engine import Read, Writes
from deskhand.storage.statements import row_of
from deskhand.tickets import unsent_store as store
from deskhand.tickets.read import visible_ticket


async def keep_draft(writes: Writes, actor: Actor, ticket_id: int, kind: UnsentKind, text: str) -> Unsent | None:
    """Keep a text instead of the one that was there; the last write wins, and an empty text drops it.

    `ticket_id` NEW_TICKET is for the form of a new one. Refused (`draft_too_long`) beyond the limit.
    """
    if not text.strip():
        await drop_draft(writes, actor, ticket_id)
        return None
    kept = Unsent(
        account_id=actor.account_id,
        technician_id=_author(actor),
        ticket_id=ticket_id,
        kind=kind,
        text=_checked(text),
        saved_at=writes.now,
    )
    if ticket_id != NEW_TICKET:
        await visible_ticket(writes, actor, ticket_id)
    await writes.run(store.PUT, **row_of(kept))
    return kept


async def read_draft(read: Read, actor: Actor, ticket_id: int) -> Unsent | None:
    """What the actor has begun to write on a ticket, if anything."""
    return await read.one(store.GET, **_of(actor, ticket_id))


async def drop_draft(writes: Writes, actor: Actor, ticket_id: int) -> None:
    """Forget it: it was sent, or is not wanted any more."""
    await writes.run(store.DROP, **_of(actor, ticket_id))


def _of(actor: Actor, ticket_id: int) -> dict[str, int]:
    return {"account_id": actor.account_id, "technician_id": _author(actor), "ticket_id": ticket_id}


def _author(actor: Actor) -> int:
    require(actor, Verb.COMMENT_READ)
    if actor.technician_id is None:
        raise Forbidden("Texts are kept for technicians; this key acts as none")
    return actor.technician_id


def _checked(text: str) -> str:
    try:
        return check_text(text, LONGEST_UNSENT)
    except BadText as wrong:
        raise Refusal("draft_too_long", "Draft cannot be kept", str(wrong), field="text") from None
