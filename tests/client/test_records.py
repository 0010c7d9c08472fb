"""Records: typed, and nothing of what was answered is lost."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.records.people import Account, Contact, Customer
from deskhand_client.records.record import read, wire_names
from deskhand_client.records.sla import Receipt
from deskhand_client.records.ticket import Comment, Ticket
from deskhand_client.records.work import Durations, Timer, WorkHours
from deskhand_client.talk import Answer

NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)


def test_unknown_fields_are_kept_and_given_back() -> None:
    said = {"TicketID": 1, "TicketTitle": "No mail", "SatisfactionScore": 5, "Watchers": [{"ID": 3}], "Mood": None}
    ticket = read(Ticket, said)
    assert ticket.extra == {"SatisfactionScore": 5, "Watchers": [{"ID": 3}], "Mood": None}
    assert ticket.to_wire() == said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


KNOWN = {*wire_names(Ticket).values(), *Ticket.ALSO, "ActionID"}


@given(st.dictionaries(st.text().filter(lambda name: name not in KNOWN), JSON))
def test_whatever_is_unknown_is_given_back_as_it_came(said: dict[str, Any]) -> None:
    """Through the decoder that answers go through, so that it is as the server wrote it."""
    body = {"TicketID": 7, **said}
    assert read(Ticket, Answer(200, {}, json.dumps(body).encode()).value()).to_wire() == body


def test_unknown_fields_are_kept_at_every_depth() -> None:
    said = {"TicketID": 1, "Clocks": [{"Clock": "Resolution", "Owner": "us", "Lines": [{"Kind": "Paused", "By": 7}]}]}
    receipt = read(Receipt, said)
    assert receipt.clocks[0].extra == {"Owner": "us"}
    assert receipt.clocks[0].lines[0].extra == {"By": 7}
    assert receipt.to_wire() == said


def test_a_field_that_is_called_extra_is_unknown_like_any_other() -> None:
    ticket = read(Ticket, {"TicketID": 1, "extra": "x"})
    assert ticket.extra == {"extra": "x"}
    assert ticket.to_wire() == {"TicketID": 1, "extra": "x"}


def test_null_is_not_said() -> None:
    nothing = read(Ticket, dict.fromkeys(("TicketTitle", "EndUserFirstName", "Tags", "DueDate", "TechnicianContactID")))
    assert nothing == Ticket()
    assert nothing.to_wire() == {}
    assert read(Durations, {"Billable": None}).billable.total_hours == 0
    assert read(Timer, {"WorkHours": [{"WorkHourID": 1, "Notes": None}]}).work_hours[0].notes == ""


@pytest.mark.parametrize(
    ("kind", "said", "name", "value"),
    [
        (Comment, {"Comment": "Hello", "Date": "2024-02-15T09:00:00Z"}, "text", "Hello"),
        (Comment, {"Comment": "Hello", "Date": "2024-02-15T09:00:00Z"}, "at", NINE),
        (Comment, {"Comment": "old", "CommentText": "new"}, "text", "new"),
        (WorkHours, {"WorkHoursID": 7}, "id", 7),
        (WorkHours, {"Billiable": True}, "billable", True),
        (WorkHours, {"StartWorkHour": "2024-02-15T09:00:00Z"}, "start", NINE),
        (WorkHours, {"Description": "Looked"}, "notes", "Looked"),
        (Ticket, {"TechnicianFirstCommentDate": "2024-02-15T09:00:00Z"}, "first_response_at", NINE),
        (Ticket, {"ClosedTicketDueDate": "2024-02-15T09:00:00Z", "DueDate": None}, "due_at", NINE),
    ],
)
def test_either_name_of_a_field_is_read(kind: Any, said: dict[str, Any], name: str, value: Any) -> None:
    record = read(kind, said)
    assert getattr(record, name) == value
    assert record.extra == {}


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-02-15T09:00:00Z", NINE),
        ("2024-02-15T09:00:00", NINE),
        ("2024-02-15T10:00:00+01:00", NINE.astimezone(timezone(timedelta(hours=1)))),
        ("2024-02-15T09:00:00.1234567Z", NINE.replace(microsecond=123457)),
        ("2024-02-15T09:00:00.1234567", NINE.replace(microsecond=123456)),
        ("2024-02-15", NINE.replace(hour=0)),
        ("", None),
        (None, None),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_instants_have_a_zone_or_are_not_there(text: str | None, instant: datetime | None) -> None:
    read_at = read(Ticket, {"TicketResolvedDate": text}).resolved_at
    assert read_at == instant
    assert read_at is None or read_at.tzinfo is not None


@pytest.mark.parametrize("action", [7, "7", "whatever"])
def test_the_action_id_is_no_field(action: Any) -> None:
    assert read(Customer, {"ActionID": action, "CustomerID": 7}) == Customer(id=7)


def test_ids_may_be_texts() -> None:
    assert read(Ticket, {"TicketID": "17", "CustomerID": "4"}) == Ticket(id=17, customer_id=4)
    assert read(Account, {"AccountID": "acme-7"}).id == "acme-7"


def test_a_status_of_ones_own_is_a_status() -> None:
    assert read(Ticket, {"TicketStatus": "Waiting for parts"}).status == "Waiting for parts"


def test_the_version_stands_beside_the_ticket() -> None:
    ticket = read(Ticket, {"TicketID": 5, "ETag": '"5-470"'})
    assert ticket.version == '"5-470"'
    assert ticket.to_wire() == {"TicketID": 5}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Ticket, None),
        (Ticket, []),
        (Ticket, "OK"),
        (Ticket, {"TicketID": {}}),
        (Ticket, {"TicketCreatedDate": "yesterday"}),
        (Ticket, {"Tags": "one"}),
        (Receipt, {"Clocks": ["Resolution"]}),
        (Receipt, {"Clocks": [{"Lines": 4}]}),
    ],
)
def test_what_cannot_be_read_is_said(kind: Any, value: Any) -> None:
    with pytest.raises(UnreadableAnswer, match=kind.__name__):
        read(kind, value)


def test_names_are_put_together() -> None:
    assert read(Contact, {"Firstname": "John", "Lastname": None}).name == "John"
    assert read(Ticket, {"EndUserFirstName": "John", "EndUserLastName": "Smith"}).contact_name == "John Smith"
