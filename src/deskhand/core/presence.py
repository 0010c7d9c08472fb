"""Presence: who has a ticket open just now, or types on it."""

from datetime import datetime, timedelta
from enum import StrEnum


class PresenceState(StrEnum):
    """What somebody does on a ticket."""

    VIEWING = "viewing"
    TYPING = "typing"


# A browser tells of itself every ten seconds; one that was not heard of for three times as long has gone.
TELL_EVERY = timedelta(seconds=10)
HERE = timedelta(seconds=30)
TYPING = timedelta(seconds=12)
FORGOTTEN = timedelta(hours=1)


def state_at(state: PresenceState, seen_at: datetime, now: datetime) -> PresenceState | None:
    """What somebody seen like this does now; None: nobody is there any more."""
    ago = now - seen_at
    if ago > HERE:
        return None
    return PresenceState.VIEWING if ago > TYPING else state


def worth_writing(known: PresenceState, seen_at: datetime, state: PresenceState, now: datetime) -> bool:
    """Whether there is anything new to write: another state, or a sign of life after ten seconds."""
    return known is not state or now - seen_at >= TELL_EVERY
