"""Who a ticket is for: found by id or address, made when an address is new, refused when it does not fit together."""

from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.storage.schema import api_key
from deskhand.storage.statement import Statement
from tests.api.history import log_of
from tests.cast import Client, Office

LIMIT_KEYS: Statement[None] = Statement(
    sa.update(api_key)
    .where(api_key.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger), api_key.c.name == "limited")
    .values(customers=sa.bindparam("customers", type_=api_key.c.customers.type))
)


async def opened(office: Office, status: int = 201, **said: Any) -> Any:
    return await office.api.post("/tickets", {"TicketTitle": "No mail", **said}, status)


async def contacts(office: Office) -> int:
    return int((await office.api.get("/contacts?includeArchived=true"))["totalItems"])


async def test_a_known_address_finds_its_contact(office: Office) -> None:
    made = await opened(office, EndUserEmail=" JOHN.smith@Acme.example ", EndUserFirstName="Johnny")
    assert (made["EndUserID"], made["EndUserFirstName"]) == (office.cast.john.id, "John")
    assert await contacts(office) == 3


async def test_a_new_address_makes_a_contact_of_the_customer_with_its_domain(office: Office) -> None:
    made = await opened(
        office,
        EndUserEmail="Ann.Lee@ACME.example",
        EndUserFirstName="Ann",
        EndUserLastName="Lee",
        EndUserPhone="+1 555 0100",
    )
    assert (made["CustomerID"], made["EndUserEmail"]) == (office.cast.acme.id, "Ann.Lee@ACME.example")
    contact = await office.api.get(f"/contacts/{made['EndUserID']}")
    assert (contact["Firstname"], contact["Lastname"], contact["Phone"]) == ("Ann", "Lee", "+1 555 0100")
    assert made["EndUserPhone"] == "+1 555 0100"
    again = await opened(office, EndUserEmail="ann.lee@acme.example")
    assert again["EndUserID"] == made["EndUserID"]


async def test_a_new_address_belongs_to_the_customer_that_is_named_with_it(office: Office) -> None:
    made = await opened(office, EndUserEmail="ann@acme.example", CustomerID=office.cast.bakers.id)
    assert made["CustomerID"] == office.cast.bakers.id


async def test_a_new_address_of_nobody_we_know_belongs_to_the_catch_all_customer(office: Office) -> None:
    first, second = await opened(office, EndUserEmail="a@x.example"), await opened(office, EndUserEmail="b@y.example")
    assert first["CustomerName"] == "Unknown company"
    assert first["CustomerID"] == second["CustomerID"] not in (office.cast.acme.id, office.cast.bakers.id)
    assert first["EndUserID"] != second["EndUserID"]


async def test_the_catch_all_customer_comes_back_when_it_is_needed_again(office: Office) -> None:
    first = await opened(office, EndUserEmail="a@x.example")
    await office.api.delete(f"/customers/{first['CustomerID']}")
    second = await opened(office, EndUserEmail="b@y.example")
    assert second["CustomerID"] == first["CustomerID"]
    assert (await office.api.get(f"/customers/{first['CustomerID']}"))["Archived"] is False
    await opened(office, EndUserID=second["EndUserID"])


async def test_a_technician_who_may_not_write_customers_needs_the_catch_all_too(office: Office) -> None:
    toms = await office.client_of(office.cast.tom)
    made = await toms.post("/tickets", {"TicketTitle": "No mail", "EndUserEmail": "a@x.example"})
    await office.api.delete(f"/customers/{made['CustomerID']}")
    await toms.post("/tickets", {"TicketTitle": "No mail", "EndUserEmail": "b@y.example"})


async def test_an_archived_customers_domain_and_an_archived_contacts_address_are_free(office: Office) -> None:
    cast = office.cast
    await office.api.delete(f"/contacts/{cast.john.id}")
    assert (await opened(office, EndUserEmail=cast.john.email))["EndUserID"] != cast.john.id
    await office.api.delete(f"/customers/{cast.bakers.id}")
    made = await opened(office, EndUserEmail="new@bakers.example")
    assert made["CustomerName"] == "Unknown company"


async def test_a_customer_is_found_by_any_of_its_peoples_addresses_without_making_anybody(office: Office) -> None:
    assert (await opened(office, CustomerEmail="mary.jones@acme.example"))["EndUserID"] == office.cast.mary.id
    made = await opened(office, CustomerEmail="anybody@bakers.example")
    assert (made["CustomerID"], made["EndUserID"]) == (office.cast.bakers.id, None)
    assert await contacts(office) == 3


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "requester_required", "CustomerID"),
    ({"EndUserEmail": "", "CustomerEmail": ""}, "requester_required", "CustomerID"),
    ({"EndUserID": 999_999}, "customer_not_found", "EndUserID"),
    ({"ContactID": 999_999}, "customer_not_found", "EndUserID"),
    ({"CustomerID": 999_999}, "customer_not_found", "CustomerID"),
    ({"EndUserID": 999_999, "CustomerID": "ACME"}, "customer_not_found", "EndUserID"),
    ({"EndUserID": "JOHN", "CustomerID": 999_999}, "customer_not_found", "CustomerID"),
    ({"EndUserID": "JOHN", "CustomerID": "BAKERS"}, "requester_mismatch", "CustomerID"),
    ({"EndUserEmail": "john.smith@acme.example", "CustomerID": "BAKERS"}, "requester_mismatch", "CustomerID"),
    ({"EndUserEmail": "nobody"}, "invalid_email", "EndUserEmail"),
    ({"CustomerEmail": "nobody"}, "invalid_email", "CustomerEmail"),
    ({"CustomerEmail": "a@x.example"}, "customer_not_found", "CustomerEmail"),
]


@pytest.mark.parametrize(("said", "code", "field"), REFUSED)
async def test_who_cannot_be_found_is_refused_by_the_field_that_named_them(
    office: Office, said: dict[str, Any], code: str, field: str
) -> None:
    cast = office.cast
    real = {"JOHN": cast.john.id, "ACME": cast.acme.id, "BAKERS": cast.bakers.id}
    told = len(await log_of(office.engine, cast.account_id))
    refused = await opened(office, 400, **{key: real.get(value, value) for key, value in said.items()})
    assert (refused["code"], [wrong["field"] for wrong in refused["errors"]]) == (code, [field])
    assert len(await log_of(office.engine, cast.account_id)) == told
    if code == "requester_mismatch":
        assert refused["message"] == "Customer not found"


async def test_an_id_goes_before_an_address(office: Office) -> None:
    made = await opened(office, EndUserID=office.cast.pete.id, EndUserEmail="somebody@new.example")
    assert made["EndUserID"] == office.cast.pete.id
    assert await contacts(office) == 3


async def limited_client(office: Office, *customers: int) -> Client:
    """A client whose key is for these customers only."""
    client = await office.client(name="limited")
    async with office.engine.chore() as writes:
        await writes.run(LIMIT_KEYS, account_id=office.cast.account_id, customers=str(list(customers)))
    return client


async def test_a_key_for_some_customers_sees_only_theirs(office: Office) -> None:
    cast = office.cast
    johns, petes = await office.ticket(), await office.ticket(EndUserID=cast.pete.id)
    bakers = await limited_client(office, cast.bakers.id)
    listed = await bakers.get("/tickets")
    assert ([ticket["TicketID"] for ticket in listed["items"]], listed["totalItems"]) == ([petes["TicketID"]], 1)
    for path in ("", "/comments", "/workhours", "/billableduration"):
        await bakers.get(f"/tickets/{petes['TicketID']}{path}")
        await bakers.get(f"/tickets/{johns['TicketID']}{path}", 404)
    await bakers.put(f"/tickets/{johns['TicketID']}", {"TicketPriority": "Low"}, 404)
    assert [one["CustomerID"] for one in (await bakers.get("/customers"))["items"]] == [cast.bakers.id]
    assert [one["EndUserID"] for one in (await bakers.get("/contacts"))["items"]] == [cast.pete.id]
    await bakers.get(f"/customers/{cast.acme.id}", 404)
    await bakers.get(f"/contacts/{cast.john.id}", 404)


async def test_a_key_for_some_customers_opens_tickets_only_for_theirs(office: Office) -> None:
    cast, bakers = office.cast, await limited_client(office, office.cast.bakers.id)
    petes = await bakers.post("/tickets", {"TicketTitle": "No bread", "EndUserID": cast.pete.id})
    told = len(await log_of(office.engine, cast.account_id))
    for said in (
        {"EndUserID": cast.john.id},
        {"CustomerID": cast.acme.id},
        {"EndUserEmail": cast.john.email},
        {"EndUserEmail": "new@acme.example"},
        {"EndUserEmail": "new@nowhere.example"},
        {"EndUserEmail": "new@nowhere.example", "CustomerID": cast.acme.id},
        {"CustomerEmail": cast.john.email},
        {"CustomerEmail": "anybody@acme.example"},
    ):
        refused = await bakers.post("/tickets", {"TicketTitle": "No mail", **said}, 400)
        assert refused["message"] == "Customer not found", said
    for said in ({"EndUserID": cast.john.id}, {"CustomerID": cast.acme.id}):
        await bakers.put(f"/tickets/{petes['TicketID']}", said, 400)
    comment = {"CommentText": "Help", "EndUserID": cast.john.id}
    await bakers.post(f"/tickets/{petes['TicketID']}/comments", comment, 400)
    assert len(await log_of(office.engine, cast.account_id)) == told
