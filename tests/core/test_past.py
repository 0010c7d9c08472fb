"""What a ticket's dates say of its past, as the moments that its clocks run by."""

from datetime import UTC, datetime, timedelta

import pytest

from deskhand.core.errors import Refusal
from deskhand.core.past import Moment, brought, first_moments, next_moments, refuse_future_date, with_next, with_past
from deskhand.core.ticket import Status
from tests.core.made import NOON, ticket

NOW = NOON + timedelta(days=10)


def at(hour: int) -> datetime:
    return datetime(2024, 2, 15, hour, tzinfo=UTC)


def dates(**hours: int) -> dict[str, str | None]:
    return {f"{name}_at": at(hour).isoformat() for name, hour in hours.items()}


def told(moments: list[Moment]) -> str:
    return " ".join(f"{status.value[0] if status else 'T'}{moment.hour}" for moment, status in moments)


@pytest.mark.parametrize(
    ("status", "said", "moments"),
    [
        (Status.OPEN, {"created": 9}, "O9"),
        (Status.OPEN, {"created": 9, "first_response": 10}, "O9 T10"),
        (Status.PENDING, {"created": 9, "last_activity": 11}, "O9 P11"),
        (Status.PENDING, {"created": 9}, "O9 P9"),
        (Status.RESOLVED, {"created": 9, "resolved": 12}, "O9 R12"),
        (Status.RESOLVED, {"created": 9, "last_activity": 12}, "O9 R12"),
        (Status.RESOLVED, {"created": 9}, "O9 R9"),
        (Status.CLOSED, {"created": 9, "resolved": 12, "closed": 14}, "O9 R12 C14"),
        (Status.CLOSED, {"created": 9, "closed": 14}, "O9 R14 C14"),
        (Status.CLOSED, {"created": 9, "resolved": 12}, "O9 R12 C12"),
        (Status.CLOSED, {"created": 9, "resolved": 14, "closed": 12}, "O9 R14 C14"),
        (Status.RESOLVED, {"created": 9, "resolved": 3, "first_response": 4}, "O9 T9 R9"),
    ],
)
def test_the_moments_of_a_ticket_that_is_new_here(status: Status, said: dict[str, int], moments: str) -> None:
    assert told(first_moments(status, dates(**said), NOW)) == moments


@pytest.mark.parametrize(
    ("was", "status", "said", "moments"),
    [
        (Status.OPEN, Status.OPEN, {}, ""),
        (Status.OPEN, Status.OPEN, {"first_response": 13}, "T13"),
        (Status.OPEN, Status.RESOLVED, {"resolved": 14}, "R14"),
        (Status.OPEN, Status.CLOSED, {"resolved": 14, "closed": 15}, "R14 C15"),
        (Status.RESOLVED, Status.CLOSED, {"closed": 15}, "C15"),
        (Status.RESOLVED, Status.OPEN, {"last_activity": 15}, "O15"),
        (Status.CLOSED, Status.OPEN, {"last_activity": 15}, "O15"),
        (Status.OPEN, Status.PENDING, {"last_activity": 13}, "P13"),
        (Status.OPEN, Status.RESOLVED, {"resolved": 8}, "R12"),
    ],
)
def test_the_moments_that_a_changed_record_tells(
    was: Status, status: Status, said: dict[str, int], moments: str
) -> None:
    """The ticket has been what it was since noon."""
    assert told(next_moments(was, status, dates(**said), NOON, NOW)) == moments


def test_a_status_without_a_date_is_set_when_its_record_comes() -> None:
    [moment] = next_moments(Status.OPEN, Status.RESOLVED, {}, NOON, NOW)
    assert moment.at == NOW


def test_only_what_differs_is_brought() -> None:
    one = ticket(created_at=at(9), last_activity_at=at(10))
    assert brought(None, one) == dates(created=9, last_activity=10)
    assert brought(one, one) == {}
    resolved = ticket(created_at=at(9), last_activity_at=at(10), resolved_at=at(11))
    assert brought(one, resolved) == dates(resolved=11)
    assert brought(resolved, one) == {"resolved_at": None}


def test_a_day_ahead_is_another_clock_and_more_is_a_mistake() -> None:
    refuse_future_date(None, "at", NOW)
    refuse_future_date(NOW + timedelta(hours=23), "at", NOW)
    with pytest.raises(Refusal, match="Date to come") as refused:
        refuse_future_date(NOW + timedelta(hours=25), "at", NOW)
    assert refused.value.field == "at"


def test_dates_follow_from_those_that_are_there() -> None:
    closed = with_past(ticket(status=Status.CLOSED, created_at=at(9), resolved_at=at(11)), None)
    assert (closed.closed_at, closed.status_changed_at, closed.last_activity_at) == (at(11), at(11), at(11))
    told_at = with_past(ticket(status=Status.CLOSED, created_at=at(9), resolved_at=at(11)), at(10))
    assert told_at.last_activity_at == at(10), "closing by itself is nobody's activity"
    reopened = with_past(ticket(status=Status.OPEN, created_at=at(9), resolved_at=at(11), closed_at=at(12)), None)
    assert (reopened.resolved_at, reopened.closed_at, reopened.status_changed_at) == (None, None, None)


def test_a_changed_record_makes_nothing_earlier() -> None:
    before = ticket(last_activity_at=at(15), first_response_at=at(10))
    after = ticket(status=Status.RESOLVED, resolved_at=at(14), first_response_at=at(11))
    kept = with_next(before, after, at(14), NOW)
    assert (kept.last_activity_at, kept.first_response_at, kept.status_changed_at) == (at(15), at(10), at(14))
