"""Use cases on calendars: create, change, delete, read."""

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor
from deskhand.core.calendar import Calendar, OwnDay, Week, checked_days, checked_week, days_of, stored, week_of
from deskhand.core.directory import checked_zone
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.policy import Policy
from deskhand.events import log
from deskhand.sla import store
from deskhand.sla.holidays_of import check_region
from deskhand.sla.keep import keep_calendar
from deskhand.sla.names import checked_name
from deskhand.sla.rulebook import rulebook
from deskhand.sla.sweeping import sweep_policies
from deskhand.sla.who import require_rules_read, require_rules_write
from deskhand.storage.engine import Read, Tx


class CalendarDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a calendar; a new one needs a name and a week."""

    name: Maybe[str] = UNSET
    time_zone: Maybe[str] = UNSET
    week: Maybe[Week] = UNSET
    days: Maybe[tuple[OwnDay, ...]] = UNSET
    country: Maybe[str] = UNSET
    region: Maybe[str] = UNSET


async def read_calendar(read: Read, actor: Actor, calendar_id: int) -> Calendar:
    """One calendar. Raises Missing."""
    require_rules_read(actor)
    return await _there(read, actor.account_id, calendar_id)


async def _there(read: Read, account_id: int, calendar_id: int) -> Calendar:
    found = await store.CALENDARS.get(read, account_id, calendar_id)
    if found is None:
        raise Missing("Calendar")
    return found


async def create_calendar(tx: Tx, actor: Actor, draft: CalendarDraft) -> Calendar:
    """A new calendar. Refused without a name, a week or a time zone, or when one of them will not do."""
    require_rules_write(actor)
    await rulebook(tx)  # what is built in is made first, so that its names are its own
    return await keep_calendar(tx, actor, await checked(tx, _blank(tx), draft))


async def change_calendar(tx: Tx, actor: Actor, calendar_id: int, draft: CalendarDraft) -> Calendar:
    """Change what the draft names; the sweep reckons tickets that are not closed anew. No difference: no event."""
    require_rules_write(actor)
    before = await _there(tx, tx.account_id, calendar_id)
    after = await checked(tx, before, draft)
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.CALENDAR_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await store.CALENDARS.update(tx, after)
    await sweep_policies(tx, [one.id for one in await _policies_with(tx, before.id)])
    return after


async def delete_calendar(tx: Tx, actor: Actor, calendar_id: int) -> None:
    """Take a calendar away. Refused while a policy has it (`calendar_in_use`), deleted ones not counted."""
    require_rules_write(actor)
    before = await _there(tx, tx.account_id, calendar_id)
    using = [one for one in await _policies_with(tx, calendar_id) if one.deleted_at is None]
    if using:
        listed = ", ".join(f"{one.name} ({one.id})" for one in using)
        detail = f"Give another calendar to the policies that have it: {listed}"
        raise Refusal("calendar_in_use", "Calendar in use", detail)
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.CALENDAR_DELETED, before.id, before=before, after=after)
    await store.CALENDARS.update(tx, msgspec.structs.replace(after, version=seq))


async def checked(read: Read, before: Calendar, draft: CalendarDraft) -> Calendar:
    """The calendar as the draft wants it. Refused (`name_required`, `invalid_time_zone`, `invalid_calendar`)."""
    country = said(draft.country, before.country).strip().upper()
    region = said(draft.region, before.region).strip().upper()
    if (country, region) != (before.country, before.region):
        check_region(country, region)
    week = checked_week(said(draft.week, week_of(before)))
    days = checked_days(said(draft.days, days_of(before)))
    return msgspec.structs.replace(
        before,
        name=await checked_name(read, store.CALENDARS, before, said(draft.name, before.name), "calendar"),
        time_zone=checked_zone(said(draft.time_zone, before.time_zone)),
        week=stored(week),
        days=stored(days),
        country=country,
        region=region,
    )


async def _policies_with(tx: Tx, calendar_id: int) -> list[Policy]:
    return await tx.fetch(store.POLICIES_WITH, account_id=tx.account_id, calendar_id=calendar_id)


def _blank(tx: Tx) -> Calendar:
    return Calendar(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        time_zone="UTC",
        week=stored(((),) * 7),
        days="[]",
        country="",
        region="",
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
