"""What people write: lengths of time, moments, who is meant, and events in words."""

from datetime import UTC, datetime, timedelta

import pytest

from deskhand_client.cli.connect import Desk as Connected
from deskhand_client.cli.durations import duration
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.happenings import in_words, told_by_dry_run, told_by_feed
from deskhand_client.cli.moments import moment
from deskhand_client.cli.people import contact_id, customer_id, technician_id
from deskhand_client.cli.tickets.words import STATUSES, beginning, several
from tests.client_cli.commands import Desk

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("1h", 60),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("1H30M", 90),
        ("1.5h", 90),
        ("1,5h", 90),
        ("0.25h", 15),
        ("1:30", 90),
        ("0:05", 5),
        (" 90m ", 90),
    ],
)
def test_a_length_of_time(text: str, minutes: int) -> None:
    assert duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "90", "h", "m", "soon", "-1h", "1h-30", "1:75", "0m", "0h0m", "1d", "1e3h", "١h x"]
)
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(Failure) as refused:
        duration(text)
    assert refused.value.code is Code.USAGE


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", NOW),
        ("14:30", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("9:05", datetime(2026, 11, 28, 9, 5, tzinfo=UTC)),
        ("yesterday 17:00", datetime(2026, 11, 27, 17, tzinfo=UTC)),
        ("Tomorrow 08:00", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("2026-11-27", datetime(2026, 11, 27, tzinfo=UTC)),
        ("2026-11-27 14:30", datetime(2026, 11, 27, 14, 30, tzinfo=UTC)),
        ("2026-11-27T14:30:05Z", datetime(2026, 11, 27, 14, 30, 5, tzinfo=UTC)),
        ("2026-11-27T14:30+02:00", datetime(2026, 11, 27, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_moment(home: object, text: str, instant: datetime) -> None:
    assert moment(text, NOW) == instant


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "12:60", "yesterday", "2026-02-30", "27.11.2026", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_moment(home: object, text: str) -> None:
    with pytest.raises(Failure) as refused:
        moment(text, NOW)
    assert refused.value.code is Code.USAGE


@pytest.mark.parametrize(
    "said", ["dora", "Dora Dispatch", "dora dispatch", "disp", "dora@brightwater.example", "DORA@brightwater.example"]
)
def test_a_technician_is_found_as_people_say_it(desk: Desk, said: str) -> None:
    assert technician_id(Connected(desk.client), said) == desk.cast.dora.id


def test_a_number_is_an_id_and_is_not_looked_up(desk: Desk) -> None:
    assert technician_id(Connected(desk.client), "4711") == 4711


def test_several_who_fit_are_named(desk: Desk) -> None:
    with pytest.raises(Failure, match="Several are called 'brightwater'") as refused:
        technician_id(Connected(desk.client), "brightwater")
    assert "Dora Dispatch" in refused.value.sentence
    assert refused.value.code is Code.USAGE


@pytest.mark.parametrize("said", ["", "d", "zora", "dora field"])
def test_a_slip_of_the_finger_means_nobody(desk: Desk, said: str) -> None:
    with pytest.raises(Failure) as refused:
        technician_id(Connected(desk.client), said)
    assert refused.value.code is Code.NOT_FOUND


def test_a_whole_name_wins_over_those_it_begins(desk: Desk) -> None:
    acme = desk.client.customers.create("Acme").id
    assert customer_id(Connected(desk.client), "acme") == acme
    assert customer_id(Connected(desk.client), "acme corp") == desk.cast.acme.id
    assert customer_id(Connected(desk.client), "bakers.example") == desk.cast.bakers.id


def test_a_contact_is_found_by_address_or_name(desk: Desk) -> None:
    there = Connected(desk.client)
    assert contact_id(there, "john.smith@acme.example") == desk.cast.john.id
    assert contact_id(there, "mary") == desk.cast.mary.id
    assert contact_id(there, "pete flour", desk.cast.bakers.id) == desk.cast.pete.id
    with pytest.raises(Failure):
        contact_id(there, "pete", desk.cast.acme.id)


def test_closed_sets_are_said_in_any_case(home: object) -> None:
    assert several(["open,PENDING", "Closed", "Waiting for parts"], STATUSES) == [
        "Open",
        "Pending",
        "Closed",
        "Waiting for parts",
    ]
    assert several([], STATUSES) is None
    assert beginning(STATUSES, "re") == ["resolved"]
    assert beginning(STATUSES, "Re") == ["Resolved"]


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("ticket.created", {"changes": {"status": [None, "Open"], "source": [None, "API"]}}, "opened: status Open"),
        ("ticket.status_changed", {"changes": {"status": ["Open", "Closed"]}}, "status Open → Closed"),
        ("ticket.changed", {"changes": {"technician_id": [3, None]}}, "technician 3 → nobody"),
        ("ticket.changed", {"changes": {}, "texts": ["title", "tags"]}, "title rewritten; tags rewritten"),
        ("ticket.deleted", {}, "deleted"),
        ("comment.added", {"changes": {"internal": [None, True]}, "texts": ["text"]}, "internal note"),
        ("comment.added", {"changes": {"internal": [None, False]}}, "comment"),
        ("something.new", {"changes": {"spice_level": [1, 2]}}, "something new: spice_level 1 → 2"),
        (
            "work_hours.logged",
            {
                "changes": {
                    "starts_at": [None, "2026-01-05T15:00:00+00:00"],
                    "ends_at": [None, "2026-01-05T16:30:00+00:00"],
                    "billable": [None, False],
                    "on_site": [None, True],
                }
            },
            "logged 1 h 30 min not billed on site",
        ),
    ],
)
def test_an_event_in_words(kind: str, data: dict[str, dict[str, list[object]]], words: str) -> None:
    assert in_words(kind, told_by_dry_run(data), data.get("texts") or ()) == words


def test_an_event_of_the_feed_says_the_same(home: object) -> None:
    changes = {"DueDate": {"Before": None, "After": "2026-01-05T15:00:00Z"}}
    assert in_words("ticket.changed", told_by_feed(changes)) == "due 2026-01-05 15:00"
