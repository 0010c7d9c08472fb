"""Lists: page by page as they are walked, wherever a link says that they go on."""

from collections.abc import Iterator
from typing import Any

import pytest

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.paging import Listing, Page, Pages, turn
from deskhand_client.talk import Answer, Request, Talk
from tests.client.sans_io import answer

FIRST = Request("GET", "tickets", {"itemsInPage": "2", "customerId": "7"})
LINK = "https://desk.example.com/api/v3/tickets?itemsInPage=2&customerId=7&page=2&after=abc"


class Told:
    """A carrier that has its answers already, and keeps what it was asked."""

    def __init__(self, *bodies: Any) -> None:
        self.bodies = list(bodies)
        self.asked: list[Request] = []

    def carry(self, talk: Talk[Any]) -> Any:
        """What comes of a talk of one request."""
        self.asked.append(next(talk))
        try:
            talk.send(answer(200, self.bodies.pop(0)))
        except StopIteration as done:
            return done.value
        raise AssertionError("a second request")


def listed(*bodies: Any) -> tuple[Told, Pages[Any]]:
    told = Told(*bodies)
    return told, Pages(told, Listing(FIRST, lambda item: item))


def read_page(body: Any) -> Page[Any]:
    """The page that an answer is read as."""
    talk = turn(Listing(FIRST, lambda item: item), FIRST)
    next(talk)
    try:
        talk.send(answer(200, body))
    except StopIteration as done:
        page: Page[Any] = done.value
        return page
    raise AssertionError("a second request")


def test_the_next_page_is_asked_for_when_it_is_walked_into() -> None:
    told, pages = listed(
        {"items": [1, 2], "totalItemCount": 3, "nextLink": LINK}, {"items": [3], "totalItemCount": 3, "nextLink": ""}
    )
    walk: Iterator[int] = iter(pages)
    assert told.asked == []
    assert [next(walk), next(walk)] == [1, 2]
    assert len(told.asked) == 1
    assert list(walk) == [3]
    assert told.asked[1].query == {"itemsInPage": "2", "customerId": "7", "page": "2", "after": "abc"}


@pytest.mark.parametrize("end", [{"nextLink": ""}, {"nextLink": None}, {}, {"page": 2, "totalPages": 2}])
def test_a_list_ends_however_its_end_is_said(end: dict[str, Any]) -> None:
    assert read_page({"items": [1], **end}).following is None


def test_without_links_pages_are_counted() -> None:
    following = read_page({"items": [1], "page": 1, "totalPages": 2}).following
    assert following is not None
    assert following.query == {**FIRST.query, "page": "2"}


def test_a_link_to_another_host_leads_nowhere_else() -> None:
    """Whatever an answer says, the key goes to no other server, and to no other path of this one."""
    following = read_page({"items": [1], "nextLink": "https://evil.example/steal?page=2"}).following
    assert following is not None
    assert (following.path, following.outside) == ("tickets", False)


def test_filters_that_a_link_forgets_are_asked_for_again() -> None:
    following = read_page({"items": [1], "nextLink": "/api/v3/tickets?Page=2&CUSTOMERID=7"}).following
    assert following is not None
    assert following.query == {"itemsInPage": "2", "Page": "2", "CUSTOMERID": "7"}


@pytest.mark.parametrize("link", ["?itemsInPage=2&customerId=7", "https://desk.example.com/api/v3/tickets"])
def test_a_next_page_that_is_this_page_is_no_endless_list(link: str) -> None:
    with pytest.raises(UnreadableAnswer, match="a next page that is this page"):
        read_page({"items": [1], "nextLink": link})


@pytest.mark.parametrize(
    "body", [{"items": None}, {"Message": "hello"}, [], "x", {"items": [1], "nextLink": 7}, {"items": {}}]
)
def test_an_answer_that_is_no_page_is_unreadable(body: Any) -> None:
    with pytest.raises(UnreadableAnswer):
        read_page(body)


@pytest.mark.parametrize(
    ("said", "total"),
    [({"totalItemCount": 9}, 9), ({"totalItems": 8}, 8), ({"totalItemCount": None, "totalItems": 8}, 8), ({}, 2)],
)
def test_the_total_goes_by_either_name(said: dict[str, Any], total: int) -> None:
    assert read_page({"items": [1, 2], **said}).total == total


def test_counting_reads_a_single_item() -> None:
    told, pages = listed({"items": [1], "totalItemCount": 4321, "nextLink": LINK})
    assert pages.total() == 4321
    assert told.asked[0].query == {"itemsInPage": "1", "customerId": "7"}


def test_a_page_is_read_by_its_number() -> None:
    told, pages = listed({"items": [5, 6], "totalItemCount": 9, "nextLink": ""})
    assert pages.page(3).items == [5, 6]
    assert told.asked[0].query == {**FIRST.query, "page": "3"}


def test_the_first_of_none_is_none() -> None:
    _, pages = listed({"items": []})
    assert pages.first() is None


def test_walking_again_asks_again() -> None:
    told, pages = listed({"items": [1]}, {"items": [1, 2]})
    assert (list(pages), list(pages)) == ([1], [1, 2])
    assert len(told.asked) == 2


def test_an_answer_that_is_no_json_says_how_it_begins() -> None:
    with pytest.raises(UnreadableAnswer, match=r"no JSON: '<html>.*Is the address right\?"):
        Answer(200, {}, b"<html><body>Welcome").value()
