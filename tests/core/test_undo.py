"""Undo: nothing is ever both delivered and taken back."""

from datetime import UTC, datetime, timedelta

from deskhand.core.undo import UNDO_SECONDS, deliverable_from


def test_what_was_sent_may_be_delivered_thirty_seconds_later() -> None:
    at = datetime(2024, 2, 15, 9, 0, 0, 250_000, tzinfo=UTC)
    assert UNDO_SECONDS == 30
    assert deliverable_from(at) == at + timedelta(seconds=30)
