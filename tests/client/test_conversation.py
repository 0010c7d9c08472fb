"""A talk is told what went wrong, and closed however it ends, by both clients."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from deskhand_client import AsyncClient, Client, DryRun, NotFound, NothingSent, Patience, UnreadableAnswer
from deskhand_client.conversation import conversation
from deskhand_client.server import Server
from deskhand_client.talk import Request, Talk
from tests.client.sans_io import LOST_UNSENT, answer, manner, play

GET, POST = Request("GET", "tickets/1"), Request("POST", "tickets", body={"TicketTitle": "x"})


def steady() -> Talk[str]:
    """Asks for something else where the first thing is not there."""
    try:
        yield GET
    except NotFound:
        yield GET
        return "second"
    return "first"


class Noted:
    """A talk that notes how it ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    def talk(self) -> Talk[int]:
        try:
            status = (yield GET).status
        except BaseException as error:
            self.ended.append(type(error).__name__)
            raise
        finally:
            self.ended.append("closed")
        return status


def test_a_talk_may_answer_a_refusal_with_another_question() -> None:
    assert play(conversation(steady(), manner()), answer(404), answer(200)).came == "second"
    assert play(conversation(steady(), manner()), answer(200)).came == "first"


def test_a_talk_is_told_of_a_lost_connection() -> None:
    noted = Noted()
    played = play(conversation(noted.talk(), manner(patience=Patience(retries=0))), LOST_UNSENT)
    assert noted.ended == ["ConnectionFailed", "closed"]
    assert type(played.raised).__name__ == "ConnectionFailed"


def test_a_talk_is_closed_when_nobody_carries_it_on() -> None:
    noted = Noted()
    steps = conversation(noted.talk(), manner())
    next(steps)
    steps.close()
    assert noted.ended == ["GeneratorExit", "closed"]


def failing(request: httpx.Request) -> httpx.Response:
    raise KeyboardInterrupt


def test_a_talk_is_closed_when_sending_is_interrupted() -> None:
    noted = Noted()
    with Client("http://x", "k", transport=httpx.MockTransport(failing)) as client, pytest.raises(KeyboardInterrupt):
        client.carry(noted.talk())
    assert noted.ended == ["GeneratorExit", "closed"]


async def test_a_talk_is_closed_when_its_task_is_cancelled() -> None:
    noted, begun = Noted(), asyncio.Event()

    async def never(request: httpx.Request) -> httpx.Response:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError("never")

    async with AsyncClient("http://x", "k", transport=httpx.MockTransport(never)) as client:
        task = asyncio.create_task(client.carry(noted.talk()))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert noted.ended == ["GeneratorExit", "closed"]


def test_a_dry_run_asks_deskhand_to_try() -> None:
    trying = DryRun()
    tried = {"DryRun": True, "Answer": {"TicketID": 9}, "Events": [{"Kind": "ticket.created"}]}

    def talk() -> Talk[Any]:
        return (yield POST).value()

    played = play(conversation(talk(), manner(dry_run=trying)), answer(200, tried))
    assert played.came == {"TicketID": 9}
    assert played.sent[0].query == {"dry_run": "true"}
    assert [(one.request, one.answer, one.events) for one in trying.writes] == [
        (POST, {"TicketID": 9}, ({"Kind": "ticket.created"},))
    ]


@pytest.mark.parametrize(
    ("server", "outcomes", "kind"),
    [(Server.ATERA, (), NothingSent), (Server.DESKHAND, (answer(201, {"TicketID": 9}),), UnreadableAnswer)],
)
def test_a_dry_run_never_passes_for_the_real_thing(
    server: Server, outcomes: tuple[Any, ...], kind: type[Exception]
) -> None:
    def talk() -> Talk[Any]:
        return (yield POST).value()

    assert isinstance(play(conversation(talk(), manner(server, dry_run=DryRun())), *outcomes).raised, kind)


@pytest.mark.parametrize("how", [lambda client: client.send(GET), lambda client: client.tickets.get(1)])
def test_a_closed_client_sends_nothing(how: Callable[[Client], Any]) -> None:
    client = Client("http://x", "k", transport=httpx.MockTransport(lambda request: httpx.Response(200, json={})))
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        how(client)
