"""The SDK against a strict Atera: what works there works, and what Atera has not is said before anything is sent."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from deskhand_client import (
    AsyncClient,
    BadArgument,
    BadRequest,
    Client,
    NotFound,
    NotSupported,
    OutcomeUnknown,
    Patience,
    Unauthorized,
)
from tests.client.atera import DROP, Atera
from tests.client.case import Case, awaited, name_of, taken
from tests.client.cases import CASES
from tests.client.things import FIELD, Things, make_things

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
QUICK = Patience(retries=2, first=0.001)


@pytest.fixture
def atera() -> Iterator[Atera]:
    """An Atera with a customer, two contacts, three tickets and what belongs to them, and nothing of ours."""
    with Atera(
        customers=[{"CustomerID": 4, "CustomerName": "Acme", "LastModified": "2026-11-02T09:00:00"}],
        contacts=[
            {"EndUserID": 7, "CustomerID": 4, "Firstname": "John", "Email": "john@acme.example"},
            {"EndUserID": 8, "CustomerID": 4, "Firstname": "Mary", "Email": "mary@acme.example"},
        ],
        tickets=[
            {
                "TicketID": number,
                "TicketTitle": f"Ticket {number}",
                "TicketStatus": "Waiting for parts" if number == 2 else "Closed",
                "CustomerID": 4,
                "EndUserID": 7,
                "TicketCreatedDate": f"2026-11-0{number}T09:00:00Z",
                "TicketResolvedDate": "",
                "TechnicianFirstCommentDate": "2026-11-02T09:00:00",
                "FirstComment": "It does not work",
            }
            for number in (1, 2, 3)
        ],
        comments={1: [{"Date": "2026-11-01T09:00:00Z", "Comment": "Looking", "IsInternal": True, "FirstName": "Ann"}]},
        work=[
            {
                "WorkHoursID": 9,
                "TicketID": 1,
                "StartWorkHour": "2026-11-02T09:00:00Z",
                "EndWorkHour": "2026-11-02T10:30:00Z",
                "Billiable": True,
                "Description": "Looked",
            }
        ],
        custom_fields=[{"Name": FIELD, "DataType": "Text", "Target": "Ticket"}],
        values={("ticket", 1): [{"ItemId": 1, "FieldName": FIELD, "ValueAsString": "SN-1", "ValueAsBool": False}]},
    ) as started:
        yield started


@pytest.fixture
def client(atera: Atera) -> Iterator[Client]:
    with Client(atera.url, atera.key, server="atera", patience=QUICK) as opened:
        yield opened


@pytest.fixture
def things(client: Client, atera: Atera) -> Things:
    made = make_things(client, 3, "Things & Co")
    client.tickets.update(made.ticket.id, technician_id=3)
    atera.asked.clear()
    return made


AT_ATERA = [case for case in CASES if case.atera]
NOT_AT_ATERA = [case for case in CASES if not case.atera and case.name not in ("carry", "send", "stream")]


@pytest.mark.parametrize("case", AT_ATERA, ids=name_of)
def test_what_works_at_atera(client: Client, things: Things, case: Case) -> None:
    if case.raises is not None:
        with pytest.raises(case.raises):
            taken(case.call(client, things))
        return
    got = taken(case.call(client, things))
    assert case.good(got, things), got


@pytest.mark.parametrize("case", NOT_AT_ATERA, ids=name_of)
async def test_what_atera_has_not_is_said_before_anything_is_sent(atera: Atera, things: Things, case: Case) -> None:
    with Client(atera.url, atera.key, server="atera") as blocking, pytest.raises((NotSupported, BadArgument)):
        taken(case.call(blocking, things))
    async with AsyncClient(atera.url, atera.key, server="atera") as awaiting:
        with pytest.raises((NotSupported, BadArgument)):
            await awaited(lambda: case.call(awaiting, things))
    assert atera.asked == []


def test_a_ticket_of_atera_s_is_read(client: Client) -> None:
    ticket = client.tickets.get(2)
    assert (ticket.status, ticket.number, ticket.description, ticket.version) == ("Waiting for parts", "", "", "")
    assert (ticket.first_response_at, ticket.resolved_at) == (NINE, None)
    assert ticket.extra == {}


def test_a_list_is_walked_to_its_end(client: Client, atera: Atera) -> None:
    assert [one.id for one in client.tickets.list(per_page=2)] == [3, 2, 1]
    assert [one.id for one in client.tickets.list(customer_id=4, status="Closed", per_page=1)] == [3, 1]
    assert client.tickets.list().total() == 3
    assert [asked.query.get("ticketStatus") for asked in atera.asked[2:4]] == ["Closed", "Closed"]


def test_what_was_said_and_worked_is_read(client: Client) -> None:
    [comment] = client.tickets.comments(1)
    assert (comment.id, comment.text, comment.internal, comment.first_name) == (None, "Looking", True, "Ann")
    [entry] = client.tickets.work_hours(1)
    assert (entry.id, entry.start, entry.seconds, entry.billable, entry.notes) == (9, NINE, None, True, "Looked")
    [record] = client.work_hours.list(start=date(2026, 11, 2), end=date(2026, 11, 3))
    assert (record.id, record.customer_id, record.contact_id) == (9, 4, 7)
    value = client.custom_fields.value("ticket", 1, FIELD)
    assert value is not None
    assert value.text == "SN-1"


def test_the_key_goes_as_bearer(client: Client, atera: Atera) -> None:
    client.tickets.get(1)
    assert atera.asked[0].headers["authorization"] == f"Bearer {atera.key}"
    assert "idempotency-key" not in atera.asked[0].headers


def test_a_key_that_atera_does_not_know_is_told_as_such(atera: Atera) -> None:
    with Client(atera.url, "another", server="atera") as client, pytest.raises(Unauthorized) as told:
        client.account.get()
    assert str(told.value) == "The server does not know this key"
    with Client(atera.url, atera.key, server="deskhand") as client, pytest.raises(Unauthorized):
        client.account.get()


def test_what_atera_refuses_says_why(client: Client) -> None:
    with pytest.raises(BadRequest, match="'Urgent' is none of Low, Medium"):
        client.tickets.create("x", contact_id=7, priority="Urgent", description="x")
    with pytest.raises(NotFound, match="There is no TicketID 99"):
        client.tickets.get(99)


def test_what_atera_wants_to_have_is_asked_for_before_anything_is_sent(client: Client, atera: Atera) -> None:
    with pytest.raises(BadArgument, match="pass technician_id or contact_id"):
        client.tickets.comment(1, "Hello")
    with pytest.raises(BadArgument, match="pass description"):
        client.tickets.create("x", contact_id=7)
    assert atera.asked == []


def test_a_lost_answer_to_a_new_ticket_is_in_doubt_and_not_sent_again(client: Client, atera: Atera) -> None:
    atera.faults = [DROP]
    with pytest.raises(OutcomeUnknown, match="Look before you send it again"):
        client.tickets.create("Once", description="Once", contact_id=7)
    assert [one["TicketTitle"] for one in atera.tickets].count("Once") == 1


@pytest.mark.parametrize("fault", [DROP, 429, 502, 503])
def test_a_change_is_sent_again(client: Client, atera: Atera, fault: int | str) -> None:
    atera.faults = [fault]
    assert client.tickets.update(1, title="Changed").title == "Changed"
    assert atera.faults == []


def test_a_delete_whose_answer_was_lost_is_done(client: Client, atera: Atera) -> None:
    atera.faults = [DROP]
    client.tickets.delete(1)
    assert [one["TicketID"] for one in atera.tickets] == [2, 3]


def test_too_many_requests_are_waited_for_also_by_a_new_ticket(client: Client, atera: Atera) -> None:
    atera.faults = [429, 429]
    assert client.tickets.create("Once", description="Once", contact_id=7).title == "Once"
    assert [one["TicketTitle"] for one in atera.tickets].count("Once") == 1
