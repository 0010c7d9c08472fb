"""A technician's timer: what it counts, when it is idle, and which spans of work come out of it."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.time import to_second
from deskhand.core.work import LONGEST_ENTRY

IDLE_AFTER = timedelta(minutes=10)
SHORTEST = timedelta(seconds=1)
# How much older than the last sign of activity the kept one may be: every keystroke would be a write otherwise.
NOTED_EVERY = timedelta(minutes=1)


class TimerMode(StrEnum):
    """When a technician's timer starts by itself."""

    MANUAL = "Manual"
    ON_OPEN = "OnOpen"
    ON_FIRST_KEYSTROKE = "OnFirstKeystroke"


class TimerAction(StrEnum):
    """What is done to a timer, or what the console saw its technician do."""

    START = "Start"
    STOP = "Stop"
    SWITCH = "Switch"
    DISCARD = "Discard"
    CONTINUE = "Continue"
    OPENED = "Opened"
    TYPED = "Typed"
    ACTIVE = "Active"
    MODE = "Mode"


class IdlePart(StrEnum):
    """What becomes of the time since the last sign of activity."""

    KEEP = "Keep"
    DROP = "Drop"
    SPLIT = "Split"


class Timer(msgspec.Struct, frozen=True, kw_only=True):
    """The one timer of the technician `id`. It runs while it has a ticket."""

    account_id: int
    id: int
    mode: TimerMode = TimerMode.MANUAL
    ticket_id: int | None = None
    started_at: datetime | None = None
    active_at: datetime | None = None
    billable: bool = True
    on_site: bool = False
    notes: str = ""

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self.started_at is not None


class Span(msgspec.Struct, frozen=True):
    """A part of what a timer has counted, and whether its technician was away."""

    starts_at: datetime
    ends_at: datetime
    idle: bool = False


# Which sign of activity starts the timer in which mode.
STARTED_BY = {TimerMode.ON_OPEN: TimerAction.OPENED, TimerMode.ON_FIRST_KEYSTROKE: TimerAction.TYPED}


def starts_by_itself(timer: Timer, action: TimerAction, ticket_id: int) -> bool:
    """Whether what the console saw on a ticket starts the timer there."""
    return STARTED_BY.get(timer.mode) == action and timer.ticket_id != ticket_id


def started(
    timer: Timer, ticket_id: int, now: datetime, *, billable: bool = True, on_site: bool = False, notes: str = ""
) -> Timer:
    """The timer counting on a ticket from now on."""
    return msgspec.structs.replace(
        timer,
        ticket_id=ticket_id,
        started_at=now,
        active_at=now,
        billable=billable,
        on_site=on_site,
        notes=notes,
    )


def stopped(timer: Timer) -> Timer:
    """The timer at rest."""
    return Timer(account_id=timer.account_id, id=timer.id, mode=timer.mode)


def idle_since(timer: Timer, now: datetime) -> datetime | None:
    """Since when nothing was seen of the technician, if that is 10 minutes or longer; None when it is not."""
    if timer.started_at is None or timer.active_at is None or now - timer.active_at < IDLE_AFTER:
        return None
    return to_second(timer.active_at)


def activity_due(timer: Timer, now: datetime) -> bool:
    """Whether a sign of activity is worth keeping: a minute after the one before.

    Not once the timer is idle: the question what becomes of that time stays until somebody answers it.
    """
    if timer.active_at is None or idle_since(timer, now) is not None:
        return False
    return now - timer.active_at >= NOTED_EVERY


def checked_end(timer: Timer, asked: datetime | None, now: datetime) -> datetime:
    """When the timer's work ended: now, or when somebody says. Refused outside of what it has counted."""
    end = to_second(now if asked is None else asked)
    if asked is not None and (timer.started_at is None or not to_second(timer.started_at) < end <= now):
        raise Refusal(
            "invalid_timer_end",
            "Invalid EndDate",
            "EndDate must lie after the timer's StartDate and not after now",
            field="ends_at",
        )
    return end


def spans(timer: Timer, end: datetime, now: datetime, idle: IdlePart) -> tuple[Span, ...]:
    """What a running timer has counted up to `end`, as the spans of entries; nothing comes of less than a second.

    They begin and end on whole seconds, each where the one before it ends, so that what is shown adds up. Refused
    (`timer_too_long`) when one of them would be longer than an entry may be.
    """
    if timer.started_at is None or now - timer.started_at < SHORTEST:
        return ()
    start, away = to_second(timer.started_at), idle_since(timer, now)
    found: tuple[Span, ...] = (Span(start, end),)
    if away is not None and idle is not IdlePart.KEEP and away < end:
        found = (Span(start, away), Span(away, end, idle=True))[: 1 if idle is IdlePart.DROP else 2]
    found = tuple(span for span in found if span.starts_at < span.ends_at)
    if any(span.ends_at - span.starts_at > LONGEST_ENTRY for span in found):
        raise Refusal(
            "timer_too_long",
            "Timer too long",
            "The timer has counted more than the 24 hours that one entry may have; "
            "say with EndDate when the work ended, or send Idle Drop to leave out the idle part",
            field="ends_at",
        )
    return found
