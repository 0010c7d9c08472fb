"""Keeping a new calendar or policy, whoever made it: with an id, an event, and that event's version."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.calendar import Calendar
from deskhand.core.events import EventKind
from deskhand.core.policy import Policy
from deskhand.events import log
from deskhand.sla import store
from deskhand.storage.engine import Tx


async def keep_calendar(tx: Tx, actor: Actor, new: Calendar) -> Calendar:
    """The calendar as it is kept from now on."""
    new = msgspec.structs.replace(new, id=tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.CALENDAR_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.CALENDARS.insert(tx, new)
    return new


async def keep_policy(tx: Tx, actor: Actor, new: Policy) -> Policy:
    """The policy as it is kept from now on."""
    new = msgspec.structs.replace(new, id=tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.POLICY_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.POLICIES.insert(tx, new)
    return new
