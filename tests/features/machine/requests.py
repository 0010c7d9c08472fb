"""A request of the machine: what is sent, and what it must come to in the memory of the desk."""

from collections.abc import Callable
from typing import Any, NamedTuple

import httpx

from tests.features.machine import shown
from tests.features.machine.things import Thing
from tests.features.machine.world import Json, Refused, World

# Status and answer; a refusal inside an answer stands for any error of its kinds.
Expected = tuple[int, Any]


class Request(NamedTuple):
    """What is sent, and what it does to a memory: expected status and answer, or Refused and nothing."""

    who: str
    method: str
    path: str
    body: Any
    act: Callable[[World], Expected]
    # Whether the answer shows a thing that may be sent back.
    shows: bool = False


def writing(who: str, method: str, path: str, body: Json, act: Callable[[World], Thing], status: int) -> Request:
    """A request that is answered with the thing that it made or changed."""

    def do(world: World) -> Expected:
        thing = act(world)
        return status, {"ActionID": thing.id, **shown.thing(world, thing), **shown.beside(world, thing)}

    return Request(who, method, path, body, do, shows=True)


def expectation(request: Request, world: World) -> Expected | Refused:
    """What must be answered; the memory has changed accordingly."""
    try:
        return request.act(world)
    except Refused as refused:
        return refused


def assert_answered(answer: httpx.Response, expected: Expected | Refused) -> None:
    """The answer is the expected one, or one of the expected refusals."""
    told = answer.json()
    if isinstance(expected, Refused):
        assert (answer.status_code, told.get("code")) in expected.answers, (told, sorted(expected.answers))
    else:
        assert told == expected[1]
        assert answer.status_code == expected[0]
