"""Whoever is here already is not doubled: people are known by their addresses, and stay as they are here."""

from typing import Any

from tests.cast import Office
from tests.importing.records import CUSTOMER, TECHNICIAN, changed, last_seq, record, results, send


async def test_a_technician_with_an_address_of_ours_is_ours(office: Office) -> None:
    """The account's first administrator too."""
    seq = await last_seq(office)
    jane = record("Technician", 77, FirstName="Janet", Email="JANE.tech@brightwater.example")
    [item] = (await send(office.api, jane))["items"]
    assert (item["Result"], item["ID"]) == ("Unchanged", office.cast.jane.id)
    assert await last_seq(office) == seq
    ticket = record("Ticket", 1, TicketTitle="T", CustomerID=9001, TechnicianContactID=77)
    await send(office.api, CUSTOMER, ticket)
    assert (await office.api.get("/tickets/1"))["TechnicianContactID"] == office.cast.jane.id


async def test_no_source_changes_an_administrator_or_gives_a_role(office: Office) -> None:
    jane = record("Technician", 77, FirstName="Jane", Email="jane.tech@brightwater.example")
    await send(office.api, jane)
    takeover = changed(jane, Email="eve@evil.example", Active=False, FirstName="Eve", Role="read-only")
    assert results(await send(office.api, takeover)) == ["Unchanged"]
    found = await office.api.get(f"/technicians/{office.cast.jane.id}")
    assert (found["Email"], found["Active"], found["FirstName"], found["Role"]) == (
        "jane.tech@brightwater.example",
        True,
        "Jane",
        "admin",
    )
    [item] = (await send(office.api, record("Technician", 78, Email="eve@evil.example", Role="admin")))["items"]
    assert (await office.api.get(f"/technicians/{item['ID']}"))["Role"] == "technician"


async def test_a_technician_without_an_address_is_one_who_has_left(office: Office) -> None:
    gone = record("Technician", 500, FirstName="Greta", LastName="Gone")
    ticket = record("Ticket", 1, TicketTitle="T", CustomerID=9001, TechnicianContactID=500)
    assert results(await send(office.api, CUSTOMER, gone, ticket)) == ["Created"] * 3
    found = await office.api.get("/technicians/500")
    assert (found["TechnicianFullName"], found["Active"]) == ("Greta Gone", False)
    assert found["Email"].endswith("@import.invalid"), "which can never be delivered to"
    assert (await office.api.get("/tickets/1"))["TechnicianFullName"] == "Greta Gone"
    # Once the source says it after all, it is theirs.
    assert results(await send(office.api, changed(gone, Email="greta@elsewhere.example"))) == ["Updated"]
    found = await office.api.get("/technicians/500")
    assert (found["Email"], found["Active"]) == ("greta@elsewhere.example", True)
    # And what it does not say stays.
    assert results(await send(office.api, changed(gone, LastName="Back"))) == ["Updated"]
    found = await office.api.get("/technicians/500")
    assert (found["Email"], found["LastName"]) == ("greta@elsewhere.example", "Back")


async def test_two_technicians_without_an_address_are_two(office: Office) -> None:
    answer = await send(office.api, *(record("Technician", f"t{n}", FirstName="Greta") for n in (1, 2)))
    assert results(answer) == ["Created"] * 2


async def test_an_inactive_technician_may_still_have_done_it(office: Office) -> None:
    sam = changed(TECHNICIAN, Active=False)
    ticket = record("Ticket", 1, TicketTitle="T", CustomerID=9001, TechnicianContactID=501)
    said = record("Comment", "c", TicketID=1, CommentText="Hm", TechnicianContactID=501)
    assert results(await send(office.api, CUSTOMER, sam, ticket, said)) == ["Created"] * 4


async def test_a_contact_with_an_address_of_ours_is_ours(office: Office) -> None:
    john = record("Contact", 7001, CustomerID=9001, Firstname="Johnny", Email="John.Smith@acme.example")
    [_, item] = (await send(office.api, CUSTOMER, john))["items"]
    assert (item["Result"], item["ID"]) == ("Unchanged", office.cast.john.id)
    assert (await office.api.get(f"/contacts/{office.cast.john.id}"))["Firstname"] == "John"
    # His tickets are of the customer that their source names.
    ticket = record("Ticket", 1, TicketTitle="T", CustomerID=9001, EndUserID=7001)
    assert results(await send(office.api, ticket)) == ["Created"]
    shown = await office.api.get("/tickets/1")
    assert (shown["CustomerID"], shown["EndUserID"]) == (9001, office.cast.john.id)


async def test_contacts_without_an_address_are_all_taken(office: Office) -> None:
    people: list[dict[str, Any]] = [
        record("Contact", 7001, CustomerID=9001, Firstname="No", Email=None),
        record("Contact", 7002, CustomerID=9001, Firstname="Mail", Email=""),
    ]
    assert results(await send(office.api, CUSTOMER, *people)) == ["Created"] * 3
    assert (await office.api.get("/contacts/7002"))["Email"] is None
    assert results(await send(office.api, changed(people[1], Email="mail@globex.example"))) == ["Updated"]
    assert (await office.api.get("/contacts/7002"))["Email"] == "mail@globex.example"


async def test_a_customer_is_known_by_its_number_alone(office: Office) -> None:
    [item] = (await send(office.api, record("Customer", 9001, CustomerName="Acme Corporation")))["items"]
    assert (item["Result"], item["ID"]) == ("Created", 9001)


async def test_departments_and_fields_are_known_by_their_names(office: Office) -> None:
    department = await office.api.post("/departments", {"Name": "Accounts"})
    field = await office.api.post("/customvalues/customfields", {"Name": "Rack", "Target": "Ticket"})
    answer = await send(
        office.api,
        record("Department", 77, Name="accounts"),
        record("CustomField", "f", Name="RACK", Target="Ticket"),
        record("CustomField", "g", Name="Rack", Target="Customer"),
    )
    assert results(answer) == ["Unchanged", "Unchanged", "Created"]
    assert [item["ID"] for item in answer["items"][:2]] == [department["Id"], field["FieldID"]]


async def test_by_name_records_may_name_who_is_here(office: Office) -> None:
    """As rows of a spreadsheet do."""
    records = [
        record("Contact", "new@acme.example", Email="new@acme.example", CustomerName="Acme Corporation"),
        record("Ticket", "row 1", TicketTitle="A", EndUserEmail="NEW@acme.example"),
        record("Ticket", "row 2", TicketTitle="B", CustomerName="Bakers & Sons",
               TechnicianEmail="tom@brightwater.example"),
        record("Ticket", "row 3", TicketTitle="C", CustomerName="Nobody & Sons"),
        record("Ticket", "row 4", TicketTitle="D", EndUserEmail="nobody@acme.example"),
        record("Ticket", "row 5", TicketTitle="E", CustomerName="Bakers & Sons", TechnicianEmail="x@y.example"),
    ]  # fmt: skip
    answer = await send(office.api, *records, ByName=True)
    assert results(answer) == ["Created"] * 3 + ["Refused"] * 3
    shown = [await office.api.get(f"/tickets/{item['ID']}") for item in answer["items"][1:3]]
    assert [(one["CustomerID"], one["TechnicianContactID"]) for one in shown] == [
        (office.cast.acme.id, None),
        (office.cast.bakers.id, office.cast.tom.id),
    ]
    assert [item["Error"]["code"] for item in answer["items"][3:]] == [
        "customer_not_found",
        "customer_not_found",
        "technician_not_found",
    ]


async def test_otherwise_names_say_nothing(office: Office) -> None:
    """What Atera answers has names beside its ids, which may have changed here."""
    said = {"CustomerName": "Acme Corporation", "EndUserEmail": "john.smith@acme.example"}
    assert results(await send(office.api, record("Ticket", 1, TicketTitle="T", **said))) == ["Refused"]
