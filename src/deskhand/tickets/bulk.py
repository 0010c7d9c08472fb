"""One change to many tickets: each takes it or refuses it by itself."""

from collections.abc import Iterable, Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.tags import tags_in
from deskhand.storage.engine import Tx
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.read import visible_ticket

MOST_AT_ONCE = 500


class Outcome(msgspec.Struct, frozen=True):
    """What became of a ticket: whether anything about it differs now, or why it was refused."""

    ticket_id: int
    changed: bool
    refusal: Refusal | None = None


async def change_many(
    tx: Tx,
    actor: Actor,
    ids: Iterable[int],
    change: TicketChange,
    *,
    add_tags: Sequence[str] = (),
    remove_tags: Sequence[str] = (),
) -> list[Outcome]:
    """The change on each of these tickets, by id; one that refuses it leaves no trace and does not stop the others.

    Tags are put on and taken off one by one. Refused (`too_many_at_once`) for more than 500.
    """
    require(actor, Verb.TICKET_WRITE)
    wanted = sorted(set(ids))
    if len(wanted) > MOST_AT_ONCE:
        raise Refusal("too_many_at_once", "Too many tickets", f"Choose at most {MOST_AT_ONCE} tickets at once")
    return [await _one(tx, actor, ticket_id, change, add_tags, remove_tags) for ticket_id in wanted]


async def _one(
    tx: Tx, actor: Actor, ticket_id: int, change: TicketChange, add: Sequence[str], remove: Sequence[str]
) -> Outcome:
    known = len(tx.events)
    try:
        async with tx.attempt():
            if add or remove:
                ticket = await visible_ticket(tx, actor, ticket_id)
                change = msgspec.structs.replace(change, tags=_retagged(tags_in(ticket.tags), add, remove))
            await change_ticket(tx, actor, ticket_id, change)
    except Refusal as refusal:
        return Outcome(ticket_id, changed=False, refusal=refusal)
    return Outcome(ticket_id, changed=len(tx.events) > known)


def _retagged(tags: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> list[str]:
    unwanted = {tag.strip().casefold() for tag in remove}
    return [*(tag for tag in tags if tag.casefold() not in unwanted), *add]
