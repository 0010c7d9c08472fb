"""The rulebook: an account's calendars, policies and decisions as its tickets are reckoned by, read once and kept."""

from collections.abc import Mapping
from functools import partial
from typing import cast

import msgspec

from deskhand.core.calendar import Calendar, days_of, week_of
from deskhand.core.policy import Policy, Terms
from deskhand.core.working import Working, no_holidays
from deskhand.sla import store
from deskhand.sla.built_in import make_built_in
from deskhand.sla.holidays_of import public_holidays
from deskhand.sla.store import Settings
from deskhand.storage.clock import remember
from deskhand.storage.engine import Engine, Read, Tx


class Rulebook(msgspec.Struct, frozen=True):
    """What an account has promised and decided. Deleted policies are in it for the tickets that still have one."""

    settings: Settings
    policies: Mapping[int, Policy]
    default_id: int | None
    assigned: Mapping[int, int]
    terms: Mapping[int, Terms]

    def policy_for(self, customer_id: int) -> int | None:
        """The policy of a customer's next ticket: its own, else the account's default."""
        return self.assigned.get(customer_id, self.default_id)

    def terms_of(self, policy_id: int | None) -> Terms | None:
        """What tickets with this policy are reckoned by."""
        return None if policy_id is None else self.terms.get(policy_id)


async def rulebook(tx: Tx) -> Rulebook:
    """The account's rulebook inside a transaction, as of now; the built-in policies are made when first needed."""
    found = await tx.rules(_own)
    if found.default_id is None:
        await make_built_in(tx)
        found = await tx.rules(_own)
    return found


async def _own(tx: Tx) -> Rulebook:
    return await read_rulebook(tx, tx.account_id)


async def read_rulebook(read: Read, account_id: int) -> Rulebook:
    """The rulebook as it stands."""
    settings = await read.one(store.SETTINGS, account_id=account_id)
    assert settings is not None  # the account is there: somebody acts in it  # noqa: S101
    calendars = {one.id: one for one in await read.fetch(store.CALENDARS.all, account_id=account_id)}
    policies = {one.id: one for one in await read.fetch(store.POLICIES.all, account_id=account_id)}
    assigned = {one.customer_id: one.policy_id for one in await read.fetch(store.ASSIGNMENTS, account_id=account_id)}
    return rulebook_of(settings, calendars, policies, {c: p for c, p in assigned.items() if p is not None})


async def current_rulebook(engine: Engine, read: Read, account_id: int) -> Rulebook:
    """The account's rulebook for somebody who reads: one statement as long as it has not changed.

    It is remembered with those that transactions have read, and like them never older than what is committed.
    """
    version = await read.value(store.RULES, account_id=account_id)
    while True:
        kept = engine.memory.get(account_id)
        if kept is not None and kept[0] == version:
            return cast(Rulebook, kept[1])
        found = await read_rulebook(read, account_id)
        # Outside of a transaction each statement sees its own moment: what changed between them is read once more.
        before, version = version, await read.value(store.RULES, account_id=account_id)
        if version == before:
            remember(engine.memory, account_id, version, found)
            return found


def rulebook_of(
    settings: Settings,
    calendars: Mapping[int, Calendar],
    policies: Mapping[int, Policy],
    assigned: Mapping[int, int],
) -> Rulebook:
    """The rulebook that these make, stored or only thought of."""
    working = {one.id: working_time(one) for one in calendars.values()}
    terms = {one.id: Terms(one, working[one.calendar_id], settings.pause_first_response) for one in policies.values()}
    default = next((one.id for one in policies.values() if one.is_default), None)
    return Rulebook(settings, policies, default, assigned, terms)


def working_time(calendar: Calendar) -> Working:
    """A calendar's working time."""
    holidays = partial(public_holidays, calendar.country, calendar.region) if calendar.country else no_holidays
    return Working(calendar.time_zone, week_of(calendar), days_of(calendar), holidays)
