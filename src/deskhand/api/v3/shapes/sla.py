"""Calendars, policies, receipts and forecasts on the wire. Times of day are texts: `09:00-12:00`."""

from typing import Any

import msgspec

from deskhand.api.kinds import BadValue, Choice, Flag, ListOf, Name, Reference, Text, Whole
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import CUSTOMER
from deskhand.api.wire import InstantText
from deskhand.core.calendar import WEEKDAYS, Calendar, DayKind, Hours, OwnDay, Week, days_of, read_time, week_of
from deskhand.core.sla import LONGEST_TARGET, ClockKind, target_name
from deskhand.core.ticket import Priority
from deskhand.core.time import show_instant
from deskhand.sla.calendars import CalendarDraft
from deskhand.sla.policies import PolicyDraft, PolicyView
from deskhand.tickets.preview import Effect

MOST_INTERVALS = 24
MOST_DAYS = 1_000
MOST_CUSTOMERS = 10_000


class DayOut(msgspec.Struct, frozen=True, kw_only=True):
    """A day that is not like its weekday."""

    Date: str
    Name: str
    Kind: DayKind
    Hours: list[str]


class CalendarOut(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar: per weekday its hours, as a clock on the wall of its time zone shows them."""

    CalendarID: int
    Name: str
    TimeZone: str
    Week: dict[str, list[str]]
    Days: list[DayOut]
    Country: str
    Region: str
    CreatedOn: InstantText
    LastModified: InstantText


class EffectOut(msgspec.Struct, frozen=True, kw_only=True):
    """What a change does to the tickets that are not closed; only a dry run tells it.

    Of the tickets that it breaches at most 500 are named.
    """

    Tickets: int
    Moved: int
    NewlyBreached: int
    NewlyBreachedTicketIDs: list[int]


class CalendarSaved(CalendarOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int
    Effect: EffectOut | None


class TargetsOut(msgspec.Struct, frozen=True, kw_only=True):
    """Working minutes promised for one priority; null: nothing is."""

    FirstResponseMinutes: int | None
    NextResponseMinutes: int | None
    ResolutionMinutes: int | None


class PolicyOut(msgspec.Struct, frozen=True, kw_only=True):
    """An SLA policy: targets by priority, and the customers that have it."""

    PolicyID: int
    Name: str
    CalendarID: int
    IsDefault: bool
    WarnPercent: int
    Targets: dict[str, TargetsOut]
    CustomerIDs: list[int]
    CreatedOn: InstantText
    LastModified: InstantText


class PolicySaved(PolicyOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int
    Effect: EffectOut | None


def calendar_fields(calendar: Calendar) -> dict[str, Any]:
    """A calendar as the wire has it."""
    return {
        "CalendarID": calendar.id,
        "Name": calendar.name,
        "TimeZone": calendar.time_zone,
        "Week": {
            day: [str(hours) for hours in of_day] for day, of_day in zip(WEEKDAYS, week_of(calendar), strict=True)
        },
        "Days": [
            DayOut(Date=day.date, Name=day.name, Kind=day.kind, Hours=[str(hours) for hours in day.hours])
            for day in days_of(calendar)
        ],
        "Country": calendar.country,
        "Region": calendar.region,
        "CreatedOn": show_instant(calendar.created_at),
        "LastModified": show_instant(calendar.modified_at),
    }


def policy_fields(view: PolicyView) -> dict[str, Any]:
    """A policy as the wire has it."""
    policy = view.policy
    targets = {
        priority.value: TargetsOut(
            **{f"{kind.value}Minutes": getattr(policy, target_name(kind, priority)) for kind in ClockKind}
        )
        for priority in reversed(Priority)
    }
    return {
        "PolicyID": policy.id,
        "Name": policy.name,
        "CalendarID": policy.calendar_id,
        "IsDefault": policy.is_default,
        "WarnPercent": policy.warn_percent,
        "Targets": targets,
        "CustomerIDs": list(view.customer_ids),
        "CreatedOn": show_instant(policy.created_at),
        "LastModified": show_instant(policy.modified_at),
    }


def show_effect(effect: Effect | None) -> EffectOut | None:
    """What a change does, where it was asked for."""
    if effect is None:
        return None
    return EffectOut(
        Tickets=effect.tickets,
        Moved=effect.moved,
        NewlyBreached=effect.newly_breached,
        NewlyBreachedTicketIDs=list(effect.named),
    )


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


class DayKindOfOwn:
    """A day of its own: an object of Date, Name, Kind and Hours."""

    def read(self, value: Any) -> OwnDay:
        if not isinstance(value, dict):
            raise BadValue("expected an object of Date, Name, Kind and Hours")
        named = {str(name).lower(): part for name, part in value.items() if part is not None}
        hours = tuple(OF_DAY.read(named.get("hours", [])))
        kind = KIND.read(named["kind"]) if "kind" in named else (DayKind.HALF if hours else DayKind.CLOSED)
        return OwnDay(DATE.read(named.get("date")), NAME.read(named.get("name", "")), DayKind(kind), hours)

    def schema(self) -> dict[str, Any]:
        parts = {"Date": DATE.schema(), "Name": NAME.schema(), "Kind": KIND.schema(), "Hours": OF_DAY.schema()}
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

_CALENDAR = (
    Field("name", "Name", Name(500), about="Unique among the calendars."),
    Field("time_zone", "TimeZone", Text(100), ("TimeZoneName",), about="An IANA name; default UTC."),
    Field("week", "Week", WeekKind(), about="Per weekday its hours; a day that is not named has none."),
    Field("days", "Days", ListOf(DayKindOfOwn(), most=MOST_DAYS, what="days"), about="Days unlike their weekday."),
    Field("country", "Country", Text(2), about="Whose public holidays are closed; empty: none's."),
    Field("region", "Region", Text(20), about="A region of the country, such as BY."),
)
NEW_CALENDAR = Shape(CalendarDraft, _CALENDAR, required=("Name", "Week"))
CHANGED_CALENDAR = Shape(CalendarDraft, _CALENDAR)

_POLICY = (
    Field("name", "Name", Name(500), about="Unique among the policies."),
    Field("calendar_id", "CalendarID", Reference("calendar", "Calendar not found"), about="In whose hours it counts."),
    Field("is_default", "IsDefault", Flag(), about="For customers that have no other."),
    Field("warn_percent", "WarnPercent", Whole(1, 100), about="Of a target; default 75."),
    Field("targets", "Targets", TargetsKind(), about="Working minutes by priority and clock."),
    Field(
        "customer_ids",
        "CustomerIDs",
        ListOf(CUSTOMER, most=MOST_CUSTOMERS, what="customer IDs"),
        about="All the customers whose next tickets get this policy.",
    ),
)
NEW_POLICY = Shape(PolicyDraft, _POLICY, required=("Name", "CalendarID"))
CHANGED_POLICY = Shape(PolicyDraft, _POLICY)
