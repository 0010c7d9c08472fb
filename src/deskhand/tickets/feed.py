"""The change feed: an account's events in the order of commit, without those the actor may not see."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor, Everything, TheseCustomers
from deskhand.core.events import Event, EventKind
from deskhand.core.permissions import Verb, may
from deskhand.events.read import events_after
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import feed_store
from deskhand.views.read import known_views

# What one must be allowed to read for the events of each noun.
VERB_OF: dict[str, Verb] = {
    "account": Verb.ACCOUNT_ADMIN,
    "key": Verb.ACCOUNT_ADMIN,
    "technician": Verb.TECHNICIAN_READ,
    "customer": Verb.CUSTOMER_READ,
    "contact": Verb.CONTACT_READ,
    "department": Verb.CONTACT_READ,
    "ticket": Verb.TICKET_READ,
    "comment": Verb.COMMENT_READ,
    "work_hours": Verb.WORK_READ,
    "timer": Verb.WORK_READ,
}

# And for those of what belongs to a ticket or to something else, where it is no ticket's.
ELSEWHERE: dict[str, tuple[Verb, ...]] = {
    "custom_value": (Verb.CUSTOMER_READ, Verb.CONTACT_READ),
    "attachment": (Verb.CUSTOMER_READ,),
    "folder": (Verb.CUSTOMER_READ,),
}


class Fed(msgspec.Struct, frozen=True):
    """Some visible events, and the sequence up to which the log has been looked through."""

    events: Sequence[Event]
    last: int


async def feed(read: Read, actor: Actor, after: int, limit: int) -> Fed:
    """The visible ones of the next `limit` events after a sequence; `last` goes on even where none is visible."""
    return await visible(read, actor, after, await events_after(read, actor.account_id, after, limit))


async def visible(read: Read, actor: Actor, after: int, events: Sequence[Event]) -> Fed:
    """The visible ones of the events that follow a sequence."""
    if not events:
        return Fed([], after)
    allowed = [event for event in events if may_see(actor, event)]
    if not isinstance(actor.reach, Everything):
        allowed = await _within_reach(read, actor, allowed)
    allowed = await _of_known_views(read, actor, allowed)
    return Fed(allowed, events[-1].seq)


def may_see(actor: Actor, event: Event) -> bool:
    """Whether the actor may read of such a thing at all; whether of this one is its reach's matter."""
    verbs = ELSEWHERE.get(event.kind.noun, ()) if event.ticket_id is None else ()
    if not all(may(actor, verb) for verb in verbs or (VERB_OF.get(event.kind.noun, Verb.TICKET_READ),)):
        return False
    # Of a comment or of a file sent with one, and before or after: it may have been taken back.
    internal = any(event.data.changes.get("internal", ()))
    return not internal or may(actor, Verb.COMMENT_READ_INTERNAL)


async def _of_known_views(read: Read, actor: Actor, events: Sequence[Event]) -> list[Event]:
    """All but those of views that somebody else keeps for himself, which only administrators are told of."""
    ids = sorted({event.thing_id for event in events if event.kind.noun == "view"})
    if not ids:
        return list(events)
    known = await known_views(read, actor, ids)
    return [event for event in events if event.kind.noun != "view" or event.thing_id in known]


async def _within_reach(read: Read, actor: Actor, events: Sequence[Event]) -> list[Event]:
    """Those on tickets that the actor may see, and on its own customers; of the rest of the account nothing."""
    ticket_ids = sorted({event.ticket_id for event in events if event.ticket_id is not None})
    params = reach_params(actor.account_id, actor.reach)
    visible = set(await read.fetch(feed_store.visible_of(type(actor.reach)), **params, ids=ticket_ids))
    return [event for event in events if event.ticket_id in visible or _own_customer(actor, event)]


def _own_customer(actor: Actor, event: Event) -> bool:
    return (
        isinstance(actor.reach, TheseCustomers)
        and event.kind in (EventKind.CUSTOMER_CREATED, EventKind.CUSTOMER_CHANGED)
        and event.thing_id in actor.reach.ids
    )
