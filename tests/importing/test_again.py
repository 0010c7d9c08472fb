"""The same record again changes nothing; a changed one changes what it says, in one event."""

from typing import Any

import pytest

from tests.cast import Office
from tests.importing.records import (
    ANSWER,
    CONTACT,
    CREATED,
    CUSTOMER,
    DEPARTMENT,
    EVERYTHING,
    FIELD,
    NOTE,
    OTHER,
    RELATION,
    RESOLVED,
    TECHNICIAN,
    TICKET,
    VALUE,
    WORK,
    Record,
    changed,
    events_since,
    last_seq,
    record,
    results,
    send,
)
from tests.importing.whole import assert_whole

LATER = "2024-02-16T08:00:00Z"


async def test_a_repeat_writes_nothing(office: Office) -> None:
    first = await send(office.api, *EVERYTHING)
    seq = await last_seq(office)
    again = await send(office.api, *EVERYTHING)
    assert results(again) == ["Unchanged"] * len(EVERYTHING)
    assert [item["ID"] for item in again["items"]] == [item["ID"] for item in first["items"]]
    assert await last_seq(office) == seq


async def test_in_other_words_for_the_same_it_is_the_same(office: Office) -> None:
    """Names in any case, aliases, what we have no name for, and that the source touched it: none of that is news."""
    await send(office.api, *EVERYTHING)
    seq = await last_seq(office)
    again = [
        changed(CUSTOMER, LastModified=LATER, Logo="x.png"),
        changed(TICKET, LastEndUserComment="?", tickettitle="Weather machine", ContractID=7),
        {**NOTE, "Record": {"ticketid": "40001", "CommentText": "Zephyr", "CommentDate": RESOLVED,
                            "CreatorContactID": "501"}},
    ]  # fmt: skip
    assert results(await send(office.api, *again)) == ["Unchanged"] * 3
    assert await last_seq(office) == seq


async def test_twice_in_one_call_is_once(office: Office) -> None:
    answer = await send(office.api, CUSTOMER, CUSTOMER, changed(CUSTOMER, CustomerName="Globex Inc."))
    assert results(answer) == ["Created", "Unchanged", "Updated"]
    assert (await office.api.get("/customers/9001"))["CustomerName"] == "Globex Inc."
    assert results(await send(office.api, changed(CUSTOMER, CustomerName="Globex Inc."))) == ["Unchanged"]


async def test_two_sources_do_not_know_each_other(office: Office) -> None:
    await send(office.api, CUSTOMER)
    answer = await send(office.api, CUSTOMER, source="another")
    [item] = answer["items"]
    assert item["Result"] == "Created"
    assert item["ID"] != 9001, "that number is taken"


@pytest.mark.parametrize(
    ("one", "said", "kind", "shown"),
    [
        (CUSTOMER, {"CustomerName": "Globex Inc."}, "customer.changed", {"TextsChanged": ["CustomerName"]}),
        (DEPARTMENT, {"Description": "Third"}, "department.changed", {"TextsChanged": ["Description"]}),
        (TECHNICIAN, {"LastName": "Sourcer"}, "technician.changed", {"TextsChanged": ["LastName"]}),
        (CONTACT, {"IsContactPerson": True}, "contact.changed",
         {"Changes": {"IsContactPerson": {"Before": False, "After": True}}}),
        (FIELD, {"Name": "Cabinet"}, "custom_field.changed", {"TextsChanged": ["Name"]}),
        (TICKET, {"TicketTitle": "Weather machines", "TicketPriority": "Low"}, "ticket.changed",
         {"TextsChanged": ["TicketTitle"], "Changes": {"TicketPriority": {"Before": "High", "After": "Low"}}}),
        (TICKET, {"TicketStatus": "Closed", "ClosedDate": LATER}, "ticket.changed",
         {"Changes": {"TicketStatus": {"Before": "Resolved", "After": "Closed"}}}),
        (TICKET, {"TicketStatus": "Open", "TicketResolvedDate": None, "LastActivityDate": LATER}, "ticket.changed",
         {"Changes": {"TicketStatus": {"Before": "Resolved", "After": "Open"}}}),
        (ANSWER, {"CommentText": "We have looked into it"}, "comment.changed", {"TextsChanged": ["CommentText"]}),
        (ANSWER, {"CommentDate": LATER}, "comment.changed", {"Changes": {}}),
        (WORK, {"EndDate": "2024-02-15T10:00:00Z"}, "work_hours.changed",
         {"Changes": {"EndDate": {"Before": "2024-02-15T10:30:00Z", "After": "2024-02-15T10:00:00Z"}}}),
        (VALUE, {"Value": "B13"}, "custom_value.set", {"TextsChanged": ["Value"]}),
    ],
)  # fmt: skip
async def test_a_changed_record_is_one_event(
    office: Office, one: Record, said: dict[str, Any], kind: str, shown: dict[str, Any]
) -> None:
    await send(office.api, *EVERYTHING)
    seq = await last_seq(office)
    answer = await send(office.api, *[changed(one, **said) if one is it else it for it in EVERYTHING])
    assert results(answer) == ["Updated" if one is it else "Unchanged" for it in EVERYTHING]
    [event] = await events_since(office, seq)
    assert (event["Kind"], event["Via"]) == (kind, "import:elsewhere")
    assert {name: event[name] for name in shown} == shown
    await assert_whole(office)
    assert results(await send(office.api, changed(one, **said))) == ["Unchanged"]


async def test_a_ticket_shows_what_its_record_says_now(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    await send(office.api, changed(TICKET, TicketStatus="Open", LastActivityDate=LATER, Tags=["rain"], EndUserID=None))
    ticket = await office.api.get("/tickets/40001")
    assert (ticket["TicketStatus"], ticket["TicketResolvedDate"], ticket["LastActivityDate"]) == ("Open", None, LATER)
    assert (ticket["Tags"], ticket["EndUserID"], ticket["CustomerID"]) == (["rain"], None, 9001)
    assert [t["TicketID"] for t in (await office.api.get("/tickets", q="tag:rain"))["items"]] == [40001]
    assert (await office.api.get("/tickets", q="tag:weather"))["items"] == []
    assert {one["Name"]: one["Count"] for one in await counts(office)}["Open"] == 2
    await assert_whole(office)


async def counts(office: Office) -> Any:
    tickets = [(await office.api.get("/tickets", ticketStatus=name))["totalItems"] for name in ("Open", "Resolved")]
    return [{"Name": name, "Count": count} for name, count in zip(("Open", "Resolved"), tickets, strict=True)]


async def test_what_was_changed_here_stays_until_the_source_says_something_new(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    await office.api.put("/customers/9001", {"CustomerName": "Renamed here"})
    await office.api.put("/tickets/40001", {"TicketTitle": "Reworded here"})
    await send(office.api, *EVERYTHING)
    assert (await office.api.get("/customers/9001"))["CustomerName"] == "Renamed here"
    assert (await office.api.get("/tickets/40001"))["TicketTitle"] == "Reworded here"
    await send(office.api, changed(TICKET, TicketPriority="Critical"))
    ticket = await office.api.get("/tickets/40001")
    assert (ticket["TicketTitle"], ticket["TicketPriority"]) == ("Weather machine", "Critical")


async def test_what_happened_here_meanwhile_is_no_earlier_for_a_changed_record(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    await office.api.post("/tickets/40001/comments", {"CommentText": "Again", "EndUserID": 7001})
    active = (await office.api.get("/tickets/40001"))["LastActivityDate"]
    assert active > RESOLVED
    await send(office.api, changed(TICKET, TicketPriority="Critical"))
    assert (await office.api.get("/tickets/40001"))["LastActivityDate"] == active
    await assert_whole(office, at_import=False)


async def test_a_comment_that_comes_later_finds_its_place_among_the_others(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    between = record(
        "Comment", "late", TicketID=40001, CommentText="Between", CommentDate="2024-02-15T09:20:00Z", EndUserID=7001
    )
    first = record(
        "Comment", "first", TicketID=40001, CommentText="First", CommentDate="2024-02-15T09:05:00Z",
        TechnicianContactID=501, IsInternal=False,
    )  # fmt: skip
    await send(office.api, between)
    await send(office.api, first)
    comments = (await office.api.get("/tickets/40001/comments"))["items"]
    assert [c["CommentText"] for c in comments] == [
        "First",
        "We look into it",
        "Between",
        "Any umbrellas?",
        "Zephyr",
    ]
    ticket = await office.api.get("/tickets/40001")
    assert ticket["FirstResponseDate"] == "2024-02-15T09:05:00Z"
    assert ticket["LastEndUserComment"] == "Any umbrellas?"
    await assert_whole(office)


async def test_a_child_that_got_another_parent_there_gets_it_here(office: Office) -> None:
    third = record("Ticket", 39998, TicketTitle="Third", CustomerID=9001, TicketCreatedDate=CREATED)
    await send(office.api, *EVERYTHING, third)
    answer = await send(office.api, changed(RELATION, RelatedTicketId=39998))
    assert results(answer) == ["Updated"]
    related = await office.api.get("/tickets/40001", includeRelations="true")
    assert related["RelatedTicketId"] == 39998
    await assert_whole(office)


async def test_a_value_that_was_cleared_there_is_cleared_here(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    assert results(await send(office.api, changed(VALUE, Value=None))) == ["Updated"]
    [value] = await office.api.get("/customvalues/ticketfield/40001/Rack")
    assert value["Value"] is None
    nothing = record("CustomValue", "x", Target="Ticket", ItemId=39999, FieldName="Rack", Value=None)
    assert results(await send(office.api, nothing)) == ["Unchanged"]


async def test_what_was_deleted_here_does_not_come_back(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    await office.api.delete("/tickets/40001")
    seq = await last_seq(office)
    assert results(await send(office.api, TICKET, ANSWER)) == ["Unchanged", "Unchanged"]
    late = record("Comment", "late", TicketID=40001, CommentText="Late", CommentDate=LATER, EndUserID=7001)
    answer = await send(office.api, changed(TICKET, TicketPriority="Low"), late, changed(OTHER, TicketPriority="Low"))
    assert results(answer) == ["Refused", "Refused", "Updated"]
    assert [item["Error"]["code"] for item in answer["items"][:2]] == ["ticket_deleted"] * 2
    assert len(await events_since(office, seq)) == 1


async def test_what_was_archived_there_is_archived_here(office: Office) -> None:
    await send(office.api, CUSTOMER, changed(CONTACT, DepartmentID=None))
    assert results(await send(office.api, changed(CUSTOMER, Archived=True))) == ["Updated"]
    assert (await office.api.get("/customers/9001"))["Archived"] is True
    # Its old tickets come all the same.
    assert results(await send(office.api, changed(TICKET, TechnicianContactID=None))) == ["Created"]
    assert results(await send(office.api, changed(CUSTOMER, Archived=False))) == ["Updated"]
    assert (await office.api.get("/customers/9001"))["Archived"] is False
