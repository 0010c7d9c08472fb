"""The throttle: never more in any minute than the server allows, whoever shares it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand_client.throttle import PER_MINUTE, Throttle
from tests.client.sans_io import Clock


def most_in_a_minute(moments: list[float]) -> int:
    """How many of them lie in the fullest sixty seconds."""
    ordered, begin, most = sorted(moments), 0, 0
    for end, moment in enumerate(ordered):
        while moment - ordered[begin] >= 60:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def test_seven_hundred_go_at_once_and_the_next_a_minute_later() -> None:
    throttle = Throttle(clock=Clock())
    assert {throttle.claim() for _ in range(PER_MINUTE)} == {0}
    assert throttle.claim() == 60


def test_many_threads_never_take_more_than_a_minute_has() -> None:
    clock = Clock()
    throttle = Throttle(clock=clock)
    with ThreadPoolExecutor(16) as pool:
        moments = list(pool.map(lambda _: clock.now + throttle.claim(), range(5 * PER_MINUTE)))
    assert most_in_a_minute(moments) == PER_MINUTE
    assert max(moments) - min(moments) == 4 * 60


STEPS = st.lists(
    st.one_of(
        st.just(("claim", 0.0)), st.tuples(st.sampled_from(["wait", "hold"]), st.floats(0, 200, allow_subnormal=False))
    ),
    max_size=300,
)


@given(limit=st.integers(1, 20), steps=STEPS)
def test_whatever_happens_no_minute_has_more(limit: int, steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    throttle = Throttle(limit, clock=clock)
    moments, held_until = list[float](), 0.0
    for what, seconds in steps:
        if what == "claim":
            moments.append(clock.now + throttle.claim())
            assert moments[-1] >= max(held_until, clock.now) - 1e-6
        elif what == "wait":
            clock.now += seconds
        else:
            throttle.hold(seconds)
            held_until = max(held_until, clock.now + seconds)
    # What is waited is added and taken away again, which rounds.
    assert most_in_a_minute([round(moment, 6) for moment in moments]) <= limit


def test_a_hold_is_never_shortened() -> None:
    throttle = Throttle(clock=Clock())
    throttle.hold(30)
    throttle.hold(5)
    assert throttle.claim() == 30


def test_a_limit_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        Throttle(0)
