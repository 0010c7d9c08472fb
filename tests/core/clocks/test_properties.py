"""What holds for the clocks of any calendar and any history, whatever the figures are."""

from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deskhand.core.clocks import Clock, Clocks, ClockState
from deskhand.core.marks import Mark, What, instant, read_marks, with_comment, with_status, write_marks
from deskhand.core.policy import Terms
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority, SlaStatus
from deskhand.core.working import Working
from tests.core.clocks.cases import MINUTE, Case, cases, histories
from tests.core.clocks.made import STATUS, comment, kept, marks_of, policy

ALWAYS = settings(deadline=None, database=None, max_examples=25, suppress_health_check=list(HealthCheck))
YEAR = 365 * 86_400
seconds = st.one_of(st.integers(0, 600), st.integers(0, 40 * 3600), st.integers(0, 30 * 86_400))
WAITING = (ClockState.RUNNING, ClockState.WARNING, ClockState.BREACHED, ClockState.PAUSED)


def promises(minutes: int = 90) -> dict[str, int | None]:
    """A policy that promises something of every kind."""
    return {"first_response": minutes, "next_response": minutes // 2, "resolution": 3 * minutes}


@settings(ALWAYS)
@given(cases(), seconds, seconds, seconds)
def test_spent_time_adds_up_and_never_falls(case: Case, before: int, one: int, other: int) -> None:
    working, start = case.working, case.begun + before
    middle, end = start + one, start + one + other
    assert working.spent(start, middle) + working.spent(middle, end) == working.spent(start, end)
    assert 0 <= working.spent(start, middle) <= working.spent(start, end) <= end - start


@settings(ALWAYS)
@given(cases(), seconds, st.one_of(seconds, st.integers(1, YEAR)))
def test_what_is_reached_was_spent_and_not_a_second_before(case: Case, before: int, wanted: int) -> None:
    working, start = case.working, case.begun + before
    reached = working.reach(start, wanted)
    assume(reached is not None)
    assert reached is not None
    assert working.spent(start, reached) == wanted
    assert reached == start if wanted == 0 else working.spent(start, reached - 1) == wanted - 1


@settings(ALWAYS)
@given(cases(), seconds, seconds, seconds)
def test_a_span_is_cut_into_its_pieces(case: Case, before: int, one: int, other: int) -> None:
    working, start = case.working, case.begun + before
    pieces = working.pieces(start + one, start + one + other)
    assert sum(piece.end - piece.start for piece in pieces) == working.spent(start + one, start + one + other)


@settings(ALWAYS)
@given(cases(), st.integers(1, 3_000), st.floats(0, 1), st.integers(0, 20 * 3600))
def test_a_pause_moves_the_due_instant_by_its_working_time(case: Case, minutes: int, part: float, pause: int) -> None:
    working, terms = case.working, Terms(policy(resolution=minutes), case.working)
    # A pause that begins while less than the target is used up, and ends after so many working seconds.
    begins = working.reach(case.begun, int(part * (minutes * MINUTE - 1)))
    ends = None if begins is None else working.reach(begins, pause)
    without = due_of([Mark(What.OPEN, case.begun)], terms)
    assume(begins is not None and ends is not None and without is not None)
    assert begins is not None
    assert ends is not None
    assert without is not None
    paused = [Mark(What.OPEN, case.begun), Mark(What.PENDING, begins), Mark(What.OPEN, ends)]
    assert due_of(paused, terms) == working.reach(without, pause)


@settings(ALWAYS)
@given(cases(), st.integers(1, 600), st.data())
def test_a_pause_outside_working_time_moves_nothing(case: Case, minutes: int, data: st.DataObject) -> None:
    terms = Terms(policy(resolution=minutes), case.working)
    without = due_of([Mark(What.OPEN, case.begun)], terms)
    assume(without is not None)
    assert without is not None
    free = gaps(case.working, case.begun, min(without, case.begun + 40 * 86_400))
    assume(free)
    start, end = data.draw(st.sampled_from(free))
    begins = data.draw(st.integers(start, end - 1))
    ends = data.draw(st.integers(begins, end))
    paused = [Mark(What.OPEN, case.begun), Mark(What.PENDING, begins), Mark(What.OPEN, ends)]
    assert due_of(paused, terms) == without


def due_of(events: list[Mark], terms: Terms) -> int | None:
    """When the resolution of a ticket is due."""
    clock = clocks_of(marks_of(events), Priority.LOW, terms).resolution
    assert clock is not None
    return clock.due


def gaps(working: Working, start: int, end: int) -> list[tuple[int, int]]:
    """The spans without working time, the ones before the last working second."""
    found, at = [], start
    for piece in working.pieces(start, end):
        if at < piece.start:
            found.append((at, piece.start))
        at = piece.end
    return found


@settings(ALWAYS)
@given(st.data(), st.lists(st.sampled_from(Priority), max_size=5), st.sampled_from(Priority))
def test_only_the_priority_of_now_counts(data: st.DataObject, before: list[Priority], now: Priority) -> None:
    case = data.draw(cases())
    marks = marks_of(data.draw(histories(case)))
    minutes = {f"resolution_{one.value.lower()}": 60 * place for place, one in enumerate(Priority)}
    asked = Terms(policy(first_response=60, **minutes), case.working)
    for priority in before:
        clocks_of(marks, priority, asked)
    alone = Terms(policy(first_response=60, resolution=minutes[f"resolution_{now.value.lower()}"]), case.working)
    assert clocks_of(marks, now, asked) == clocks_of(marks, Priority.LOW, alone)


@settings(ALWAYS)
@given(st.data())
def test_marks_kept_step_by_step_are_those_of_the_whole(data: st.DataObject) -> None:
    case = data.draw(cases())
    events = data.draw(histories(case))
    terms = Terms(policy(75, **promises()), case.working)
    text = ""
    for place, (what, at) in enumerate(events, 1):
        if what in STATUS:
            text = with_status(text, STATUS[what], instant(at))
        else:
            text = with_comment(text, comment(at, technician=what == What.ANSWER))
        # A note that stays among technicians is nothing to a clock.
        text = with_comment(text, comment(at, technician=True, internal=True))
        assert text == kept(events[:place]) == write_marks(read_marks(text))
        # What is not kept would have changed nothing.
        whole = clocks_of(events[:place], Priority.LOW, terms)
        assert clocks_of(read_marks(text), Priority.LOW, terms) == whole


@settings(ALWAYS)
@given(st.data())
def test_once_breached_a_clock_stays_breached(data: st.DataObject) -> None:
    case = data.draw(cases())
    events = data.draw(histories(case))
    minutes = data.draw(st.integers(0, 600))
    terms = Terms(policy(75, **promises(minutes)), case.working)
    by_hand = data.draw(st.one_of(st.none(), st.integers(case.begun - 3600, case.begun + 2 * 86_400)))
    breached: dict[tuple[str, int], int] = {}
    for place, (_, at) in enumerate(events, 1):
        found = clocks_of(marks_of(events[:place]), Priority.LOW, terms, by_hand)
        of_kind = Counter[str]()
        for clock in found:
            of_kind[clock.kind.value] += 1
            key = (clock.kind.value, of_kind[clock.kind.value])
            assert clock.breaches == breached.get(key, clock.breaches)
            if clock.breached(at):
                assert clock.breaches is not None
                breached[key] = clock.breaches


@settings(ALWAYS)
@given(st.data())
def test_a_breached_clock_is_late_at_every_later_moment(data: st.DataObject) -> None:
    clocks, last = clocks_at_random(data)
    moments = sorted(last + n for n in data.draw(st.lists(seconds, min_size=2, max_size=5)))
    for clock in clocks:
        late = [clock.state(now) in (ClockState.BREACHED, ClockState.MISSED) for now in moments]
        assert late == sorted(late)


@settings(ALWAYS)
@given(st.data())
def test_a_ticket_stands_as_its_clocks_do(data: st.DataObject) -> None:
    clocks, last = clocks_at_random(data)
    now = last + data.draw(seconds)
    states = [clock.state(now) for clock in clocks]
    waiting = [state for state in states if state in WAITING]
    status = clocks.status(now)
    assert (status is None) == (not states)
    assert (status in (SlaStatus.MET, SlaStatus.MISSED)) == (bool(states) and not waiting)
    assert (status == SlaStatus.MISSED) == (bool(states) and not waiting and ClockState.MISSED in states)
    assert (status == SlaStatus.BREACHED) == (ClockState.BREACHED in waiting)
    assert (status == SlaStatus.PAUSED) == (bool(waiting) and set(waiting) == {ClockState.PAUSED})
    if status == SlaStatus.ON_TRACK:
        assert ClockState.RUNNING in waiting
        assert ClockState.WARNING not in waiting
    assert clocks.next_due == min((c.due for c in clocks if runs(c) and c.due is not None), default=None)


def clocks_at_random(data: st.DataObject) -> tuple[Clocks, int]:
    """The clocks of some ticket, and when something last happened to it."""
    case = data.draw(cases())
    events = data.draw(histories(case))
    promised = {kind: m for kind, m in promises(data.draw(st.integers(0, 600))).items() if data.draw(st.booleans())}
    terms = Terms(policy(75, **promised), case.working, data.draw(st.booleans()))
    return clocks_of(marks_of(events), Priority.LOW, terms), events[-1].at


def runs(clock: Clock) -> bool:
    """Whether it waits for us: it has not ended and does not pause."""
    return clock.ended is None and clock.stretches[-1].runs
