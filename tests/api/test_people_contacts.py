"""Contacts: created, read, changed, listed, archived and restored; an address belongs to one active contact."""

from typing import Any

import pytest

from tests.cast import Office, decoded

EVERYTHING: dict[str, Any] = {
    "Email": "Anna.Wick@candles.example",
    "Firstname": "Anna",
    "Lastname": "Wick",
    "JobTitle": "Owner",
    "Phone": "+1 555 0100",
    "MobilePhone": "+1 555 0199",
    "IsContactPerson": True,
    "InIgnoreMode": True,
}


def ids(listed: Any) -> list[int]:
    return [contact["EndUserID"] for contact in listed["items"]]


async def test_a_contact_is_kept_as_it_was_sent(office: Office) -> None:
    made = await office.api.post("/contacts", {**EVERYTHING, "CustomerID": office.cast.acme.id})
    read = await office.api.get(f"/contacts/{made['EndUserID']}")
    assert made == {**read, "ActionID": made["EndUserID"]}
    assert {key: read[key] for key in EVERYTHING} == EVERYTHING
    assert (read["CustomerID"], read["CustomerName"]) == (office.cast.acme.id, "Acme Corporation")
    assert (read["Archived"], read["DepartmentID"], read["DefaultAgentId"]) == (False, None, None)


async def test_a_contacts_customer_may_be_given_by_its_exact_name(office: Office) -> None:
    made = await office.api.post("/contacts", {"Email": "a@b.example", "CustomerName": "Bakers & Sons"})
    assert made["CustomerID"] == office.cast.bakers.id
    for name in ("bakers & sons", "Bakers", "Nobody Ltd"):
        refused = await office.api.post("/contacts", {"Email": "c@b.example", "CustomerName": name}, 400)
        assert (refused["message"], refused["errors"][0]["field"]) == ("Customer not found", "CustomerName")


async def test_a_contact_needs_an_address_and_a_customer(office: Office) -> None:
    acme = office.cast.acme.id
    for body, message in (
        ({"CustomerID": acme}, "Email required"),
        ({"CustomerID": acme, "Email": ""}, "Email required"),
        ({"CustomerID": acme, "Email": "nobody"}, "Invalid email"),
        ({"CustomerID": acme, "Email": "a@b@c"}, "Invalid email"),
        ({"Email": "a@b.example"}, "CustomerID required"),
        ({"Email": "a@b.example", "CustomerID": 999_999}, "Customer not found"),
    ):
        assert (await office.api.post("/contacts", body, 400))["message"] == message


async def test_an_address_belongs_to_one_active_contact_whatever_its_case(office: Office) -> None:
    cast = office.cast
    body = {"Email": " JOHN.Smith@ACME.example ", "CustomerID": cast.bakers.id}
    refused = await office.api.post("/contacts", body, 409)
    assert (refused["code"], refused["errors"][0]["field"]) == ("email_taken", "Email")
    assert str(cast.john.id) in refused["detail"]
    await office.api.put(f"/contacts/{cast.pete.id}", {"Email": "john.smith@acme.example"}, 409)
    changed = await office.api.put(f"/contacts/{cast.john.id}", {"Email": "John.Smith@Acme.example"})
    assert changed["Email"] == "John.Smith@Acme.example"


async def test_archiving_frees_an_address_and_restoring_wants_it_back(office: Office) -> None:
    cast = office.cast
    await office.api.delete(f"/contacts/{cast.john.id}")
    second = await office.api.post("/contacts", {"Email": cast.john.email, "CustomerID": cast.acme.id})
    await office.api.put(f"/contacts/{cast.john.id}", {"Archived": False}, 409)
    await office.api.delete(f"/contacts/{second['EndUserID']}")
    assert (await office.api.put(f"/contacts/{cast.john.id}", {"Archived": False}))["Archived"] is False


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_an_update_changes_what_it_names(office: Office, method: str) -> None:
    path = f"/contacts/{office.cast.john.id}"
    before = await office.api.get(path)
    body = {"JobTitle": "Clerk", "FirstName": "Jack", "Phone": None, "CustomerID": None}
    changed = decoded(await office.api.send(method, path, json=body), 200)
    after = {**before, "JobTitle": "Clerk", "Firstname": "Jack", "LastModified": changed["LastModified"]}
    assert changed == {**after, "ActionID": office.cast.john.id}
    assert await office.api.get(path) == after


async def test_a_contact_moves_to_another_customer_and_leaves_its_tickets_behind(office: Office) -> None:
    cast, made = office.cast, await office.ticket()
    moved = await office.api.put(f"/contacts/{cast.john.id}", {"CustomerID": cast.bakers.id})
    assert moved["CustomerName"] == "Bakers & Sons"
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["CustomerName"] == "Acme Corporation"
    back = await office.api.put(f"/contacts/{cast.john.id}", {"CustomerName": "Acme Corporation"})
    assert back["CustomerID"] == cast.acme.id
    await office.api.put(f"/contacts/{cast.john.id}", {"CustomerID": 999_999}, 400)


async def test_the_name_of_its_own_customer_moves_a_contact_nowhere(office: Office) -> None:
    """Two customers may have the same name, and one that is archived still has its contacts."""
    cast = office.cast
    await office.api.put(f"/customers/{cast.bakers.id}", {"CustomerName": "Acme Corporation"})
    kept = await office.api.put(f"/contacts/{cast.pete.id}", {"CustomerName": "Acme Corporation", "JobTitle": "Baker"})
    assert (kept["CustomerID"], kept["JobTitle"]) == (cast.bakers.id, "Baker")
    await office.api.delete(f"/customers/{cast.bakers.id}")
    await office.api.put(f"/contacts/{cast.pete.id}", {"CustomerName": "Acme Corporation", "JobTitle": "Owner"})


async def test_the_list_is_newest_first_and_can_be_sorted_by_the_last_change(office: Office) -> None:
    john, mary, pete = office.cast.john.id, office.cast.mary.id, office.cast.pete.id
    await office.api.put(f"/contacts/{john}", {"JobTitle": "Clerk"})
    listed = await office.api.get("/contacts")
    assert ids(listed) == [pete, mary, john]
    assert listed["items"][2] == await office.api.get(f"/contacts/{john}")
    assert ids(await office.api.get("/contacts?SortBy=LastModified")) == [john, pete, mary]


async def test_contacts_are_found_by_part_of_their_address_or_numbers(office: Office) -> None:
    john, mary, pete = office.cast.john.id, office.cast.mary.id, office.cast.pete.id
    await office.api.put(f"/contacts/{john}", {"Phone": "+1 555 0100", "MobilePhone": "0171 99"})
    await office.api.put(f"/contacts/{pete}", {"Phone": "030 Ext. 7_5%"})
    for query, found in {
        "Email=acme": [mary, john],
        "email=ACME.EXAMPLE": [mary, john],
        "searchOptions.email=john.smith@": [john],
        "Email=j_hn": [],
        "Email=%25": [],
        "Email=nobody": [],
        "Phone=0100": [john],
        "searchOptions.phone=0171": [john],
        "Phone=ext. 7": [pete],
        "phone=EXT. 7": [pete],
        "Phone=7_5%25": [pete],
        "Phone=755": [],
        "Email=acme&Phone=0100": [john],
        "Email=&Phone=": [pete, mary, john],
    }.items():
        listed = await office.api.get(f"/contacts?{query}")
        assert (ids(listed), listed["totalItems"]) == (found, len(found)), query


async def test_contacts_are_found_by_their_last_change(office: Office) -> None:
    changed = await office.api.put(f"/contacts/{office.cast.john.id}", {"JobTitle": "Clerk"})
    since = changed["LastModified"]
    assert office.cast.john.id in ids(await office.api.get("/contacts", FromLastModifiedDate=since))
    assert ids(await office.api.get("/contacts?FromLastModifiedDate=2999-01-01")) == []


async def test_an_archived_contact_is_read_but_not_listed_and_still_named_on_tickets(office: Office) -> None:
    cast, made = office.cast, await office.ticket()
    await office.api.post(
        f"/tickets/{made['TicketID']}/comments", {"CommentText": "Help", "EndUserID": office.cast.john.id}
    )
    await office.api.delete(f"/contacts/{cast.john.id}")
    assert (await office.api.get(f"/contacts/{cast.john.id}"))["Archived"] is True
    assert ids(await office.api.get("/contacts")) == [cast.pete.id, cast.mary.id]
    assert ids(await office.api.get("/contacts?includeArchived=true")) == [cast.pete.id, cast.mary.id, cast.john.id]
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert (read["EndUserFirstName"], read["EndUserEmail"]) == ("John", "john.smith@acme.example")
    [said] = (await office.api.get(f"/tickets/{made['TicketID']}/comments"))["items"]
    assert said["CreatorName"] == "John Smith"


async def test_an_archived_contact_opens_no_ticket_gets_none_and_says_nothing(office: Office) -> None:
    cast, marys = office.cast, await office.ticket(EndUserID=office.cast.mary.id)
    await office.api.delete(f"/contacts/{cast.john.id}")
    gone, path = {"EndUserID": cast.john.id}, f"/tickets/{marys['TicketID']}"
    await office.api.post("/tickets", {"TicketTitle": "No mail", **gone}, 400)
    await office.api.put(path, gone, 400)
    await office.api.post(f"{path}/comments", {"CommentText": "Help", **gone}, 400)


async def test_who_may_write_contacts(office: Office) -> None:
    cast = office.cast
    for technician, status in ((cast.jane, 200), (cast.dora, 200), (cast.bill, 200), (cast.tom, 200), (cast.vera, 403)):
        client = await office.client_of(technician)
        await client.get(f"/contacts/{cast.john.id}")
        await client.put(f"/contacts/{cast.john.id}", {"JobTitle": technician.first_name}, status)
