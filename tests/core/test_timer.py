"""The rules of a technician's timer: when it is idle, and which spans of work come out of it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import Refusal
from deskhand.core.timer import (
    IDLE_AFTER,
    IdlePart,
    Span,
    Timer,
    TimerAction,
    TimerMode,
    activity_due,
    checked_end,
    idle_since,
    spans,
    started,
    starts_by_itself,
    stopped,
)
from deskhand.core.work import LONGEST_ENTRY

NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)
RESTING = Timer(account_id=1, id=7)
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)


def running(active: timedelta = timedelta(0)) -> Timer:
    """A timer since nine whose technician was last active so much later."""
    return Timer(account_id=1, id=7, ticket_id=5, started_at=NINE, active_at=NINE + active, notes="Mail")


def after(minutes: float) -> datetime:
    return NINE + minutes * MINUTE


def test_it_starts_as_it_is_told_and_rests_with_its_mode() -> None:
    timer = started(Timer(account_id=1, id=7, mode=TimerMode.ON_OPEN), 5, NINE, billable=False, on_site=True, notes="x")
    assert (timer.running, timer.ticket_id, timer.started_at, timer.active_at) == (True, 5, NINE, NINE)
    assert (timer.billable, timer.on_site, timer.notes) == (False, True, "x")
    assert stopped(timer) == Timer(account_id=1, id=7, mode=TimerMode.ON_OPEN)


@pytest.mark.parametrize(
    ("mode", "action", "starts"),
    [
        (mode, action, (mode, action) in {("OnOpen", "Opened"), ("OnFirstKeystroke", "Typed")})
        for mode in TimerMode
        for action in (TimerAction.OPENED, TimerAction.TYPED)
    ],
)
def test_what_the_console_saw_starts_it_in_its_mode_only(mode: TimerMode, action: TimerAction, starts: bool) -> None:
    assert starts_by_itself(Timer(account_id=1, id=7, mode=mode), action, 5) == starts
    counting = Timer(account_id=1, id=7, mode=mode, ticket_id=5, started_at=NINE)
    assert not starts_by_itself(counting, action, 5)
    assert starts_by_itself(counting, action, 6) == starts


def test_it_is_idle_after_ten_minutes_and_stays_so() -> None:
    timer = running(active=2 * MINUTE)
    assert idle_since(timer, after(12) - MOMENT) is None
    assert idle_since(timer, after(12)) == idle_since(timer, after(300)) == after(2)
    assert idle_since(RESTING, after(300)) is None
    assert not activity_due(timer, after(12))


def test_activity_is_kept_a_minute_after_the_last() -> None:
    assert not activity_due(running(), after(1) - MOMENT)
    assert activity_due(running(), after(1))
    assert not activity_due(RESTING, after(1))


@pytest.mark.parametrize(
    ("idle", "expected"),
    [
        (IdlePart.KEEP, [(0, 40, False)]),
        (IdlePart.DROP, [(0, 25, False)]),
        (IdlePart.SPLIT, [(0, 25, False), (25, 40, True)]),
    ],
)
def test_the_idle_part_is_kept_dropped_or_split_off(idle: IdlePart, expected: list[tuple[int, int, bool]]) -> None:
    found = spans(running(active=25 * MINUTE), after(40), after(40), idle)
    assert list(found) == [Span(after(start), after(end), idle=away) for start, end, away in expected]
    # Who ended before going away was not idle, and who is not idle has nothing to leave out.
    assert spans(running(active=25 * MINUTE), after(20), after(40), idle) == (Span(after(0), after(20)),)
    assert spans(running(active=31 * MINUTE), after(40), after(40), idle) == (Span(after(0), after(40)),)


def test_nothing_comes_of_less_than_a_second_or_of_idle_time_alone() -> None:
    late = NINE + timedelta(seconds=0.9)
    timer = Timer(account_id=1, id=7, ticket_id=5, started_at=late, active_at=late)
    assert spans(timer, NINE + timedelta(seconds=1), late + timedelta(seconds=1) - MOMENT, IdlePart.KEEP) == ()
    assert len(spans(timer, NINE + timedelta(seconds=1), late + timedelta(seconds=1), IdlePart.KEEP)) == 1
    assert spans(running(), after(30), after(30), IdlePart.DROP) == ()
    assert spans(running(), after(30), after(30), IdlePart.SPLIT) == (Span(after(0), after(30), idle=True),)
    assert spans(RESTING, after(30), after(30), IdlePart.KEEP) == ()


@pytest.mark.parametrize("idle", list(IdlePart))
def test_more_than_a_day_is_no_entry(idle: IdlePart) -> None:
    day = running(active=LONGEST_ENTRY)
    assert spans(day, NINE + LONGEST_ENTRY, NINE + LONGEST_ENTRY, idle) == (Span(NINE, NINE + LONGEST_ENTRY),)
    longer = NINE + LONGEST_ENTRY + timedelta(seconds=1)
    with pytest.raises(Refusal, match="Timer too long") as refused:
        spans(day, longer, longer, idle)
    assert (refused.value.code, refused.value.field) == ("timer_too_long", "ends_at")
    assert "EndDate" in refused.value.detail
    assert "Idle Drop" in refused.value.detail


def test_a_night_is_left_out_by_dropping_or_by_splitting() -> None:
    now = NINE + timedelta(hours=30)
    timer = running(active=timedelta(hours=8))
    assert spans(timer, now, now, IdlePart.DROP) == (Span(NINE, after(480)),)
    assert [span.idle for span in spans(timer, now, now, IdlePart.SPLIT)] == [False, True]


@pytest.mark.parametrize("asked", [after(-1), after(0), after(30) + timedelta(seconds=1)])
def test_work_ends_after_it_began_and_not_in_the_future(asked: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        checked_end(running(), asked, after(30))
    assert (refused.value.code, refused.value.field) == ("invalid_timer_end", "ends_at")


def test_work_ends_now_unless_somebody_says_when() -> None:
    assert checked_end(running(), None, after(30) + MOMENT) == after(30)
    assert checked_end(running(), after(20), after(30)) == after(20)
    assert checked_end(running(), after(30), after(30)) == after(30)


@given(
    st.timedeltas(timedelta(0), timedelta(hours=30)),
    st.timedeltas(timedelta(0), timedelta(hours=12)),
    st.timedeltas(timedelta(0), timedelta(hours=12)),
    st.sampled_from(IdlePart),
)
def test_whatever_is_asked_the_spans_follow_each_other_and_lose_nothing(
    begun: timedelta, worked: timedelta, away: timedelta, idle: IdlePart
) -> None:
    timer = Timer(account_id=1, id=7, ticket_id=5, started_at=NINE + begun, active_at=NINE + begun + worked)
    now = NINE + begun + worked + away
    found = spans(timer, checked_end(timer, None, now), now, idle)
    whole = spans(timer, checked_end(timer, None, now), now, IdlePart.KEEP)
    lengths = sum((span.ends_at - span.starts_at for span in found), timedelta(0))
    assert all(span.starts_at < span.ends_at and span.starts_at.microsecond == 0 for span in found)
    assert all(one.ends_at == other.starts_at for one, other in pairwise(found))
    if idle is not IdlePart.DROP:
        assert lengths == sum((span.ends_at - span.starts_at for span in whole), timedelta(0))
    elif whole:
        left_out = timedelta(0) if away < IDLE_AFTER else whole[-1].ends_at - (idle_since(timer, now) or now)
        assert lengths == whole[-1].ends_at - whole[0].starts_at - left_out
