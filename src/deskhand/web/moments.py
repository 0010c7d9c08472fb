"""Instants and durations as a viewer reads them: in the own language, and on the clock of the own time zone.

Durations are of working time, so a chip counts hours and never days: a day of eight working hours is no 24 hours.
"""

from datetime import datetime, tzinfo
from functools import cache

import msgspec

from deskhand.web.words import N_, Words

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MINUS = "−"  # U+2212: as wide as a figure, which the hyphen is not

# How a language writes a day: without its year, with it, and with its weekday.
_DAY = {"en": "{day} {month}", "de": "{day}. {month}", "es": "{day} {month}"}
_YEAR = {"en": "{day} {month} {year}", "de": "{day}. {month} {year}", "es": "{day} {month} {year}"}
_WEEKDAY = {"en": "{weekday} {date}", "de": "{weekday}, {date}", "es": "{weekday}, {date}"}

# i18n: a chip or a narrow column; as short as it can be
_MINUTES = N_("%(minutes)dm")
_HOURS = N_("%(hours)dh")
_HOURS_AND_MINUTES = N_("%(hours)dh %(minutes)02dm")
# i18n: within a sentence
_LONG_MINUTES = N_("%(minutes)d min")
_LONG_HOURS = N_("%(hours)d h")


class _Names(msgspec.Struct, frozen=True):
    """What a language calls the days, Monday first, and the months, both in short."""

    days: tuple[str, ...]
    months: tuple[str, ...]


class Moments:
    """Formats for one viewer. Cheap to make and to ask: a list of tickets asks a hundred times."""

    def __init__(self, words: Words, zone: tzinfo) -> None:
        self._words = words
        self._zone = zone
        self._names = _names(words.language)

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago, as short as a column: now, 6m, 3h, Fri, 12 Nov, Nov 2025."""
        seconds = int(now.timestamp() - at.timestamp())  # two clocks of one zone would be subtracted without its DST
        if seconds < MINUTE:
            return self._words.gettext("now")
        if seconds < HOUR:
            return self._words.gettext(_MINUTES) % {"minutes": seconds // MINUTE}
        if seconds < DAY:
            return self._words.gettext(_HOURS) % {"hours": seconds // HOUR}
        here, today = at.astimezone(self._zone), now.astimezone(self._zone)
        if (today.date() - here.date()).days < 7:
            return self._names.days[here.weekday()].rstrip(".")
        if here.year == today.year:
            return self._date(here, _DAY)
        return f"{self._names.months[here.month - 1]} {here.year}"

    def exact(self, at: datetime) -> str:
        """The whole instant: Mon 23 Nov 2026, 11:18."""
        here = at.astimezone(self._zone)
        return f"{self._with_weekday(here, _YEAR)}, {here:%H:%M}"

    def day(self, at: datetime) -> str:
        """The day without its year: Mon 23 Nov."""
        return self._with_weekday(at.astimezone(self._zone), _DAY)

    def date(self, at: datetime) -> str:
        """The day with its year and without a weekday: 23 Nov 2026."""
        return self._date(at.astimezone(self._zone), _YEAR)

    def plain_date(self, day: datetime) -> str:
        """A day as it was written, which belongs to no time zone, with its year: 23 Nov 2026."""
        return self._date(day, _YEAR)

    def clock(self, at: datetime) -> str:
        """The time of the day: 11:18."""
        return f"{at.astimezone(self._zone):%H:%M}"

    def short_duration(self, seconds: float) -> str:
        """For chips: 2h 50m, 45m, −18m, 26h. Never says more time than is left, nor less than is over."""
        sign, minutes = _parts(seconds)
        if minutes < 60:
            return sign + self._words.gettext(_MINUTES) % {"minutes": minutes}
        hours, minutes = divmod(minutes, 60)
        if hours < 24:
            return sign + self._words.gettext(_HOURS_AND_MINUTES) % {"hours": hours, "minutes": minutes}
        return sign + self._words.gettext(_HOURS) % {"hours": hours}

    def long_duration(self, seconds: float) -> str:
        """For sentences: 2 h 50 min, 3 h, 45 min, −18 min; between number and unit no line breaks."""
        sign, minutes = _parts(seconds)
        hours, minutes = divmod(minutes, 60)
        parts = []
        if hours:
            parts.append(self._words.gettext(_LONG_HOURS) % {"hours": hours})
        if minutes or not hours:
            parts.append(self._words.gettext(_LONG_MINUTES) % {"minutes": minutes})
        return sign + "\N{NO-BREAK SPACE}".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)

    def _with_weekday(self, here: datetime, form: dict[str, str]) -> str:
        weekday = self._names.days[here.weekday()]
        if self._words.language == "de":
            weekday = weekday.rstrip(".")  # as on German calendars and in DIN 5008
        return _WEEKDAY[self._words.language].format(weekday=weekday, date=self._date(here, form))

    def _date(self, here: datetime, form: dict[str, str]) -> str:
        month = self._names.months[here.month - 1]
        return form[self._words.language].format(day=here.day, month=month, year=here.year)


def _parts(seconds: float) -> tuple[str, int]:
    """Sign and whole minutes, rounded down below zero too: half a minute over is over."""
    minutes = int(seconds // MINUTE)
    return (MINUS if minutes < 0 else ""), abs(minutes)


@cache
def _names(language: str) -> _Names:
    from babel import Locale  # not at the top: 60 ms that no command but the server's needs

    locale = Locale(language)
    days, months = locale.days["format"]["abbreviated"], locale.months["format"]["abbreviated"]
    return _Names(tuple(days[number] for number in range(7)), tuple(months[number] for number in range(1, 13)))
