"""Technicians: created, read, changed, listed, made inactive; administrators write them, and the last one stays."""

from typing import Any

import pytest

from tests.cast import Office, decoded

NEW = {"Email": "new@brightwater.example"}


def ids(listed: Any) -> list[int]:
    return [technician["TechnicianContactID"] for technician in listed["items"]]


async def test_a_technician_is_kept_as_it_was_sent(office: Office) -> None:
    body = {"Email": "Ann@brightwater.example", "FirstName": "Ann", "LastName": "Lee", "Role": "dispatcher"}
    made = await office.api.post("/technicians", body)
    read = await office.api.get(f"/technicians/{made['TechnicianContactID']}")
    assert made == {**read, "ActionID": made["TechnicianContactID"]}
    assert {key: read[key] for key in body} == body
    assert (read["TechnicianFullName"], read["Active"]) == ("Ann Lee", True)


async def test_a_new_technician_is_named_by_the_address_and_has_the_role_of_a_technician(office: Office) -> None:
    made = await office.api.post("/technicians", {"Email": "ann-marie.lee@brightwater.example"})
    assert (made["FirstName"], made["LastName"], made["Role"]) == ("Ann", "Marie Lee", "technician")


@pytest.mark.parametrize("role", ["admin", "dispatcher", "technician", "billing", "read-only"])
async def test_there_are_five_roles(office: Office, role: str) -> None:
    made = await office.api.post("/technicians", {**NEW, "Role": role.upper()})
    assert made["Role"] == role


async def test_what_is_no_role_is_refused_with_those_there_are(office: Office) -> None:
    refused = await office.api.post("/technicians", {**NEW, "Role": "boss"}, 400)
    assert refused["message"] == "Invalid role"
    assert refused["errors"][0]["message"] == "Use admin, dispatcher, technician, billing, or read-only"


async def test_a_technician_needs_an_address_of_their_own(office: Office) -> None:
    for body, status, message in (
        ({}, 400, "Email required"),
        ({"Email": " "}, 400, "Email required"),
        ({"Email": "nobody"}, 400, "Invalid email"),
        ({"Email": "TOM@Brightwater.example"}, 409, "Email already in use"),
    ):
        refused = await office.api.post("/technicians", body, status)
        assert (refused["message"], refused["errors"][0]["field"]) == (message, "Email")
    tom, dora = office.cast.tom.id, office.cast.dora.id
    await office.api.put(f"/technicians/{dora}", {"Email": "tom@brightwater.example"}, 409)
    await office.api.delete(f"/technicians/{tom}")
    await office.api.put(f"/technicians/{dora}", {"Email": "tom@brightwater.example"}, 409)


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_an_update_changes_what_it_names(office: Office, method: str) -> None:
    path = f"/technicians/{office.cast.tom.id}"
    before = await office.api.get(path)
    changed = decoded(await office.api.send(method, path, json={"LastName": "Meadow", "Role": None}), 200)
    after = {**before, "LastName": "Meadow", "TechnicianFullName": "Tom Meadow"}
    assert changed == {**after, "ActionID": office.cast.tom.id}
    assert await office.api.get(path) == after


async def test_one_who_has_left_is_read_but_not_listed(office: Office) -> None:
    cast = office.cast
    assert await office.api.delete(f"/technicians/{cast.tom.id}") == {"ActionID": cast.tom.id, "Success": True}
    assert (await office.api.get(f"/technicians/{cast.tom.id}"))["Active"] is False
    staff = [cast.vera.id, cast.bill.id, cast.dora.id, cast.jane.id]
    listed = await office.api.get("/technicians")
    assert (ids(listed), listed["totalItems"]) == (staff, 4)
    assert cast.tom.id in ids(await office.api.get("/technicians?includeInactive=true"))


async def test_one_who_has_left_is_still_named_where_they_worked(office: Office) -> None:
    cast, made = office.cast, await office.ticket(TechnicianContactID=office.cast.tom.id)
    path = f"/tickets/{made['TicketID']}"
    await (await office.client_of(cast.tom)).post(f"{path}/comments", {"CommentText": "On it"})
    await office.api.post(f"{path}/workhours", {"Hours": 1, "Date": "2024-02-15"})
    await office.api.delete(f"/technicians/{cast.tom.id}")
    assert (await office.api.get(path))["TechnicianFullName"] == "Tom Field"
    assert (await office.api.get(f"{path}/comments"))["items"][0]["CreatorName"] == "Tom Field"
    assert (await office.api.get(f"{path}/workhours"))["items"][0]["TechnicianFullName"] == "Tom Field"


async def test_one_who_has_left_gets_nothing_new(office: Office) -> None:
    cast, path = office.cast, f"/tickets/{(await office.ticket())['TicketID']}"
    await office.api.delete(f"/technicians/{cast.tom.id}")
    for said in ({"TechnicianContactID": cast.tom.id}, {"TechnicianEmail": cast.tom.email}):
        for target, body in (
            ("/tickets", {"TicketTitle": "No mail", "EndUserID": cast.john.id}),
            (path, {}),
            (f"{path}/comments", {"CommentText": "Hm"}),
            (f"{path}/workhours", {"Hours": 1}),
        ):
            refused = await office.api.post(target, {**body, **said}, 400)
            assert (refused["message"], refused["errors"][0]["field"]) == ("Technician not found", *said)


async def test_one_who_comes_back_is_active_again(office: Office) -> None:
    path = f"/technicians/{office.cast.tom.id}"
    await office.api.delete(path)
    assert (await office.api.put(path, {"Active": True}))["Active"] is True
    await office.ticket(TechnicianContactID=office.cast.tom.id)


async def test_the_last_administrator_stays(office: Office) -> None:
    jane, dora = f"/technicians/{office.cast.jane.id}", f"/technicians/{office.cast.dora.id}"

    async def refused(method: str, body: dict[str, Any] | None = None) -> None:
        answer = decoded(await office.api.send(method, jane, json=body), 400)
        assert (answer["code"], answer["message"]) == ("last_administrator", "The last administrator stays")

    await refused("DELETE")
    await refused("PUT", {"Active": False})
    await refused("PUT", {"Role": "technician"})
    await office.api.put(jane, {"LastName": "Teck"})
    await office.api.put(dora, {"Role": "admin"})
    await office.api.put(dora, {"Active": False})
    await refused("DELETE")
    await office.api.put(dora, {"Active": True})
    await office.api.delete(jane)
    assert (await office.api.get(jane))["Active"] is False


async def test_administrators_write_technicians_and_everybody_reads_them(office: Office) -> None:
    cast = office.cast
    for technician in (cast.dora, cast.tom, cast.bill, cast.vera):
        client = await office.client_of(technician)
        assert (await client.get("/technicians"))["totalItems"] == 5
        await client.post("/technicians", NEW, 403)
        await client.put(f"/technicians/{technician.id}", {"Role": "admin"}, 403)
        await client.delete(f"/technicians/{cast.jane.id}", 403)
    janes = await office.client_of(cast.jane)
    await janes.put(f"/technicians/{cast.dora.id}", {"Role": "billing"})


async def test_an_integration_writes_technicians_only_with_the_scope_admin_besides(office: Office) -> None:
    lacking = await office.client(scopes=["technicians:write"])
    having = await office.client(scopes=["technicians:write", "admin"])
    await lacking.get("/technicians")
    await lacking.post("/technicians", NEW, 403)
    await having.post("/technicians", NEW)


async def test_a_changed_role_counts_for_a_key_that_is_new_at_once(office: Office) -> None:
    veras, body = await office.client_of(office.cast.vera), {"TicketTitle": "x", "EndUserID": office.cast.john.id}
    await office.api.put(f"/technicians/{office.cast.vera.id}", {"Role": "technician"})
    await veras.post("/tickets", body)
