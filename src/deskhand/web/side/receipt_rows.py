"""A receipt as a table: spans of a clock's life, and the minutes that counted, which add up to its time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import msgspec

from deskhand.core.marks import instant
from deskhand.core.receipt import Line, LineKind, Receipt
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# More rows than this are told by stretches between pauses rather than day by day.
MOST_BY_DAY = 12
STATES = {
    LineKind.COUNTED: N_("Open"),
    LineKind.OUTSIDE: N_("Outside hours"),
    LineKind.PAUSED: N_("Paused, Pending"),
    LineKind.STOPPED: N_("Stopped, Resolved"),
}
LOOKS = {LineKind.COUNTED: "", LineKind.OUTSIDE: "off", LineKind.PAUSED: "pau", LineKind.STOPPED: "off"}


class Row(msgspec.Struct, frozen=True):
    """A row: from when to when, in which state, what counted, how it looks, and the holidays that lie in it."""

    span: str
    state: str
    counted: str
    look: str
    exact: str
    days_off: str = ""


def rows_of(visit: Visit, receipt: Receipt) -> Sequence[Row]:
    """The rows of a receipt: by day while they are few; nights and weekends are one line, the last."""
    inside = [line for line in receipt.lines if line.kind is not LineKind.OUTSIDE]
    outside = [line for line in receipt.lines if line.kind is LineKind.OUTSIDE]
    if len(inside) > MOST_BY_DAY:
        inside = [_joined(list(lines)) for _, lines in groupby(inside, key=lambda line: line.kind)]
    rows, counted = [], 0
    for line in inside:
        # Whole minutes by what is counted so far: so the column adds up to what stands below it.
        minutes = (counted + line.counted) // 60 - counted // 60
        counted += line.counted
        rows.append(_row(visit, line, visit.moments.long_duration(minutes * 60)))
    if outside:
        rows.append(_outside(visit, outside))
    return rows


def _joined(lines: Sequence[Line]) -> Line:
    return Line(lines[0].kind, lines[0].start, lines[-1].end, sum(line.counted for line in lines))


def _row(visit: Visit, line: Line, counted: str) -> Row:
    start, end = instant(line.start), instant(line.end)
    exact = f"{visit.moments.exact(start)} – {visit.moments.exact(end)}"
    return Row(span_text(visit, start, end), visit._(STATES[line.kind]), counted, LOOKS[line.kind], exact)


def _outside(visit: Visit, lines: Sequence[Line]) -> Row:
    """Nights, weekends and holidays, none of which counts, in one line."""
    total = visit.moments.long_duration(sum(line.end - line.start for line in lines))
    count = len(lines)
    span = visit.words.ngettext("%(num)d span, %(time)s", "%(num)d spans, %(time)s", count)
    days_off = ", ".join(dict.fromkeys(day for line in lines for day in line.days_off))
    return Row(
        span % {"num": count, "time": total},
        visit._(STATES[LineKind.OUTSIDE]),
        visit.moments.long_duration(0),
        "off",
        "",
        days_off,
    )


def span_text(visit: Visit, start: datetime, end: datetime) -> str:
    """From when to when: the day stands there only where it is not today, and twice only where it changes."""
    moments, zone = visit.moments, visit.zone
    first, last, today = (at.astimezone(zone).date() for at in (start, end, visit.now))
    if first == last == today:
        return f"{moments.clock(start)}–{moments.clock(end)}"
    if first == last:
        return f"{moments.day(start)}, {moments.clock(start)}–{moments.clock(end)}"
    return f"{moments.day(start)}, {moments.clock(start)} – {moments.day(end)}, {moments.clock(end)}"
