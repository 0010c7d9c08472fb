"""Every example in our OpenAPI document is sent as it stands, or compared with what the API answers.

They are the brief's own, so this account is the brief's too: John Smith is contact 67890, the ticket is 54321.
"""

import asyncio
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from deskhand.api.openapi import openapi
from deskhand.core.actor import Actor, ActorKind, Role, system
from deskhand.core.fields import Target
from deskhand.core.ticket import Priority, Source
from deskhand.database import engine_for
from deskhand.desk.found import found_account
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.departments import DepartmentDraft, create_department
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.fields.define import FieldDraft, define_field
from deskhand.settings import Settings
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Engine, Tx
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from deskhand.worklog.log import WorkDraft, log_work
from tests.cast import make_key
from tests.servers.deskhand import Server

NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)
# What stands in a path: the brief's ids, and those of what the brief does not know of.
IN_PATHS = {
    "ticket_id": 54321,
    "customer_id": 12345,
    "contact_id": 67890,
    "technician_id": 12345,
    "calendar_id": 2,
    "policy_id": 3,
    "department_id": 4,
    "work_hours_id": 22222,
    "custom_field_id": 5,
    "field_name": "Scheduled for",
}
ONE_HOUR_TICKET = 54320  # the brief's billable time is not that of its work hours


def operations(marker: str) -> Iterator[tuple[str, str, Any]]:
    """Method, path and example of every operation that has an example under this name."""
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                example = body.get("content", {}).get("application/json", {}).get(marker)
                if example is not None:
                    yield method, path, example


REQUESTS = list(operations("example"))
ANSWERS = list(operations("x-brief-example"))
READS = {(method, path) for path, methods in openapi()["paths"].items() for method in methods if method == "get"}


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30, verify=False) as opened:
        yield opened


@pytest.fixture
def new_desk(client: httpx.Client, database_url: str, request: pytest.FixtureRequest) -> httpx.Client:
    """The brief's account before John Smith wrote: he and his ticket will get the brief's ids."""
    client.headers["X-API-KEY"] = asyncio.run(make_desk(database_url, request.node.nodeid, written=False))
    return client


@pytest.fixture
def written_desk(client: httpx.Client, database_url: str, request: pytest.FixtureRequest) -> httpx.Client:
    """The brief's account with everything that its answers show."""
    client.headers["X-API-KEY"] = asyncio.run(make_desk(database_url, request.node.nodeid, written=True))
    return client


async def make_desk(database_url: str, name: str, *, written: bool) -> str:
    """The brief's account; a key to it."""
    engine = engine_for(Settings(database_url=database_url))
    await engine.start()
    try:
        return await fill_desk(engine, name, written=written)
    finally:
        await engine.stop()


async def fill_desk(engine: Engine, name: str, *, written: bool) -> str:
    async with engine.chore() as writes:
        account, _ = await found_account(writes, name, begins=NINE - timedelta(days=1))
    async with engine.transaction(account.id) as tx:
        tx.as_of(NINE)
        for counter, last in (("ticket", 54319), ("comment", 11110), ("work_hours", 22220), ("customer", 12344)):
            tx.raise_to(counter, last)  # type: ignore[arg-type]
        await rulebook(tx)  # the built-in calendars 1 and 2, and policy 3
        await people(tx, with_john=written)
        if written:
            await history(tx)
            await beyond_the_brief(tx)
        else:
            tx.raise_to("ticket", 54320)
    return await make_key(engine, account.id)


async def people(tx: Tx, *, with_john: bool) -> None:
    boss = system(tx.account_id)
    for number, first, last, role in ((11111, "Jane", "Tech", Role.ADMIN), (12345, "Tom", "Field", Role.TECHNICIAN)):
        tx.raise_to("person", number - 1)
        email = f"{first}@brightwater.example".lower()
        await create_technician(tx, boss, TechnicianDraft(email=email, first_name=first, last_name=last, role=role))
    acme = await create_customer(tx, boss, CustomerDraft(name="Acme Corporation"))
    tx.raise_to("person", 67889)
    if with_john:
        john = ContactDraft(customer_id=acme.id, email="john.smith@acme.com", first_name="John", last_name="Smith")
        await create_contact(tx, boss, john)


def tom_in(tx: Tx) -> Actor:
    return Actor(account_id=tx.account_id, kind=ActorKind.TECHNICIAN, name="Tom", person_id=12345, role=Role.TECHNICIAN)


async def history(tx: Tx) -> None:
    """John's two tickets; a note and an hour and a half of work on the second, an hour on the first."""
    boss = system(tx.account_id)
    tom = tom_in(tx)
    for title in ("Mouse is lost", "Unable to access email - multiple users affected"):
        draft = TicketDraft(
            title=title,
            priority=Priority.HIGH,
            source=Source.EMAIL,
            requester=Requester(contact_id=67890),
            technician_id=11111,
        )
        await open_ticket(tx, boss, draft)
    hour = WorkDraft(starts_at=NINE, ends_at=NINE + timedelta(hours=1))
    await log_work(tx, tom, ONE_HOUR_TICKET, hour)
    notes = "Initial investigation and resolution"
    await log_work(tx, tom, 54321, WorkDraft(starts_at=NINE, ends_at=NINE + timedelta(minutes=90), notes=notes))
    tx.as_of(NINE + timedelta(minutes=15))
    await reply(tx, tom, 54321, CommentDraft(text="Initial triage: Checking Exchange connectivity"))


async def beyond_the_brief(tx: Tx) -> None:
    """A department, a custom field of each noun, another ticket, and something of Tom's that he did not log."""
    boss = system(tx.account_id)
    await open_ticket(
        tx, boss, TicketDraft(title="Mouse is lost again", source=Source.EMAIL, requester=Requester(contact_id=67890))
    )
    await create_department(tx, boss, DepartmentDraft(name="Support"))
    for target in Target:
        await define_field(tx, boss, FieldDraft(name="Scheduled for", target=target))
    tx.as_of(NINE + timedelta(minutes=105))
    await change_ticket(tx, tom_in(tx), ONE_HOUR_TICKET, TicketChange(tags=("mouse",)))


def assert_contains(whole: Any, part: Any) -> None:
    """Everything in `part` is in `whole`, with the same value."""
    if isinstance(part, dict):
        for name, value in part.items():
            assert_contains(whole[name], value)
    elif isinstance(part, list):
        assert len(whole) == len(part)
        for one, other in zip(whole, part, strict=True):
            assert_contains(one, other)
    else:
        assert (type(whole), whole) == (type(part), part)


def test_the_brief_s_first_requests_get_the_brief_s_answers(new_desk: httpx.Client) -> None:
    """John is created, and then his ticket."""
    examples = {(method, path): example for method, path, example in REQUESTS}
    john = new_desk.post("/api/v3/contacts", json=examples["post", "/api/v3/contacts"])
    assert_contains(john.json(), {"EndUserID": 67890, **examples["post", "/api/v3/contacts"]})
    ticket = new_desk.post("/api/v3/tickets", json=examples["post", "/api/v3/tickets"])
    [expected] = [example for method, path, example in ANSWERS if (method, path) == ("post", "/api/v3/tickets")]
    assert_contains(ticket.json(), {**expected, **examples["post", "/api/v3/tickets"]})


# Reads whose question is a body: a list of tickets.
ASKED_BY_LIST = ("/api/v3/tickets/billableduration", "/api/v3/tickets/billableworkhourssiteduration")
BULK = "/api/v3/tickets/bulk"
IMPORT = "/api/v3/import"
LATER = [request for request in REQUESTS if request[1] not in ("/api/v3/contacts", BULK, IMPORT, *ASKED_BY_LIST)]


@pytest.mark.parametrize(("method", "path", "example"), LATER, ids=[f"{m} {p}" for m, p, _ in LATER])
def test_an_example_of_a_request_does_what_it_says(
    written_desk: httpx.Client, method: str, path: str, example: dict[str, Any]
) -> None:
    """What was sent is in the answer, and under the address where the thing can be read again."""
    answer = written_desk.request(method, path.format_map(IN_PATHS), json=example)
    assert answer.status_code in (200, 201), answer.text
    said, content = dict(example), example.get("ContentBased64")
    if content is not None:  # a file's bytes are behind the link
        del said["ContentBased64"]
        assert written_desk.get(answer.json()["Url"]).content == b64decode(content)
    for does in ("Action", "GapID"):  # what shall be done, and with what
        said.pop(does, None)
    if "CustomerId" in said:
        said["CustomerID"] = said.pop("CustomerId")
    assert_contains(answer.json(), said)
    if path.endswith("_id}") and ("get", path) in READS:
        read = written_desk.get(path.format_map(IN_PATHS)).json()
        if isinstance(read, list):  # what every custom field says of a thing
            [read] = [one for one in read if one["FieldName"] == said["FieldName"]]
        assert_contains(read, said)


@pytest.mark.parametrize("path", ASKED_BY_LIST)
def test_a_list_of_tickets_is_answered_for_each(written_desk: httpx.Client, path: str) -> None:
    [example] = [example for method, asked, example in REQUESTS if asked == path]
    answer = written_desk.post(path, json=example)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert ids_in(found) == example == [54321]


def ids_in(found: Any) -> list[int]:
    """The tickets that an answer tells of, however it nests them."""
    if isinstance(found, dict):
        own = [value for name, value in found.items() if name.lower() == "ticketid"]
        return own + [one for value in found.values() for one in ids_in(value)]
    return [one for value in found for one in ids_in(value)] if isinstance(found, list) else []


def test_many_changes_are_made_as_the_example_says(written_desk: httpx.Client) -> None:
    [example] = [example for method, path, example in REQUESTS if path == BULK]
    answer = written_desk.post(BULK, json=example).json()
    assert (answer["Succeeded"], answer["Failed"]) == (2, 0)
    assert written_desk.get("/api/v3/tickets/54321").json()["TicketPriority"] == "High"
    assert written_desk.get("/api/v3/tickets/54322").status_code == 404


def test_records_are_imported_as_the_example_says(written_desk: httpx.Client) -> None:
    [example] = [example for method, path, example in REQUESTS if path == IMPORT]
    answer = written_desk.post(IMPORT, json=example).json()
    assert (answer["Created"], answer["Refused"]) == (len(example["Records"]), 0)
    ticket = written_desk.get(f"/api/v3/tickets/{answer['items'][-1]['ID']}").json()
    assert_contains(ticket, {**example["Records"][-1]["Record"], "EndUserID": answer["items"][1]["ID"]})


@pytest.mark.parametrize(
    ("path", "example"),
    [(path, example) for method, path, example in ANSWERS if method == "get"],
    ids=[path for method, path, _ in ANSWERS if method == "get"],
)
def test_an_example_of_an_answer_is_the_answer(written_desk: httpx.Client, path: str, example: Any) -> None:
    ticket = ONE_HOUR_TICKET if path.endswith("/billableduration") else 54321
    answer = written_desk.get(path.format(ticket_id=ticket))
    assert answer.status_code == 200, answer.text
    assert_contains(answer.json(), example)


def test_no_example_is_left_out() -> None:
    """Examples stand nowhere but where the tests above look for them."""
    found = len(REQUESTS) + len(ANSWERS)
    assert found == str(openapi()).count("'example'") + str(openapi()).count("'x-brief-example'")
    assert {(method, path) for method, path, _ in ANSWERS if method != "get"} == {("post", "/api/v3/tickets")}
    assert "'examples'" not in str(openapi())
