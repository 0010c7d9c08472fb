"""How the hours, weeks, days and targets of SLA requests are read."""

from typing import Any

from deskhand.api.kinds import BadValue, Choice, ListOf, Text, Whole
from deskhand.core.calendar import WEEKDAYS, DayKind, Hours, OwnDay, Week, read_time
from deskhand.core.policy import LONGEST_TARGET, ClockKind, target_name
from deskhand.core.ticket import Priority

MOST_INTERVALS = 24


class HoursKind:
    """Hours of a day: `09:00-12:00`, or an object of From and To."""

    def read(self, value: Any) -> Hours:
        if isinstance(value, dict):
            lowered = {str(name).lower(): part for name, part in value.items()}
            value = f"{lowered.get('from')}-{lowered.get('to')}"
        first, dash, last = value.partition("-") if isinstance(value, str) else ("", "", "")
        if not dash:
            raise BadValue("expected hours such as 09:00-12:00")
        try:
            return Hours(read_time(first), read_time(last))
        except ValueError as wrong:
            raise BadValue(str(wrong)) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{1,2}:\d{2}-\d{1,2}:\d{2}$"}


OF_DAY = ListOf(HoursKind(), most=MOST_INTERVALS, what="intervals")


class WeekKind:
    """The hours of every weekday, by its name; a day that is not named has none."""

    def read(self, value: Any) -> Week:
        if not isinstance(value, dict):
            raise BadValue('expected an object such as {"Monday": ["09:00-12:00", "13:00-17:00"]}')
        named = {str(day).strip().casefold(): hours for day, hours in value.items()}
        strange = set(named) - {day.casefold() for day in WEEKDAYS}
        if strange:
            raise BadValue(f"{min(strange)!r} is no weekday; use {', '.join(WEEKDAYS)}")
        return tuple(self._day(day, named.get(day.casefold())) for day in WEEKDAYS)

    def _day(self, day: str, hours: Any) -> tuple[Hours, ...]:
        try:
            return () if hours is None else tuple(OF_DAY.read(hours))
        except BadValue as bad:
            raise BadValue(f"{day}: {bad}") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "properties": dict.fromkeys(WEEKDAYS, OF_DAY.schema())}


class OwnDayKind:
    """A day of its own: an object of Date, Name, Kind and Times."""

    def read(self, value: Any) -> OwnDay:
        if not isinstance(value, dict):
            raise BadValue("expected an object of Date, Name, Kind and Times")
        named = {str(name).lower(): part for name, part in value.items() if part is not None}
        hours = tuple(OF_DAY.read(named.get("times", named.get("hours", []))))
        kind = KIND.read(named["kind"]) if "kind" in named else (DayKind.HALF if hours else DayKind.CLOSED)
        return OwnDay(DATE.read(named.get("date")), NAME.read(named.get("name", "")), DayKind(kind), hours)

    def schema(self) -> dict[str, Any]:
        parts = {"Date": DATE.schema(), "Name": NAME.schema(), "Kind": KIND.schema(), "Times": OF_DAY.schema()}
        return {"type": "object", "properties": parts, "required": ["Date"]}


DATE, NAME, KIND = Text(10), Text(200), Choice(DayKind, "kind of day")
MINUTES = Whole(1, LONGEST_TARGET)


class TargetsKind:
    """Minutes by priority and clock; null promises nothing, and what is not named stays."""

    def read(self, value: Any) -> dict[str, int | None]:
        if not isinstance(value, dict):
            raise BadValue('expected an object such as {"High": {"FirstResponseMinutes": 240}}')
        found: dict[str, int | None] = {}
        for name, minutes in value.items():
            found |= self._of_priority(Priority(PRIORITY.read(name)), minutes)
        return found

    def _of_priority(self, priority: Priority, value: Any) -> dict[str, int | None]:
        if not isinstance(value, dict):
            raise BadValue(f"{priority.value}: expected an object of {', '.join(sorted(CLOCKS.values()))}")
        lowered = {str(name).lower(): minutes for name, minutes in value.items()}
        found: dict[str, int | None] = {}
        for kind, name in CLOCKS.items():
            if name.lower() in lowered:
                found[target_name(kind, priority)] = self._minutes(f"{priority.value}.{name}", lowered[name.lower()])
        return found

    def _minutes(self, name: str, value: Any) -> int | None:
        try:
            return None if value is None else MINUTES.read(value)
        except BadValue as bad:
            raise BadValue(f"{name}: {bad}, or null") from None

    def schema(self) -> dict[str, Any]:
        minutes = {"anyOf": [MINUTES.schema(), {"type": "null"}]}
        of_priority = {"type": "object", "properties": dict.fromkeys(CLOCKS.values(), minutes)}
        return {"type": "object", "properties": {priority.value: of_priority for priority in Priority}}


PRIORITY = Choice(Priority, "priority")
CLOCKS = {kind: f"{kind.value}Minutes" for kind in ClockKind}
