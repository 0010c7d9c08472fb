"""The rules of the clocks once more, as slowly and plainly as they are written: time is walked through step by step.

Nothing of deskhand.core.working, sla or receipt is used. A step is a minute, or a second where offsets or instants are
odd; whatever changes, changes between two steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from deskhand.core.calendar import DayKind, OwnDay, Week
from deskhand.core.marks import Mark, What

RUNS, PAUSED, STOPPED = "runs", "paused", "stopped"
STATUSES = (What.OPEN, What.PENDING, What.RESOLVED, What.CLOSED)
DONE = (What.RESOLVED, What.CLOSED)


@dataclass
class Time:
    """Real time from `begun` on, cut into steps, and of each whether it counts in a calendar."""

    begun: int
    step: int
    counts: list[bool]

    def instant(self, place: int) -> int:
        """When a step begins."""
        return self.begun + place * self.step

    def place(self, at: int) -> int:
        """The step that begins at an instant; past the last one if all of them end before."""
        assert (at - self.begun) % self.step == 0
        return min((at - self.begun) // self.step, len(self.counts))


def walk(
    zone: str, week: Week, days: Sequence[OwnDay], holidays: Mapping[date, str], begun: int, steps: int, step: int
) -> Time:
    """Look at the clock on the wall at each step."""
    info = ZoneInfo(zone)
    minutes: dict[date, list[bool]] = {}
    counts = []
    for at in range(begun, begun + steps * step, step):
        shown = datetime.fromtimestamp(at, UTC).astimezone(info)
        on = shown.date()
        if on not in minutes:
            minutes[on] = minutes_of(on, week, days, holidays)
        counts.append(minutes[on][shown.hour * 60 + shown.minute])
    return Time(begun, step, counts)


def minutes_of(on: date, week: Week, days: Sequence[OwnDay], holidays: Mapping[date, str]) -> list[bool]:
    """Of each minute that a clock on the wall may show on a date, whether it lies in its hours."""
    usual = [any(h.start <= minute < h.end for h in week[on.weekday()]) for minute in range(1440)]
    exact = [day for day in days if day.date == f"{on:%Y-%m-%d}"]
    yearly = [day for day in days if day.date == f"{on:%m-%d}"]
    for day in exact + yearly:
        written = [any(h.start <= minute < h.end for h in day.hours) for minute in range(1440)]
        if day.kind == DayKind.CLOSED:
            return [False] * 1440
        if day.kind == DayKind.OPEN:
            return written
        return [a and b for a, b in zip(usual, written, strict=True)]
    return [False] * 1440 if on in holidays else usual


@dataclass
class Life:
    """A clock's life: what it did in each step since it started (the last goes on for ever), and when it ended."""

    started: int
    did: list[str] = field(default_factory=list)
    ended: int | None = None


@dataclass
class Expected:
    """What is to be found of one clock."""

    life: Life
    due: int | None
    warns: int | None
    breaches: int | None

    def state(self, now: int) -> str:
        """Where it stands."""
        breached = self.breaches is not None and self.breaches < now
        if self.life.ended is not None:
            return "Met" if self.breaches is None else "Missed"
        if breached:
            return "Breached"
        if self.life.did[-1] != RUNS:
            return "Paused"
        return "Warning" if self.warns is not None and self.warns < now else "Running"


def lives(time: Time, events: Sequence[Mark], pause_first: bool) -> tuple[Life, list[Life], Life]:
    """Follow a ticket through everything that happened: the first response, the next ones, and the resolution."""
    status = What.OPEN
    first, resolution = Life(events[0].at), Life(events[0].at)
    following: list[Life] = []
    waiting: Life | None = first
    left = list(events)
    for place in range(time.place(events[0].at), len(time.counts)):
        now = time.instant(place)
        while left and left[0].at == now:
            what = left.pop(0).what
            if what in STATUSES:
                if what in DONE and (status not in DONE or resolution.ended is None):
                    resolution.ended = now
                status = what
            if status not in DONE:
                resolution.ended = None
            if waiting is not None and (what == What.ANSWER or what in DONE):
                waiting.ended = now
                waiting = None
            elif waiting is None and what == What.MESSAGE:
                waiting = Life(now)
                following.append(waiting)
        resolution.did.append({What.OPEN: RUNS, What.PENDING: PAUSED}.get(status, STOPPED))
        if waiting is not None:
            may_pause = pause_first or waiting is not first
            waiting.did.append(PAUSED if may_pause and status == What.PENDING else RUNS)
    assert not left, "the walk is too short for the history"
    return first, following, resolution


def judged(time: Time, life: Life, target: int, warn_percent: int) -> Expected:
    """A clock whose target is working time, in seconds."""
    breaches = _used_up(time, life, life.did, target)
    warns = _used_up(time, life, life.did, target * warn_percent // 100)
    due = breaches if breaches is not None else _used_up(time, life, _going_on(time, life), target)
    return Expected(life, due, warns, breaches)


def judged_by_hand(time: Time, life: Life, due: int, warn_percent: int) -> Expected:
    """A resolution clock whose due instant somebody wrote down."""
    begun, end = time.place(life.started), time.place(max(due, life.started))
    between = sum(time.counts[begun:end]) * time.step
    warning = _used_up(time, life, [RUNS] * (len(time.counts) - begun), between * warn_percent // 100)
    warns = _runs_past(time, life, warning) if due > life.started and warning is not None else None
    return Expected(life, due, warns, _runs_past(time, life, due))


def spent(time: Time, life: Life, now: int) -> int:
    """The working seconds that a clock has run."""
    begun = time.place(life.started)
    steps = zip(life.did, time.counts[begun : time.place(now)], strict=False)
    return sum(time.step for did, counts in steps if did == RUNS and counts)


def _going_on(time: Time, life: Life) -> list[str]:
    """What it would do if it ran on from where it is: from its last pause, or from where it stopped."""
    did = list(life.did)
    if life.ended is not None:
        did = did[: (life.ended - life.started) // time.step]
        # Reopened and resolved within a second, it did not run: it goes on from where it stopped before.
        while did and did[-1] == STOPPED:
            did.pop()
    while did and did[-1] == PAUSED:
        did.pop()
    return did + [RUNS] * (len(time.counts) - time.place(life.started) - len(did))


def _used_up(time: Time, life: Life, did: Sequence[str], target: int) -> int | None:
    """The instant past which a clock runs with its target used up."""
    begun, gone = time.place(life.started), 0
    for place, doing in enumerate(did, begun):
        if doing != RUNS:
            continue
        if gone == target:
            return time.instant(place)
        gone += time.step if time.counts[place] else 0
        # A warning's last second may lie within a step; it is used up there, and the clock runs on past it.
        if gone > target:
            return time.instant(place + 1) - (gone - target)
    return None


def _runs_past(time: Time, life: Life, at: int) -> int | None:
    """The first instant from `at` on, at which the clock runs."""
    begun = time.place(life.started)
    for place, doing in enumerate(life.did, begun):
        if doing == RUNS and time.instant(place) + time.step > at:
            return max(at, time.instant(place))
    return None
