"""Clocks, working time and receipts agree, for random calendars and histories, with a walk through every minute."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.clocks import Clock, Clocks
from deskhand.core.policy import ClockKind, Terms, target_name
from deskhand.core.receipt import receipt_of
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority
from tests.core.clocks import oracle
from tests.core.clocks.cases import MINUTE, Case, cases, histories
from tests.core.clocks.made import marks_of, policy

ALWAYS = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
# On a failure in the long run its blob is printed; with it the same example is had again.
LONG = settings(ALWAYS, derandomize=False, print_blob=True)
LINES = {oracle.PAUSED: "Paused", oracle.STOPPED: "Stopped"}


@settings(ALWAYS, max_examples=60)
@given(st.data())
def test_clocks_agree_with_a_walk_through_every_minute(data: st.DataObject) -> None:
    the_clocks_agree(data, data.draw(cases()))


@settings(ALWAYS, max_examples=6)
@given(st.data())
def test_clocks_agree_with_a_walk_through_every_second(data: st.DataObject) -> None:
    the_clocks_agree(data, data.draw(cases(step=1, hours=6)))


@settings(ALWAYS, max_examples=30)
@given(st.data())
def test_working_time_agrees_with_a_walk_through_every_minute(data: st.DataObject) -> None:
    working_time_agrees(data, data.draw(cases()))


@pytest.mark.full
@settings(LONG, max_examples=4_000)
@given(st.data())
def test_clocks_agree_with_a_walk_through_every_minute_for_long(data: st.DataObject) -> None:
    the_clocks_agree(data, data.draw(cases()))


@pytest.mark.full
@settings(LONG, max_examples=400)
@given(st.data())
def test_clocks_agree_with_a_walk_through_every_second_for_long(data: st.DataObject) -> None:
    the_clocks_agree(data, data.draw(cases(step=1, hours=6)))


@pytest.mark.full
@settings(LONG, max_examples=2_000)
@given(st.data())
def test_working_time_agrees_with_a_walk_through_every_minute_for_long(data: st.DataObject) -> None:
    working_time_agrees(data, data.draw(cases()))


def walk(case: Case) -> oracle.Time:
    """Walk through the case's time."""
    return oracle.walk(case.zone, case.week, case.days, case.holidays, case.begun, case.steps, case.step)


def the_clocks_agree(data: st.DataObject, case: Case) -> None:
    """Whatever happened to a ticket in the case's time, its clocks are those of the walk."""
    time = walk(case)
    events = data.draw(histories(case))
    priority = data.draw(st.sampled_from(Priority))
    pause_first = data.draw(st.booleans())
    minutes = st.one_of(st.none(), st.sampled_from([0, 1, 60]), st.integers(0, 600), st.integers(0, case.steps // 3))
    targets = {kind: data.draw(minutes) for kind in ClockKind}
    warn_percent = data.draw(st.sampled_from([1, 50, 75, 80, 99, 100]))
    by_hand = data.draw(st.one_of(st.none(), st.integers(-300, case.steps).map(lambda n: case.begun + n * case.step)))
    promised = {target_name(kind, priority): target for kind, target in targets.items()}
    terms = Terms(policy(warn_percent, **promised), case.working, pause_first)
    found = clocks_of(marks_of(events), priority, terms, by_hand)

    first, following, resolution = oracle.lives(time, events, pause_first)
    expected = {
        ClockKind.FIRST_RESPONSE: judge(time, [first], targets[ClockKind.FIRST_RESPONSE], warn_percent),
        ClockKind.NEXT_RESPONSE: judge(time, following, targets[ClockKind.NEXT_RESPONSE], warn_percent),
        ClockKind.RESOLUTION: judge(time, [resolution], targets[ClockKind.RESOLUTION], warn_percent)
        if by_hand is None
        else [oracle.judged_by_hand(time, resolution, by_hand, warn_percent)],
    }
    last = events[-1].at
    nows = [last, *(last + n * case.step for n in data.draw(st.lists(st.integers(0, case.steps // 2 - 1), max_size=3)))]
    for kind, clocks in by_kind(found).items():
        assert len(clocks) == len(expected[kind])
        for clock, should in zip(clocks, expected[kind], strict=True):
            the_clock_agrees(clock, should, time)
            for now in nows:
                the_moment_agrees(clock, should, time, case, now)


def judge(time: oracle.Time, lives: list[oracle.Life], minutes: int | None, warn_percent: int) -> list[oracle.Expected]:
    """What is to be found of one kind of clock, if anything is promised."""
    return [] if minutes is None else [oracle.judged(time, life, minutes * MINUTE, warn_percent) for life in lives]


def by_kind(clocks: Clocks) -> dict[ClockKind, list[Clock]]:
    """The clocks of each kind."""
    return {kind: [clock for clock in clocks if clock.kind == kind] for kind in ClockKind}


def the_clock_agrees(clock: Clock, should: oracle.Expected, time: oracle.Time) -> None:
    """Its instants, as far as the walk has seen them."""
    assert (clock.started, clock.ended) == (should.life.started, should.life.ended)
    for name in ("due", "warns", "breaches"):
        found, wanted = getattr(clock, name), getattr(should, name)
        unseen = (
            wanted is None and found is not None and clock.ended is None and found >= time.instant(len(time.counts))
        )
        # An ended clock's due instant may lie after the walk, its warning and its breach may not.
        unseen_due = name == "due" and wanted is None and (found is None or found >= time.instant(len(time.counts)))
        assert found == wanted or unseen or unseen_due, (name, found, wanted)


def the_moment_agrees(clock: Clock, should: oracle.Expected, time: oracle.Time, case: Case, now: int) -> None:
    """Its state, its time and every line of its receipt at a moment."""
    assert clock.state(now).value == should.state(now)
    spent = oracle.spent(time, should.life, now)
    assert receipt_of(clock, case.working, now).spent == spent
    receipt = receipt_of(clock, case.working, now)
    assert receipt.spent == spent == sum(line.counted for line in receipt.lines)
    if not clock.by_hand:
        assert receipt.left == max(0, clock.target - spent)
    assert all(one.kind != other.kind for one, other in pairwise(receipt.lines))
    at = clock.started
    for line in receipt.lines:
        assert line.start == at < line.end
        assert line.counted == (line.end - line.start if line.kind == "Counted" else 0)
        kinds = {kind_of(time, should.life, place) for place in range(time.place(line.start), time.place(line.end))}
        assert kinds == {line.kind.value}
        at = line.end
    assert at == (now if clock.ended is None else clock.ended)


def kind_of(time: oracle.Time, life: oracle.Life, place: int) -> str:
    """The line that a step belongs to."""
    did = life.did[place - time.place(life.started)]
    if did == oracle.RUNS:
        return "Counted" if time.counts[place] else "OutsideHours"
    return LINES[did]


def working_time_agrees(data: st.DataObject, case: Case) -> None:
    """Spans, what they come to, and the instants that are reached from others."""
    time, working = walk(case), case.working
    places = st.integers(0, case.steps - 1)
    for start, end in data.draw(st.lists(st.tuples(places, places), min_size=1, max_size=8)):
        counted = sum(time.counts[start:end]) * case.step
        assert working.spent(time.instant(start), time.instant(end)) == counted
        pieces = working.pieces(time.instant(start), time.instant(end)) if start < end else []
        inside = {n for one in pieces for n in range(time.place(one.start), time.place(one.end))}
        assert inside == {n for n in range(start, end) if time.counts[n]}
        assert all(one.end < other.start for one, other in pairwise(pieces))
        if counted:
            last = max(n for n in range(start, end) if time.counts[n])
            assert working.reach(time.instant(start), counted) == time.instant(last) + case.step
