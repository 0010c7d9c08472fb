"""Spans of time, as lists are asked for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tests.features.machine.things import Ticket
from tests.features.machine.world import World

# How it is written in the query language, and what it means: from a start up to, not including, an end.
Meant = tuple[str, datetime | None, datetime | None]
Span = Callable[[World], Meant]
# The last instant that a request may name.
LATEST = datetime(9999, 12, 30, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
AGES = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY, "w": timedelta(weeks=1)}


@dataclass(frozen=True)
class Date:
    """A date of a ticket: its value, and the parameters that ask for it from and to an instant."""

    value: Callable[[Ticket], datetime | None]
    since: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    ahead: bool = False

    def parameters(self, start: datetime | None, end: datetime | None) -> list[tuple[str, str]]:
        """The parameters that mean the same, where one alone does."""
        if start is not None and end is None and start <= LATEST:
            return [(name, start.isoformat()) for name in self.since]
        if start is None and end is not None and end <= LATEST:
            return [(name, end.isoformat().replace("+00:00", "Z")) for name in self.before]
        return []

    @property
    def spans(self) -> st.SearchStrategy[tuple[bool, Span]]:
        """Spans beside the instants at which something happened, and from now; whether they move on with the clock."""
        beside = st.builds(
            lambda form, moment, other: lambda world: FORMS[form](*_moments(world, self.value, moment, other)),
            st.sampled_from(sorted(FORMS)),
            st.integers(0, 400),
            st.integers(0, 400),
        )
        aged = st.builds(
            lambda sign, number, unit: lambda world: _aged(world, sign, number, unit, self.ahead),
            st.sampled_from("<>"),
            st.sampled_from((0, 1, 5, 90, 999_999)),
            st.sampled_from(sorted(AGES)),
        )
        day = st.sampled_from((("yesterday", -1), ("Today", 0), ("tomorrow", 1))).map(
            lambda named: lambda world: _day(world, *named)
        )
        nothing: st.SearchStrategy[Span] = st.just(lambda world: ("none", None, None))
        fixed = st.one_of(beside, beside, beside, nothing).map(lambda span: (False, span))
        return st.one_of(fixed, fixed, st.one_of(aged, day).map(lambda span: (True, span)))


def _moments(
    world: World, value: Callable[[Ticket], datetime | None], moment: int, other: int
) -> tuple[datetime, datetime]:
    """Two of the instants that this date has had, or just beside."""
    known = sorted({at for at in map(value, world.tickets.values()) if at} | {world.now})
    aside = (timedelta(0), timedelta(seconds=-0.4), SECOND, -SECOND)
    found = [known[n // 4 % len(known)] for n in (moment, other)]
    # The last day that can be kept has no second behind it that could be written.
    return found[0] + (aside[moment % 4] if found[0].year < 9999 else timedelta(0)), found[1]


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _month(at: datetime) -> Meant:
    start = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return start.strftime("%Y-%m"), start, _or_open(at, lambda: (start + 32 * DAY).replace(day=1))


def _year(at: datetime) -> Meant:
    start = at.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return start.strftime("%Y"), start, _or_open(at, lambda: start.replace(year=start.year + 1))


def _or_open(at: datetime, end: Callable[[], datetime]) -> datetime | None:
    """The end, or None where time ends sooner."""
    return None if at.year == 9999 else end()


def _whole_day(at: datetime) -> Meant:
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return start.strftime("%Y-%m-%d"), start, start + DAY


FORMS: dict[str, Callable[[datetime, datetime], Meant]] = {
    ">=": lambda at, _: (f">={_written(at)}", at, None),
    "<": lambda at, _: (f"<{_written(at)}", None, at),
    ">": lambda at, _: (f">{_written(at)}", at + SECOND, None),
    "<=": lambda at, _: (f"<={_written(at)}", None, at + SECOND),
    "the second": lambda at, _: (_written(at), at, at + SECOND),
    "from": lambda at, _: (f"{_written(at)}..", at, None),
    "to": lambda at, _: (f"..{_written(at)}", None, at + SECOND),
    "between": lambda at, to: (f"{_written(at)}..{_written(to)}", at, to + SECOND),
    "day": lambda at, _: _whole_day(at),
    "since the day": lambda at, _: (f">={_whole_day(at)[0]}", _whole_day(at)[1], None),
    "after the day": lambda at, _: (f">{_whole_day(at)[0]}", _whole_day(at)[2], None),
    "month": lambda at, _: _month(at),
    "year": lambda at, _: _year(at),
}


def _aged(world: World, sign: str, number: int, unit: str, ahead: bool) -> Meant:
    text, age = f"{sign}{number}{unit}", number * AGES[unit]
    try:
        then = world.wall + age if ahead else world.wall - age
    except OverflowError:  # longer than there has been time, or will be
        return (text, None, None) if sign == "<" else (text, datetime.max.replace(tzinfo=world.wall.tzinfo), None)
    return (text, None, then) if (sign == "<") == ahead else (text, then, None)


def _day(world: World, text: str, aside: int) -> Meant:
    start = _whole_day(world.wall)[1]
    assert start is not None
    return text, start + aside * DAY, start + (aside + 1) * DAY


DATES = {
    "created": Date(lambda t: t.created_at, ("createdFrom", "dateFrom"), ("createdTo", "DateTo")),
    "updated": Date(lambda t: t.last_activity_at, ("updatedFrom",), ("updatedTo",)),
    "resolved": Date(lambda t: t.resolved_at, ("resolvedFrom",), ("resolvedTo",)),
    "closed": Date(lambda t: t.closed_at),
    "due": Date(lambda t: t.due_by_hand, ("dueFrom",), ("dueBefore", "dueTo"), ahead=True),
}
