"""When tickets are opened: busy Monday mornings, quiet Augusts, the day after the patches, and alarms at night."""

import calendar
from bisect import bisect_right
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Literal, NamedTuple

from deskhand.demo.hours import WorkingHours, is_working_day
from deskhand.demo.story import Occasion

Shift = Literal["office", "evening", "night"]

YEARS = timedelta(days=730)
HOUR = 3600

# Tickets per hour compared with an ordinary one; the desk's telephones are open from eight to six.
OFFICE = {8: 1.0, 9: 1.5, 10: 1.4, 11: 1.15, 12: 0.8, 13: 0.75, 14: 1.05, 15: 1.05, 16: 0.85, 17: 0.45}
WEEKDAY = (1.2, 1.05, 1.0, 0.95, 0.8)
MONDAY_MORNING = 1.5
PATCH_DAY = 1.35
MONTH = {1: 1.08, 7: 0.92, 8: 0.7, 9: 1.12, 10: 1.05}
CHRISTMAS = 0.35
EVENING = 0.07
NIGHT = 0.016
GROWTH = 0.25  # over the two years, since the provider wins more customers' PCs than it loses


class Opening(NamedTuple):
    """An instant (seconds since 1970) at which a ticket is opened, and what kind of time that is."""

    at: int
    shift: Shift
    occasion: Occasion | None


class Calendar:
    """Two years of hours, each with its weight, from which the openings are drawn."""

    def __init__(self, until: datetime, hours: WorkingHours) -> None:
        self._hours = hours
        self._until = int(until.timestamp())
        self._first = int((until - YEARS).timestamp())
        self._starts = list(range(self._first, self._until, HOUR))
        self._weights = [self._weight(start) for start in self._starts]

    def draw(self, rng: Random, count: int, days: int | None = None) -> list[Opening]:
        """`count` openings in order, within the last `days` only if given."""
        skipped = 0 if days is None else bisect_right(self._starts, self._until - days * 24 * HOUR)
        starts, weights = self._starts[skipped:], list(accumulate(self._weights[skipped:]))
        drawn = rng.choices(starts, cum_weights=weights, k=count)
        return [self._opening(at) for at in sorted(self._instant(rng, start) for start in drawn)]

    def _instant(self, rng: Random, start: int) -> int:
        return start + int(rng.random() * min(HOUR, self._until - start))

    def _opening(self, at: int) -> Opening:
        local = self._hours.local(at)
        return Opening(at, _shift(local), occasion(local.date()))

    def _weight(self, start: int) -> float:
        local = self._hours.local(start + HOUR // 2)
        grown = 1 + GROWTH * (start - self._first) / YEARS.total_seconds()
        shift = _shift(local)
        if shift == "office":
            return _office_weight(local) * grown
        return (EVENING if shift == "evening" else NIGHT) * grown


def _shift(local: datetime) -> Shift:
    if is_working_day(local.date()):
        if local.hour in OFFICE:
            return "office"
        # Not before a free day: what is not urgent would then lie longer than its target allows.
        if 18 <= local.hour < 21 and is_working_day(local.date() + timedelta(days=1)):
            return "evening"
    return "night"


def _office_weight(local: datetime) -> float:
    weight = OFFICE[local.hour] * WEEKDAY[local.weekday()] * MONTH.get(local.month, 1.0)
    if local.weekday() == 0 and local.hour < 11:
        weight *= MONDAY_MORNING
    if occasion(local.date()) == "patch_day":
        weight *= PATCH_DAY
    if (local.month, local.day) >= (12, 21) or (local.month, local.day) <= (1, 2):
        weight *= CHRISTMAS
    return weight


def occasion(day: date) -> Occasion | None:
    """What is special about a day: the two after patch Tuesday, the last week of a quarter, the start of term."""
    if day.toordinal() - _second_tuesday(day).toordinal() in (1, 2):
        return "patch_day"
    if day.month % 3 == 0 and day.day > calendar.monthrange(day.year, day.month)[1] - 8:
        return "quarter_end"
    if (8, 28) <= (day.month, day.day) <= (9, 20):
        return "term_start"
    return None


def _second_tuesday(day: date) -> date:
    first = day.replace(day=1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)
