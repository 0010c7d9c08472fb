"""A talk with all that it takes to have it: its exchanges one after the other, tried only, in a dry run.

Still without any I/O: a client sends what it is told to send, waits as long as it is told to, and says what came of it.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from deskhand_client.dry_run import DryRun
from deskhand_client.errors import DeskhandError
from deskhand_client.exchange import Outcome, Patience, Step, exchange
from deskhand_client.server import Server
from deskhand_client.talk import Answer, Request, Talk
from deskhand_client.throttle import Throttle

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a client talks: to which server, how patiently, how often, and whether it only tries."""

    server: Server
    patience: Patience
    throttle: Throttle
    dry_run: DryRun | None = None


def conversation(talk: Talk[T], manner: Manner) -> Generator[Step, Outcome, T]:
    """What comes of a talk. It is told of refusals where it speaks, and closed however it ends."""
    try:
        request = next(talk)
        while True:
            try:
                answer = yield from answered(request, manner)
            except DeskhandError as error:
                request = talk.throw(error)
            else:
                request = talk.send(answer)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    finally:
        talk.close()


def answered(request: Request, manner: Manner) -> Generator[Step, Outcome, Answer]:
    """The answer to one request, through waits and repeats."""
    trying = manner.dry_run
    if trying is None:
        return (yield from exchange(request, manner.server, manner.patience, manner.throttle))
    asked = trying.asked(request, manner.server)
    answer = yield from exchange(asked, manner.server, manner.patience, manner.throttle)
    return trying.answered(request, answer)
