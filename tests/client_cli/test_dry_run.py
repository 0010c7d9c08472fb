"""A client that tries: what it sends, what it gives, and that nothing is made by mistake."""

from typing import Any

import httpx
import pytest

from deskhand_client import AsyncClient, Client, DryRun, NothingSent, UnreadableAnswer

EVENT = {"Kind": "ticket.status_changed", "Data": {"changes": {"status": ["Open", "Closed"]}}}
TRIED = {"DryRun": True, "Answer": {"TicketID": 5, "TicketStatus": "Closed"}, "Events": [EVENT]}


class Heard:
    """A server that answers one thing to everything, and remembers what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json=self.answer)


def client(heard: Heard, trying: DryRun, url: str = "https://desk.example.com") -> Client:
    return Client(url, "key", dry_run=trying, transport=httpx.MockTransport(heard))


def test_a_write_is_tried_and_gives_what_it_would_give() -> None:
    heard, trying = Heard(TRIED), DryRun()
    with client(heard, trying) as desk:
        assert desk.tickets.update(5, status="Closed").status == "Closed"
    assert heard.requests[0].url.params["dry_run"] == "true"
    assert [(one.request.method, one.answer, one.events) for one in trying.writes] == [
        ("POST", TRIED["Answer"], (EVENT,))
    ]


async def test_the_asynchronous_client_tries_too() -> None:
    heard, trying = Heard(TRIED), DryRun()
    transport = httpx.MockTransport(heard)
    async with AsyncClient("https://desk.example.com", "key", dry_run=trying, transport=transport) as desk:
        assert (await desk.tickets.update(5, status="Closed")).status == "Closed"
    assert len(trying.writes) == 1


def test_reading_stays_as_it_is() -> None:
    heard, trying = Heard({"TicketID": 5}), DryRun()
    with client(heard, trying) as desk:
        assert desk.tickets.get(5).id == 5
    assert "dry_run" not in heard.requests[0].url.params
    assert trying.writes == []


def test_atera_is_sent_nothing() -> None:
    heard, trying = Heard({}), DryRun()
    with client(heard, trying, "https://app.atera.com") as desk, pytest.raises(NothingSent, match="PUT tickets/5"):
        desk.tickets.update(5, status="Closed")
    assert heard.requests == []
    assert trying.writes[0].request.body == {"TicketStatus": "Closed"}


@pytest.mark.parametrize("answer", [{"TicketID": 5}, {"DryRun": "maybe"}, []])
def test_a_server_that_does_not_say_that_it_tried_may_have_done_it(answer: Any) -> None:
    heard, trying = Heard(answer), DryRun()
    with client(heard, trying) as desk, pytest.raises(UnreadableAnswer, match="may have been made"):
        desk.tickets.delete(5)
