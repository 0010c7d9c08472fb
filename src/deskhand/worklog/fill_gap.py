"""Turning an unlogged gap into an entry of work."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal, Taken
from deskhand.core.gaps import Gap
from deskhand.core.permissions import Verb, require
from deskhand.directory.account import read_account
from deskhand.storage.engine import Tx
from deskhand.worklog.gaps import gap_named, gaps_of
from deskhand.worklog.log import WorkDraft, log_work
from deskhand.worklog.overlap import Logged
from deskhand.worklog.whose import technician_meant


class GapDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a gap that becomes an entry."""

    gap_id: str | None = None
    technician_id: int | None = None
    billable: bool = True
    on_site: bool = False
    notes: str = ""


async def fill_gap(tx: Tx, actor: Actor, draft: GapDraft) -> Logged:
    """Log the gap's time on its ticket. Refused when it is no gap of the technician's, or no longer one."""
    require(actor, Verb.WORK_WRITE)
    technician = await technician_meant(tx, actor, draft.technician_id)
    gap = _named(draft)
    if not await _still_there(tx, actor, technician.id, gap):
        raise Taken(
            "gap_gone",
            "Gap is gone",
            "This is no unlogged gap of the technician any more; list the day's gaps again",
            field="gap_id",
        )
    work = WorkDraft(
        starts_at=gap.starts_at,
        ends_at=gap.ends_at,
        technician_id=technician.id,
        billable=draft.billable,
        on_site=draft.on_site,
        notes=draft.notes,
    )
    return await log_work(tx, actor, gap.ticket_id, work, span_field="gap_id")


def _named(draft: GapDraft) -> Gap:
    found = gap_named(draft.gap_id or "")
    if found is None:
        raise Refusal("invalid_gap_id", "Invalid GapID", "Send a GapID as GET /workhours/gaps has it", field="gap_id")
    return found


async def _still_there(tx: Tx, actor: Actor, technician_id: int, gap: Gap) -> bool:
    """Whether the time lies in a gap on the same ticket: one that has grown since it was listed holds it too."""
    day = gap.starts_at.astimezone((await read_account(tx, actor)).zone).date()
    return gap.starts_at < gap.ends_at and any(
        found.gap.ticket_id == gap.ticket_id
        and found.gap.starts_at <= gap.starts_at
        and gap.ends_at <= found.gap.ends_at
        for found in await gaps_of(tx, actor, technician_id, day, tx.now)
    )
