"""The consumer of the log that rings the bell: a row for each technician whom an event calls."""

from collections.abc import Sequence
from datetime import datetime

from deskhand.core.actor import is_import
from deskhand.core.events import Event, EventKind
from deskhand.core.mentions import mentioned
from deskhand.core.notifications import CALLING, NEWS, called_by, may_mention
from deskhand.directory import technician_store
from deskhand.events.dispatch import Consumer
from deskhand.notify import store
from deskhand.storage.engine import Writes

Mentions = dict[int, tuple[int, ...]]


async def ring(writes: Writes, account_id: int, events: Sequence[Event]) -> bool:
    """Write down whom these events call; whether they call anybody. The same events again change nothing."""
    calling = [one for one in events if _is_news(one, writes.now)]
    if not calling:
        return False
    assignees = await _assignees(writes, account_id, calling)
    staff = await writes.fetch(technician_store.ALL, account_id=account_id)
    texts = await _texts(writes, account_id, calling)
    active = {one.id for one in staff if one.active}
    rows = [
        {
            "account_id": account_id,
            "technician_id": technician_id,
            "seq": event.seq,
            "kind": kind.value,
            "ticket_id": event.ticket_id,
            "comment_id": event.thing_id if event.kind == EventKind.COMMENT_ADDED else None,
            "at": event.at,
        }
        for event in calling
        for technician_id, kind in called_by(
            event,
            assignees.get(event.ticket_id or 0),
            mentioned(texts.get(event.thing_id, ""), staff) if may_mention(event) else (),
        ).items()
        if technician_id in active
    ]
    await writes.many(store.RING, rows)
    return bool(rows)


def _is_news(event: Event, now: datetime) -> bool:
    """Whether an event may call anybody: it is on a ticket, happened lately, and was not brought in from elsewhere."""
    return event.kind in CALLING and bool(event.ticket_id) and now - event.at <= NEWS and not is_import(event.via)


async def _assignees(writes: Writes, account_id: int, events: Sequence[Event]) -> dict[int, int | None]:
    """Who has each of the tickets now, which a second after the event is who had it then."""
    ids = sorted({event.ticket_id for event in events if event.ticket_id})
    return {one.id: one.technician_id for one in await writes.fetch(store.ASSIGNED, account_id=account_id, ids=ids)}


async def _texts(writes: Writes, account_id: int, events: Sequence[Event]) -> dict[int, str]:
    ids = [event.thing_id for event in events if may_mention(event)]
    said = await writes.fetch(store.SAID, account_id=account_id, ids=ids) if ids else []
    return {one.id: one.text for one in said}


BELL = Consumer("bell", ring)
