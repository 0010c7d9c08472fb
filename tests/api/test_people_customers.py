"""Customers: created, read, changed, listed, archived and restored."""

from typing import Any

import pytest

from tests.api.history import log_of
from tests.cast import Office, decoded

EVERYTHING: dict[str, Any] = {
    "CustomerName": "Candlestick Makers",
    "BusinessNumber": "DE 123",
    "Domain": "candles.example",
    "Address": "1 Wick Lane",
    "City": "Springfield",
    "State": "OR",
    "Country": "USA",
    "Phone": "+1 555 0100",
    "Fax": "+1 555 0101",
    "Notes": "Pays late",
    "Links": "https://candles.example",
    "Longitude": -123.02,
    "Latitude": 44.05,
    "ZipCodeStr": "97477",
}


def ids(listed: Any) -> list[int]:
    return [customer["CustomerID"] for customer in listed["items"]]


async def test_a_customer_is_kept_as_it_was_sent(office: Office) -> None:
    made = await office.api.post("/customers", EVERYTHING)
    read = await office.api.get(f"/customers/{made['CustomerID']}")
    assert made == {**read, "ActionID": made["CustomerID"]}
    assert {key: read[key] for key in EVERYTHING} == EVERYTHING
    assert (read["Archived"], read["Logo"]) == (False, None)
    assert read["CreatedOn"] == read["LastModified"]


async def test_other_clients_names_are_read_too(office: Office) -> None:
    made = await office.api.post("/customers", {"customername": "C", "Website": "c.example", "ZipCode": "1"})
    assert (made["CustomerName"], made["Links"], made["ZipCodeStr"]) == ("C", "c.example", "1")


@pytest.mark.parametrize("name", [None, "", "  "])
async def test_a_customer_needs_a_name(office: Office, name: str | None) -> None:
    refused = await office.api.post("/customers", {"CustomerName": name}, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == ("CustomerName required", "CustomerName")


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_an_update_changes_what_it_names(office: Office, method: str) -> None:
    made = await office.api.post("/customers", EVERYTHING)
    path = f"/customers/{made['CustomerID']}"
    changed = decoded(await office.api.send(method, path, json={"City": "Eugene", "Longitude": None}), 200)
    assert changed == {**made, "City": "Eugene", "Longitude": None, "LastModified": changed["LastModified"]}
    decoded(await office.api.send(method, path, json={"CustomerName": " "}), 400)
    assert await office.api.get(path) == {key: value for key, value in changed.items() if key != "ActionID"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ACME.Example", "acme.example"),
        ("@a.example", "a.example"),
        ("www.a.example, b.example", "a.example"),
        ("", ""),
    ],
)
async def test_a_mail_domain_is_tidied(office: Office, written: str, kept: str) -> None:
    assert (await office.api.put(f"/customers/{office.cast.acme.id}", {"Domain": written}))["Domain"] == kept


async def test_the_list_is_newest_first(office: Office) -> None:
    made = await office.api.post("/customers", EVERYTHING)
    listed = await office.api.get("/customers")
    assert ids(listed) == [made["CustomerID"], office.cast.bakers.id, office.cast.acme.id]
    assert listed["items"][0] == await office.api.get(f"/customers/{made['CustomerID']}")


async def test_the_list_can_be_sorted_by_the_last_change(office: Office) -> None:
    acme, bakers = office.cast.acme.id, office.cast.bakers.id
    await office.api.put(f"/customers/{acme}", {"City": "Springfield"})
    assert ids(await office.api.get("/customers?SortBy=LastModified")) == [acme, bakers]
    assert ids(await office.api.get("/customers?sortby=lastmodified")) == [acme, bakers]
    assert ids(await office.api.get("/customers?SortBy=Creation")) == [bakers, acme]


async def test_the_list_can_be_narrowed_to_what_has_changed(office: Office) -> None:
    changed = await office.api.put(f"/customers/{office.cast.acme.id}", {"City": "Springfield"})
    since = changed["LastModified"]
    assert office.cast.acme.id in ids(await office.api.get("/customers", FromLastModifiedDate=since))
    assert ids(await office.api.get("/customers?FromLastModifiedDate=2999-01-01")) == []
    refused = await office.api.get("/customers?FromLastModifiedDate=yesterday", 400)
    assert refused["message"] == "Invalid FromLastModifiedDate"


async def test_an_archived_customer_is_read_but_not_listed(office: Office) -> None:
    path, acme = f"/customers/{office.cast.acme.id}", office.cast.acme.id
    assert await office.api.delete(path) == {"ActionID": acme, "Success": True}
    assert (await office.api.get(path))["Archived"] is True
    listed = await office.api.get("/customers")
    assert (ids(listed), listed["totalItems"]) == ([office.cast.bakers.id], 1)
    assert acme in ids(await office.api.get("/customers?includeArchived=True"))


async def test_an_archived_customer_still_has_its_tickets_and_gets_no_new_ones(office: Office) -> None:
    cast, made = office.cast, await office.ticket()
    await office.api.delete(f"/customers/{cast.acme.id}")
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert (read["CustomerName"], read["EndUserLastName"]) == ("Acme Corporation", "Smith")
    assert ids(await office.api.get("/tickets", customerId=cast.acme.id)) == [cast.acme.id]
    for said in (
        {"CustomerID": cast.acme.id},
        {"EndUserID": cast.john.id},
        {"EndUserEmail": cast.john.email},
        {"CustomerEmail": cast.john.email},
        {"CustomerEmail": "anybody@acme.example"},
    ):
        refused = await office.api.post("/tickets", {"TicketTitle": "No mail", **said}, 400)
        assert refused["message"] == "Customer not found", said
    petes = await office.ticket(EndUserID=cast.pete.id)
    await office.api.put(f"/tickets/{petes['TicketID']}", {"CustomerID": cast.acme.id}, 400)


async def test_an_archived_customer_can_be_restored(office: Office) -> None:
    path = f"/customers/{office.cast.acme.id}"
    await office.api.delete(path)
    assert (await office.api.put(path, {"Archived": False}))["Archived"] is False
    await office.ticket()


async def test_archiving_twice_is_archiving_once(office: Office) -> None:
    path = f"/customers/{office.cast.acme.id}"
    await office.api.delete(path)
    told = len(await log_of(office.engine, office.cast.account_id))
    await office.api.delete(path)
    assert len(await log_of(office.engine, office.cast.account_id)) == told


async def test_who_may_write_customers(office: Office) -> None:
    cast = office.cast
    for technician, status in ((cast.jane, 200), (cast.dora, 200), (cast.bill, 200), (cast.tom, 403), (cast.vera, 403)):
        client = await office.client_of(technician)
        await client.get(f"/customers/{cast.acme.id}")
        await client.put(f"/customers/{cast.acme.id}", {"City": technician.first_name}, status)
