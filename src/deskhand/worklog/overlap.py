"""The rule on entries that overlap: the account says whether they are taken, with a warning, or not at all."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.time import show_instant
from deskhand.core.work import Overlap, WorkEntry
from deskhand.directory.account import read_account
from deskhand.storage.engine import Tx
from deskhand.worklog.span_store import OfTechnician, entries_between

MOST_WARNINGS = 5


class Logged(msgspec.Struct, frozen=True):
    """An entry that was written, and what its technician should look at, in whole sentences."""

    entry: WorkEntry
    warnings: tuple[str, ...] = ()


async def overlap_warnings(
    tx: Tx, actor: Actor, entry: WorkEntry, *, field: str = "starts_at", moved: bool = True
) -> tuple[str, ...]:
    """A sentence for each other entry of the technician that this one shares time with.

    Refused (`work_hours_overlap`) where the account takes no such entries, unless it was not `moved`: what overlapped
    before may still be put right otherwise. `field` is the draft's attribute that the refusal speaks of.
    """
    rule = (await read_account(tx, actor)).work_overlap
    if rule is Overlap.ALLOW:
        return ()
    found = await entries_between(tx, actor, entry.technician_id, entry.starts_at, entry.ends_at)
    sentences = _sentences([other for other in found if other.id != entry.id])
    if sentences and moved and rule is Overlap.REFUSE:
        raise Refusal(
            "work_hours_overlap", "Work hours overlap", f"{sentences[0]}; this account takes none", field=field
        )
    return sentences


def _sentences(others: Sequence[OfTechnician]) -> tuple[str, ...]:
    # Of tickets that the actor may not see one sentence has to do, or it would tell how many there are.
    return tuple(dict.fromkeys(_sentence(other) for other in others))[:MOST_WARNINGS]


def _sentence(other: OfTechnician) -> str:
    if other.visible_ticket_id is None:
        return "The entry overlaps another entry of the same technician"
    span = f"{show_instant(other.starts_at)} to {show_instant(other.ends_at)}"
    return f"The entry overlaps entry {other.id} of the same technician on ticket {other.ticket_id}, {span}"
