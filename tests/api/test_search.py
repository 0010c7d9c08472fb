"""Searching tickets through the API: free words, tags and conditions together, in pages, and what nobody may find."""

import base64
from collections.abc import Sequence
from typing import Any

import pytest

from deskhand.core.query import parse_query
from deskhand.tickets.find import meaning_of
from deskhand.tickets.listing import Asked, list_tickets
from tests.api.test_lists import numbers, walk
from tests.cast import Client, Office
from tests.core.made import NOON


async def opened(office: Office, title: str, description: str = "", **more: Any) -> int:
    body = {"TicketTitle": title, "Description": description, "CustomerID": office.cast.acme.id, **more}
    return int((await office.api.post("/tickets", body))["TicketID"])


async def say(office: Office, ticket: int, text: str, *, internal: bool = False) -> None:
    said = {"CommentText": text, "IsInternal": internal, "TechnicianContactID": office.cast.tom.id}
    await office.api.post(f"/tickets/{ticket}/comments", said)


async def test_q_finds_free_words_beside_its_conditions(office: Office) -> None:
    one = await opened(office, "Outlook hangs", TicketPriority="High")
    two = await opened(office, "Slow laptop", "since Outlook was updated")
    await opened(office, "Printer offline", TicketPriority="High")
    assert await numbers(office.api, q="outlook") == [one, two]
    assert await numbers(office.api, q="outl") == [one, two]
    assert await numbers(office.api, q="priority:high outlook") == [one]
    assert await numbers(office.api, q="laptop outlook") == [two]
    assert await numbers(office.api, q="outlook -laptop") == [one]
    assert await numbers(office.api, q="-outlook priority:high") == [max(one, two) + 1]
    assert await numbers(office.api, q="outlook fax") == []


async def test_text_is_the_same_search_as_a_parameter(office: Office) -> None:
    one = await opened(office, "Outlook hangs")
    await say(office, one, "Rebuilt the profile")
    assert await numbers(office.api, text="PROFILE hangs") == [one]
    assert await numbers(office.api, text="profile", q="outlook status:open") == [one]
    assert await numbers(office.api, text="profile", q="status:closed") == []


async def test_title_hits_come_first_and_a_sort_overrules_that(office: Office) -> None:
    by_title = await opened(office, "Outlook hangs")
    by_text = await opened(office, "Slow laptop", "outlook")
    assert await numbers(office.api, q="outlook") == [by_title, by_text]
    assert await numbers(office.api, q="outlook", sort="-id") == [by_text, by_title]
    assert await numbers(office.api, q="outlook", sort="created") == [by_title, by_text]


@pytest.mark.parametrize("size", [1, 3, 50])
async def test_a_search_is_walked_by_links_and_by_page_numbers_alike(office: Office, size: int) -> None:
    for number in range(9):
        await opened(office, f"Disk {number}" if number % 2 else f"Drive {number}", "a disk")
    expected = await numbers(office.api, q="disk")
    assert len(expected) == 9
    assert await walk(office.api, f"/tickets?q=disk&itemsInPage={size}") == expected
    pages = [await office.api.get("/tickets", q="disk", itemsInPage=size, page=n) for n in range(1, -(-9 // size) + 2)]
    assert [ticket["TicketID"] for page in pages for ticket in page["items"]] == expected
    assert {page["totalItems"] for page in pages} == {9}
    assert [bool(page["nextLink"]) for page in pages[:-1]] == [True] * (len(pages) - 2) + [False]


async def test_an_internal_comment_is_found_by_those_who_may_see_it_only(office: Office) -> None:
    one = await opened(office, "Laptop stolen")
    await say(office, one, "suspect the cleaner", internal=True)
    await say(office, one, "we are on it")
    narrow = await office.client(scopes=("tickets:read",))
    for api, found in ((office.api, [one]), (narrow, [])):
        assert await numbers(api, q="cleaner") == found
        assert await numbers(api, q="cleaner", sort="id") == found
    assert await numbers(office.api, q="laptop -cleaner") == []
    assert await numbers(narrow, q="laptop -cleaner") == [one]
    assert await numbers(narrow, q="on it") == [one]


async def test_a_contact_finds_its_own_tickets_and_no_notes(office: Office) -> None:
    cast = office.cast
    johns = await opened(office, "VPN", EndUserID=cast.john.id)
    await opened(office, "VPN", CustomerID=cast.bakers.id)
    await say(office, johns, "again", internal=True)
    for text, found in (("vpn", [johns]), ("vpn again", [])):
        async with office.engine.read() as read:
            meant = await meaning_of(read, cast.writing(cast.john), parse_query(text, NOON))
            page = await list_tickets(read, cast.writing(cast.john), Asked(needle=meant.needle, limit=5))
        assert ([ticket.id for ticket in page.rows], page.total) == (found, len(found))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"tags": "vip"}, ["both", "vip"]),
        ({"tags": "VIP,on site"}, ["both", "site", "vip"]),
        ({"q": "tag:vip"}, ["both", "vip"]),
        ({"q": 'tag:"on site" tag:vip'}, ["both"]),
        ({"q": "-tag:vip"}, ["none", "site"]),
        ({"q": "tag:nobody"}, []),
        ({"q": "tag:vip ticket"}, ["both", "vip"]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_tags_are_matched_whole_and_without_regard_to_case(
    office: Office, query: dict[str, str], expected: Sequence[str]
) -> None:
    tagged = {"none": [], "vip": ["Vip"], "site": ["On Site"], "both": ["VIP", "on site", "vipers"]}
    made = {name: await opened(office, f"Ticket {name}", Tags=tags) for name, tags in tagged.items()}
    assert sorted(await numbers(office.api, **query)) == sorted(made[name] for name in expected)


async def test_a_deleted_ticket_and_its_old_words_are_not_found(office: Office) -> None:
    one, two = await opened(office, "Ghost"), await opened(office, "Ghost")
    await office.api.delete(f"/tickets/{one}")
    await office.api.put(f"/tickets/{two}", {"TicketTitle": "Spirit"})
    assert await numbers(office.api, q="ghost") == []
    assert await numbers(office.api, q="spirit") == [two]


async def test_words_that_are_no_words_ask_for_nothing(office: Office) -> None:
    one = await opened(office, "Anything")
    assert await numbers(office.api, q="!!! -??? ...") == [one]
    assert await numbers(office.api, text="***") == [one]


async def test_a_link_of_another_list_is_refused(office: Office) -> None:
    for number in range(3):
        await opened(office, f"Disk {number}")
    searched = await office.api.get("/tickets", q="disk", itemsInPage=1)
    token = searched["nextLink"].partition("after=")[2].partition("&")[0]
    for query in ({}, {"sort": "created"}, {"q": "disk", "sort": "-id"}):
        refused = await office.api.get("/tickets", 400, after=token, **query)
        assert "sorted otherwise" in refused["detail"]
    await _each_order_refuses_the_tokens_of_the_others(office.api)


async def _each_order_refuses_the_tokens_of_the_others(api: Client) -> None:
    links = {sort: (await api.get("/tickets", sort=sort, itemsInPage=1))["nextLink"] for sort in ("id", "created")}
    for sort, link in links.items():
        other = next(one for one in links if one != sort)
        await api.get("/tickets", 400, sort=other, after=link.partition("after=")[2].partition("&")[0])


@pytest.mark.parametrize(
    "token",
    [
        '["-id","2024-02-15T12:00:00Z",3,9]',
        '["-id",null,-3,9]',
        '["-id",null,3]',
        '["priority",1,3,9]',
        '["created","2024-02-15T12:00:00",3,9]',
        '["created",4,3,9]',
        '["hits",4,3,9,1,true]',
        "[]",
        "{}",
        '["-id",null,99999999999999999999999999,9]',
    ],
)
@pytest.mark.parametrize("query", [{}, {"sort": "created"}, {"q": "disk"}], ids=str)
async def test_a_forged_link_is_refused_or_harmless(office: Office, token: str, query: dict[str, str]) -> None:
    text = base64.urlsafe_b64encode(token.encode()).rstrip(b"=").decode()
    answer = await office.api.send("GET", "/tickets", params={**query, "after": text})
    assert answer.status_code in (200, 400)


async def test_a_name_that_fits_too_many_asks_for_more_of_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskhand.directory.find.MOST_FOUND", 1)
    monkeypatch.setattr("deskhand.tickets.find.MOST_FOUND", 1)
    refused = await office.api.get("/tickets", 400, q="customer:a")
    assert refused["code"] == "too_many_meant"
    assert "write more of the name" in refused["detail"]


async def test_lists_show_relations_where_they_are_asked_for(office: Office) -> None:
    parent, child = await opened(office, "Server down"), await opened(office, "No mail")
    await office.api.post(f"/tickets/{child}/relations", {"RelatedTicketId": parent, "RelationType": "Parent"})
    for path in ("/tickets", "/tickets/noComments", "/tickets/lastmodified"):
        by_id = {t["TicketID"]: t for t in (await office.api.get(path, includeRelations="True"))["items"]}
        assert (by_id[child]["RelationType"], by_id[child]["RelatedTicketId"]) == ("Parent", parent)
        assert (by_id[parent]["RelationType"], by_id[parent]["RelatedTicketId"]) == ("Child", child)
        plain = {t["TicketID"]: t for t in (await office.api.get(path))["items"]}
        assert plain[child]["RelationType"] is None
