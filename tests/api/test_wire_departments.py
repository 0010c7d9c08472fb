"""Departments, and the contacts that belong to them."""

from typing import Any

import pytest

from tests.api.history import log_of
from tests.cast import Office, decoded


async def sales(office: Office) -> int:
    return int((await office.api.post("/departments", {"Name": "Sales", "Description": "Everybody who sells"}))["Id"])


async def test_a_department_is_created_read_changed_and_deleted(office: Office) -> None:
    made = await office.api.post("/departments", {"name": "  Sales  team ", "description": "Who sells"})
    assert made == {"ActionID": made["Id"], "Id": made["Id"], "Name": "Sales team", "Description": "Who sells"}
    path = f"/departments/{made['Id']}"
    assert await office.api.get(path) == {key: made[key] for key in ("Id", "Name", "Description")}
    for method, name in (("PUT", "Sellers"), ("POST", "Vendors")):
        changed = decoded(await office.api.send(method, path, json={"Name": name}), 200)
        assert (changed["Name"], changed["Description"], changed["ActionID"]) == (name, "Who sells", made["Id"])
    assert await office.api.delete(path) == {"ActionID": made["Id"], "Success": True}
    for gone in (await office.api.get(path, 404), await office.api.put(path, {"Name": "x"}, 404)):
        assert (gone["message"], gone["code"]) == ("Department not found", "department_not_found")
    await office.api.delete(path, 404)
    assert (await office.api.get("/departments"))["items"] == []


async def test_departments_are_listed_newest_first(office: Office) -> None:
    for name in ("Sales", "Support", "Legal"):
        await office.api.post("/departments", {"Name": name})
    first = await office.api.get("/departments", page=1, itemsInPage=2)
    assert [one["Name"] for one in first["items"]] == ["Legal", "Support"]
    assert (first["totalItems"], first["totalPages"]) == (3, 2)


@pytest.mark.parametrize("body", [{}, {"Name": ""}, {"Name": "  "}, {"Name": "x" * 201}, {"Description": "x"}])
async def test_a_department_needs_a_name(office: Office, body: dict[str, Any]) -> None:
    refused = await office.api.post("/departments", body, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == ("Name required", "Name")


async def test_a_name_belongs_to_one_department_until_it_is_deleted(office: Office) -> None:
    number = await sales(office)
    refused = await office.api.post("/departments", {"Name": "SALES"}, 409)
    assert refused["code"] == "department_exists"
    other = await office.api.post("/departments", {"Name": "Legal"})
    await office.api.put(f"/departments/{other['Id']}", {"Name": "sales"}, 409)
    await office.api.put(f"/departments/{number}", {"Name": "SALES"})
    await office.api.delete(f"/departments/{number}")
    await office.api.put(f"/departments/{other['Id']}", {"Name": "sales"})


async def test_a_contact_belongs_to_a_department_by_id_or_by_name(office: Office) -> None:
    number, john = await sales(office), f"/contacts/{office.cast.john.id}"
    by_id = await office.api.put(john, {"DepartmentID": number})
    assert (by_id["DepartmentID"], by_id["DepartmentName"], by_id["DefaultAgentId"]) == (number, "Sales", None)
    assert (await office.api.put(john, {"DepartmentID": 0}))["DepartmentName"] is None
    assert (await office.api.put(john, {"DepartmentName": "sAlEs"}))["DepartmentID"] == number
    assert (await office.api.put(john, {"DepartmentID": None}))["DepartmentID"] is None
    new = {"Email": "eve@acme.example", "CustomerID": office.cast.acme.id, "DepartmentName": "Sales"}
    made = await office.api.post("/contacts", new)
    assert (made["DepartmentID"], made["DepartmentName"]) == (number, "Sales")
    listed = await office.api.get("/contacts", Email="eve@")
    assert [one["DepartmentName"] for one in listed["items"]] == ["Sales"]


async def test_of_a_contact_that_comes_back_only_the_changed_half_counts(office: Office) -> None:
    await sales(office)
    legal = (await office.api.post("/departments", {"Name": "Legal"}))["Id"]
    john = f"/contacts/{office.cast.john.id}"
    read = await office.api.put(john, {"DepartmentName": "Sales"})
    assert (await office.api.put(john, {**read, "DepartmentID": legal}))["DepartmentName"] == "Legal"
    read = await office.api.get(john)
    assert (await office.api.put(john, {**read, "DepartmentName": "Sales"}))["DepartmentName"] == "Sales"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"DepartmentID": 999_999}, "DepartmentID"),
        ({"DepartmentID": "x"}, "DepartmentID"),
        ({"DepartmentName": "Nobody"}, "DepartmentName"),
    ],
)
async def test_an_unknown_department_is_refused(office: Office, body: dict[str, Any], field: str) -> None:
    refused = await office.api.put(f"/contacts/{office.cast.john.id}", body, 400)
    assert refused["message"] == "Department not found"
    assert [error["field"] for error in refused["errors"]] == [field]


async def test_contacts_leave_a_department_that_is_deleted_and_the_log_tells(office: Office) -> None:
    number = await sales(office)
    for contact in (office.cast.john, office.cast.mary):
        await office.api.put(f"/contacts/{contact.id}", {"DepartmentID": number})
    told = len(await log_of(office.engine, office.cast.account_id))
    await office.api.delete(f"/departments/{number}")
    for contact in (office.cast.john, office.cast.mary):
        read = await office.api.get(f"/contacts/{contact.id}")
        assert (read["DepartmentID"], read["DepartmentName"]) == (None, None)
    lines = (await log_of(office.engine, office.cast.account_id))[told:]
    assert [line.kind for line in lines] == ["contact.changed", "contact.changed", "department.deleted"]


async def test_contacts_of_a_customer_are_listed_by_its_id(office: Office) -> None:
    cast = office.cast
    listed = await office.api.get(f"/contacts/customer/{cast.acme.id}")
    assert [one["EndUserID"] for one in listed["items"]] == [cast.mary.id, cast.john.id]
    assert listed["totalItems"] == 2
    assert (await office.api.get(f"/contacts/customer/{cast.bakers.id}", Email="nobody"))["items"] == []
    assert (await office.api.get("/contacts/customer/999999", 404))["message"] == "Customer not found"
    assert (await office.api.get("/contacts/customer/x", 400))["message"] == "Invalid customer ID"


async def test_departments_go_with_contacts(office: Office) -> None:
    number = await sales(office)
    reader = await office.client(scopes=["contacts:read"])
    await reader.get("/departments")
    await reader.post("/departments", {"Name": "Legal"}, 403)
    stranger = await office.client(scopes=["customers:write"])
    await stranger.get(f"/departments/{number}", 403)
    vera = await office.client_of(office.cast.vera)
    await vera.get(f"/departments/{number}")
    await vera.put(f"/departments/{number}", {"Name": "Legal"}, 403)
