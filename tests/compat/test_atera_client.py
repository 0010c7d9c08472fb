"""The untouched `atera-client` from PyPI, generated from Atera's own API description, drives every call it has.

Nothing of the client is configured but its host and its key. Each of its methods has a drive below of the same name,
and a method without one fails the test.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import httpx
import pytest
from atera_client import (
    ApiClient,
    ContactApi,
    CreateContactDTO,
    CreateCustomerDTO,
    CreateTicketDTO,
    CustomerApi,
    TicketApi,
    UpdateContactDTO,
    UpdateCustomerDTO,
    UpdateTicketDTO,
)
from atera_client.rest import ApiException

from deskhand.core.ticket import Impact, Priority, Status, TicketType
from tests.compat.conftest import Account, make_account
from tests.servers.deskhand import Server

# The generated client asks urllib3 for headers by a method that is going away, whenever it shows them.
pytestmark = pytest.mark.filterwarnings("ignore:HTTPResponse.getheaders")

CLASSES = (TicketApi, ContactApi, CustomerApi)
NOT_SERVED = {"customer_post_0", "customer_post_1"}  # a customer's folders and attachments

WIRE_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "str": (str,),
    "bool": (bool,),
    "datetime": (str,),
}
READ_TYPES = {"int": int, "float": float, "str": str, "bool": bool, "datetime": datetime}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def methods() -> list[str]:
    """Every call that the client's classes have, by introspection."""
    return [
        name
        for api in CLASSES
        for name in vars(api)
        if not name.startswith("_") and not name.endswith("_with_http_info") and name not in NOT_SERVED
    ]


class Desk:
    """The client, pointed at an account, and what tests need beside it that the client cannot do."""

    def __init__(self, client: ApiClient, account: Account, http: httpx.Client, began: datetime) -> None:
        self.account = account
        self.cast = account.cast
        self.http = http
        self.began = began.replace(microsecond=0)
        self.client = client
        self.client.configuration.host = account.url
        self.client.configuration.api_key["X-API-KEY"] = account.key
        self.tickets, self.contacts, self.customers = (api(self.client) for api in CLASSES)

    def read(self, answer: Any) -> Any:
        """What a call read, once every key its model knows was on the wire, and of its type there and here."""
        check_types(answer, json.loads(self.client.last_response.data))
        return answer

    def open(self, title: str = "Printer on fire", **more: Any) -> int:
        """A ticket for John, made by the client; its id."""
        ticket = CreateTicketDTO(ticket_title=title, description="It burns.", end_user_id=self.cast.john.id, **more)
        return int(self.tickets.ticket_post(ticket).action_id)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the client has no call for."""
        answer = self.http.post(path, json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    @property
    def recently(self) -> "Recently":
        """Equal to any instant of this test."""
        return Recently(self.began)

    @property
    def soon(self) -> "Soon":
        """Equal to any instant that the built-in policy may have promised in this test."""
        return Soon()


class Soon:
    """Equal to any aware instant, of whole seconds, in the next three days."""

    def __eq__(self, other: object) -> bool:
        now = datetime.now(UTC)
        return isinstance(other, datetime) and now < other <= now + timedelta(days=3) and other.microsecond == 0

    __hash__ = None  # type: ignore[assignment]


class Recently:
    """Equal to any aware instant, of whole seconds, since the test began."""

    def __init__(self, began: datetime) -> None:
        self.began = began

    def __eq__(self, other: object) -> bool:
        return isinstance(other, datetime) and self.began <= other <= datetime.now(UTC) and other.microsecond == 0

    __hash__ = None  # type: ignore[assignment]


@pytest.fixture(scope="session")
def client() -> Iterator[ApiClient]:
    """One client for all tests, since making one reads every certificate of the machine."""
    made = ApiClient()
    yield made
    made.rest_client.pool_manager.clear()


@pytest.fixture
def desk(client: ApiClient, server: Server, database_url: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    began = datetime.now(UTC)
    account = make_account(database_url, server.url, request.node.nodeid, ids_from=40_000)
    with account.client() as http:
        yield Desk(client, account, http, began)


def check_types(model: Any, wire: dict[str, Any]) -> None:
    """Every attribute of a model was sent, and has its declared type on the wire and as it was read."""
    for attribute, declared in model.swagger_types.items():
        assert model.attribute_map[attribute] in wire, f"no {model.attribute_map[attribute]} on the wire"
        check_type(declared, getattr(model, attribute), wire[model.attribute_map[attribute]])


def check_type(declared: str, read: Any, sent: Any) -> None:
    """One value, of a declared type, is that on the wire and as it was read."""
    if sent is None:
        assert read is None
    elif declared.startswith("list["):
        assert len(read) == len(sent)
        for one_read, one_sent in zip(read, sent, strict=True):
            check_type(declared.removeprefix("list[").removesuffix("]"), one_read, one_sent)
    elif declared in WIRE_TYPES:
        assert type(sent) in WIRE_TYPES[declared], (declared, sent)
        assert type(read) is READ_TYPES[declared], (declared, read)
        assert declared != "datetime" or INSTANT.fullmatch(sent)
    else:
        check_types(read, sent)


def some_ticket(desk: Desk, ticket_id: int) -> dict[str, Any]:
    """What `Desk.open` makes, as the client reads it."""
    no_time = {
        f"{kind}_duration_{unit}": 0
        for kind in ("on_site", "off_site", "on_sla", "off_sla", "total")
        for unit in ("seconds", "minutes")
    }
    return {
        "ticket_id": ticket_id,
        "ticket_title": "Printer on fire",
        "ticket_number": str(ticket_id),
        "ticket_priority": "Medium",
        "ticket_impact": None,
        "ticket_status": "Open",
        "ticket_source": "API",
        "ticket_type": "Problem",
        "end_user_id": desk.cast.john.id,
        "end_user_email": "john.smith@acme.example",
        "end_user_first_name": "John",
        "end_user_last_name": "Smith",
        "end_user_phone": None,
        "ticket_resolved_date": None,
        "ticket_created_date": desk.recently,
        "technician_first_comment_date": None,
        "first_response_due_date": desk.soon,
        "closed_ticket_due_date": desk.soon,
        "first_comment": "It burns.",
        "last_end_user_comment": None,
        "last_end_user_comment_timestamp": None,
        "last_technician_comment": None,
        "last_technician_comment_timestamp": None,
        "customer_id": desk.cast.acme.id,
        "customer_name": "Acme Corporation",
        "customer_business_number": None,
        "technician_contact_id": None,
        "technician_full_name": None,
        "technician_email": None,
        "contract_id": None,
        **no_time,
    }


def with_tom(desk: Desk) -> dict[str, Any]:
    return {
        "technician_contact_id": desk.cast.tom.id,
        "technician_full_name": "Tom Field",
        "technician_email": "tom@brightwater.example",
    }


# Tickets


def ticket_post(desk: Desk) -> None:
    sent = {
        "ticket_title": "Mail is down",
        "description": "Since nine o'clock – für alle 📧",
        "ticket_priority": "High",
        "ticket_impact": "SiteDown",
        "ticket_status": "Pending",
        "ticket_type": "Incident",
    }
    created = desk.tickets.ticket_post(
        CreateTicketDTO(**sent, end_user_id=desk.cast.mary.id, technician_contact_id=desk.cast.tom.id)
    )
    ticket = desk.read(desk.tickets.ticket_get_0(int(created.action_id)))
    mary = {
        "end_user_id": desk.cast.mary.id,
        "end_user_email": "mary.jones@acme.example",
        "end_user_first_name": "Mary",
        "end_user_last_name": "Jones",
    }
    first = {"first_comment": sent.pop("description")}
    expected = some_ticket(desk, int(created.action_id)) | sent | first | mary | with_tom(desk)
    assert ticket.to_dict() == expected

    stranger = CreateTicketDTO(
        ticket_title="First day",
        description="Who do I ask?",
        end_user_email="New.Joiner@acme.example",
        end_user_first_name="New",
        end_user_last_name="Joiner",
    )
    ticket = desk.tickets.ticket_get_0(int(desk.tickets.ticket_post(stranger).action_id))
    assert ticket.end_user_email == "New.Joiner@acme.example"
    assert (ticket.end_user_first_name, ticket.end_user_last_name) == ("New", "Joiner")
    assert ticket.customer_id == desk.cast.acme.id
    assert desk.contacts.contact_get_0(ticket.end_user_id).email == "New.Joiner@acme.example"


def ticket_get_0(desk: Desk) -> None:
    ticket_id = desk.open()
    desk.post(
        f"/tickets/{ticket_id}/comments",
        {"CommentText": "Which floor?", "IsInternal": False, "TechnicianContactID": desk.cast.tom.id},
    )
    desk.post(f"/tickets/{ticket_id}/comments", {"CommentText": "The third.", "EndUserID": desk.cast.john.id})
    log_work(desk, ticket_id, minutes=30, billable=True, on_site=True)
    log_work(desk, ticket_id, minutes=15, billable=False, on_site=False)
    ticket = desk.read(desk.tickets.ticket_get_0(ticket_id))
    assert ticket.to_dict() == some_ticket(desk, ticket_id) | {
        "technician_first_comment_date": desk.recently,
        "last_technician_comment": "Which floor?",
        "last_technician_comment_timestamp": desk.recently,
        "last_end_user_comment": "The third.",
        "last_end_user_comment_timestamp": desk.recently,
        "on_site_duration_seconds": 1800,
        "on_site_duration_minutes": 30,
        "off_site_duration_seconds": 900,
        "off_site_duration_minutes": 15,
        "on_sla_duration_seconds": 2700,
        "on_sla_duration_minutes": 45,
        "total_duration_seconds": 2700,
        "total_duration_minutes": 45,
    }


def ticket_get(desk: Desk) -> None:
    ids = [desk.open(f"Ticket {number}", technician_contact_id=desk.cast.tom.id) for number in range(23)]
    other = desk.post("/tickets", {"TicketTitle": "Flour is out", "CustomerID": desk.cast.bakers.id})["TicketID"]
    assert read_pages(desk, desk.tickets.ticket_get, "ticket_id") == [other, *reversed(ids)]
    assert read_pages(desk, desk.tickets.ticket_get, "ticket_id", customer_id=desk.cast.acme.id) == ids[::-1]
    assert read_pages(desk, desk.tickets.ticket_get, "ticket_id", ticket_status="Pending") == []
    shown = desk.read(desk.tickets.ticket_get(items_in_page=2)).items[1]
    assert shown.to_dict() == some_ticket(desk, ids[-1]) | {"ticket_title": "Ticket 22"} | with_tom(desk)
    assert [
        found.items_in_page for found in (desk.tickets.ticket_get(), desk.tickets.ticket_get(items_in_page=99))
    ] == [
        20,
        50,
    ]


def ticket_put(desk: Desk) -> None:
    updates(desk, desk.tickets.ticket_put)


def ticket_put_0(desk: Desk) -> None:
    updates(desk, desk.tickets.ticket_put_0)


def updates(desk: Desk, update: Callable[..., Any]) -> None:
    ticket_id = desk.open()
    change = UpdateTicketDTO(
        ticket_title="Printer smokes",
        ticket_status="Resolved",
        ticket_type="Change",
        ticket_priority="Critical",
        ticket_impact="Crisis",
        technician_contact_id=desk.cast.tom.id,
    )
    assert update(ticket_id, change).action_id == str(ticket_id)
    expected = (
        some_ticket(desk, ticket_id)
        | with_tom(desk)
        | {
            "ticket_title": "Printer smokes",
            "ticket_status": "Resolved",
            "ticket_resolved_date": desk.recently,
            "ticket_type": "Change",
            "ticket_priority": "Critical",
            "ticket_impact": "Crisis",
        }
    )
    assert desk.read(desk.tickets.ticket_get_0(ticket_id)).to_dict() == expected
    update(ticket_id, UpdateTicketDTO(ticket_status="Open"))
    reopened = expected | {"ticket_status": "Open", "ticket_resolved_date": None}
    assert desk.read(desk.tickets.ticket_get_0(ticket_id)).to_dict() == reopened


def ticket_delete(desk: Desk) -> None:
    ticket_id = desk.open()
    assert desk.tickets.ticket_delete(ticket_id) == {"ActionID": ticket_id, "Success": True}
    assert refusal(lambda: desk.tickets.ticket_get_0(ticket_id)) == (404, "Ticket not found")
    assert desk.tickets.ticket_get().total_item_count == 0


def ticket_track_status_modified(desk: Desk) -> None:
    ids = [desk.open(f"Ticket {number}") for number in range(12)]
    for ticket_id in ids[:11]:
        desk.tickets.ticket_put(ticket_id, UpdateTicketDTO(ticket_status="Resolved"))
    desk.tickets.ticket_put(ids[0], UpdateTicketDTO(ticket_status="Closed"))
    changed = read_pages(desk, desk.tickets.ticket_track_status_modified, "ticket_id", items_in_page=4)
    assert changed == [*ids[1:11], ids[0]]  # in the order in which their status changed
    first, *_, last = desk.tickets.ticket_track_status_modified().items
    assert first.to_dict() == some_ticket(desk, ids[1]) | {
        "ticket_title": "Ticket 1",
        "ticket_status": "Resolved",
        "ticket_resolved_date": desk.recently,
    }
    assert last.ticket_status == "Closed"


def ticket_get_comments(desk: Desk) -> None:
    ticket_id = desk.open()
    comments = f"/tickets/{ticket_id}/comments"
    desk.post(comments, {"CommentText": "On my way", "IsInternal": False, "TechnicianContactID": desk.cast.tom.id})
    desk.post(comments, {"CommentText": "Hurry!", "EndUserID": desk.cast.john.id})
    desk.post(comments, {"CommentText": "Seen by a robot"})
    found = desk.read(desk.tickets.ticket_get_comments(ticket_id))
    tom = {
        "technician_contact_id": desk.cast.tom.id,
        "email": "tom@brightwater.example",
        "first_name": "Tom",
        "last_name": "Field",
    }
    john = {
        "end_user_id": desk.cast.john.id,
        "email": "john.smith@acme.example",
        "first_name": "John",
        "last_name": "Smith",
    }
    nobody = dict.fromkeys(("technician_contact_id", "end_user_id", "email", "first_name", "last_name"))
    assert [comment.to_dict() for comment in found.items] == [
        {**nobody, **tom, "_date": desk.recently, "comment": "On my way", "is_internal": False},
        {**nobody, **john, "_date": desk.recently, "comment": "Hurry!", "is_internal": False},
        {**nobody, "_date": desk.recently, "comment": "Seen by a robot", "is_internal": True},
    ]
    for number in range(8):
        desk.post(comments, {"CommentText": f"Note {number}"})
    texts = read_pages(desk, lambda **page: desk.tickets.ticket_get_comments(ticket_id, **page), "comment")
    assert texts == ["On my way", "Hurry!", "Seen by a robot", *(f"Note {number}" for number in range(8))]


NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)


def log_work(desk: Desk, ticket_id: int, *, minutes: int, billable: bool, on_site: bool) -> int:
    """Work by Tom from nine o'clock on; the entry's id."""
    entry = {
        "TechnicianContactID": desk.cast.tom.id,
        "StartDate": NINE.isoformat(),
        "EndDate": (NINE + timedelta(minutes=minutes)).isoformat(),
        "IsBillable": billable,
        "OnCustomerSite": on_site,
        "Notes": f"{minutes} minutes of water",
    }
    return int(desk.post(f"/tickets/{ticket_id}/workhours", entry)["WorkHourID"])


def worked_ticket(desk: Desk) -> int:
    """A ticket with 90 billable minutes, 60 of them on site, and 20 that are not billed."""
    ticket_id = desk.open()
    log_work(desk, ticket_id, minutes=60, billable=True, on_site=True)
    log_work(desk, ticket_id, minutes=30, billable=True, on_site=False)
    log_work(desk, ticket_id, minutes=20, billable=False, on_site=False)
    return ticket_id


def in_hours(ticket_id: int, *, total: float, on_site: float, off_site: float) -> dict[str, Any]:
    return {
        "ticket_id": ticket_id,
        "total_duration_hours": total,
        "on_site_duration_hours": on_site,
        "off_site_duration_hours": off_site,
        "on_sla_duration_hours": total,
        "off_sla_duration_hours": 0.0,
    }


def ticket_get_billable_duration(desk: Desk) -> None:
    ticket_id = worked_ticket(desk)
    found = desk.read(desk.tickets.ticket_get_billable_duration(ticket_id))
    assert found.to_dict() == in_hours(ticket_id, total=1.5, on_site=1.0, off_site=0.5)


def ticket_get_non_billable_duration(desk: Desk) -> None:
    ticket_id = worked_ticket(desk)
    found = desk.read(desk.tickets.ticket_get_non_billable_duration(ticket_id))
    assert found.to_dict() == in_hours(ticket_id, total=0.33, on_site=0.0, off_site=0.33)


def ticket_get_workhours(desk: Desk) -> None:
    ticket_id = worked_ticket(desk)
    found = desk.read(desk.tickets.ticket_get_workhours(ticket_id))
    assert found.to_dict() == {
        "ticket_id": ticket_id,
        "billable": in_hours(ticket_id, total=1.5, on_site=1.0, off_site=0.5),
        "non_billable": in_hours(ticket_id, total=0.33, on_site=0.0, off_site=0.33),
    }


def ticket_get_workhours_records(desk: Desk) -> None:
    ticket_id = desk.open()
    made = {
        log_work(desk, ticket_id, minutes=minutes, billable=bool(minutes % 2), on_site=bool(minutes % 3)): minutes
        for minutes in range(1, 12)
    }
    records = read_pages(
        desk, lambda **page: desk.tickets.ticket_get_workhours_records(ticket_id, **page), "work_hours_id"
    )
    assert records == list(made)
    for record in desk.read(desk.tickets.ticket_get_workhours_records(ticket_id)).items:
        minutes = made[record.work_hours_id]
        assert record.to_dict() == {
            "ticket_id": ticket_id,
            "work_hours_id": record.work_hours_id,
            "start_work_hour": NINE,
            "end_work_hour": NINE + timedelta(minutes=minutes),
            "technician_contact_id": desk.cast.tom.id,
            "technician_full_name": "Tom Field",
            "technician_email": "tom@brightwater.example",
            "billiable": bool(minutes % 2),
            "on_customer_site": bool(minutes % 3),
            "description": f"{minutes} minutes of water",
        }


# Contacts

CONTACT: dict[str, Any] = {
    "email": "Ann.Other@acme.example",
    "firstname": "Ann",
    "lastname": "Other",
    "job_title": "Head of Ovens",
    "phone": "+44 20 7946 0001",
    "mobile_phone": "+44 7700 900001",
    "is_contact_person": True,
    "in_ignore_mode": True,
}


def some_contact(desk: Desk, contact_id: int) -> dict[str, Any]:
    made = {"end_user_id": contact_id, "created_on": desk.recently, "last_modified": desk.recently}
    return {**CONTACT, **made, "customer_id": desk.cast.acme.id, "customer_name": "Acme Corporation"}


def new_contact(desk: Desk) -> int:
    return int(desk.contacts.contact_post(CreateContactDTO(**CONTACT, customer_id=desk.cast.acme.id)).action_id)


def contact_post(desk: Desk) -> None:
    contact_id = new_contact(desk)
    assert desk.read(desk.contacts.contact_get_0(contact_id)).to_dict() == some_contact(desk, contact_id)
    named = desk.contacts.contact_post(CreateContactDTO(email="baker@elsewhere.example", customer_name="Bakers & Sons"))
    assert desk.contacts.contact_get_0(int(named.action_id)).customer_id == desk.cast.bakers.id


def contact_get_0(desk: Desk) -> None:
    john = desk.read(desk.contacts.contact_get_0(desk.cast.john.id))
    empty = {"job_title": "", "phone": "", "mobile_phone": "", "is_contact_person": False, "in_ignore_mode": False}
    assert john.to_dict() == {
        **some_contact(desk, desk.cast.john.id),
        **empty,
        "email": "john.smith@acme.example",
        "firstname": "John",
        "lastname": "Smith",
        "created_on": desk.recently,
        "last_modified": desk.recently,
    }


def contact_get(desk: Desk) -> None:
    ann = new_contact(desk)
    cast = [desk.cast.pete.id, desk.cast.mary.id, desk.cast.john.id]
    more = [
        int(
            desk.contacts.contact_post(
                CreateContactDTO(email=f"n{n}@bakers.example", customer_id=desk.cast.bakers.id)
            ).action_id
        )
        for n in range(9)
    ]
    everybody = read_pages(desk, desk.contacts.contact_get, "end_user_id")
    assert everybody == [*reversed(more), ann, *cast]
    assert read_pages(desk, desk.contacts.contact_get, "end_user_id", search_options_email="OTHER@acme") == [ann]
    assert read_pages(desk, desk.contacts.contact_get, "end_user_id", search_options_phone="7700 900001") == [ann]
    found = desk.read(desk.contacts.contact_get(search_options_email="ann.other"))
    assert [contact.to_dict() for contact in found.items] == [some_contact(desk, ann)]


def contact_put(desk: Desk) -> None:
    contact_updates(desk, desk.contacts.contact_put)


def contact_put_0(desk: Desk) -> None:
    contact_updates(desk, desk.contacts.contact_put_0)


def contact_updates(desk: Desk, update: Callable[..., Any]) -> None:
    contact_id = new_contact(desk)
    change = {
        "firstname": "Anna",
        "lastname": "Otherwise",
        "job_title": "Head of Mixers",
        "phone": "1",
        "mobile_phone": "2",
        "is_contact_person": False,
        "in_ignore_mode": False,
    }
    assert update(contact_id, UpdateContactDTO(**change)).action_id == str(contact_id)
    expected = some_contact(desk, contact_id) | change
    assert desk.read(desk.contacts.contact_get_0(contact_id)).to_dict() == expected
    update(contact_id, UpdateContactDTO(job_title="Retired"))
    assert desk.contacts.contact_get_0(contact_id).to_dict() == expected | {"job_title": "Retired"}


def contact_delete(desk: Desk) -> None:
    contact_id = new_contact(desk)
    assert desk.contacts.contact_delete(contact_id) == {"ActionID": contact_id, "Success": True}
    assert desk.contacts.contact_get(search_options_email=CONTACT["email"]).items == []
    # Archived, so that old tickets still name it.
    assert desk.read(desk.contacts.contact_get_0(contact_id)).to_dict() == some_contact(desk, contact_id)


# Customers

CUSTOMER: dict[str, Any] = {
    "customer_name": "Crisp & Co – Öfen",
    "business_number": "DE 123",
    "domain": "crisp.example",
    "address": "1 High Street",
    "city": "Springfield",
    "state": "Ohio",
    "country": "United States",
    "phone": "+1 555 0100",
    "fax": "+1 555 0101",
    "notes": "Pays late.\nSecond line.",
    "links": "https://crisp.example",
    "longitude": -83.8,
    "latitude": 39.9,
    "zip_code_str": "45501",
}


def some_customer(desk: Desk, customer_id: int) -> dict[str, Any]:
    made = {"customer_id": customer_id, "created_on": desk.recently, "last_modified": desk.recently, "logo": None}
    return {**CUSTOMER, **made}


def new_customer(desk: Desk) -> int:
    return int(desk.customers.customer_post(CreateCustomerDTO(**CUSTOMER)).action_id)


def customer_post(desk: Desk) -> None:
    customer_id = new_customer(desk)
    assert desk.read(desk.customers.customer_get_0(customer_id)).to_dict() == some_customer(desk, customer_id)


def customer_get_0(desk: Desk) -> None:
    acme = desk.read(desk.customers.customer_get_0(desk.cast.acme.id))
    empty = dict.fromkeys(CUSTOMER, "") | {"longitude": None, "latitude": None}
    expected = some_customer(desk, desk.cast.acme.id) | empty
    assert acme.to_dict() == expected | {"customer_name": "Acme Corporation", "domain": "acme.example"}


def customer_get(desk: Desk) -> None:
    more = [int(desk.customers.customer_post(CreateCustomerDTO(customer_name=f"No {n}")).action_id) for n in range(9)]
    crisp = new_customer(desk)
    everybody = read_pages(desk, desk.customers.customer_get, "customer_id")
    assert everybody == [crisp, *reversed(more), desk.cast.bakers.id, desk.cast.acme.id]
    assert desk.read(desk.customers.customer_get(items_in_page=1)).items[0].to_dict() == some_customer(desk, crisp)


def customer_put(desk: Desk) -> None:
    customer_updates(desk, desk.customers.customer_put)


def customer_put_0(desk: Desk) -> None:
    customer_updates(desk, desk.customers.customer_put_0)


def customer_updates(desk: Desk, update: Callable[..., Any]) -> None:
    customer_id = new_customer(desk)
    change: dict[str, Any] = {
        name: f"{value}!" for name, value in CUSTOMER.items() if isinstance(value, str) and name != "domain"
    }
    change |= {"domain": "crisp-ovens.example", "longitude": 13.4, "latitude": 52.5}
    assert update(customer_id, UpdateCustomerDTO(**change)).action_id == str(customer_id)
    expected = some_customer(desk, customer_id) | change
    assert desk.read(desk.customers.customer_get_0(customer_id)).to_dict() == expected
    update(customer_id, UpdateCustomerDTO(city="Berlin"))
    assert desk.customers.customer_get_0(customer_id).to_dict() == expected | {"city": "Berlin"}


def customer_delete(desk: Desk) -> None:
    customer_id = new_customer(desk)
    assert desk.customers.customer_delete(customer_id) == {"ActionID": customer_id, "Success": True}
    assert customer_id not in read_pages(desk, desk.customers.customer_get, "customer_id")
    assert desk.read(desk.customers.customer_get_0(customer_id)).to_dict() == some_customer(desk, customer_id)


# What all of them have in common


def read_pages(
    desk: Desk, call: Callable[..., Any], attribute: str, items_in_page: int = 10, **query: Any
) -> list[Any]:
    """One attribute of every item of a list, its pages read until `next_link` is empty, and each checked."""
    found: list[Any] = []
    while True:
        page = desk.read(call(page=len(found) // items_in_page + 1, items_in_page=items_in_page, **query))
        found += [getattr(item, attribute) for item in page.items]
        assert page.items_in_page == items_in_page
        assert page.total_pages == -(-page.total_item_count // items_in_page)
        if not page.next_link:
            assert page.next_link == ""
            assert len(found) == page.total_item_count
            return found
        assert len(page.items) == items_in_page
        assert page.next_link.startswith(desk.account.url)


def refusal(call: Callable[[], Any]) -> tuple[int, str]:
    """Status and message of the refusal that a call meets."""
    with pytest.raises(ApiException) as caught:
        call()
    body = json.loads(caught.value.body)
    return caught.value.status, body["message"]


@pytest.mark.parametrize("method", methods())
def test_every_call_does_what_it_says(desk: Desk, method: str) -> None:
    assert method in globals(), f"the client has {method}, and nothing here drives it"
    globals()[method](desk)


def test_the_excepted_calls_are_the_clients() -> None:
    assert set(vars(CustomerApi)) >= NOT_SERVED


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("ticket_priority", Priority),
        ("ticket_impact", Impact),
        ("ticket_type", TicketType),
        ("ticket_status", Status),
    ],
)
def test_the_client_reads_every_closed_value(desk: Desk, field: str, values: type[StrEnum]) -> None:
    for value in values:  # the client raises ValueError on one that it does not know
        assert getattr(desk.tickets.ticket_get_0(desk.open(**{field: value.value})), field) == value.value


def test_a_refusal_reaches_the_client_with_its_message(desk: Desk) -> None:
    assert refusal(lambda: desk.tickets.ticket_get_0(999_999)) == (404, "Ticket not found")
    assert refusal(lambda: desk.tickets.ticket_get_0("abc")) == (400, "Invalid ticket ID")
    assert refusal(lambda: desk.tickets.ticket_get(ticket_status="Lost")) == (400, "Invalid status")
    nobody = CreateTicketDTO(ticket_title="For whom?", description="", end_user_id=999_999)
    assert refusal(lambda: desk.tickets.ticket_post(nobody)) == (400, "Customer not found")
    desk.client.configuration.api_key["X-API-KEY"] = "dh_1_wrong"
    assert refusal(desk.tickets.ticket_get) == (401, "Unauthorized")


def test_calls_with_headers_and_in_threads(desk: Desk) -> None:
    ticket, status, headers = desk.tickets.ticket_get_0_with_http_info(desk.open())
    assert (ticket.ticket_title, status, headers["Content-Type"]) == ("Printer on fire", 200, "application/json")
    assert int(headers["X-RateLimit-Remaining"]) > 0
    reads = [desk.tickets.ticket_get_0(ticket.ticket_id, async_req=True) for _ in range(8)]
    assert {read.get().ticket_id for read in reads} == {ticket.ticket_id}
