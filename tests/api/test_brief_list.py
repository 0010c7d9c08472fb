"""The brief's `GET /api/v3/tickets?page=1&itemsInPage=50`."""

from typing import Any

import pytest

from deskhand.api.paging import Link, PageAsked, envelope
from tests.cast import Office

ENVELOPE = {"items", "totalItems", "totalItemCount", "page", "itemsInPage", "totalPages", "prevLink", "nextLink"}


async def some_tickets(office: Office, number: int) -> list[int]:
    return [(await office.ticket(TicketTitle=f"Case {n}"))["TicketID"] for n in range(number)]


def ids(listed: Any) -> list[int]:
    return [ticket["TicketID"] for ticket in listed["items"]]


async def test_the_briefs_request_gets_the_briefs_envelope(office: Office) -> None:
    await some_tickets(office, 3)
    listed = await office.api.get("/tickets?page=1&itemsInPage=50")
    assert set(listed) == ENVELOPE
    assert {key: listed[key] for key in ("totalItems", "page", "itemsInPage", "totalPages")} == {
        "totalItems": 3,
        "page": 1,
        "itemsInPage": 50,
        "totalPages": 1,
    }


def test_the_briefs_2847_tickets_fill_57_pages_of_50() -> None:
    page = envelope([], 2847, PageAsked(1, 50), Link("http://desk.test/api/v3/tickets", ""), str)
    assert (page.totalItems, page.page, page.itemsInPage, page.totalPages) == (2847, 1, 50, 57)


@pytest.mark.parametrize(("total", "size", "pages"), [(0, 50, 0), (1, 50, 1), (50, 50, 1), (51, 50, 2), (7, 1, 7)])
def test_the_last_page_may_be_short(total: int, size: int, pages: int) -> None:
    assert envelope([], total, PageAsked(1, size), Link("http://desk.test", ""), str).totalPages == pages


async def test_items_are_whole_tickets_newest_first(office: Office) -> None:
    made = await some_tickets(office, 3)
    listed = await office.api.get("/tickets")
    assert ids(listed) == made[::-1]
    assert listed["items"] == [await office.api.get(f"/tickets/{number}") for number in made[::-1]]


async def test_pages_neither_overlap_nor_leave_anything_out(office: Office) -> None:
    made = await some_tickets(office, 7)
    pages = [await office.api.get(f"/tickets?page={page}&itemsInPage=3") for page in (1, 2, 3)]
    assert [len(page["items"]) for page in pages] == [3, 3, 1]
    assert [number for page in pages for number in ids(page)] == made[::-1]
    assert {(page["totalItems"], page["totalPages"], page["itemsInPage"]) for page in pages} == {(7, 3, 3)}
    assert [page["page"] for page in pages] == [1, 2, 3]


async def test_without_parameters_a_page_has_twenty(office: Office) -> None:
    await some_tickets(office, 21)
    listed = await office.api.get("/tickets")
    assert (listed["page"], listed["itemsInPage"], len(listed["items"]), listed["totalPages"]) == (1, 20, 20, 2)


@pytest.mark.parametrize(
    ("asked", "got"), [("0", 1), ("-3", 1), ("51", 50), ("1000000", 50), ("many", 20), ("", 20), ("2.5", 20)]
)
async def test_the_size_of_a_page_is_kept_within_bounds(office: Office, asked: str, got: int) -> None:
    assert (await office.api.get(f"/tickets?itemsInPage={asked}"))["itemsInPage"] == got


async def test_a_page_past_the_end_is_empty(office: Office) -> None:
    await some_tickets(office, 2)
    listed = await office.api.get("/tickets?page=9")
    assert (listed["items"], listed["totalItems"], listed["page"]) == ([], 2, 9)


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "", "1.5", "%00"])
async def test_what_is_no_page_is_the_first(office: Office, asked: str) -> None:
    await some_tickets(office, 2)
    listed = await office.api.get(f"/tickets?page={asked}&itemsInPage=1")
    assert (listed["page"], ids(listed)) == (1, [2])


async def test_an_empty_desk_has_no_pages(office: Office) -> None:
    listed = await office.api.get("/tickets")
    assert (listed["items"], listed["totalItems"], listed["totalPages"]) == ([], 0, 0)
    assert (listed["prevLink"], listed["nextLink"]) == ("", "")


async def test_totals_follow_every_change(office: Office) -> None:
    first, second, third = await some_tickets(office, 3)
    await office.api.put(f"/tickets/{first}", {"TicketStatus": "Closed"})
    await office.api.put(f"/tickets/{second}", {"TicketStatus": "Pending"})
    await office.api.delete(f"/tickets/{third}")

    async def total(status: str) -> int:
        return int((await office.api.get("/tickets", ticketStatus=status))["totalItems"])

    counted = [await total(status) for status in ("Open", "Pending", "Resolved", "Closed", "")]
    assert counted == [0, 1, 0, 1, 2]


async def test_a_list_can_be_narrowed_to_a_customer_and_a_status(office: Office) -> None:
    cast = office.cast
    johns = await office.ticket()
    petes = await office.ticket(EndUserID=cast.pete.id)
    done = await office.ticket(TicketStatus="Resolved")
    assert ids(await office.api.get("/tickets", customerId=cast.acme.id)) == [done["TicketID"], johns["TicketID"]]
    assert ids(await office.api.get("/tickets", ticketStatus="Open")) == [petes["TicketID"], johns["TicketID"]]
    both = await office.api.get("/tickets", customerId=cast.acme.id, ticketStatus="resolved")
    assert (ids(both), both["totalItems"]) == ([done["TicketID"]], 1)
    assert ids(await office.api.get("/tickets", customerId=999_999)) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ticketStatus=Done", "Invalid status"),
        ("customerId=abc", "Customer not found"),
        ("customerId=0", "Customer not found"),
    ],
)
async def test_a_filter_that_makes_no_sense_is_refused(office: Office, query: str, message: str) -> None:
    assert (await office.api.get(f"/tickets?{query}", 400))["message"] == message


async def test_a_deleted_ticket_leaves_the_list(office: Office) -> None:
    first, second = await some_tickets(office, 2)
    await office.api.delete(f"/tickets/{first}")
    listed = await office.api.get("/tickets")
    assert (ids(listed), listed["totalItems"]) == ([second], 1)
