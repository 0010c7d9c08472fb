"""Talks, exchanges and conversations played without any network and without any time passing."""

import json
from collections.abc import Generator, Mapping
from typing import Any, NamedTuple, TypeVar

from deskhand_client.conversation import Manner
from deskhand_client.exchange import Lost, Outcome, Patience, Pause, Step
from deskhand_client.server import Server
from deskhand_client.talk import Answer, Request
from deskhand_client.throttle import Throttle

T = TypeVar("T")

LOST_UNSENT = Lost("Connection refused", sent=False)
LOST_SENT = Lost("The server closed the connection", sent=True)


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def answer(status: int, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer; a body of bytes is sent as it is."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return Answer(status, headers or {}, content)


class Played(NamedTuple):
    """What a conversation came to: what it returned or raised, what was sent, and how long it waited each time."""

    came: Any
    sent: list[Request]
    waited: list[float]

    @property
    def raised(self) -> BaseException:
        """What it raised."""
        assert isinstance(self.came, BaseException), f"nothing was raised; it gave {self.came!r}"
        return self.came


def play(steps: Generator[Step, Outcome, T], *outcomes: Answer | Lost) -> Played:
    """Give these outcomes to what is sent, one after the other; all of them must be wanted."""
    left, sent, waited = list(outcomes), list[Request](), list[float]()
    outcome: Outcome = None
    try:
        while True:
            step = steps.send(outcome)
            if isinstance(step, Pause):
                waited.append(step.seconds)
                outcome = None
            else:
                sent.append(step.request)
                outcome = left.pop(0)
    except StopIteration as done:
        came: Any = done.value
    except IndexError:
        raise AssertionError(f"{sent[-1]} was sent, and nothing more was expected") from None
    except Exception as error:
        came = error
    assert left == [], f"these were never asked for: {left}"
    return Played(came, sent, waited)


def manner(server: Server = Server.DESKHAND, **more: Any) -> Manner:
    """How to talk, where nothing is said: without a throttle that would be felt."""
    return Manner(server, more.pop("patience", Patience()), more.pop("throttle", Throttle(1_000_000)), **more)
