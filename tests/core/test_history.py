"""What an event remembers: values before and after, texts by name only, and nothing that is derived."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.attachments import Attachment, Folder
from deskhand.core.calendar import Calendar
from deskhand.core.canned import CannedReply, TicketTemplate
from deskhand.core.directory import Account, Contact, Customer, Department, Technician
from deskhand.core.events import EventData
from deskhand.core.fields import CustomField, CustomValue
from deskhand.core.history import TRACKED, compare, replaced, says_something
from deskhand.core.policy import Assignment, Policy
from deskhand.core.ticket import Comment, Priority, Status, Ticket
from deskhand.core.timer import Timer
from deskhand.core.views import SavedView
from deskhand.core.work import WorkEntry
from tests.core.made import ACME, NOON, TICKET, ticket

# What is kept for reading quickly or set by the desk itself, and so is no history of its own.
DERIVED: dict[type[msgspec.Struct], set[str]] = {
    Ticket: {
        "account_id",
        "id",
        "version",
        "created_at",
        "resolved_at",
        "closed_at",
        "first_response_at",
        "last_activity_at",
        "status_changed_at",
        "deleted_at",
        "merged_into",
        "first_comment_id",
        "last_contact_comment_id",
        "last_technician_comment_id",
        "billable_on_site_seconds",
        "billable_off_site_seconds",
        "unbillable_on_site_seconds",
        "unbillable_off_site_seconds",
        "billable_on_sla_seconds",
        "unbillable_on_sla_seconds",
        # What follows from the rest and from marks, which follow from the log.
        "marks",
        "first_response_due_at",
        "due_at",
        "next_due_at",
        "sla_status",
        "told",
        "sweep_at",
    },
    Comment: {"account_id", "id", "ticket_id", "at"},
    WorkEntry: {"account_id", "id", "ticket_id"},
    # When its technician was last active is no decision of anybody's.
    Timer: {"account_id", "id", "active_at"},
    Customer: {"account_id", "id", "version", "created_at", "modified_at"},
    Contact: {"account_id", "id", "version", "created_at", "modified_at"},
    Technician: {"account_id", "id", "version", "created_at", "modified_at"},
    Department: {"account_id", "id", "version", "created_at", "modified_at"},
    CustomField: {"account_id", "id", "version", "created_at"},
    # A value is named to the API by its uuid, which it keeps; where the bytes lie is the desk's own business.
    CustomValue: {"account_id", "id", "uuid"},
    Attachment: {"account_id", "id", "object_key", "created_at"},
    Folder: {"account_id", "id", "created_at"},
    # An account's name is how `deskhand init` finds it again; nothing changes it.
    Account: {"id", "name", "created_at"},
    Calendar: {"account_id", "id", "version", "created_at", "modified_at"},
    Policy: {"account_id", "id", "version", "created_at", "modified_at"},
    Assignment: {"account_id", "customer_id"},
    SavedView: {"account_id", "id", "version", "created_at", "modified_at"},
    CannedReply: {"account_id", "id", "version", "created_at", "modified_at"},
    TicketTemplate: {"account_id", "id", "version", "created_at", "modified_at"},
}


@pytest.mark.parametrize("noun", list(TRACKED), ids=lambda noun: noun.__name__)
def test_every_field_is_history_or_known_to_be_none(noun: type[msgspec.Struct]) -> None:
    tracked = {*TRACKED[noun].values, *TRACKED[noun].texts}
    assert tracked | DERIVED[noun] == set(noun.__struct_fields__)
    assert not tracked & DERIVED[noun]


def test_a_changed_value_is_kept_before_and_after() -> None:
    assert compare(TICKET, ticket(priority=Priority.HIGH)) == EventData(changes={"priority": ("Medium", "High")})


def test_a_changed_text_is_only_named_and_the_old_one_kept_elsewhere() -> None:
    data = compare(TICKET, ticket(title="Slow mail"))
    assert data == EventData(texts=("title",))
    assert replaced(TICKET, data) == {"title": "No mail"}


def test_an_instant_is_kept_as_text() -> None:
    due = datetime(2030, 1, 1, 12, tzinfo=UTC)
    assert compare(TICKET, ticket(due_by_hand=due)).changes == {"due_by_hand": (None, "2030-01-01T12:00:00+00:00")}


def test_what_is_new_has_nothing_before_it() -> None:
    data = compare(None, ACME)
    assert data.changes == {"catch_all": (None, False)}
    assert data.texts == ("name", "domain")
    assert replaced(None, data) == {}


def test_what_is_derived_is_no_history() -> None:
    touched = ticket(version=8, last_activity_at=datetime(2030, 1, 1, tzinfo=UTC), billable_on_site_seconds=60)
    assert not says_something(compare(TICKET, touched))


def test_nothing_changed_says_nothing() -> None:
    assert not says_something(compare(TICKET, TICKET))
    assert says_something(compare(TICKET, ticket(status=Status.PENDING)))


changes = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=5),
        "description": st.text(max_size=5),
        "priority": st.sampled_from(Priority),
        "status": st.sampled_from(Status),
        "technician_id": st.one_of(st.none(), st.integers(1, 9)),
        "due_by_hand": st.one_of(st.none(), st.just(NOON)),
    },
)


@given(changes)
def test_an_event_says_exactly_what_differs(fields: dict[str, object]) -> None:
    after = ticket(**fields)
    data = compare(TICKET, after)
    differing = {field for field in fields if getattr(after, field) != getattr(TICKET, field)}
    assert {*data.changes, *data.texts} == differing
    assert msgspec.json.decode(msgspec.json.encode(data), type=EventData) == data
    assert all(before != now for before, now in data.changes.values())
