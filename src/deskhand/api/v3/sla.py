"""SLA: calendars and policies."""

from collections.abc import Sequence

from deskhand.api.call import Call
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes.sla import (
    CHANGED_CALENDAR,
    CHANGED_POLICY,
    NEW_CALENDAR,
    NEW_POLICY,
    CalendarOut,
    CalendarSaved,
    PolicyOut,
    PolicySaved,
    calendar_fields,
    policy_fields,
    show_effect,
)
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.calendar import Calendar
from deskhand.sla.calendars import change_calendar, create_calendar, delete_calendar, read_calendar
from deskhand.sla.policies import PolicyView, change_policy, create_policy, delete_policy, read_policy
from deskhand.sla.read import list_calendars, list_policies, policies_with
from deskhand.storage.engine import Tx
from deskhand.tickets.preview import Effect, effect_of

TAG = "SLA"


def show_calendar(calendar: Calendar) -> CalendarOut:
    return CalendarOut(**calendar_fields(calendar))


def show_policy(view: PolicyView) -> PolicyOut:
    return PolicyOut(**policy_fields(view))


async def new_calendar(call: Call, tx: Tx) -> CalendarSaved:
    made = await create_calendar(tx, call.actor, call.draft(NEW_CALENDAR))
    return CalendarSaved(ActionID=made.id, Effect=None, **calendar_fields(made))


async def one_calendar(call: Call) -> CalendarOut:
    async with call.engine.read() as database:
        return show_calendar(await read_calendar(database, call.actor, call.ids["calendar_id"]))


async def update_calendar(call: Call, tx: Tx) -> CalendarSaved:
    saved = await change_calendar(tx, call.actor, call.ids["calendar_id"], call.draft(CHANGED_CALENDAR))
    effect = await _effect(call, tx, await policies_with(tx, call.actor, saved.id))
    return CalendarSaved(ActionID=saved.id, Effect=show_effect(effect), **calendar_fields(saved))


async def remove_calendar(call: Call, tx: Tx) -> Deleted:
    await delete_calendar(tx, call.actor, call.ids["calendar_id"])
    return Deleted(ActionID=call.ids["calendar_id"])


async def all_calendars(call: Call) -> Paged[CalendarOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_calendars(database, call.actor, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_calendar)


async def new_policy(call: Call, tx: Tx) -> PolicySaved:
    made = await create_policy(tx, call.actor, call.draft(NEW_POLICY))
    return PolicySaved(ActionID=made.policy.id, Effect=None, **policy_fields(made))


async def one_policy(call: Call) -> PolicyOut:
    async with call.engine.read() as database:
        return show_policy(await read_policy(database, call.actor, call.ids["policy_id"]))


async def update_policy(call: Call, tx: Tx) -> PolicySaved:
    saved = await change_policy(tx, call.actor, call.ids["policy_id"], call.draft(CHANGED_POLICY))
    effect = await _effect(call, tx, [saved.policy.id])
    return PolicySaved(ActionID=saved.policy.id, Effect=show_effect(effect), **policy_fields(saved))


async def remove_policy(call: Call, tx: Tx) -> Deleted:
    await delete_policy(tx, call.actor, call.ids["policy_id"])
    return Deleted(ActionID=call.ids["policy_id"])


async def all_policies(call: Call) -> Paged[PolicyOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_policies(database, call.actor, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_policy)


async def _effect(call: Call, tx: Tx, policy_ids: Sequence[int]) -> Effect | None:
    """What the change does to tickets: for a dry run only, since with thousands of them it takes a while."""
    return await effect_of(tx, policy_ids) if call.dry_run else None


ROUTES = (
    Route(
        methods=("GET",),
        path="/sla/calendars",
        scope="tickets:read",
        handler=all_calendars,
        answer=Paged[CalendarOut],
        query=PAGING,
        summary="List calendars, newest first",
        tag=TAG,
    ),
    Route(
        methods=("POST",),
        path="/sla/calendars",
        scope="admin",
        writer=new_calendar,
        answer=CalendarSaved,
        status=201,
        body=NEW_CALENDAR,
        summary="Create a calendar",
        tag=TAG,
        example={
            "Name": "Munich office",
            "TimeZone": "Europe/Berlin",
            "Week": {
                **{day: ["09:00-12:00", "13:00-17:30"] for day in ("Monday", "Tuesday", "Wednesday", "Thursday")},
                "Friday": ["09:00-14:00"],
            },
            "Country": "DE",
            "Region": "BY",
            "Days": [{"Date": "12-24", "Name": "Christmas Eve", "Kind": "Half", "Times": ["09:00-12:00"]}],
        },
    ),
    Route(
        methods=("GET",),
        path="/sla/calendars/{calendar_id}",
        scope="tickets:read",
        handler=one_calendar,
        answer=CalendarOut,
        summary="Read a calendar",
        tag=TAG,
    ),
    Route(
        methods=("POST", "PUT"),
        path="/sla/calendars/{calendar_id}",
        scope="admin",
        writer=update_calendar,
        answer=CalendarSaved,
        body=CHANGED_CALENDAR,
        summary="Update a calendar; with dry_run=true the answer says which tickets it moves",
        tag=TAG,
        example={"Country": "DE", "Region": "BY"},
    ),
    Route(
        methods=("DELETE",),
        path="/sla/calendars/{calendar_id}",
        scope="admin",
        writer=remove_calendar,
        answer=Deleted,
        summary="Delete a calendar that no policy has",
        tag=TAG,
    ),
    Route(
        methods=("GET",),
        path="/sla/policies",
        scope="tickets:read",
        handler=all_policies,
        answer=Paged[PolicyOut],
        query=PAGING,
        summary="List SLA policies, newest first",
        tag=TAG,
    ),
    Route(
        methods=("POST",),
        path="/sla/policies",
        scope="admin",
        writer=new_policy,
        answer=PolicySaved,
        status=201,
        body=NEW_POLICY,
        summary="Create an SLA policy",
        tag=TAG,
        example={
            "Name": "Gold",
            "CalendarID": 1,
            "Targets": {"Critical": {"FirstResponseMinutes": 15, "NextResponseMinutes": 60, "ResolutionMinutes": 240}},
        },
    ),
    Route(
        methods=("GET",),
        path="/sla/policies/{policy_id}",
        scope="tickets:read",
        handler=one_policy,
        answer=PolicyOut,
        summary="Read an SLA policy",
        tag=TAG,
    ),
    Route(
        methods=("POST", "PUT"),
        path="/sla/policies/{policy_id}",
        scope="admin",
        writer=update_policy,
        answer=PolicySaved,
        body=CHANGED_POLICY,
        summary="Update an SLA policy; with dry_run=true the answer says which tickets it moves",
        tag=TAG,
        example={"Targets": {"High": {"FirstResponseMinutes": 120}}},
    ),
    Route(
        methods=("DELETE",),
        path="/sla/policies/{policy_id}",
        scope="admin",
        writer=remove_policy,
        answer=Deleted,
        summary="Delete an SLA policy; tickets that have it keep it",
        tag=TAG,
    ),
)
