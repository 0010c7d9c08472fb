"""The brief's tables of ticket fields: their types, which a client must or may send, and which only we set."""

import re
from typing import Any

import pytest

from deskhand.core.actor import system
from deskhand.core.ticket import Source
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.requester import Requester
from tests.api.history import history_of
from tests.cast import Office

# The brief's table, word for word.
FIELDS = {
    "TicketID": ("int", "System"),
    "TicketTitle": ("string", "Yes"),
    "Description": ("string", "No"),
    "TicketPriority": ("string", "No"),
    "TicketStatus": ("string", "No"),
    "TicketType": ("string", "No"),
    "CustomerID": ("int", "Conditional"),
    "CustomerName": ("string", "System"),
    "EndUserID": ("int", "Conditional"),
    "EndUserEmail": ("string", "System"),
    "EndUserFirstName": ("string", "System"),
    "EndUserLastName": ("string", "System"),
    "TechnicianContactID": ("int", "No"),
    "TechnicianFullName": ("string", "System"),
    "TechnicianEmail": ("string", "System"),
    "TicketCreatedDate": ("datetime", "System"),
    "TicketResolvedDate": ("datetime", "System"),
    "FirstResponseDate": ("datetime", "System"),
    "LastActivityDate": ("datetime", "System"),
    "DueDate": ("datetime", "No"),
    "TicketSource": ("string", "System"),
}
SYSTEM_FIELDS = [name for name, (_, required) in FIELDS.items() if required == "System"]
# On create an address finds or makes the contact, and a technician may be named by address: Atera's clients do both.
WITH_A_MEANING_OF_THEIR_OWN = {"EndUserEmail", "EndUserFirstName", "EndUserLastName", "TechnicianEmail"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FORGED: dict[str, Any] = {"int": 999_999, "string": "Forged", "datetime": "2001-01-01T00:00:00Z"}


async def a_full_ticket(office: Office) -> Any:
    """A ticket of which every field of the brief has a value."""
    cast = office.cast
    toms = await office.client_of(cast.tom)
    made = await office.ticket(Description="Since 9am", TechnicianContactID=cast.tom.id, DueDate="2030-01-01T12:00:00Z")
    path = f"/tickets/{made['TicketID']}"
    await toms.post(f"{path}/comments", {"CommentText": "On it", "IsInternal": False})
    await office.api.put(path, {"TicketStatus": "Resolved"})
    return await office.api.get(path)


async def test_every_field_is_there_with_its_type(office: Office) -> None:
    ticket = await a_full_ticket(office)
    for name, (kind, _) in FIELDS.items():
        match kind:
            case "int":
                assert type(ticket[name]) is int, name
            case "string":
                assert isinstance(ticket[name], str), name
            case "datetime":
                assert INSTANT.fullmatch(ticket[name]), name


async def test_a_field_without_a_value_is_null_and_not_left_out(office: Office) -> None:
    await office.promise_nothing()
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "CustomerID": office.cast.acme.id})
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert {name for name in FIELDS if read[name] is None} == {
        "EndUserID",
        "EndUserEmail",
        "EndUserFirstName",
        "EndUserLastName",
        "TechnicianContactID",
        "TechnicianFullName",
        "TechnicianEmail",
        "TicketResolvedDate",
        "FirstResponseDate",
        "DueDate",
    }


async def test_no_client_sets_a_system_field_on_create(office: Office) -> None:
    honest = await office.ticket()
    for field in SYSTEM_FIELDS:
        if field not in WITH_A_MEANING_OF_THEIR_OWN:
            forged = FORGED[FIELDS[field][0]]
            made = await office.ticket(**{field: forged})
            read = await office.api.get(f"/tickets/{made['TicketID']}")
            assert made[field] == read[field] != forged, field
            if field in ("CustomerName", "TicketSource"):
                assert made[field] == honest[field]


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_no_client_sets_a_system_field_on_update(office: Office, method: str) -> None:
    before = await a_full_ticket(office)
    path = f"/tickets/{before['TicketID']}"
    told = len(await history_of(office, before["TicketID"]))
    for field in SYSTEM_FIELDS:
        if field != "TechnicianEmail":
            sent = await office.api.send(method, path, json={field: FORGED[FIELDS[field][0]]})
            assert sent.status_code == 200
            assert await office.api.get(path) == before, field
    assert len(await history_of(office, before["TicketID"])) == told


@pytest.mark.parametrize("title", [None, "", "   ", "\n\t"])
async def test_a_title_is_required(office: Office, title: str | None) -> None:
    body: dict[str, Any] = {"EndUserID": office.cast.john.id}
    absent = await office.api.post("/tickets", body, 400)
    empty = await office.api.post("/tickets", {**body, "TicketTitle": title}, 400)
    assert absent["message"] == empty["message"] == "Title required"
    assert absent["errors"] == [{"field": "TicketTitle", "message": "Send a TicketTitle that is not empty"}]


async def test_a_ticket_needs_a_customer_or_an_end_user(office: Office) -> None:
    refused = await office.api.post("/tickets", {"TicketTitle": "No mail"}, 400)
    assert refused["message"] == "CustomerID or EndUserID required"
    assert refused["code"] == "requester_required"


async def test_a_customer_is_enough(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "CustomerID": office.cast.acme.id})
    assert (made["CustomerID"], made["CustomerName"]) == (office.cast.acme.id, "Acme Corporation")
    assert made["EndUserID"] is None


async def test_an_end_user_is_enough_and_brings_the_customer(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.pete.id})
    assert (made["CustomerID"], made["CustomerName"]) == (office.cast.bakers.id, "Bakers & Sons")
    assert (made["EndUserFirstName"], made["EndUserLastName"]) == ("Pete", "Flour")
    assert made["EndUserEmail"] == "pete@bakers.example"


async def test_a_technician_is_shown_by_name_and_address(office: Office) -> None:
    made = await office.ticket(TechnicianContactID=office.cast.tom.id)
    assert made["TechnicianContactID"] == office.cast.tom.id
    assert made["TechnicianFullName"] == "Tom Field"
    assert made["TechnicianEmail"] == "tom@brightwater.example"


async def test_the_source_is_the_door_a_ticket_came_in_by(office: Office) -> None:
    assert (await office.ticket())["TicketSource"] == "API"
    assert (await office.ticket(TicketSource="Portal"))["TicketSource"] == "API"


@pytest.mark.parametrize("source", list(Source))
async def test_each_source_is_shown_in_the_briefs_word(office: Office, source: Source) -> None:
    async with office.engine.transaction(office.cast.account_id) as tx:
        draft = TicketDraft(title="No mail", source=source, requester=Requester(contact_id=office.cast.john.id))
        ticket = await open_ticket(tx, system(office.cast.account_id), draft)
    read = await office.api.get(f"/tickets/{ticket.id}")
    assert read["TicketSource"] == source.value
    assert read["TicketSource"] in ("Portal", "Email", "Agent", "API")
