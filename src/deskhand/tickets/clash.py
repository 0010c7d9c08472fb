"""A clash: two people change the same field of a ticket, and the second one has not seen what the first one did."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor, ActorKind
from deskhand.core.drafts import Maybe
from deskhand.core.errors import Refusal
from deskhand.core.events import Event
from deskhand.core.fields import CustomField
from deskhand.core.tags import tags_in
from deskhand.core.ticket import Impact, Priority, Status, Ticket, TicketType
from deskhand.core.time import to_second
from deskhand.directory import contact_store, technician_store
from deskhand.events.read import ticket_events_before
from deskhand.fields import store as field_store
from deskhand.storage.engine import Tx
from deskhand.tickets.change import TicketChange
from deskhand.tickets.read import visible_ticket

# How many events are looked through at a time.
LOOKED_AT = 200


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody saw of a ticket when they began to change it; UNSET where they cannot have meant to."""

    title: Maybe[str] = UNSET
    description: Maybe[str] = UNSET
    status: Maybe[Status] = UNSET
    priority: Maybe[Priority] = UNSET
    type: Maybe[TicketType] = UNSET
    impact: Maybe[Impact | None] = UNSET
    customer_id: Maybe[int] = UNSET
    contact_id: Maybe[int | None] = UNSET
    technician_id: Maybe[int | None] = UNSET
    due_by_hand: Maybe[datetime | None] = UNSET
    tags: Maybe[Sequence[str]] = UNSET


class Clashing(msgspec.Struct, frozen=True, kw_only=True):
    """A field that somebody else changed meanwhile: what one wants it to say, what it says now, who did that and when.

    `who` is the name of a technician or contact; of an integration or the desk itself only `by` tells.
    """

    field: str
    mine: Any
    theirs: Any
    by: ActorKind | None = None
    who: str | None = None
    at: datetime | None = None


class Clash(Refusal):
    """Somebody else was faster; nothing was changed, and the fields say what stands against what."""

    def __init__(self, fields: Sequence[Clashing]) -> None:
        names = ", ".join(one.field for one in fields)
        super().__init__(
            "changed_meanwhile",
            "Somebody else has changed this meanwhile",
            f"Look at what it says now ({names}), and decide anew",
            field=fields[0].field,
        )
        self.fields = tuple(fields)


async def refuse_clash(tx: Tx, actor: Actor, ticket_id: int, seen: Seen, change: TicketChange) -> TicketChange:
    """What of a change is left to do on a ticket that others change too. Raises Clash.

    A field that the person left as they saw it is not touched, whatever it says by now. Tags do not clash: what
    either side put on or took off is on or off.
    """
    ticket = await visible_ticket(tx, actor, ticket_id)
    left: dict[str, Any] = {}
    clashing: dict[str, tuple[Any, Any]] = {}
    for field in Seen.__struct_fields__:
        was, mine = getattr(seen, field), getattr(change, field)
        if was is UNSET or mine is UNSET:
            continue
        if field == "tags":
            left[field] = united(tags_in(ticket.tags), was, mine)
            continue
        theirs = getattr(ticket, field)
        if _same(mine, was) or _same(mine, theirs):
            left[field] = UNSET
        elif not _same(was, theirs):
            clashing[field] = (mine, theirs)
    if clashing:
        raise Clash(await _told(tx, ticket, clashing))
    return msgspec.structs.replace(change, **left)


async def refuse_value_clash(tx: Tx, actor: Actor, ticket_id: int, field: CustomField, seen: str, wanted: str) -> None:
    """The same for what a custom field says of a ticket; `field` of the clash is its name. Raises Clash."""
    ticket = await visible_ticket(tx, actor, ticket_id)
    value = (await field_store.values(tx, tx.account_id, field.target, ticket_id)).get(field.id)
    theirs = value.value if value else ""
    if not any(_same(theirs, one) for one in (seen, wanted)):
        found = await _last_events(tx, ticket, {field.name: "value"}, thing_id=value.id if value else 0)
        raise Clash([await _clashing(tx, field.name, wanted, theirs, found.get(field.name))])


def united(now: Sequence[str], was: Sequence[str], mine: Sequence[str]) -> list[str]:
    """The tags there are now, without those that the person took off, and with those that they put on."""
    kept, wanted = {tag.casefold() for tag in was}, {tag.casefold() for tag in mine}
    taken = kept - wanted
    there = {tag.casefold() for tag in now}
    added = [tag for tag in mine if tag.casefold() not in kept and tag.casefold() not in there]
    return [*(tag for tag in now if tag.casefold() not in taken), *added]


def _same(one: Any, other: Any) -> bool:
    """Whether two values look the same: forms send other line ends, and instants without fractions of a second."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return to_second(one) == to_second(other)
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other)
    return bool(one == other)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


async def _told(tx: Tx, ticket: Ticket, clashing: dict[str, tuple[Any, Any]]) -> list[Clashing]:
    found = await _last_events(tx, ticket, {field: field for field in clashing}, thing_id=ticket.id)
    return [await _clashing(tx, field, *both, found.get(field)) for field, both in clashing.items()]


async def _last_events(tx: Tx, ticket: Ticket, fields: dict[str, str], *, thing_id: int) -> dict[str, Event]:
    """The last event that changed each of these fields of a thing, by what the fields are called in events."""
    found: dict[str, Event] = {}
    before: int | None = None
    while len(found) < len(fields) and (events := await _before(tx, ticket, before)):
        for event in reversed(events):
            if event.thing_id == thing_id:
                for field, called in fields.items():
                    if called in event.data.changes or called in event.data.texts:
                        found.setdefault(field, event)
        before = events[0].seq
    return found


async def _before(tx: Tx, ticket: Ticket, seq: int | None) -> list[Event]:
    return await ticket_events_before(tx, tx.account_id, ticket.id, seq, LOOKED_AT)


async def _clashing(tx: Tx, field: str, mine: Any, theirs: Any, event: Event | None) -> Clashing:
    if event is None:
        return Clashing(field=field, mine=mine, theirs=theirs)
    who = await _name(tx, event)
    return Clashing(field=field, mine=mine, theirs=theirs, by=event.actor_kind, who=who, at=event.at)


async def _name(tx: Tx, event: Event) -> str | None:
    if event.actor_id is None:
        return None
    if event.actor_kind == ActorKind.TECHNICIAN:
        technician = await technician_store.get(tx, tx.account_id, event.actor_id)
        return technician.full_name if technician else None
    contact = await contact_store.get(tx, tx.account_id, event.actor_id)
    return f"{contact.first_name} {contact.last_name}".strip() if contact else None
