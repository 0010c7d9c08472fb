"""Wire contract (a), contacts, customers, departments, account, custom values: a test per line, named after it."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.cast import Office, decoded


def ids(listed: Any, key: str) -> list[int]:
    """The ids of a page, after checking its envelope."""
    assert listed["totalItems"] == listed["totalItemCount"] >= len(listed["items"])
    return [one[key] for one in listed["items"]]


def contacts(listed: Any) -> list[int]:
    return ids(listed, "EndUserID")


def customers(listed: Any) -> list[int]:
    return ids(listed, "CustomerID")


async def test_get_contacts(office: Office) -> None:
    """GET /contacts: Email and Phone match anywhere, SortBy, page."""
    api, cast = office.api, office.cast
    john, mary, pete = (person.id for person in (cast.john, cast.mary, cast.pete))
    await api.put(f"/contacts/{john}", {"Phone": "+1 555 0100", "MobilePhone": "555 0199 ext. B"})
    for query in (
        "Email=ACME.example",
        "searchOptions.email=acme.example",
        "email=acme.ex",
        "SearchOptions.Email=acme",
    ):
        assert contacts(await api.get(f"/contacts?{query}")) == [mary, john], query
    for query in ("Phone=0100", "searchOptions.phone=0199 EXT", "phone=555"):
        assert contacts(await api.get(f"/contacts?{query}")) == [john], query
    assert contacts(await api.get("/contacts?SortBy=Creation")) == [pete, mary, john]
    assert contacts(await api.get("/contacts?sortBy=lastmodified")) == [john, pete, mary]
    assert contacts(await api.get("/contacts?Page=2&ItemsInPage=2")) == [john]


@pytest.mark.parametrize("path", ["/contacts", "/customers"])
async def test_from_last_modified_date_is_the_accounts_own_time(office: Office, path: str) -> None:
    """GET /contacts and /customers: FromLastModifiedDate is account-local, unless it has an offset."""
    read = (await office.api.get(path))["items"][0]["LastModified"]
    await office.api.put("/account", {"TimeZoneName": "Pacific/Kiritimati"})  # 14 hours ahead
    for since, found in ((read, True), (read.replace("Z", "+00:00"), True), (read.replace("Z", ""), True)):
        listed = await office.api.get(path, FromLastModifiedDate=since)
        assert (listed["totalItems"] > 0) is found, since
    await office.api.put("/account", {"TimeZoneName": "Pacific/Pago_Pago"})  # 11 hours behind
    for since, found in ((read, True), (read.replace("Z", "+00:00"), True), (read.replace("Z", ""), False)):
        listed = await office.api.get(path, FromLastModifiedDate=since)
        assert (listed["totalItems"] > 0) is found, since
    assert (await office.api.get(f"{path}?FromLastModifiedDate=2024-02-15"))["totalItems"] > 0
    refused = await office.api.get(f"{path}?FromLastModifiedDate=lately", 400)
    assert refused["message"] == "Invalid FromLastModifiedDate"


async def test_post_contacts(office: Office) -> None:
    """POST /contacts: Email, and CustomerID or CustomerName; 201 with ActionID and EndUserID."""
    by_id = await office.api.post("/contacts", {"Email": "a@acme.example", "CustomerID": office.cast.acme.id})
    by_name = {"Email": "b@acme.example", "CustomerName": "Acme Corporation", "FirstName": "Bea", "LastName": "Low"}
    made = await office.api.post("/contacts", by_name)
    assert (by_id["ActionID"], made["ActionID"]) == (by_id["EndUserID"], made["EndUserID"])
    assert (made["CustomerID"], made["Firstname"], made["Lastname"]) == (office.cast.acme.id, "Bea", "Low")
    for lacking in ({"CustomerID": office.cast.acme.id}, {"Email": "c@acme.example"}):
        await office.api.post("/contacts", lacking, 400)


async def test_contacts_id(office: Office) -> None:
    """GET/POST/PUT/DELETE /contacts/{contactId}."""
    path = f"/contacts/{office.cast.john.id}"
    read = await office.api.get(path)
    for method, title in (("POST", "Clerk"), ("PUT", "Head of Sales")):
        sent = await office.api.send(method, path, json={"JobTitle": title})
        changed = decoded(sent, 200)
        assert (changed["ActionID"], changed["JobTitle"]) == (office.cast.john.id, title)
        assert {**read, "JobTitle": title, "LastModified": changed["LastModified"]} == await office.api.get(path)
    assert (await office.api.put(path, {"CustomerID": office.cast.bakers.id}))["CustomerName"] == "Bakers & Sons"
    assert await office.api.delete(path) == {"ActionID": office.cast.john.id, "Success": True}
    assert (await office.api.get(path))["Archived"] is True
    assert (await office.api.put(path, {"Archived": "False"}))["Archived"] is False


async def test_get_contacts_customer_id(office: Office) -> None:
    """GET /contacts/customer/{customerId}, of node-atera: Page, ItemsInPage."""
    cast = office.cast
    path = f"/contacts/customer/{cast.acme.id}"
    assert contacts(await office.api.get(path)) == [cast.mary.id, cast.john.id]
    assert contacts(await office.api.get(f"{path}?Page=2&ItemsInPage=1")) == [cast.john.id]
    assert contacts(await office.api.get(f"{path}?Email=mary")) == [cast.mary.id]
    assert (await office.api.get("/contacts/customer/999999", 404))["message"] == "Customer not found"
    assert (await office.api.get("/contacts/customer/x", 400))["message"] == "Invalid customer ID"


async def test_get_customers(office: Office) -> None:
    """GET /customers: SortBy, page."""
    acme, bakers = office.cast.acme.id, office.cast.bakers.id
    await office.api.put(f"/customers/{acme}", {"City": "Springfield"})
    assert customers(await office.api.get("/customers")) == [bakers, acme]
    assert customers(await office.api.get("/customers?SortBy=LastModified")) == [acme, bakers]
    assert customers(await office.api.get("/customers?SortBy=Creation&page=2&itemsInPage=1")) == [acme]


async def test_post_customers(office: Office) -> None:
    """POST /customers: CustomerName required; 201 with ActionID and CustomerID."""
    made = await office.api.post("/customers", {"CustomerName": "Candlestick Makers", "ZipCodeStr": "12345"})
    assert (made["ActionID"], made["CustomerName"], made["ZipCodeStr"]) == (
        made["CustomerID"],
        "Candlestick Makers",
        "12345",
    )
    await office.api.post("/customers", {"City": "Springfield"}, 400)


async def test_customers_id(office: Office) -> None:
    """GET/POST/PUT/DELETE /customers/{customerId}."""
    path = f"/customers/{office.cast.acme.id}"
    read = await office.api.get(path)
    for method, city in (("POST", "Springfield"), ("PUT", "Shelbyville")):
        changed = decoded(await office.api.send(method, path, json={"City": city}), 200)
        assert (changed["ActionID"], changed["City"]) == (office.cast.acme.id, city)
        assert {**read, "City": city, "LastModified": changed["LastModified"]} == await office.api.get(path)
    assert await office.api.delete(path) == {"ActionID": office.cast.acme.id, "Success": True}
    assert (await office.api.get(path))["Archived"] is True
    assert office.cast.acme.id not in customers(await office.api.get("/customers"))


async def test_post_customers_folders(office: Office) -> None:
    """POST /customers/folders: {Name, CustomerId, ThresholdId?}; 201."""
    body = {"Name": "Servers", "CustomerId": office.cast.acme.id, "ThresholdId": 7}
    made = await office.api.post("/customers/folders", body)
    assert (made["ActionID"], made["Name"], made["CustomerID"]) == (
        made["FolderID"],
        "Servers",
        office.cast.acme.id,
    )


async def test_post_customers_attachments(office: Office) -> None:
    """POST /customers/attachments: {CustomerId, Name, ContentBased64}; 201."""
    body = {"CustomerId": office.cast.acme.id, "Name": "plan.txt", "ContentBased64": "aGVsbG8="}
    made = await office.api.post("/customers/attachments", body)
    assert (made["ActionID"], made["CustomerID"], made["Size"]) == (made["AttachmentID"], office.cast.acme.id, 5)
    assert (await office.http.get(made["Url"])).content == b"hello"


async def test_departments(office: Office) -> None:
    """GET, POST /departments; GET/PUT/POST/DELETE /departments/{id}: {Name, Description}."""
    made = await office.api.post("/departments", {"Name": "Sales", "Description": "Everybody who sells"})
    path = f"/departments/{made['Id']}"
    await office.api.post("/departments", {"Name": "Store"})
    assert ids(await office.api.get("/departments?page=2&itemsInPage=1"), "Id") == [made["Id"]]
    for method in ("POST", "PUT"):
        changed = decoded(await office.api.send(method, path, json={"Description": method}), 200)
        assert changed == {"ActionID": made["Id"], "Id": made["Id"], "Name": "Sales", "Description": method}
    assert await office.api.get(path) == {"Id": made["Id"], "Name": "Sales", "Description": "PUT"}
    await office.api.delete(path)
    assert (await office.api.get(path, 404))["message"] == "Department not found"
    await office.api.post("/departments", {"Description": "Nameless"}, 400)


async def test_get_account(office: Office) -> None:
    """GET /account: AccountInfo, and what of ours may be set."""
    read = await office.api.get("/account?itemsInPage=50&")
    assert set(read) == {
        *("AccountID", "CompanyName", "Country", "State", "City", "Address", "PostalCode", "Phone"),
        *("TimeZoneName", "CreatedOn", "IsITDepartment", "Plan"),
        *("ResolveBeforeClose", "PauseFirstResponse", "AutoCloseDays"),  # ours
        "WorkHoursOverlap",
    }
    assert (read["AccountID"], read["TimeZoneName"]) == (str(office.cast.account_id), "UTC")


TARGETS = ("ticket", "customer", "contact")
SITE = {"Name": "Site / Büro", "DataType": "Text"}


async def thing_with_field(office: Office, target: str) -> int:
    """The id of a thing that has the field."""
    await office.api.post("/customvalues/customfields", {**SITE, "Target": target})
    cast = office.cast
    ids_of = {"ticket": int((await office.ticket())["TicketID"]), "customer": cast.acme.id, "contact": cast.john.id}
    return ids_of[target]


async def test_get_customvalues_customfields(office: Office) -> None:
    """GET /customvalues/customfields: a bare array."""
    await thing_with_field(office, "ticket")
    [field] = await office.api.get("/customvalues/customfields?itemsInPage=50&")
    assert (field["Name"], field["DataType"], field["Target"]) == (SITE["Name"], "Text", "Ticket")
    assert (field["PossibleValues"], field["ParentAttributeName"]) == ([], None)


@pytest.mark.parametrize("target", TARGETS)
async def test_customvalues_target_field_id_name(office: Office, target: str) -> None:
    """GET, PUT, POST /customvalues/{target}field/{id}/{fieldName}, and PUT of the value in the path."""
    number = await thing_with_field(office, target)
    path = f"/customvalues/{target}field/{number}/{quote(SITE['Name'], safe='')}"
    [unset] = await office.api.get(path)
    assert (unset["ItemId"], unset["FieldName"], unset["ValueAsString"]) == (number, SITE["Name"], None)
    for method, text in (("PUT", "Springfield"), ("POST", "Shelbyville")):
        said = decoded(await office.api.send(method, path, json={"Value": text}), 200)
        assert (said["ActionID"], said["ValueAsString"]) == (number, text)
    said = decoded(await office.api.send("PUT", f"{path}/North%20Haverbrook"), 200)
    [read] = await office.api.get(path)
    assert {**read, "ActionID": number} == said
    assert (read["ValueAsString"], read["ValueAsDateTime"], read["OptionId"]) == ("North Haverbrook", None, None)
    await office.api.get(f"/customvalues/{target}field/{number}/Nothing", 404)
    await office.api.get(f"/customvalues/{target}field/999999/{quote(SITE['Name'], safe='')}", 404)


@pytest.mark.parametrize("target", TARGETS)
async def test_get_customvalues_target_fields_id(office: Office, target: str) -> None:
    """GET /customvalues/{target}fields/{id}, and /customvalues/{customValueId}: bare arrays."""
    number = await thing_with_field(office, target)
    path = f"/customvalues/{target}field/{number}/{quote(SITE['Name'], safe='')}"
    await office.api.put(path, {"Value": "Springfield"})
    [read] = await office.api.get(f"/customvalues/{target}fields/{number}")
    assert read["ValueAsString"] == "Springfield"
    assert await office.api.get(f"/customvalues/{read['Id']}") == [read]
    assert await office.api.get(f"/customvalues/{read['Id'].upper()}?itemsInPage=50&") == [read]
    await office.api.get("/customvalues/00000000-0000-0000-0000-000000000000", 404)


@pytest.mark.parametrize("target", TARGETS)
async def test_customvalues_as_node_atera_asks(office: Office, target: str) -> None:
    """Node-atera's /customvalues/{target}field, /{target}/{id}, /{target}fieldname/{name}, and its DELETE."""
    number = await thing_with_field(office, target)
    [field] = await office.api.get(f"/customvalues/{target}field")
    assert await office.api.get(f"/customvalues/{target}fieldname/{quote(SITE['Name'], safe='')}") == field
    said = {"FieldName": SITE["Name"], "Value": "Springfield"}
    made = decoded(await office.api.send("POST", f"/customvalues/{target}/{number}", json=said), 200)
    assert (made["FieldID"], made["Value"]) == (field["FieldID"], "Springfield")
    [read] = await office.api.get(f"/customvalues/{target}/{number}")
    assert {**read, "ActionID": number} == made
    await office.api.delete(f"/customvalues/{target}/{number}/field/{field['FieldID']}")
    assert [one["Value"] for one in await office.api.get(f"/customvalues/{target}/{number}")] == [None]
