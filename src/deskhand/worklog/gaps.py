"""A technician's unlogged gaps on a day: where the log shows activity on tickets, and no entry of work says so."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from deskhand.core.actor import Actor, is_import
from deskhand.core.gaps import Activity, Gap, find_gaps
from deskhand.core.permissions import Verb, require
from deskhand.core.time import EARLIEST, LATEST, begins, ends, parse_local, to_second
from deskhand.directory.account import read_account
from deskhand.events.read import events_of_technician
from deskhand.storage.engine import Read
from deskhand.tickets import store as ticket_store
from deskhand.worklog import timer_store
from deskhand.worklog.span_store import entries_between
from deskhand.worklog.whose import technician_meant

# What is done to the record of the work is no work on the ticket: logging an entry would make the next gap.
NO_ACTIVITY = frozenset({"work_hours"})

A_DAY = timedelta(days=1)


class TicketGap(msgspec.Struct, frozen=True):
    """A gap, and what its ticket is about."""

    gap: Gap
    title: str


class DayOfGaps(msgspec.Struct, frozen=True):
    """Whose gaps on which day of the account's time zone."""

    technician_id: int
    day: date
    gaps: Sequence[TicketGap]


async def list_gaps(read: Read, actor: Actor, technician_id: int | None, day: date | None, now: datetime) -> DayOfGaps:
    """The gaps of the technician who is named or acts, on a day or today; only on tickets that the actor may see."""
    require(actor, Verb.WORK_READ)
    technician = await technician_meant(read, actor, technician_id)
    day = day or now.astimezone((await read_account(read, actor)).zone).date()
    return DayOfGaps(technician.id, day, await gaps_of(read, actor, technician.id, day, now))


async def gaps_of(read: Read, actor: Actor, technician_id: int, day: date, now: datetime) -> list[TicketGap]:
    """The same, for use cases."""
    zone = (await read_account(read, actor)).zone
    local = parse_local(day.isoformat())
    since, until = begins(local, zone), ends(local, zone)
    events = await events_of_technician(read, actor.account_id, technician_id, since, until)
    activities = [
        Activity(to_second(event.at), event.ticket_id)
        for event in events
        if event.ticket_id is not None and event.kind.noun not in NO_ACTIVITY and not is_import(event.via)
    ]
    gaps = find_gaps(activities, await _covered(read, actor, technician_id, since, until, now), since)
    tickets = await ticket_store.get_several(read, actor, sorted({gap.ticket_id for gap in gaps}))
    # A merged ticket takes no entries.
    titles = {ticket.id: ticket.title for ticket in tickets if ticket.merged_into is None}
    return [TicketGap(gap, titles[gap.ticket_id]) for gap in gaps if gap.ticket_id in titles]


async def _covered(
    read: Read, actor: Actor, technician_id: int, since: datetime, until: datetime, now: datetime
) -> list[tuple[datetime, datetime]]:
    """What the technician's entries say already, and what his timer is about to."""
    entries = await entries_between(read, actor, technician_id, since, until)
    covered = [(to_second(entry.starts_at), _up_to_second(entry.ends_at)) for entry in entries]
    timer = await timer_store.get(read, actor.account_id, technician_id)
    if timer is not None and timer.started_at is not None:
        covered.append((to_second(timer.started_at), _up_to_second(now)))
    return covered


def _up_to_second(instant: datetime) -> datetime:
    whole = to_second(instant)
    return whole if whole == instant else whole + timedelta(seconds=1)


def gap_id(gap: Gap) -> str:
    """How a gap is named: by its ticket and span, since nothing is kept of it."""
    return f"{gap.ticket_id}-{gap.starts_at:%Y%m%dT%H%M%SZ}-{gap.ends_at:%Y%m%dT%H%M%SZ}"


def gap_named(name: str) -> Gap | None:
    """The gap that a name means; None when it is no such name."""
    try:
        ticket_id, start, end = name.strip().split("-")
        spans = [datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for text in (start, end)]
        gap = Gap(int(ticket_id), spans[0], spans[1], 0)
    except ValueError:
        return None
    # Its day can be told in every time zone.
    return gap if EARLIEST + A_DAY <= gap.starts_at <= gap.ends_at <= LATEST - A_DAY else None
