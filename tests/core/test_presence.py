"""Presence: how long somebody is there, and how often it is written down."""

from datetime import timedelta

import pytest

from deskhand.core.presence import PresenceState, state_at, worth_writing
from tests.core.made import NOON

VIEWING, TYPING = PresenceState.VIEWING, PresenceState.TYPING


@pytest.mark.parametrize(
    ("state", "ago", "now"),
    [
        (VIEWING, 0, VIEWING),
        (VIEWING, 30, VIEWING),
        (VIEWING, 31, None),
        (TYPING, 12, TYPING),
        (TYPING, 13, VIEWING),
        (TYPING, 31, None),
    ],
)
def test_what_somebody_does_now(state: PresenceState, ago: int, now: PresenceState | None) -> None:
    assert state_at(state, NOON, NOON + timedelta(seconds=ago)) is now


@pytest.mark.parametrize(
    ("state", "ago", "writes"), [(VIEWING, 9, False), (VIEWING, 10, True), (TYPING, 0, True), (TYPING, 20, True)]
)
def test_what_is_written(state: PresenceState, ago: int, writes: bool) -> None:
    assert worth_writing(VIEWING, NOON, state, NOON + timedelta(seconds=ago)) is writes
