"""Random calendars, histories and promises, and what deskhand is asked about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from deskhand.core.calendar import OFFICE_HOURS, ROUND_THE_CLOCK, DayKind, Hours, OwnDay, Week, checked_days
from deskhand.core.marks import Mark, What
from deskhand.core.working import Working

MINUTE, HOUR = 60, 3600

# Around what: a date in whose neighbourhood the zone, the year or the calendar does something.
PLACES = (
    ("UTC", "2023-12-31"),
    ("UTC", "2024-02-28"),
    ("Europe/Berlin", "2024-03-31"),
    ("Europe/Berlin", "2024-10-27"),
    ("Europe/Berlin", "2026-12-31"),
    ("America/New_York", "2024-03-10"),
    ("America/New_York", "2024-11-03"),
    ("America/New_York", "2028-02-29"),
    ("Australia/Lord_Howe", "2024-04-07"),
    ("Australia/Lord_Howe", "2024-10-06"),
    ("Asia/Kathmandu", "2024-12-31"),
    ("Asia/Kathmandu", "1985-12-31"),
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Apia", "2012-01-01"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("America/St_Johns", "2010-11-07"),
    ("America/St_Johns", "2024-03-10"),
    ("Africa/Casablanca", "2024-03-10"),
    ("Africa/Casablanca", "2024-04-14"),
    ("Asia/Tehran", "2022-03-22"),
    ("Asia/Tehran", "2021-09-22"),
    ("Antarctica/Troll", "2024-03-31"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("Asia/Beirut", "2022-03-27"),
    ("Pacific/Kiritimati", "1994-12-31"),
    ("Europe/Dublin", "2024-10-27"),
)
# Zones whose offsets had seconds then, and the change out of them.
ODD_PLACES = (
    ("Africa/Monrovia", "1972-01-07"),
    ("Europe/Amsterdam", "1937-07-01"),
    ("Asia/Kolkata", "1906-01-01"),
    ("America/Guyana", "1915-03-01"),
    ("Europe/Dublin", "1916-10-01"),
    ("Europe/Berlin", "2024-10-27"),
)


@dataclass(frozen=True)
class Case:
    """A calendar, and a time to walk through: so many steps of so many seconds."""

    zone: str
    week: Week
    days: tuple[OwnDay, ...]
    holidays: Mapping[date, str]
    begun: int
    step: int
    steps: int

    @property
    def working(self) -> Working:
        """Deskhand's reckoning of the calendar."""
        return Working(self.zone, self.week, self.days, lambda year: self.holidays)


@st.composite
def day_hours(draw: st.DrawFn, least: int = 0) -> tuple[Hours, ...]:
    """Any hours of a day: none, all of it, several, single minutes, some that touch."""
    usual = st.sampled_from([0, 1, 119, 120, 121, 150, 180, 540, 541, 720, 780, 1020, 1320, 1439, 1440])
    times = st.one_of(usual, usual, st.integers(0, 1440))
    cuts = sorted(draw(st.lists(times, max_size=6, min_size=2 * least, unique=True)))
    cut = tuple(Hours(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    if not cut or cut[0].end - cut[0].start < 2 or draw(st.booleans()):
        return cut
    middle = (cut[0].start + cut[0].end) // 2
    return (Hours(cut[0].start, middle), Hours(middle, cut[0].end), *cut[1:])


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Any week; often the same hours on many days."""
    minute: Week = ((Hours(150, 151),),) * 7
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([ROUND_THE_CLOCK, OFFICE_HOURS, minute]))
    few = draw(st.lists(day_hours(), min_size=1, max_size=4))
    found: Week = tuple(draw(st.sampled_from(few)) for _ in range(7))
    return found if any(found) else ((), *found[1:6], (Hours(30, 1410),))


@st.composite
def own_days(draw: st.DrawFn, around: date) -> tuple[OwnDay, ...]:
    """Days of its own about a date, of all kinds, of one year and of every year."""
    found: dict[str, OwnDay] = {}
    for offset in draw(st.lists(st.integers(-2, 7), max_size=4, unique=True)):
        on = around + timedelta(days=offset)
        text = draw(st.sampled_from([on.isoformat(), on.isoformat()[5:]]))
        kind = draw(st.sampled_from(DayKind))
        written = () if kind == DayKind.CLOSED else draw(day_hours(least=1))
        found[text] = OwnDay(text, f"Own {text}", kind, written)
    return checked_days(tuple(found.values()))


@st.composite
def cases(draw: st.DrawFn, *, step: int = MINUTE, hours: int = 4 * 24) -> Case:
    """A calendar and some time near a moment at which something happens to it."""
    steps = hours * HOUR // step
    zone, place = draw(st.sampled_from(PLACES if step == MINUTE else ODD_PLACES))
    around = date.fromisoformat(place)
    middle = int(datetime(around.year, around.month, around.day, tzinfo=ZoneInfo(zone)).timestamp()) // MINUTE * MINUTE
    before = draw(st.integers(0, steps // 2))
    free = draw(st.lists(st.integers(-2, 4), max_size=2, unique=True))
    return Case(
        zone=zone,
        week=draw(weeks()),
        days=draw(own_days(around)),
        holidays={around + timedelta(days=n): f"Holiday {n}" for n in free},
        begun=middle - before * step,
        step=step,
        steps=steps,
    )


@st.composite
def histories(draw: st.DrawFn, case: Case, *, most: int = 12) -> list[Mark]:
    """All that happened to a ticket, in the first half of the case's time; often several things within a second."""
    at = case.begun
    longest = max(1, case.steps // 2 // most)
    start = draw(st.sampled_from([What.OPEN, What.OPEN, What.OPEN, What.PENDING, What.RESOLVED]))
    status, events = start, [Mark(start, at)]
    for _ in range(draw(st.integers(0, most))):
        at += case.step * draw(st.one_of(st.just(0), st.integers(1, 90), st.integers(0, longest)))
        at = min(at, case.begun + case.steps // 2 * case.step)
        steps = draw(st.sampled_from(STEPS[status]))
        events += [Mark(what, at) for what in steps]
        status = next((what for what in reversed(steps) if what in STEPS), status)
    return events


# What may happen next, by the status: moves, answers (some set to Pending), messages (of which some reopen).
_O, _P, _R, _C, _T, _K = What.OPEN, What.PENDING, What.RESOLVED, What.CLOSED, What.ANSWER, What.MESSAGE
STEPS: dict[What, tuple[tuple[What, ...], ...]] = {
    _O: ((_P,), (_P,), (_R,), (_R, _C), (_T,), (_T,), (_T, _P), (_T, _R), (_K,), (_K,), (_P, _O), (_K, _T)),
    _P: ((_O,), (_O,), (_R,), (_R, _C), (_T,), (_K, _O), (_K, _O), (_O, _K), (_K,), (_O, _P), (_R, _P)),
    _R: ((_O,), (_O,), (_P,), (_C,), (_T,), (_K, _O), (_O, _K), (_O, _R), (_K, _O, _T, _R)),
    _C: ((_T,),),
}
