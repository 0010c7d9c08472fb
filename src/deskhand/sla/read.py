"""Reading lists of calendars and policies."""

from deskhand.core.actor import Actor
from deskhand.core.calendar import Calendar
from deskhand.directory.read import Listed
from deskhand.sla import store
from deskhand.sla.policies import PolicyView, with_customers
from deskhand.sla.who import require_rules_read, require_rules_write
from deskhand.storage.engine import Read


async def list_calendars(read: Read, actor: Actor, *, limit: int, offset: int) -> Listed[Calendar]:
    """A page of calendars, newest first."""
    require_rules_read(actor)
    rows = await read.fetch(store.CALENDARS.page, account_id=actor.account_id, limit=limit, offset=offset)
    return Listed(rows, await read.value(store.CALENDARS.count, account_id=actor.account_id))


async def list_policies(read: Read, actor: Actor, *, limit: int, offset: int) -> Listed[PolicyView]:
    """A page of policies with their customers, newest first."""
    require_rules_read(actor)
    rows = await read.fetch(store.POLICIES.page, account_id=actor.account_id, limit=limit, offset=offset)
    views = await with_customers(read, actor, rows)
    return Listed(views, await read.value(store.POLICIES.count, account_id=actor.account_id))


async def policies_with(read: Read, actor: Actor, calendar_id: int) -> list[int]:
    """The ids of the policies that have a calendar, deleted ones too: tickets may still have those."""
    require_rules_write(actor)
    found = await read.fetch(store.POLICIES_WITH, account_id=actor.account_id, calendar_id=calendar_id)
    return [policy.id for policy in found]
