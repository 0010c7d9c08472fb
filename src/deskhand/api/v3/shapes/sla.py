"""Calendars, policies, receipts and forecasts on the wire. Times of day are texts: `09:00-12:00`."""

from typing import Any

import msgspec

from deskhand.api.kinds import Flag, ListOf, Name, Reference, Text, Whole
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.sla_kinds import OwnDayKind, TargetsKind, WeekKind
from deskhand.api.v3.shapes.ticket import CUSTOMER
from deskhand.api.wire import InstantText
from deskhand.core.calendar import WEEKDAYS, Calendar, DayKind, days_of, week_of
from deskhand.core.policy import ClockKind, target_name
from deskhand.core.ticket import Priority
from deskhand.core.time import show_instant
from deskhand.sla.calendars import CalendarDraft
from deskhand.sla.policies import PolicyDraft, PolicyView
from deskhand.tickets.preview import Effect

MOST_DAYS = 1_000
MOST_CUSTOMERS = 10_000


class DayOut(msgspec.Struct, frozen=True, kw_only=True):
    """A day that is not like its weekday."""

    Date: str
    Name: str
    Kind: DayKind
    Times: list[str]


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
            DayOut(Date=day.date, Name=day.name, Kind=day.kind, Times=[str(hours) for hours in day.hours])
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


_CALENDAR = (
    Field("name", "Name", Name(500), about="Unique among the calendars."),
    Field("time_zone", "TimeZone", Text(100), ("TimeZoneName",), about="An IANA name; default UTC."),
    Field("week", "Week", WeekKind(), about="Per weekday its hours; a day that is not named has none."),
    Field("days", "Days", ListOf(OwnDayKind(), most=MOST_DAYS, what="days"), about="Days unlike their weekday."),
    Field("country", "Country", Text(2), about="Whose public holidays are closed; empty: none's."),
    Field("region", "Region", Text(20), about="A region of the country, such as BY."),
)
NEW_CALENDAR = Shape(CalendarDraft, _CALENDAR, required=("Name", "Week"))
CHANGED_CALENDAR = Shape(CalendarDraft, _CALENDAR)

CALENDAR = Reference("working calendar", "Calendar not found")
_POLICY = (
    Field("name", "Name", Name(500), about="Unique among the policies."),
    Field(
        "calendar_id",
        "CalendarID",
        Reference("working calendar", "Calendar not found"),
        about="In whose hours it counts.",
    ),
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
