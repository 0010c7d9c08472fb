"""The side panel's SLA: every clock of a ticket with its chip, its bar and the receipt that adds up."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.chips import left_of
from deskhand.core.clocks import ClockState
from deskhand.core.marks import instant, seconds
from deskhand.core.policy import ClockKind
from deskhand.core.receipt import Receipt
from deskhand.core.working import Working
from deskhand.sla.rulebook import Rulebook
from deskhand.tickets.explain import Explained
from deskhand.web.listing.row import SENTENCES, ShownChip
from deskhand.web.side.clock_bar import Bar, bar_of
from deskhand.web.side.receipt_rows import Row, rows_of
from deskhand.web.visit import Visit
from deskhand.web.words import N_

NAMES = {
    ClockKind.FIRST_RESPONSE: N_("First reply"),
    ClockKind.NEXT_RESPONSE: N_("Next reply"),
    ClockKind.RESOLUTION: N_("Resolution"),
}
LOOKS = {
    ClockState.RUNNING: "ok",
    ClockState.WARNING: "warn",
    ClockState.BREACHED: "over",
    ClockState.PAUSED: "paused",
    ClockState.MET: "met",
    ClockState.MISSED: "missed",
}


class ShownClock(msgspec.Struct, frozen=True, kw_only=True):
    """One clock. `due` is its instant in short and `due_exact` in full, both empty where it has none."""

    name: str
    chip: ShownChip
    due: str
    due_exact: str
    by_hand: bool
    target: str
    spent: str
    told: str
    bar: Bar
    rows: Sequence[Row]


class ShownSla(msgspec.Struct, frozen=True):
    """All clocks of a ticket that matter now, and the replies that were waited on before."""

    clocks: Sequence[ShownClock]
    earlier: Sequence[ShownClock]

    @property
    def over(self) -> bool:
        """Whether a bar shows time over its target."""
        return any(piece.look == "f-over" for clock in self.clocks for piece in clock.bar.pieces)


def sla_of(visit: Visit, explained: Explained, book: Rulebook) -> ShownSla:
    """The clocks as they are drawn. Of next replies the last one matters; the others are history."""
    terms = book.terms_of(explained.ticket.policy_id)
    if terms is None or explained.policy is None:
        return ShownSla((), ())
    percent = explained.policy.warn_percent
    shown = [(one.clock.kind, _clock(visit, one, terms.working, percent)) for one in explained.receipts]
    last = max((place for place, (kind, _) in enumerate(shown) if kind == ClockKind.NEXT_RESPONSE), default=-1)
    now = [clock for place, (kind, clock) in enumerate(shown) if kind != ClockKind.NEXT_RESPONSE or place == last]
    earlier = [clock for place, (kind, clock) in enumerate(shown) if kind == ClockKind.NEXT_RESPONSE and place != last]
    return ShownSla(now, earlier)


def _clock(visit: Visit, receipt: Receipt, working: Working, percent: int) -> ShownClock:
    clock, moments = receipt.clock, visit.moments
    state = clock.state(seconds(visit.now))
    due = None if clock.due is None else instant(clock.due)
    target, spent = moments.long_duration(clock.target), moments.long_duration(receipt.spent)
    return ShownClock(
        name=visit._(NAMES[clock.kind]),
        chip=_chip(visit, receipt, state, left_of(clock, working, seconds(visit.now)) or 0),
        due="" if due is None or state is ClockState.MET else short_instant(visit, due),
        due_exact="" if due is None else moments.exact(due),
        by_hand=clock.by_hand,
        target=target,
        spent=spent,
        told=_told(visit, receipt),
        bar=bar_of(receipt, percent, LOOKS[state]),
        rows=rows_of(visit, receipt),
    )


def _chip(visit: Visit, receipt: Receipt, state: ClockState, left: int) -> ShownChip:
    """The chip of one clock: how much of its target it took, once it has ended; else what is left of it."""
    clock, moments = receipt.clock, visit.moments
    look = LOOKS[state]
    used = {"spent": moments.long_duration(receipt.spent), "target": moments.long_duration(clock.target)}
    if state in (ClockState.MET, ClockState.MISSED):
        sentence = (
            N_("Met: %(spent)s of %(target)s used") if look == "met" else N_("Missed: %(spent)s of %(target)s used")
        )
        return ShownChip(look, visit._(N_("%(spent)s of %(target)s")) % used, "", visit._(sentence) % used)
    time = moments.long_duration(abs(left))
    if state == ClockState.PAUSED:
        return ShownChip(look, moments.short_duration(left), "", visit._(N_("Paused, %(time)s left")) % {"time": time})
    over = "over" if state == ClockState.BREACHED else "due"
    return ShownChip(look, moments.short_duration(left), "", visit._(SENTENCES[clock.kind, over]) % {"time": time})


def _told(visit: Visit, receipt: Receipt) -> str:
    """The bar as a sentence, for whoever does not see it."""
    moments = visit.moments
    paused = sum(line.end - line.start for line in receipt.lines if line.kind == "Paused")
    said = {
        "spent": moments.long_duration(receipt.spent),
        "target": moments.long_duration(receipt.clock.target),
        "paused": moments.long_duration(paused),
    }
    if paused:
        return visit._(N_("%(spent)s of %(target)s working time used, paused for %(paused)s")) % said
    return visit._(N_("%(spent)s of %(target)s working time used")) % said


def short_instant(visit: Visit, at: datetime) -> str:
    """An instant as short as it can be: the time alone where it is today, else the day too."""
    moments, here = visit.moments, at.astimezone(visit.zone)
    if here.date() == visit.now.astimezone(visit.zone).date():
        return moments.clock(here)
    day = moments.day(here) if here.year == visit.now.astimezone(visit.zone).year else moments.date(here)
    return f"{day}, {moments.clock(here)}"
