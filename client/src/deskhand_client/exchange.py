"""From a request to its answer through refusals and lost connections: when to try again, and when to give up.

Without any I/O: `exchange` gives steps (send this, wait so long) and is told what came of them.
"""

import random
from collections.abc import Generator
from dataclasses import dataclass, replace
from uuid import uuid4

from deskhand_client.errors import ConnectionFailed, DeskhandError, OutcomeUnknown
from deskhand_client.refusal import refusal, retry_after
from deskhand_client.server import Server
from deskhand_client.talk import KEY_HEADER, REPEATABLE, Answer, Request
from deskhand_client.throttle import Throttle

TOO_MANY = 429
GONE = 404
# The server says that it will not do it just now.
BUSY = 503
# What stands before the server heard nothing from it: it may have done what it was asked, or not.
UNHEARD = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try: `retries` after the first time, waits that double from `first` seconds up to
    `longest`, each shortened by chance so that many clients do not come back together; a server that asks for a longer
    wait than `at_most` seconds is not waited for."""

    retries: int = 5
    first: float = 0.5
    longest: float = 20.0
    at_most: float = 120.0

    def wait(self, tried: int, asked: float | None) -> float:
        """The seconds before the next try: what the server asked and a little by chance, or a backoff with jitter."""
        if asked is not None:
            return asked + random.uniform(0, self.first)  # noqa: S311 - chance, not secrecy
        return random.uniform(0, min(self.longest, self.first * 2**tried))  # noqa: S311


@dataclass(frozen=True, slots=True)
class Send:
    """Send this, and say what came of it."""

    request: Request


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer came. `sent`: the request may have reached the server."""

    why: str
    sent: bool


Step = Send | Pause
Outcome = Answer | Lost | None


def exchange(
    request: Request, server: Server, patience: Patience, throttle: Throttle
) -> Generator[Step, Outcome, Answer]:
    """The answer to a request. Raises ApiError, ConnectionFailed or OutcomeUnknown.

    A change is sent again only where that does no harm: because the method says so, because the server knows it again
    by its key, or because it cannot have been done. Whoever was refused for too many requests holds everybody back
    that shares the throttle.
    """
    request = _with_key(request, server)
    repeatable = request.method in REPEATABLE or (server == Server.DESKHAND and KEY_HEADER in request.headers)
    doubt = False  # whether some try may have been done, though no answer says so
    for tried in range(patience.retries + 1):
        if wait := throttle.claim():
            yield Pause(wait)
        outcome = yield Send(request)
        if isinstance(outcome, Answer):
            if outcome.status < 300:
                return outcome
            if request.method == "DELETE" and outcome.status == GONE and doubt:
                return Answer(204, outcome.headers, b"")  # the try whose answer was lost had deleted it
        doubt = doubt or _may_be_done(outcome)
        asked = retry_after(outcome.headers) if isinstance(outcome, Answer) else None
        if tried == patience.retries or (asked or 0) > patience.at_most or not _again(outcome, doubt, repeatable):
            raise _given_up(request, outcome, doubt)
        wait = patience.wait(tried, asked)
        if isinstance(outcome, Answer) and outcome.status == TOO_MANY:
            throttle.hold(wait)  # everybody's next claim waits for it, this one's too
        else:
            yield Pause(wait)
    raise AssertionError("the last try returns or raises")


def _with_key(request: Request, server: Server) -> Request:
    """A POST with a key of its own, where the server does the same key once only."""
    if request.method != "POST" or server != Server.DESKHAND or KEY_HEADER in request.headers:
        return request
    return replace(request, headers={**request.headers, KEY_HEADER: str(uuid4())})


def _may_be_done(outcome: Outcome) -> bool:
    return outcome.sent if isinstance(outcome, Lost) else isinstance(outcome, Answer) and outcome.status in UNHEARD


def _again(outcome: Outcome, doubt: bool, repeatable: bool) -> bool:
    """Whether another try makes sense, and does no harm."""
    if doubt and not repeatable:
        return False
    if not isinstance(outcome, Answer) or outcome.status == TOO_MANY:
        return True
    return repeatable and (outcome.status == BUSY or outcome.status in UNHEARD)


def _given_up(request: Request, outcome: Outcome, doubt: bool) -> DeskhandError:
    """What to raise. A refusal is the last word, but for one that says nothing about what an earlier try has done."""
    refused = refusal(outcome) if isinstance(outcome, Answer) else None
    if refused is not None and not (doubt and _says_nothing(refused.status)):
        return refused
    why = outcome.why if isinstance(outcome, Lost) else str(refused)
    if not doubt or request.method in ("GET", "HEAD"):
        return refused or ConnectionFailed(f"No answer to {request.method} {request.path}: {why}")
    unknown = OutcomeUnknown(_unknown(request, why), idempotency_key=request.headers.get(KEY_HEADER, ""))
    unknown.__cause__ = refused
    return unknown


def _says_nothing(status: int) -> bool:
    return status == TOO_MANY or status >= 500


def _unknown(request: Request, why: str) -> str:
    return (
        f"The connection was lost after {request.method} {request.path} was sent ({why}): it may have been done "
        "or not. Look before you send it again"
    )
