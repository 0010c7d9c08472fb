"""Ticket lists: filters of every dialect, the query language, sorting, and walks that go on by key."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Client, Office

SORTS = ("", "id", "-id", "created", "-created", "updated", "-updated", "resolved", "-resolved", "due", "-due")
STATUSES = ("Open", "Pending", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")


async def fill(office: Office, count: int = 23) -> list[dict[str, Any]]:
    """Tickets that differ in status, priority, customer, technician and due date."""
    await office.promise_nothing()
    made = []
    for n in range(count):
        body: dict[str, Any] = {
            "TicketTitle": f"Ticket {n}",
            "TicketStatus": STATUSES[n % 4],
            "TicketPriority": PRIORITIES[n % 3],
            "CustomerID": (office.cast.acme if n % 2 else office.cast.bakers).id,
            "TechnicianContactID": office.cast.tom.id if n % 3 == 0 else 0,
            "DueDate": f"2030-01-{n + 1:02}T00:00:00Z" if n % 2 else None,
        }
        made.append(await office.api.post("/tickets", body))
    return made


async def walk(api: Client, path: str) -> list[int]:
    """Every ticket's number, following nextLink until it is empty."""
    seen: list[int] = []
    link = f"http://desk.test/api/v3{path}"
    while link:
        page = (await api.http.get(link, headers={"X-API-KEY": api.key})).json()
        seen += [ticket["TicketID"] for ticket in page["items"]]
        link = page["nextLink"]
    return seen


async def numbers(api: Client, **query: Any) -> list[int]:
    """The numbers on the first page of fifty."""
    page = await api.get("/tickets", itemsInPage=50, **query)
    assert page["totalItems"] == len(page["items"])
    return [ticket["TicketID"] for ticket in page["items"]]


@pytest.mark.parametrize("sort", [*SORTS, "priority", "-priority", "status", "-status"])
async def test_a_walk_sees_every_ticket_once_and_in_the_order_of_numbered_pages(office: Office, sort: str) -> None:
    made = [ticket["TicketID"] for ticket in await fill(office)]
    walked = await walk(office.api, f"/tickets?itemsInPage=5&sort={sort}")
    assert sorted(walked) == made
    pages = [await office.api.get("/tickets", sort=sort, itemsInPage=5, page=n) for n in range(1, 6)]
    assert walked == [ticket["TicketID"] for page in pages for ticket in page["items"]]


async def test_what_is_not_set_comes_last_either_way(office: Office) -> None:
    await fill(office, 6)
    for sort in ("due", "-due"):
        dues = [t["DueDate"] for t in (await office.api.get("/tickets", sort=sort))["items"]]
        assert dues[3:] == [None, None, None]
        assert dues[:3] == sorted(dues[:3], reverse=sort.startswith("-"))


async def test_a_walk_in_the_default_order_is_not_disturbed_by_new_tickets(office: Office) -> None:
    made = [ticket["TicketID"] for ticket in await fill(office, 10)]
    first = await office.api.get("/tickets", itemsInPage=4)
    await fill(office, 3)
    rest = await walk(office.api, first["nextLink"].removeprefix("http://desk.test/api/v3"))
    assert sorted([t["TicketID"] for t in first["items"]] + rest) == made


async def test_a_filtered_walk_carries_its_total(office: Office) -> None:
    await fill(office, 12)
    first = await office.api.get("/tickets", itemsInPage=2, priority="Low,High")
    again = await office.api.send("GET", first["nextLink"].removeprefix("http://desk.test/api/v3"))
    assert again.json()["totalItems"] == first["totalItems"] == 8
    assert again.json()["page"] == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "status:open"}, lambda t: t["TicketStatus"] == "Open"),
        ({"q": "-status:open,closed"}, lambda t: t["TicketStatus"] in ("Pending", "Resolved")),
        ({"q": "priority:HIGH"}, lambda t: t["TicketPriority"] == "High"),
        ({"q": "assignee:none"}, lambda t: t["TechnicianContactID"] is None),
        ({"q": "-assignee:none"}, lambda t: t["TechnicianContactID"] is not None),
        ({"q": "-assignee:tom"}, lambda t: t["TechnicianContactID"] is None),
        ({"q": 'assignee:"Tom Field",none'}, lambda _: True),
        ({"q": "customer:acme"}, lambda t: t["CustomerName"] == "Acme Corporation"),
        (
            {"q": 'customer:"Bakers & Sons" status:open'},
            lambda t: (t["CustomerName"][0], t["TicketStatus"][0]) == ("B", "O"),
        ),
        ({"q": "customer:nobody"}, lambda _: False),
        ({"q": "due:none"}, lambda t: t["DueDate"] is None),
        ({"q": "due:2030-01-03..2030-01-09"}, lambda t: "2030-01-03" <= (t["DueDate"] or "")[:10] <= "2030-01-09"),
        ({"q": "-due:2030-01-03..2030-01-09"}, lambda t: not "2030-01-03" <= (t["DueDate"] or "")[:10] <= "2030-01-09"),
        ({"q": "created:<1d"}, lambda _: True),
        ({"q": "created:>1d"}, lambda _: False),
        ({"q": "resolved:none"}, lambda t: t["TicketResolvedDate"] is None),
        ({"ticketStatus": "Open"}, lambda t: t["TicketStatus"] == "Open"),
        ({"TICKETSTATUS": "open,pending"}, lambda t: t["TicketStatus"] in ("Open", "Pending")),
        ({"priority": "Low,High"}, lambda t: t["TicketPriority"] in ("Low", "High")),
        ({"technicianId": "none"}, lambda t: t["TechnicianContactID"] is None),
        ({"technicianId": "0"}, lambda t: t["TechnicianContactID"] is None),
        ({"technicianId": " none , "}, lambda t: t["TechnicianContactID"] is None),
        ({"technicianId": ","}, lambda _: True),
        ({"priority": "High, ,"}, lambda t: t["TicketPriority"] == "High"),
        ({"dueBefore": "2030-01-05"}, lambda t: (t["DueDate"] or "9") < "2030-01-05"),
        ({"DateFrom": "2020-01-01", "DateTo": "2020-01-02"}, lambda _: False),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_a_filter_shows_what_it_names_and_nothing_else(
    office: Office, query: dict[str, str], expected: Any
) -> None:
    made = await fill(office, 16)
    assert await numbers(office.api, **query) == [t["TicketID"] for t in reversed(made) if expected(t)]


async def test_me_is_the_key_s_technician(office: Office) -> None:
    made = await fill(office, 6)
    tom = await office.client_of(office.cast.tom)
    assert await numbers(tom, q="assignee:me") == [t["TicketID"] for t in reversed(made) if t["TechnicianContactID"]]
    assert await numbers(office.api, q="assignee:me") == []


async def test_ids_pick_tickets(office: Office) -> None:
    made = [t["TicketID"] for t in await fill(office, 5)]
    assert await numbers(office.api, ids=f"{made[1]},{made[3]},999999") == [made[3], made[1]]
    refused = await office.api.get("/tickets", 400, ids="1,x")
    assert refused["message"] == "Invalid ticket ID"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("foo:bar", "foo:bar"),
        ("status:opn", "status:opn"),
        ('open "unclosed', '"unclosed'),
        ("customer:", "customer:"),
        ("created:someday", "created:someday"),
    ],
)
async def test_an_error_in_a_query_points_at_the_word(office: Office, query: str, word: str) -> None:
    refused = await office.api.get("/tickets", 400, q=query)
    assert refused["code"] == "invalid_query"
    assert repr(word) in refused["detail"]
    assert refused["errors"][0]["field"] == "q"


async def test_quoted_words_may_end_in_a_backslash(office: Office) -> None:
    await office.ticket(TicketTitle="Disk C:\\ full")
    for query in ('"c:\\\\"', '"c:\\\\" full', '"disk c:\\\\ full"', 'disk -"e:\\\\"'):
        assert (await office.api.get("/tickets", q=query))["totalItems"] == 1, query


async def test_a_wrong_sort_or_token_says_what_would_be_right(office: Office) -> None:
    assert "due" in (await office.api.get("/tickets", 400, sort="colour"))["detail"]
    assert "nextLink" in (await office.api.get("/tickets", 400, after="nonsense"))["detail"]


async def test_lastmodified_goes_by_activity_and_leaves_comments_out_unless_asked(office: Office) -> None:
    made = await fill(office, 3)
    said = {"CommentText": "Looked at it", "IsInternal": False, "TechnicianContactID": office.cast.tom.id}
    await office.api.post(f"/tickets/{made[0]['TicketID']}/comments", said)
    page = await office.api.get("/tickets/lastmodified")
    assert [t["TicketID"] for t in page["items"]] == [made[1]["TicketID"], made[2]["TicketID"], made[0]["TicketID"]]
    assert page["items"][-1]["LastTechnicianComment"] is None
    told = await office.api.get("/tickets/lastmodified", includeComments="True")
    assert told["items"][-1]["LastTechnicianComment"] == "Looked at it"
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert (await office.api.get("/tickets/lastmodified", date=later))["items"] == []


async def test_nocomments_lists_tickets_without_the_fields_that_come_from_comments(office: Office) -> None:
    await fill(office, 1)
    ticket = (await office.api.get("/tickets/noComments"))["items"][0]
    assert "TicketTitle" in ticket
    assert not {"FirstComment", "LastEndUserComment", "LastTechnicianComment"} & set(ticket)


async def test_a_list_of_technicians_takes_blanks_and_a_comma_too_many(office: Office) -> None:
    cast = office.cast
    for one in (cast.tom, cast.dora, cast.bill):
        await office.ticket(TicketTitle=one.first_name, TechnicianContactID=one.id)
    for asked in (f"{cast.tom.id}, {cast.dora.id}", f" {cast.tom.id} ,dora@brightwater.example,,"):
        found = await office.api.get("/tickets", technicianId=asked)
        assert [ticket["TicketTitle"] for ticket in found["items"]] == ["Dora", "Tom"], asked


@pytest.mark.parametrize("query", ["due:>=2031-01-01", "due:9999", "due:9999-12", "due:>1w", "due:>=9999-12-30"])
async def test_the_last_day_that_can_be_kept_lies_in_every_span_up_to_the_end_of_time(
    office: Office, query: str
) -> None:
    """Some clients say by it that something is never due."""
    await office.ticket(DueDate="9999-12-30T00:00:00Z")
    assert (await office.api.get("/tickets", q=query))["totalItems"] == 1
    assert (await office.api.get("/tickets", q=f"-{query}"))["totalItems"] == 0
    assert (await office.api.get("/tickets", q="due:<999999w"))["totalItems"] == 1
    assert (await office.api.get("/tickets", q="due:>999999w"))["totalItems"] == 0
