"""The calendars that the tables speak of, by name."""

from collections.abc import Mapping
from datetime import date

from deskhand.core.calendar import ROUND_THE_CLOCK, DayKind, OwnDay
from deskhand.core.working import Working
from tests.core.clocks.made import hours, week

BERLIN = "Europe/Berlin"

_DAILY: dict[str, str] = {"01-02": "01:00-02:00", "01-03": "01:00-03:00", "0130-0230": "01:30-02:30"}
_DAILY |= {"02-03": "02:00-03:00", "23-24": "23:00-24:00", "nightly": "00:00-06:00 22:00-24:00"}

WEEKS = {
    "office": week("09:00-17:00"),
    "lunch": week("09:00-12:00 13:00-17:00"),
    "three": week("08:00-10:00 11:00-13:00 14:00-16:00"),
    "late": week("16:00-24:00"),
    "touching": week("09:00-12:00 12:00-17:00"),
    "minute": week("09:00-09:01"),
    "always": ROUND_THE_CLOCK,
    "night shift": (hours("22:00-24:00"), *((hours("00:00-06:00 22:00-24:00"),) * 4), hours("00:00-06:00"), ()),
    "Wednesdays": ((), (), hours("10:00-11:00"), (), (), (), ()),
    **{name: (hours(text),) * 7 for name, text in _DAILY.items()},
}


def _own(on: str, kind: DayKind, text: str = "") -> OwnDay:
    return OwnDay(on, f"Own {on}", kind, hours(text))


CLOSED, HALF, OPEN = DayKind.CLOSED, DayKind.HALF, DayKind.OPEN
HOLIDAYS: Mapping[date, str] = {
    date(2022, 12, 25): "Christmas, a Sunday",
    date(2024, 3, 29): "Good Friday",
    date(2024, 4, 1): "Easter Monday",
    date(2024, 5, 1): "Labour Day",
    date(2024, 12, 25): "Christmas",
    date(2024, 12, 26): "Second day of Christmas",
    date(2025, 1, 1): "New Year",
}
FESTIVE = (
    _own("12-24", HALF, "09:00-12:00"),
    _own("12-31", CLOSED),
    _own("2024-05-01", OPEN, "10:00-12:00"),
    _own("2024-12-27", CLOSED),
    _own("2024-12-28", OPEN, "10:00-14:00"),
)

CALENDARS = {name: Working(BERLIN, found) for name, found in WEEKS.items()}
for _place, _zone in (
    ("New York", "America/New_York"),
    ("Lord Howe", "Australia/Lord_Howe"),
    ("Kathmandu", "Asia/Kathmandu"),
    ("Apia", "Pacific/Apia"),
    ("St John's", "America/St_Johns"),
    ("Casablanca", "Africa/Casablanca"),
    ("UTC", "UTC"),
):
    CALENDARS |= {f"{name} {_place}": Working(_zone, found) for name, found in WEEKS.items()}
CALENDARS |= {
    "festive": Working(BERLIN, WEEKS["office"], FESTIVE, lambda year: HOLIDAYS),
    "no leap day": Working(BERLIN, WEEKS["office"], (_own("02-29", CLOSED),)),
    "half with lunch": Working(BERLIN, WEEKS["lunch"], (_own("2024-02-15", HALF, "10:00-15:00"),)),
    "half at night": Working(BERLIN, WEEKS["office"], (_own("2024-02-15", HALF, "18:00-20:00"),)),
    "this year only": Working(
        BERLIN, WEEKS["office"], (_own("12-24", CLOSED), _own("2024-12-24", OPEN, "09:00-10:00"))
    ),
    "open skipped day": Working("Pacific/Apia", WEEKS["office"], (_own("2011-12-30", OPEN, "00:00-24:00"),)),
}
