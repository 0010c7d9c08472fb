"""From a request to its answer through refusals and lost connections: when to try again, and when to give up.

Without any I/O: `exchange` gives steps (send this, wait so long) and is told what came of them.
"""

import random
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from deskhand_client.errors import (
    ApiError,
    ConnectionFailed,
    FieldError,
    OutcomeUnknown,
    UnreadableAnswer,
    error_class,
)
from deskhand_client.server import Server
from deskhand_client.talk import REPEATABLE, Answer, Request

KEY_HEADER = "Idempotency-Key"
# A proxy's way to say that the server is not there just now.
AWAY = frozenset({502, 503, 504})
TOO_MANY = 429
GONE = 404


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
    """Wait so many seconds. `for_all`: the server has had too much of this key, so that everybody waits."""

    seconds: float
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer came. `sent`: the request may have reached the server."""

    why: str
    sent: bool


Step = Send | Pause
Outcome = Answer | Lost | None


def exchange(request: Request, server: Server, patience: Patience) -> Generator[Step, Outcome, Answer]:
    """The answer to a request. Raises ApiError, ConnectionFailed, OutcomeUnknown or UnreadableAnswer."""
    request = _with_key(request, server)
    repeatable = request.method in REPEATABLE or KEY_HEADER in request.headers
    lost_before = False
    for tried in range(patience.retries + 1):
        outcome = yield Send(request)
        last = tried == patience.retries
        if isinstance(outcome, Lost):
            if outcome.sent and not repeatable:
                raise OutcomeUnknown(_unknown(request, outcome))
            if last:
                raise _given_up(request, outcome, repeated=lost_before or outcome.sent)
            lost_before = lost_before or outcome.sent
            yield Pause(patience.wait(tried, None))
            continue
        if not isinstance(outcome, Answer):
            raise TypeError(f"{outcome!r} is no outcome of sending")
        if outcome.status < 300:
            return outcome
        if request.method == "DELETE" and outcome.status == GONE and lost_before:
            return Answer(204, outcome.headers, b"")  # the first try, whose answer was lost, had deleted it
        asked = _retry_after(outcome.headers)
        again = outcome.status == TOO_MANY or (outcome.status in AWAY and repeatable)
        if last or not again or (asked or 0) > patience.at_most:
            raise refusal(outcome)
        yield Pause(patience.wait(tried, asked), for_all=outcome.status == TOO_MANY)
    raise AssertionError("the last try returns or raises")


def refusal(answer: Answer) -> ApiError:
    """The error that an answer of 300 or more means, whatever its body: Deskhand's, Atera's, a proxy's, or none."""
    try:
        body = answer.value()
    except UnreadableAnswer:
        body = None
    said: Mapping[str, Any] = {name.lower(): value for name, value in body.items()} if isinstance(body, dict) else {}
    message = next((said[name] for name in ("message", "error", "title") if isinstance(said.get(name), str)), "")
    return error_class(answer.status)(
        answer.status,
        message or f"The server answered {answer.status}",
        code=str(said.get("code") or said.get("errorcode") or ""),
        detail=str(said.get("detail") or _elsewhere(answer)),
        errors=_field_errors(said.get("errors")),
        request_id=answer.headers.get("x-request-id", ""),
        retry_after=_retry_after(answer.headers),
    )


def _elsewhere(answer: Answer) -> str:
    """What to do about a redirect, which is not followed: a key is sent to the address it was given for only."""
    place = answer.headers.get("location", "")
    return f"It has moved; use the address {place}" if place else ""


def _with_key(request: Request, server: Server) -> Request:
    """A POST with a key of its own, where the server does the same key once only."""
    if request.method != "POST" or server != Server.DESKHAND or KEY_HEADER in request.headers:
        return request
    return replace(request, headers={**request.headers, KEY_HEADER: str(uuid4())})


def _field_errors(errors: Any) -> tuple[FieldError, ...]:
    if not isinstance(errors, list):
        return ()
    return tuple(FieldError(one.get("field"), str(one.get("message", ""))) for one in errors if isinstance(one, dict))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    text = headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else None


def _unknown(request: Request, lost: Lost) -> str:
    return (
        f"The connection was lost after {request.method} {request.path} was sent ({lost.why}): it may have been done "
        "or not. Look before you send it again"
    )


def _given_up(request: Request, lost: Lost, *, repeated: bool) -> ConnectionFailed:
    if repeated and request.method != "GET":
        return OutcomeUnknown(_unknown(request, lost))
    return ConnectionFailed(f"No answer to {request.method} {request.path}: {lost.why}")
