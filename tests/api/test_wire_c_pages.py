"""Wire contract (c): one envelope for every list, and links that other clients can follow to the end."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
import pytest

from deskhand.app import desk_for
from deskhand.settings import Settings
from deskhand.tickets.walk import read_token
from tests.cast import Client, Office

LISTS = (
    "/tickets",
    "/tickets/statusmodified",
    "/tickets/{ticket}/comments",
    "/tickets/{ticket}/workhours",
    "/tickets/{ticket}/workhoursrecords",
    "/customers",
    "/contacts",
    "/technicians",
)


async def lists_with_three(office: Office) -> list[str]:
    """The lists' paths, each with at least three items."""
    made = [await office.ticket(TicketStatus="Resolved", TechnicianContactID=office.cast.tom.id) for _ in range(3)]
    ticket = f"/tickets/{made[0]['TicketID']}"
    for hour in (9, 10, 11):
        await office.api.post(f"{ticket}/comments", {"CommentText": "Hm"})
        span = {"StartDate": f"2024-02-15T{hour:02}:00:00Z", "EndDate": f"2024-02-15T{hour:02}:30:00Z"}
        await office.api.post(f"{ticket}/workhours", span)
    await office.api.post("/customers", {"CustomerName": "Candlestick Makers"})
    return [path.replace("/tickets/{ticket}", ticket) for path in LISTS]


async def test_every_list_has_the_keys_of_every_client(office: Office) -> None:
    for path in await lists_with_three(office):
        listed = await office.api.get(path)
        assert listed["totalItems"] == listed["totalItemCount"] == len(listed["items"]) >= 3, path
        assert (listed["page"], listed["itemsInPage"], listed["totalPages"]) == (1, 20, 1)
        assert (listed["prevLink"], listed["nextLink"]) == ("", "")


async def test_a_client_that_follows_next_link_until_it_is_empty_sees_everything_once(office: Office) -> None:
    for path in await lists_with_three(office):
        whole = (await office.api.get(path))["items"]
        link, seen = f"http://desk.test/api/v3{path}?itemsInPage=2", []
        while link:
            answer = (await office.http.get(link, headers={"X-API-KEY": office.api.key})).json()
            seen += answer["items"]
            link = answer["nextLink"]
        assert seen == whole, path


async def test_a_client_that_follows_prev_link_comes_back_to_the_beginning(office: Office) -> None:
    for path in await lists_with_three(office):
        answer, pages = await office.api.get(f"{path}?itemsInPage=1&page=3"), [3]
        while answer["prevLink"]:
            answer = (await office.http.get(answer["prevLink"], headers={"X-API-KEY": office.api.key})).json()
            pages.append(answer["page"])
        assert pages == [3, 2, 1], path


async def test_links_are_absolute_and_keep_the_callers_filters(office: Office) -> None:
    for _ in range(3):
        await office.ticket(TicketStatus="Pending")
    asked = f"/Tickets?ItemsInPage=1&Page=2&TicketStatus=pending&CustomerID={office.cast.acme.id}&other=a%26b%20c%C3%A9"
    listed = await office.api.get(asked)
    for link, page in ((listed["prevLink"], "1"), (listed["nextLink"], "3")):
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.path) == ("http", "desk.test", "/api/v3/tickets")
        query = dict(parse_qsl(parts.query))
        if link == listed["nextLink"]:  # the way back counts, the way on knows where it is
            walk = read_token(query.pop("after"))
            assert (walk.id, walk.total) == (2, 3)
        assert query == {
            "ItemsInPage": "1",
            "TicketStatus": "pending",
            "CustomerID": str(office.cast.acme.id),
            "other": "a&b cé",
            "page": page,
        }


async def test_a_page_past_the_end_leads_back_to_the_last_one(office: Office) -> None:
    for _ in range(3):
        await office.ticket()
    listed = await office.api.get("/tickets?itemsInPage=2&page=50")
    assert (listed["items"], listed["nextLink"]) == ([], "")
    assert dict(parse_qsl(urlsplit(listed["prevLink"]).query))["page"] == "2"


async def test_links_use_the_address_the_request_came_to(office: Office) -> None:
    await office.ticket()
    await office.ticket()
    headers = {"X-API-KEY": office.api.key, "Host": "help.acme.example:8443"}
    answer = (await office.http.get("/api/v3/tickets?itemsInPage=1", headers=headers)).json()
    assert answer["nextLink"].startswith("http://help.acme.example:8443/api/v3/tickets?")


@pytest.mark.parametrize("public", ["https://desk.brightwater.example", "https://brightwater.example/desk"])
async def test_links_use_the_public_url_when_one_is_set(office: Office, public: str) -> None:
    await office.ticket()
    await office.ticket()
    desk = desk_for(msgspec.structs.replace(Settings(), public_url=public), office.engine)
    transport = httpx.ASGITransport(desk.door)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as http:
        answer = await Client(http, office.api.key).get("/tickets?itemsInPage=1")
    address, _, after = answer["nextLink"].partition("&after=")
    assert address == f"{public}/api/v3/tickets?itemsInPage=1&page=2"
    assert read_token(after).id == 2
    await desk.admittance.finish()


async def names_found(office: Office, *queries: str) -> list[list[Any]]:
    return [[item["TicketID"] for item in (await office.api.get(f"/tickets?{query}"))["items"]] for query in queries]


async def test_query_names_are_read_in_any_case_and_spelling(office: Office) -> None:
    await office.ticket(TicketStatus="Pending")
    await office.ticket(EndUserID=office.cast.pete.id)
    await office.ticket(TicketStatus="Pending", EndUserID=office.cast.pete.id)
    bakers = office.cast.bakers.id
    assert (
        await names_found(office, "Page=2&ItemsInPage=1", "PAGE=2&ITEMSINPAGE=1", "page=2&itemsInPage=1") == [[2]] * 3
    )
    assert (
        await names_found(office, f"customerId={bakers}", f"CustomerID={bakers}", f"customerid={bakers}")
        == [[3, 2]] * 3
    )
    assert (
        await names_found(office, "ticketStatus=Pending", "TicketStatus=pending", "TICKETSTATUS=PENDING")
        == [[3, 1]] * 3
    )
    assert await names_found(office, "searchOptions.ticketStatus=Pending", "SearchOptions.page=3&itemsInPage=1") == [
        [3, 1],
        [1],
    ]


async def test_psateras_trailing_ampersand_and_parameters_are_ignored_everywhere(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    for path in (f"/tickets/{ticket_id}", f"/tickets/{ticket_id}/billableduration", "/technicians", "/tickets"):
        plain, decorated = await office.api.get(path), await office.api.get(f"{path}?itemsInPage=50&")
        assert decorated == {**plain, **({"itemsInPage": 50} if "items" in plain else {})}
    odd = await office.api.get("/tickets?itemsInPage=50&&=x&includeRelations=True&nonsense&page=1&")
    assert odd["totalItems"] == 1


@pytest.mark.parametrize("yes", ["True", "true", "TRUE", "1", "yes"])
async def test_booleans_are_read_in_any_case(office: Office, yes: str) -> None:
    await office.api.delete(f"/technicians/{office.cast.tom.id}")
    assert (await office.api.get(f"/technicians?includeInactive={yes}"))["totalItems"] == 5


async def test_false_is_read_in_any_case_too(office: Office) -> None:
    await office.api.delete(f"/technicians/{office.cast.tom.id}")
    for no in ("False", "false", "0", "no", ""):
        assert (await office.api.get(f"/technicians?includeInactive={no}"))["totalItems"] == 4


async def test_of_a_repeated_name_the_first_counts(office: Office) -> None:
    await office.ticket()
    assert (await office.api.get("/tickets?page=1&page=2&Page=3"))["page"] == 1
