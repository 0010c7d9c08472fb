"""Work entries: they end after they start, within a day, and their length is in whole seconds."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import Refusal
from deskhand.core.time import EARLIEST, LATEST
from deskhand.core.work import LONGEST_ENTRY, Durations, WorkEntry, check_span, counted, uncounted
from tests.core.made import ticket

NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("length", [MOMENT, timedelta(minutes=1), timedelta(hours=23), LONGEST_ENTRY])
def test_an_entry_lasts_from_a_moment_to_a_day(length: timedelta) -> None:
    check_span(NINE, NINE + length)


@pytest.mark.parametrize(
    ("length", "sentence"),
    [
        (timedelta(0), "The entry must end after it starts"),
        (-MOMENT, "The entry must end after it starts"),
        (-LONGEST_ENTRY, "The entry must end after it starts"),
        (LONGEST_ENTRY + MOMENT, "One entry may not exceed 24 hours; write one entry per day"),
        (timedelta(days=365), "One entry may not exceed 24 hours; write one entry per day"),
    ],
)
def test_any_other_is_refused_with_a_sentence(length: timedelta, sentence: str) -> None:
    with pytest.raises(Refusal, match="Invalid work hours") as refused:
        check_span(NINE, NINE + length)
    assert (refused.value.code, refused.value.detail) == ("invalid_work_hours", sentence)
    assert refused.value.field == "ends_at"


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [(EARLIEST - MOMENT, EARLIEST + MOMENT, "starts_at"), (LATEST - MOMENT, LATEST + MOMENT, "ends_at")],
)
def test_one_that_cannot_be_kept_is_refused(start: datetime, end: datetime, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_span(start, end)
    assert refused.value.field == field
    assert refused.value.detail == "The entry must lie between 0001-01-02 and 9999-12-30"


@given(st.timedeltas(MOMENT, LONGEST_ENTRY))
def test_the_length_is_in_whole_seconds(length: timedelta) -> None:
    check_span(NINE, NINE + length)
    entry = WorkEntry(
        account_id=1,
        id=1,
        ticket_id=1,
        technician_id=1,
        starts_at=NINE,
        ends_at=NINE + length,
        billable=True,
        on_site=False,
        notes="",
    )
    assert timedelta(seconds=entry.seconds) <= length < timedelta(seconds=entry.seconds + 1)


@given(st.lists(st.tuples(st.timedeltas(MOMENT, LONGEST_ENTRY), st.booleans(), st.booleans(), st.booleans())))
def test_each_total_is_the_sum_of_the_entries_that_are_there(entries: list[tuple[timedelta, bool, bool, bool]]) -> None:
    blank = counting = ticket()
    left: dict[tuple[bool, bool], int] = {}
    for length, billable, on_site, stays in entries:
        entry = WorkEntry(
            account_id=1,
            id=1,
            ticket_id=1,
            technician_id=1,
            starts_at=NINE,
            ends_at=NINE + length,
            billable=billable,
            on_site=on_site,
            notes="",
        )
        counting = counted(counting, entry)
        if stays:
            left[billable, on_site] = left.get((billable, on_site), 0) + entry.seconds
        else:
            counting = uncounted(counting, entry)
    assert counting == msgspec.structs.replace(
        blank,
        billable_on_site_seconds=left.get((True, True), 0),
        billable_off_site_seconds=left.get((True, False), 0),
        unbillable_on_site_seconds=left.get((False, True), 0),
        unbillable_off_site_seconds=left.get((False, False), 0),
    )


def test_a_total_is_what_was_done_here_and_there() -> None:
    assert Durations(on_site=5400, off_site=600, on_sla=0).total == 6000
