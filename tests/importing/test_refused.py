"""What is refused says why and what would be right, leaves no trace, and keeps none of the others."""

from typing import Any

import pytest

from tests.cast import Office, decoded
from tests.importing.records import (
    ANSWER,
    CONTACT,
    CUSTOMER,
    DEPARTMENT,
    EVERYTHING,
    FIELD,
    OTHER,
    QUESTION,
    RELATION,
    TECHNICIAN,
    TICKET,
    VALUE,
    WORK,
    Record,
    changed,
    last_seq,
    record,
    results,
    send,
)
from tests.importing.whole import assert_whole


async def test_one_that_is_refused_keeps_none_of_the_others(office: Office) -> None:
    bad = record("Contact", 7002, CustomerID=9001, Email="no address")
    answer = await send(office.api, CUSTOMER, bad, record("Customer", 9002, CustomerName="Another"))
    assert results(answer) == ["Created", "Refused", "Created"]
    assert (answer["Created"], answer["Refused"]) == (2, 1)
    refused = answer["items"][1]
    assert (refused["Noun"], refused["SourceID"], refused["ID"]) == ("Contact", "7002", None)
    assert refused["Error"]["code"] == "invalid_email"
    assert refused["Error"]["errors"] == [{"field": "Email", "message": "'no address' is no e-mail address"}]
    await assert_whole(office)
    # Put right, it comes.
    assert results(await send(office.api, changed(bad, Email="hank@globex.example"))) == ["Created"]


@pytest.mark.parametrize(
    ("one", "field", "missing"),
    [
        (CONTACT, "CustomerID", "Customer '404'"),
        (CONTACT, "DepartmentID", "Department '404'"),
        (TICKET, "CustomerID", "Customer '404'"),
        (TICKET, "EndUserID", "Contact '404'"),
        (TICKET, "TechnicianContactID", "Technician '404'"),
        (ANSWER, "TicketID", "Ticket '404'"),
        (ANSWER, "TechnicianContactID", "Technician '404'"),
        (QUESTION, "EndUserID", "Contact '404'"),
        (WORK, "TicketID", "Ticket '404'"),
        (WORK, "TechnicianContactID", "Technician '404'"),
        (VALUE, "ItemId", "Ticket '404'"),
        (RELATION, "TicketID", "Ticket '404'"),
        (RELATION, "RelatedTicketId", "Ticket '404'"),
    ],
)
async def test_what_is_not_known_is_named(office: Office, one: Record, field: str, missing: str) -> None:
    before = EVERYTHING[: EVERYTHING.index(one)]
    await send(office.api, *before)
    seq = await last_seq(office)
    [refused] = (await send(office.api, changed(one, **{field: 404})))["items"]
    assert refused["Error"]["code"] == "not_imported"
    assert refused["Error"]["detail"] == (
        f"No {missing} was imported from elsewhere; import it before, or in the same call"
    )
    assert refused["Error"]["errors"][0]["field"] == field
    assert await last_seq(office) == seq
    assert results(await send(office.api, one)) == ["Created"], "put right, it comes"


async def test_our_own_ids_are_no_source_ids(office: Office) -> None:
    """A number that happens to be one of ours is still the other system's."""
    said = {"TicketTitle": "T", "CustomerID": office.cast.acme.id}
    assert results(await send(office.api, record("Ticket", 1, **said))) == ["Refused"]


async def test_what_another_source_brought_is_not_known_to_this_one(office: Office) -> None:
    await send(office.api, CUSTOMER, source="another")
    assert results(await send(office.api, OTHER)) == ["Refused"]


@pytest.mark.parametrize(
    ("one", "said", "code", "field"),
    [
        (CUSTOMER, {"CustomerName": " "}, "customer_name_required", "CustomerName"),
        (CUSTOMER, {"Longitude": 999}, "invalid_field", "Longitude"),
        (DEPARTMENT, {"Name": ""}, "name_required", "Name"),
        (TECHNICIAN, {"Email": "nobody"}, "invalid_email", "Email"),
        (CONTACT, {"CustomerID": None}, "customer_required", "CustomerID"),
        (FIELD, {"Target": "Agent"}, "invalid_target", "Target"),
        (FIELD, {"Target": None}, "target_required", "Target"),
        (TICKET, {"TicketTitle": ""}, "title_required", "TicketTitle"),
        (TICKET, {"CustomerID": None, "EndUserID": None}, "requester_required", "CustomerID"),
        (TICKET, {"TicketStatus": "Waiting"}, "invalid_status", "TicketStatus"),
        (TICKET, {"TicketSource": "Telex"}, "invalid_source", "TicketSource"),
        (TICKET, {"TicketCreatedDate": "yesterday"}, "invalid_field", "TicketCreatedDate"),
        (TICKET, {"TicketCreatedDate": "2999-01-01T00:00:00Z"}, "date_to_come", "TicketCreatedDate"),
        (TICKET, {"TicketResolvedDate": "2999-01-01T00:00:00Z"}, "date_to_come", "TicketResolvedDate"),
        (TICKET, {"EndUserID": {"id": 1}}, "invalid_field", "EndUserID"),
        (ANSWER, {"CommentText": " "}, "comment_text_required", "CommentText"),
        (ANSWER, {"TicketID": None}, "reference_required", "TicketID"),
        (ANSWER, {"EndUserID": 7001}, "one_author", "EndUserID"),
        (ANSWER, {"TechnicianContactID": None, "CreatorContactID": 404}, "not_imported", "CreatorContactID"),
        (ANSWER, {"CommentDate": "2999-01-01T00:00:00Z"}, "date_to_come", "CommentDate"),
        (WORK, {"EndDate": "2024-02-15T08:00:00Z"}, "invalid_work_hours", "EndDate"),
        (WORK, {"EndDate": None}, "work_hours_span_required", "EndDate"),
        (WORK, {"TechnicianContactID": 0}, "technician_required", "TechnicianContactID"),
        (VALUE, {"Target": None}, "target_required", "Target"),
        (VALUE, {"ItemId": ""}, "reference_required", "ItemId"),
        (RELATION, {"RelationType": None}, "relation_type_required", "RelationType"),
        (RELATION, {"RelatedTicketId": 40001}, "relation_circle", "RelatedTicketId"),
    ],
)
async def test_what_is_wrong_is_named_as_it_was_sent(
    office: Office, one: Record, said: dict[str, Any], code: str, field: str
) -> None:
    if before := EVERYTHING[: EVERYTHING.index(one)]:
        await send(office.api, *before)
    seq = await last_seq(office)
    [refused] = (await send(office.api, changed(one, **said)))["items"]
    assert refused["Result"] == "Refused"
    assert (refused["Error"]["code"], refused["Error"]["errors"][0]["field"]) == (code, field)
    assert await last_seq(office) == seq


async def test_a_field_that_is_not_there_is_named(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    [refused] = (await send(office.api, record("CustomValue", "y", **{**VALUE["Record"], "FieldName": "Row"})))["items"]
    assert refused["Error"]["code"] == "custom_field_not_found"


@pytest.mark.parametrize(
    ("one", "code"),
    [
        ({"Noun": "Invoice", "SourceID": 1, "Record": {}}, "invalid_noun"),
        ({"SourceID": 1, "Record": {}}, "invalid_noun"),
        ({"Noun": "Customer", "Record": {"CustomerName": "A"}}, "invalid_source_id"),
        ({"Noun": "Customer", "SourceID": " ", "Record": {"CustomerName": "A"}}, "source_id_required"),
        ({"Noun": "Customer", "SourceID": "x" * 201, "Record": {"CustomerName": "A"}}, "invalid_source_id"),
        ({"Noun": "Customer", "SourceID": True, "Record": {"CustomerName": "A"}}, "invalid_source_id"),
        ({"Noun": "Customer", "SourceID": "a\x00b", "Record": {"CustomerName": "A"}}, "invalid_source_id"),
        ({"Noun": "Customer", "SourceID": 1}, "invalid_body"),
        ({"Noun": "Customer", "SourceID": 1, "Record": [1]}, "invalid_body"),
    ],
)
async def test_a_record_that_is_none_is_refused_alone(office: Office, one: Any, code: str) -> None:
    answer = await send(office.api, one, CUSTOMER)
    assert results(answer) == ["Refused", "Created"]
    assert answer["items"][0]["Error"]["code"] == code


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"Source": "elsewhere"},
        {"Source": "elsewhere", "Records": []},
        {"Source": "elsewhere", "Records": {"Noun": "Customer"}},
        {"Source": "elsewhere", "Records": [1]},
        {"Source": "elsewhere", "Records": [CUSTOMER] * 501},
        {"Records": [CUSTOMER]},
        {"Source": "", "Records": [CUSTOMER]},
        {"Source": "Else where", "Records": [CUSTOMER]},
        {"Source": "x" * 41, "Records": [CUSTOMER]},
        {"Source": 7, "Records": [CUSTOMER]},
        {"Source": "elsewhere", "ByName": "perhaps", "Records": [CUSTOMER]},
    ],
)
async def test_a_request_that_makes_no_sense_is_refused_whole(office: Office, body: Any) -> None:
    seq = await last_seq(office)
    await office.api.post("/import", body, 400)
    assert await last_seq(office) == seq


async def test_half_of_a_surrogate_is_refused_like_everywhere(office: Office) -> None:
    content = b'{"Source": "elsewhere", "Records": [{"Noun": "Customer\\ud800", "SourceID": "1\\ud800", "Record": {}}]}'
    answer = decoded(await office.api.send("POST", "/import", content=content), 200)
    [item] = answer["items"]
    assert (item["Result"], item["Noun"], item["SourceID"]) == ("Refused", "", "")
