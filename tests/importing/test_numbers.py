"""A number that is free is kept; else the next is taken, and none is ever given out twice."""

from typing import Any

from tests.cast import Office
from tests.importing.records import CUSTOMER, TECHNICIAN, TICKET, record, results, send
from tests.importing.whole import assert_whole


def ids(answer: Any) -> list[int]:
    return [item["ID"] for item in answer["items"]]


async def test_numbers_go_on_after_the_highest_that_was_brought(office: Office) -> None:
    await send(office.api, CUSTOMER, record("Ticket", 40_001, TicketTitle="T", CustomerID=9001))
    assert (await office.ticket())["TicketID"] == 40_002
    made = await office.api.post("/customers", {"CustomerName": "New"})
    assert made["CustomerID"] == 9002


async def test_a_number_from_a_gap_is_kept_too(office: Office) -> None:
    """Lists come newest first, so that lower numbers come after higher ones."""
    await send(office.api, CUSTOMER)
    for number in (500, 300, 400):
        answer = await send(office.api, record("Ticket", number, TicketTitle="T", CustomerID=9001))
        assert ids(answer) == [number]
    assert (await office.ticket())["TicketID"] == 501
    await assert_whole(office)


async def test_one_that_is_taken_gets_the_next_and_takes_nobodys_place(office: Office) -> None:
    """The cast has the customers 1 and 2: what comes for them goes beyond all others of the call."""
    answer = await send(office.api, *(record("Customer", n, CustomerName=f"C{n}") for n in (1, 2, 3, 4)))
    assert ids(answer) == [5, 6, 3, 4]


async def test_the_number_of_a_deleted_ticket_is_taken(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    await office.api.delete(f"/tickets/{number}")
    answer = await send(office.api, CUSTOMER, record("Ticket", number, TicketTitle="T", CustomerID=9001))
    assert ids(answer)[1] == number + 1


async def test_people_share_their_numbers(office: Office) -> None:
    """Either may be who said something, so no contact has a technician's number."""
    contact = record("Contact", 501, CustomerID=9001, Email="other@globex.example")
    answer = await send(office.api, CUSTOMER, contact, TECHNICIAN)
    assert ids(answer)[2] == 501
    assert ids(answer)[1] == 502
    jane = record("Contact", office.cast.jane.id, CustomerID=9001, Email="third@globex.example")
    assert ids(await send(office.api, jane)) == [503]
    await assert_whole(office)


async def test_other_ids_than_numbers_get_the_next(office: Office) -> None:
    for source_id in ("A-17", "007", "1.5", "-4", "9007199254740992", "9" * 30):
        [item] = (await send(office.api, record("Customer", source_id, CustomerName=source_id)))["items"]
        assert (item["Result"], item["SourceID"]) == ("Created", source_id)
        assert item["ID"] < 100
    again = await send(office.api, record("Customer", "007", CustomerName="007"))
    assert results(again) == ["Unchanged"]


async def test_what_is_refused_takes_no_number(office: Office) -> None:
    await send(office.api, CUSTOMER)
    refused = record("Ticket", 70_000, TicketTitle="", CustomerID=9001)
    assert results(await send(office.api, refused, record("Ticket", "x", TicketTitle="", CustomerID=9001))) == [
        "Refused",
        "Refused",
    ]
    assert (await office.ticket())["TicketID"] == 1


async def test_a_number_as_a_text_is_the_same(office: Office) -> None:
    await send(office.api, CUSTOMER)
    again = {**CUSTOMER, "SourceID": "9001"}
    assert results(await send(office.api, again)) == ["Unchanged"]
    answer = await send(office.api, {**TICKET, "Record": {"TicketTitle": "T", "CustomerID": "9001"}})
    assert results(answer) == ["Created"]
