"""The rate limit: exactly so many requests in any sixty seconds, refused ones not counted."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from deskhand.auth.rate_limit import WINDOW, Allowance, RateLimit

KEY, OTHER = (1, 1), (1, 2)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_takes_its_limit_and_then_is_refused() -> None:
    limit = RateLimit(Clock())
    assert [limit.take(KEY, 3) for _ in range(4)] == [
        Allowance(True, 3, 2, 60),
        Allowance(True, 3, 1, 60),
        Allowance(True, 3, 0, 60),
        Allowance(False, 3, 0, 60),
    ]


def test_whoever_waits_for_reset_gets_through_however_often_they_were_refused() -> None:
    clock = Clock()
    limit = RateLimit(clock)
    limit.take(KEY, 1)
    clock.now += 20.5
    refused = [limit.take(KEY, 1) for _ in range(100)][-1]
    assert (refused.allowed, refused.reset) == (False, 40)
    clock.now += refused.reset
    assert limit.take(KEY, 1).allowed


def test_the_window_slides_rather_than_starting_anew_each_minute() -> None:
    clock = Clock()
    limit = RateLimit(clock)
    for _ in range(2):
        limit.take(KEY, 2)
        clock.now += 30
    assert limit.take(KEY, 2).allowed  # the first has just fallen out
    assert not limit.take(KEY, 2).allowed  # but the second has not


def test_a_moment_before_a_minute_is_over_it_is_not_over() -> None:
    clock = Clock()
    limit = RateLimit(clock)
    limit.take(KEY, 1)
    clock.now += WINDOW - 0.001
    assert limit.take(KEY, 1) == Allowance(False, 1, 0, 1)
    clock.now += 0.001
    assert limit.take(KEY, 1).allowed


def test_keys_are_counted_each_for_itself() -> None:
    limit = RateLimit(Clock())
    assert limit.take(KEY, 1).allowed
    assert limit.take(OTHER, 1).allowed
    assert not limit.take(KEY, 1).allowed


def test_a_limit_that_changes_counts_at_once() -> None:
    limit = RateLimit(Clock())
    assert [limit.take(KEY, per_minute).allowed for per_minute in (1, 2, 1, 3)] == [True, True, False, True]


def test_keys_that_have_gone_quiet_are_forgotten() -> None:
    clock = Clock()
    limit = RateLimit(clock)
    for number in range(100):
        limit.take((1, number), 5)
    clock.now += 61
    limit.take(KEY, 5)
    assert set(limit._stamps) == {KEY}


def test_forgetting_quiet_keys_lets_nobody_through_too_soon() -> None:
    clock = Clock()
    limit = RateLimit(clock)
    clock.now += 59
    limit.take(KEY, 1)
    clock.now += 2
    limit.take(OTHER, 1)  # sweeps
    assert not limit.take(KEY, 1).allowed


pauses = st.lists(
    st.one_of(st.just(0.0), st.sampled_from([0.5, 1.0, 10.0, 59.5, 60.0, 61.0]), st.integers(0, 60).map(float)),
    max_size=60,
)


@given(pauses, st.integers(1, 5))
def test_it_counts_as_a_list_of_everything_that_was_allowed_would(waits: list[float], per_minute: int) -> None:
    clock = Clock()
    allowed: list[float] = []
    limit = RateLimit(clock)
    for at in accumulate(waits, initial=1000.0):
        clock.now = at
        counted = [stamp for stamp in allowed if stamp > at - WINDOW]
        answer = limit.take(KEY, per_minute)
        assert answer.allowed == (len(counted) < per_minute)
        if answer.allowed:
            allowed.append(at)
            counted.append(at)
        assert answer.remaining == per_minute - len(counted)
        assert 0 < answer.reset <= 60
    for stamp in allowed:
        assert len([other for other in allowed if stamp <= other < stamp + WINDOW]) <= per_minute


@given(pauses, st.integers(1, 3))
def test_reset_is_never_too_short(waits: list[float], per_minute: int) -> None:
    clock = Clock()
    limit = RateLimit(clock)
    for wait in waits:
        clock.now += wait
        answer = limit.take(KEY, per_minute)
        if not answer.allowed:
            clock.now += answer.reset
            assert limit.take(KEY, per_minute).allowed
