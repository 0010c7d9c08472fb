"""The calendars and the policy that every account begins with; the policy has the brief's targets."""

from deskhand.core.actor import system
from deskhand.core.calendar import OFFICE_HOURS, ROUND_THE_CLOCK, Calendar, Week, stored
from deskhand.core.policy import Policy
from deskhand.sla.keep import keep_calendar, keep_policy
from deskhand.storage.engine import Tx

ROUND_THE_CLOCK_NAME = "Around the clock"
OFFICE_HOURS_NAME = "Office hours"
STANDARD_NAME = "Standard"
WARN_PERCENT = 75


async def make_built_in(tx: Tx) -> None:
    """Make what is built in, for an account that has no policy yet. It may be changed like any other."""
    always = await _calendar(tx, ROUND_THE_CLOCK_NAME, ROUND_THE_CLOCK)
    await _calendar(tx, OFFICE_HOURS_NAME, OFFICE_HOURS)
    policy = Policy(
        account_id=tx.account_id,
        id=0,
        version=0,
        name=STANDARD_NAME,
        calendar_id=always.id,
        is_default=True,
        warn_percent=WARN_PERCENT,
        first_response_critical=60,
        first_response_high=240,
        first_response_medium=480,
        first_response_low=1_440,
        next_response_critical=None,
        next_response_high=None,
        next_response_medium=None,
        next_response_low=None,
        resolution_critical=240,
        resolution_high=480,
        resolution_medium=1_440,
        resolution_low=4_320,
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
    await keep_policy(tx, system(tx.account_id), policy)


async def _calendar(tx: Tx, name: str, week: Week) -> Calendar:
    calendar = Calendar(
        account_id=tx.account_id,
        id=0,
        version=0,
        name=name,
        time_zone="UTC",
        week=stored(week),
        days="[]",
        country="",
        region="",
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
    return await keep_calendar(tx, system(tx.account_id), calendar)
