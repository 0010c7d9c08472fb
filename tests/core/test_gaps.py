"""Unlogged gaps: which stretches of activity there are, and what of them no entry covers."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.gaps import LEAD, SHORTEST, Activity, Gap, find_gaps

MIDNIGHT = datetime(2024, 2, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return MIDNIGHT + timedelta(hours=9) + minutes * MINUTE


def found(acts: str, *covered: tuple[float, float], begins: datetime = MIDNIGHT) -> list[tuple[int, float, float, int]]:
    """The gaps of activities such as `1@0 2@7`: ticket 1 at nine, ticket 2 seven minutes later."""
    activities = [
        Activity(at(float(minute)), int(ticket)) for ticket, minute in (act.split("@") for act in acts.split())
    ]
    gaps = find_gaps(activities, [(at(start), at(end)) for start, end in covered], begins)
    return [(g.ticket_id, (g.starts_at - at(0)) / MINUTE, (g.ends_at - at(0)) / MINUTE, g.activities) for g in gaps]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ("", []),
        ("1@0", [(1, -5, 0, 1)]),
        ("1@0 1@15", [(1, -5, 15, 2)]),
        ("1@0 1@15.5", [(1, -5, 0, 1), (1, 10.5, 15.5, 1)]),
        ("1@0 1@4 1@4 1@18", [(1, -5, 18, 4)]),
        ("1@0 2@3 1@6", [(1, -5, 0, 1), (2, 0, 3, 1), (1, 3, 6, 1)]),
        ("1@0 2@20", [(1, -5, 0, 1), (2, 15, 20, 1)]),
        ("1@0 2@0.5", [(1, -5, 0, 1)]),  # what is left of the second is under a minute
    ],
)
def test_activity_on_one_ticket_belongs_together(acts: str, expected: list[tuple[int, float, float, int]]) -> None:
    assert found(acts) == expected


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ([(-60, -5)], [(1, -5, 30, 3)]),
        ([(30, 60)], [(1, -5, 30, 3)]),
        ([(-60, 60)], []),
        ([(-5, 30)], []),
        ([(-60, 10)], [(1, 10, 30, 2)]),
        ([(20, 60)], [(1, -5, 20, 2)]),
        ([(5, 10)], [(1, -5, 5, 1), (1, 10, 30, 2)]),
        ([(5, 10), (8, 12), (20, 25)], [(1, -5, 5, 1), (1, 12, 20, 1), (1, 25, 30, 1)]),
        ([(20, 25), (5, 10)], [(1, -5, 5, 1), (1, 10, 20, 1), (1, 25, 30, 1)]),
        ([(-4.5, 29)], [(1, 29, 30, 1)]),
    ],
)
def test_entries_are_cut_out(covered: list[tuple[float, float]], expected: list[tuple[int, float, float, int]]) -> None:
    assert found("1@0 1@15 1@30", *covered) == expected


def test_a_stretch_begins_with_the_day_at_the_earliest() -> None:
    assert found("1@0", begins=at(-2)) == [(1, -2, 0, 1)]
    assert found("1@0", begins=at(0)) == []


INSTANTS = st.integers(0, 86_399).map(lambda second: MIDNIGHT + timedelta(seconds=second))


@given(
    st.lists(st.builds(Activity, INSTANTS, st.integers(1, 3)), max_size=30),
    st.lists(st.tuples(INSTANTS, INSTANTS).map(lambda span: (min(span), max(span))), max_size=8),
)
def test_gaps_follow_each_other_and_touch_no_entry(
    activities: list[Activity], covered: list[tuple[datetime, datetime]]
) -> None:
    activities = sorted(activities, key=lambda activity: activity.at)
    gaps = find_gaps(activities, covered, MIDNIGHT)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(gaps))
    for gap in gaps:
        assert gap.ends_at - gap.starts_at >= SHORTEST
        assert gap.starts_at >= MIDNIGHT
        assert not any(start < gap.ends_at and end > gap.starts_at for start, end in covered if start < end)
        near = [a for a in activities if a.ticket_id == gap.ticket_id and gap.starts_at <= a.at <= gap.ends_at + LEAD]
        assert near or covered
    # Said the other way round: entries of exactly the gaps leave none.
    assert find_gaps(activities, [*covered, *((gap.starts_at, gap.ends_at) for gap in gaps)], MIDNIGHT) == []


def test_a_gap_says_what_it_is() -> None:
    assert find_gaps([Activity(at(0), 5)], [], MIDNIGHT) == [Gap(5, at(-5), at(0), 1)]
