"""The rule of statuses: what each move passes through, what it does to the dates, and what is final."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import Refusal
from deskhand.core.lifecycle import MOVES, moved, moves, reopens
from deskhand.core.ticket import Status
from tests.core.made import NOON, ticket

OPEN, PENDING, RESOLVED, CLOSED = Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED
statuses = st.sampled_from(Status)


def test_every_move_from_what_is_not_closed_is_known() -> None:
    assert set(MOVES) == {(one, other) for one in Status for other in Status if one != other and one != CLOSED}


@pytest.mark.parametrize(("start", "to"), list(MOVES))
def test_a_path_ends_where_it_should_and_every_step_of_it_is_a_move(start: Status, to: Status) -> None:
    path = moves(ticket(status=start), to, resolve_before_close=False)
    assert path[-1] == to
    at = start
    for step in path:
        assert MOVES[at, step] == (step,)
        at = step


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("resolve_before_close", [False, True])
def test_the_same_status_is_no_move(status: Status, resolve_before_close: bool) -> None:
    assert moves(ticket(status=status), status, resolve_before_close=resolve_before_close) == ()


@pytest.mark.parametrize("to", [OPEN, PENDING, RESOLVED])
@pytest.mark.parametrize("resolve_before_close", [False, True])
def test_closed_is_final(to: Status, resolve_before_close: bool) -> None:
    with pytest.raises(Refusal, match="Ticket 54321 is closed") as refused:
        moves(ticket(status=CLOSED), to, resolve_before_close=resolve_before_close)
    assert (refused.value.code, refused.value.field) == ("ticket_closed", "status")


@pytest.mark.parametrize("start", [OPEN, PENDING])
def test_an_account_may_want_resolved_before_closed(start: Status) -> None:
    assert moves(ticket(status=start), CLOSED, resolve_before_close=False) == (RESOLVED, CLOSED)
    with pytest.raises(Refusal, match="Resolve the ticket first") as refused:
        moves(ticket(status=start), CLOSED, resolve_before_close=True)
    assert refused.value.code == "transition_refused"
    assert refused.value.detail == f"A ticket that is {start} must be set to Resolved before it can be Closed"
    assert moves(ticket(status=RESOLVED), CLOSED, resolve_before_close=True) == (CLOSED,)


def test_only_what_waits_is_reopened_by_the_customer() -> None:
    assert [status for status in Status if reopens(status)] == [PENDING, RESOLVED]


@given(st.lists(statuses, max_size=12))
def test_after_any_history_the_dates_say_where_the_ticket_stands(wanted: list[Status]) -> None:
    now, stands = ticket(), NOON
    for to in wanted:
        try:
            path = moves(now, to, resolve_before_close=False)
        except Refusal:
            assert now.status == CLOSED
            continue
        for step in path:
            stands += timedelta(minutes=1)
            now = moved(now, step, stands)
            assert now.status_changed_at == stands
    assert (now.resolved_at is not None) == (now.status in (RESOLVED, CLOSED))
    assert (now.closed_at is not None) == (now.status == CLOSED)
    if now.closed_at is not None and now.resolved_at is not None:
        assert now.resolved_at <= now.closed_at


@given(st.lists(statuses, max_size=6))
def test_moving_changes_nothing_but_status_and_its_dates(path: list[Status]) -> None:
    now = ticket()
    for step in path:
        now = moved(now, step, NOON)
    dates = {"status": OPEN, "resolved_at": None, "closed_at": None, "status_changed_at": None}
    assert ticket(**{f: getattr(now, f) for f in dates}) == now
