"""Reading the account's log: its events in order, and the texts that they refer to."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.events import Event, EventData
from deskhand.core.history import NOUNS
from deskhand.events import store
from deskhand.events.store import EventRow, WordingRow
from deskhand.storage.engine import Read

# Whose text: the thing's id and the field.
Place = tuple[int, str]
# Which change of a text: the event's sequence and the field.
Mention = tuple[int, str]

# No sequence is as high.
BEYOND = 2**62

_data = msgspec.json.Decoder(EventData)


class Wording(msgspec.Struct, frozen=True):
    """A text that an event set, and the one it replaced. None: there is no such text, or it has been erased."""

    before: str | None
    after: str | None


async def last_seq(read: Read, account_id: int) -> int:
    """The sequence of the account's last event."""
    return int(await read.value(store.LAST, account_id=account_id) or 0)


async def events_after(read: Read, account_id: int, seq: int, limit: int) -> list[Event]:
    """The account's events that follow `seq`, in the order of commit, at most so many; 0 begins the log.

    The next page is asked for with the last event's sequence. What commits meanwhile comes behind it, never between.
    """
    return [_event(row) for row in await read.fetch(store.AFTER, account_id=account_id, seq=seq, limit=limit)]


async def wordings(read: Read, account_id: int, events: Sequence[Event]) -> dict[Mention, Wording]:
    """The texts that these events of the account set and replaced, by sequence and field.

    Two statements per noun, however many events there are. Who may see the events is the caller's matter.
    """
    found: dict[Mention, Wording] = {}
    mentioning = [event for event in events if event.data.texts]
    for noun in dict.fromkeys(event.kind.noun for event in mentioning):
        found |= await _wordings_of(read, account_id, noun, [e for e in mentioning if e.kind.noun == noun])
    return found


async def _wordings_of(read: Read, account_id: int, noun: str, events: Sequence[Event]) -> dict[Mention, Wording]:
    ids = sorted({event.thing_id for event in events})
    first, last = min(event.seq for event in events), max(event.seq for event in events)
    # What is there now comes first: a text that is replaced between the two reads is then found among the kept ones.
    now = await _now(read, account_id, noun, ids)
    kept: dict[Place, list[WordingRow]] = {}
    for row in await read.fetch(store.WORDINGS, account_id=account_id, noun=noun, ids=ids, first=first, last=last):
        kept.setdefault((row.thing_id, row.field), []).append(row)
    return {
        (event.seq, field): _around(event.seq, kept.get((event.thing_id, field), []), now.get((event.thing_id, field)))
        for event in events
        for field in event.data.texts
    }


def _around(seq: int, kept: Sequence[WordingRow], now: str | None) -> Wording:
    """The text that an event replaced, and what the next event replaced or, where none did, what is there now."""
    place = bisect_left(kept, seq, key=lambda row: row.seq)
    before = kept[place].text if place < len(kept) and kept[place].seq == seq else None
    following = kept[place if before is None else place + 1 :]
    return Wording(before, following[0].text if following else now)


async def _now(read: Read, account_id: int, noun: str, ids: Sequence[int]) -> dict[Place, str]:
    rows = await read.fetch(store.PRESENT[noun], account_id=account_id, ids=ids)
    return {
        (thing_id, field): text or ""
        for thing_id, *texts in rows
        for field, text in zip(NOUNS[noun].texts, texts, strict=True)
    }


def _event(row: EventRow) -> Event:
    return Event(
        account_id=row.account_id,
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        thing_id=row.thing_id,
        ticket_id=row.ticket_id,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        key_id=row.key_id,
        via=row.via,
        data=_data.decode(row.data),
    )


async def ticket_events_after(read: Read, account_id: int, ticket_id: int, seq: int, limit: int = 1000) -> list[Event]:
    """What happened to one ticket after an event, oldest first."""
    rows = await read.fetch(store.OF_TICKET_AFTER, account_id=account_id, ticket_id=ticket_id, seq=seq, limit=limit)
    return [_event(row) for row in rows]


async def events_of_tickets(read: Read, account_id: int, ticket_ids: Sequence[int]) -> dict[int, list[Event]]:
    """All that happened to some tickets, oldest first."""
    found: dict[int, list[Event]] = {number: [] for number in ticket_ids}
    for row in await read.fetch(store.OF_TICKETS, account_id=account_id, ticket_ids=list(ticket_ids)):
        found[row.ticket_id or 0].append(_event(row))
    return found


async def ticket_events_before(read: Read, account_id: int, ticket_id: int, seq: int | None, limit: int) -> list[Event]:
    """The last things that happened to one ticket, or the last before an event; oldest first."""
    before = BEYOND if seq is None else seq
    rows = await read.fetch(store.OF_TICKET_BEFORE, account_id=account_id, ticket_id=ticket_id, seq=before, limit=limit)
    return [_event(row) for row in reversed(rows)]


async def first_seq_at(read: Read, account_id: int, instant: datetime) -> int:
    """The sequence of the first event at or after an instant; one more than the last where there is none.

    Events never go back in time, so that halving the log finds it by its key, and no index on instants is kept.
    """
    low, high = 1, int(await read.value(store.LAST, account_id=account_id) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        if await read.value(store.INSTANT, account_id=account_id, seq=middle) < instant:
            low = middle + 1
        else:
            high = middle
    return low


async def events_of_technician(
    read: Read, account_id: int, technician_id: int, since: datetime, until: datetime
) -> list[Event]:
    """What a technician did on tickets from an instant on and before another, oldest first."""
    first = await first_seq_at(read, account_id, since)
    beyond = await first_seq_at(read, account_id, until)
    of = {"account_id": account_id, "technician_id": technician_id}
    return [_event(row) for row in await read.fetch(store.OF_TECHNICIAN, **of, first=first, beyond=beyond)]
