"""Changing an entry of work: whose, from when to when, billable, on site, its notes."""

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor
from deskhand.core.drafts import Maybe, apply
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.core.time import to_second
from deskhand.core.work import WorkEntry, check_span, counted, uncounted
from deskhand.directory.active import active_technician
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.time_on_sla import with_time_on_sla
from deskhand.worklog import store
from deskhand.worklog.overlap import Logged, overlap_warnings
from deskhand.worklog.read import visible_entry
from deskhand.worklog.store import WorkEntryView


class WorkChange(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of an entry afterwards; what is not said stays.

    `length` is another way to say where it ends or, beside an end alone, where it starts. `moves_to` is a new start
    that keeps the length. What looks like what the entry says already counts as unsaid.
    """

    starts_at: Maybe[datetime] = UNSET
    ends_at: Maybe[datetime] = UNSET
    length: Maybe[timedelta] = UNSET
    moves_to: Maybe[datetime] = UNSET
    technician_id: int | None = None
    technician_email: str | None = None
    billable: Maybe[bool] = UNSET
    on_site: Maybe[bool] = UNSET
    notes: Maybe[str] = UNSET


async def change_work(tx: Tx, actor: Actor, entry_id: int, change: WorkChange) -> Logged:
    """Apply a change; the ticket's totals follow. No difference makes no event. Closed tickets do not mind.

    Refused on a merged ticket, and wherever logging the entry would be refused.
    """
    view = await visible_entry(tx, actor, entry_id)
    require(actor, Verb.WORK_WRITE)
    ticket = await visible_ticket(tx, actor, view.ticket_id)
    refuse_merged(ticket)
    before = entry_of(view)
    after = await _with_changes(tx, view, before, change)
    check_span(after.starts_at, after.ends_at)
    warnings = await overlap_warnings(tx, actor, after, moved=_place(after) != _place(before))
    if not says_something(compare(before, after)):
        return Logged(before, warnings)
    seq = await keep_changed(tx, actor, before, after)
    ticket = await with_time_on_sla(tx, counted(uncounted(ticket, before), after))
    await ticket_store.update(tx, touched(ticket, tx, actor, seq))
    return Logged(after, warnings)


async def keep_changed(tx: Tx, actor: Actor, before: WorkEntry, after: WorkEntry) -> int:
    """Record what an entry has become, checked by whoever calls; gives the event's sequence."""
    await store.update(tx, after)
    return await log.append(
        tx, actor, EventKind.WORK_CHANGED, before.id, ticket_id=before.ticket_id, before=before, after=after
    )


def entry_of(view: WorkEntryView) -> WorkEntry:
    """The entry itself, without what was read beside it."""
    return WorkEntry(**{field: getattr(view, field) for field in WorkEntry.__struct_fields__})


def _place(entry: WorkEntry) -> tuple[int, datetime, datetime]:
    return entry.technician_id, entry.starts_at, entry.ends_at


async def _with_changes(tx: Tx, view: WorkEntryView, entry: WorkEntry, change: WorkChange) -> WorkEntry:
    starts_at, ends_at = _span(entry, change)
    wanted = apply(msgspec.structs.replace(change, starts_at=starts_at, ends_at=ends_at), entry)
    return msgspec.structs.replace(wanted, technician_id=await _technician(tx, view, change))


async def _technician(tx: Tx, view: WorkEntryView, change: WorkChange) -> int:
    """An id counts before an address, which counts where the id is as it was; neither is looked up unless it is new."""
    if change.technician_id not in (None, view.technician_id):
        return (await active_technician(tx, change.technician_id)).id
    email = (change.technician_email or "").strip()
    if email and email.casefold() != view.technician_email.casefold():
        return (await active_technician(tx, None, email)).id
    return view.technician_id


def _span(entry: WorkEntry, change: WorkChange) -> tuple[datetime, datetime]:
    """From when to when the entry is wanted."""
    if not isinstance(change.moves_to, UnsetType):
        start = _unless_same(change.moves_to, entry.starts_at)
        length = entry.ends_at - entry.starts_at if isinstance(change.length, UnsetType) else change.length
        return start, start + length
    start, end = _unless_same(change.starts_at, entry.starts_at), _unless_same(change.ends_at, entry.ends_at)
    if isinstance(change.length, UnsetType) or UNSET not in (change.starts_at, change.ends_at):
        return start, end
    if isinstance(change.ends_at, UnsetType):
        return start, start + change.length
    return end - change.length, end


def _unless_same(said: Maybe[datetime], known: datetime) -> datetime:
    """What was said, but the known instant where both look the same: answers cut fractions of a second off."""
    return known if isinstance(said, UnsetType) or to_second(said) == to_second(known) else said
