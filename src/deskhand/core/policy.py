"""SLA policies: what is promised for which priority, to whom, and in which hours.

Source of the built-in targets: the brief's priorities (1, 4, 8 and 24 hours to the first response).
"""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import msgspec

from deskhand.core.ticket import Priority
from deskhand.core.working import Working

LONGEST_TARGET = 525_600  # minutes: a year of them


class ClockKind(StrEnum):
    """What is promised."""

    FIRST_RESPONSE = "FirstResponse"
    NEXT_RESPONSE = "NextResponse"
    RESOLUTION = "Resolution"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A policy as it is stored: per priority the working minutes to each target, None where nothing is promised.

    `warn_percent` of a target gone, a clock warns.
    """

    account_id: int
    id: int
    version: int
    name: str
    calendar_id: int
    is_default: bool
    warn_percent: int
    first_response_critical: int | None
    first_response_high: int | None
    first_response_medium: int | None
    first_response_low: int | None
    next_response_critical: int | None
    next_response_high: int | None
    next_response_medium: int | None
    next_response_low: int | None
    resolution_critical: int | None
    resolution_high: int | None
    resolution_medium: int | None
    resolution_low: int | None
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None

    def target(self, kind: ClockKind, priority: Priority) -> int | None:
        """The working seconds promised, None where nothing is."""
        minutes: int | None = getattr(self, target_name(kind, priority))
        return None if minutes is None else minutes * 60


@lru_cache
def target_name(kind: ClockKind, priority: Priority) -> str:
    """The field of a policy that has this target."""
    return f"{kind.name.lower()}_{priority.name.lower()}"


TARGETS = tuple(target_name(kind, priority) for kind in ClockKind for priority in reversed(Priority))


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that a customer's new tickets get; None: the account's default."""

    account_id: int
    customer_id: int
    policy_id: int | None


class Terms(msgspec.Struct, frozen=True):
    """What a ticket's clocks are reckoned by: policy and calendar, and what the account decided."""

    policy: Policy
    working: Working
    pause_first_response: bool = False
