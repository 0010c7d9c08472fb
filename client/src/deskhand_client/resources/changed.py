"""What comes back from a change: Deskhand answers with the whole thing, Atera with its id, or with nothing."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.server import Server
from deskhand_client.talk import Answer, Request, Talk, path

T = TypeVar("T")


def changed(
    server: Server, answer: Answer, noun: str, of: Callable[[Answer], T], *, known: int | None = None
) -> Talk[T]:
    """The thing as it is after a change, read by `of`; one that is new goes by the id that the answer names.

    `noun` is the path that things of its kind are read at.
    """
    if server == Server.DESKHAND:
        return of(answer)
    number = action_id(answer.thing()) if known is None else known
    return of((yield Request("GET", path(noun, number))))


def action_id(answer: Mapping[str, Any]) -> int:
    """The id that an answer names which has nothing else; Atera writes it as a text. Raises UnreadableAnswer."""
    try:
        return int(answer.get("ActionID") or "")
    except (ValueError, TypeError) as error:
        raise UnreadableAnswer("The server said that it was done, and not under which id") from error
