"""Reckoning a ticket's clocks from its marks: how much of each has run, and when it is due.

A clock's time is the working time of the stretches in which it ran; nothing is ever shifted by the wall clock. Instants
and durations are whole seconds, as they are shown, so that every figure adds up.
"""

from collections.abc import Sequence
from typing import NamedTuple

from deskhand.core.clocks import Clock, Clocks, Stretch
from deskhand.core.marks import ENDED, STATUSES, Mark, What
from deskhand.core.policy import ClockKind, Terms
from deskhand.core.ticket import Priority
from deskhand.core.working import HORIZON_YEARS, year_of


def clocks_of(marks: Sequence[Mark], priority: Priority, terms: Terms, due_by_hand: int | None = None) -> Clocks:
    """A ticket's clocks from its whole history, by what is promised for its priority now."""
    if not marks:
        return Clocks()
    policy, begun = terms.policy, marks[0].at
    first, following = _responses(marks, terms.pause_first_response)
    first_target = policy.target(ClockKind.FIRST_RESPONSE, priority)
    next_target = policy.target(ClockKind.NEXT_RESPONSE, priority)
    resolution = _Span(begun, *_resolution(marks))
    return Clocks(
        None if first_target is None else _clock(ClockKind.FIRST_RESPONSE, first, first_target, terms),
        ()
        if next_target is None
        else tuple(_clock(ClockKind.NEXT_RESPONSE, span, next_target, terms) for span in following),
        _resolution_clock(resolution, policy.target(ClockKind.RESOLUTION, priority), due_by_hand, terms),
    )


class _Span(NamedTuple):
    """When a clock started, how it ran and paused, and when it ended."""

    started: int
    stretches: tuple[Stretch, ...]
    ended: int | None


def _responses(marks: Sequence[Mark], pause_first: bool) -> tuple[_Span, list[_Span]]:
    """The first response's span, and one for every message of a customer that was waited on after it."""
    spans: list[_Span] = []
    status, begun = marks[0].what, marks[0].at
    first = _Waiting(begun, status, pauses=pause_first)
    waiting: _Waiting | None = first
    for mark in marks:
        if mark.what in STATUSES:
            status = mark.what
        if waiting is None:
            waiting = _Waiting(mark.at, status) if mark.what == What.MESSAGE else None
        elif mark.what == What.ANSWER or mark.what in ENDED:
            spans.append(waiting.until(mark.at))
            waiting = None
        else:
            waiting.note(status, mark.at)
    if waiting is not None:
        spans.append(waiting.until(None))
    return spans[0], spans[1:]


class _Waiting:
    """A response clock while it is followed through the marks."""

    def __init__(self, started: int, status: What, *, pauses: bool = True) -> None:
        self._started = started
        self._pauses = pauses
        self._stretches: list[Stretch] = []
        self._since = started
        self._runs = self._running(status)

    def note(self, status: What, at: int) -> None:
        """The ticket has come to a status."""
        runs = self._running(status)
        if runs != self._runs:
            self._cut(at)
            self._since, self._runs = at, runs

    def until(self, ended: int | None) -> _Span:
        """The whole of it."""
        self._cut(ended)
        return _Span(self._started, tuple(self._stretches), ended)

    def _cut(self, at: int | None) -> None:
        if at is None or at > self._since:
            _add(self._stretches, Stretch(self._since, at, self._runs))

    def _running(self, status: What) -> bool:
        # A message on a resolved ticket reopens it within the same second.
        return not (self._pauses and status == What.PENDING)


def _resolution(marks: Sequence[Mark]) -> tuple[tuple[Stretch, ...], int | None]:
    """Open runs, Pending pauses, Resolved and Closed are no part of it."""
    found: list[Stretch] = []
    steps = [mark for mark in marks if mark.what in STATUSES]
    for place, mark in enumerate(steps):
        end = steps[place + 1].at if place + 1 < len(steps) else None
        if mark.what not in ENDED and (end is None or end > mark.at):
            _add(found, Stretch(mark.at, end, mark.what == What.OPEN))
    if steps[-1].what not in ENDED:
        return tuple(found), None
    ended = next(mark.at for place, mark in enumerate(steps) if all(m.what in ENDED for m in steps[place:]))
    return tuple(found), ended


def _add(stretches: list[Stretch], last: Stretch) -> None:
    """One more stretch, or the last one goes on: what lay between them lasted no second."""
    if stretches and (stretches[-1].end, stretches[-1].runs) == (last.start, last.runs):
        last = Stretch(stretches.pop().start, last.end, last.runs)
    stretches.append(last)


def _resolution_clock(span: _Span, target: int | None, by_hand: int | None, terms: Terms) -> Clock | None:
    if by_hand is not None:
        return _clock_by_hand(span, by_hand, terms)
    return None if target is None else _clock(ClockKind.RESOLUTION, span, target, terms)


def _clock(kind: ClockKind, span: _Span, target: int, terms: Terms) -> Clock:
    """A clock whose target is working time."""
    working = terms.working
    until_warning = target * terms.policy.warn_percent // 100
    due = warns = breaches = None
    spent = 0
    for start, end, runs in span.stretches:
        if not runs:
            continue
        if breaches is None:
            due = working.reach(start, target - spent)
            breaches = _within(due, end)
        if warns is None:
            warns = _within(working.reach(start, until_warning - spent), end)
        if end is not None:
            spent += working.spent(start, end)
    if not span.stretches:
        due = working.reach(span.started, target)
    elif breaches is None and not span.stretches[-1].runs:
        # A ticket reopened to Pending pauses later than it last ran.
        due = working.reach(span.stretches[-1].start, target - spent)
    return Clock(
        kind=kind,
        target=target,
        started=span.started,
        stretches=span.stretches,
        ended=span.ended,
        due=due,
        warns=warns,
        breaches=breaches,
    )


def _clock_by_hand(span: _Span, due: int, terms: Terms) -> Clock:
    """The resolution clock whose due instant somebody set: no pause moves it, but only a running clock misses it."""
    working = terms.working
    near = due - span.started > 0 and year_of(due) - year_of(span.started) < HORIZON_YEARS
    target = working.spent(span.started, due) if near else 0
    warning = working.reach(span.started, target * terms.policy.warn_percent // 100) if near else None
    return Clock(
        kind=ClockKind.RESOLUTION,
        target=target,
        started=span.started,
        stretches=span.stretches,
        ended=span.ended,
        due=due,
        warns=_passed(span, warning),
        breaches=_passed(span, due),
        by_hand=True,
    )


def _within(at: int | None, end: int | None) -> int | None:
    """The instant, if a stretch that ends at `end` goes past it."""
    return at if at is not None and (end is None or at < end) else None


def _passed(span: _Span, at: int | None) -> int | None:
    """When the clock ran, or will run, past an instant."""
    if at is None:
        return None
    return next((max(at, s.start) for s in span.stretches if s.runs and (s.end is None or at < s.end)), None)
