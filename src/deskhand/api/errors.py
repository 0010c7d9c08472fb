"""From refusals to answers: one table of statuses, and one error body that every known client can read."""

import msgspec

from deskhand.core.errors import Forbidden, Missing, Refusal, Taken
from deskhand.http.door import Answer, Headers

# The first class that fits decides.
STATUS: tuple[tuple[type[Refusal], int], ...] = ((Missing, 404), (Forbidden, 403), (Taken, 409), (Refusal, 400))


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field, in words that say what would be right."""

    field: str | None
    message: str


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every error: the keys of the brief's, node-atera's and RFC 7807's readers side by side.

    `message` and `error` are the brief's words where it has some; `detail` says what would be right.
    """

    message: str
    error: str
    code: str
    errors: list[FieldError]
    title: str
    status: int
    detail: str


def error(
    status: int,
    code: str,
    message: str,
    detail: str = "",
    *,
    errors: list[FieldError] | None = None,
    headers: Headers | None = None,
) -> Answer:
    """An error as an answer."""
    body = ErrorBody(
        message=message,
        error=message,
        code=code,
        errors=errors or [],
        title=message,
        status=status,
        detail=detail or message,
    )
    return Answer(status, msgspec.json.encode(body), headers or [])


def refused(refusal: Refusal, field: str | None) -> Answer:
    """A refusal as an answer; `field` is the wire's name for the field it speaks of."""
    status = next(status for kind, status in STATUS if isinstance(refusal, kind))
    errors = [FieldError(field, refusal.detail)] if field else []
    return error(status, refusal.code, refusal.message, refusal.detail, errors=errors)


UNAUTHORIZED = error(
    401,
    "unauthorized",
    "Unauthorized",
    "Send a valid API key as X-API-KEY or as Authorization: Bearer",
    headers=[(b"www-authenticate", b"Bearer")],
)
UNKNOWN_PATH = error(404, "path_not_found", "Not found", "There is no such path; /api/docs lists them all")
FILE_TOO_LARGE = error(413, "body_too_large", "Body too large", "An attachment may have at most 25 MB")
OBJECTS_AWAY = error(
    503,
    "busy",
    "Busy",
    "The object store does not answer; send the same request again",
    headers=[(b"retry-after", b"5")],
)
TOO_LARGE = error(413, "body_too_large", "Body too large", "A JSON body may have at most 8 MB")
MALFORMED = error(
    400, "malformed_request", "Malformed request", "This is no HTTP request, or its address is longer than 64 KB"
)
BUSY = error(
    503,
    "busy",
    "Busy",
    "The database is locked for longer than a request should wait; send the same request again",
    headers=[(b"retry-after", b"1")],
)
STOPPING = error(
    503,
    "stopping",
    "Stopping",
    "The server is stopping; send the same request again, once it or another one is there",
    headers=[(b"retry-after", b"1")],
)
UNREACHABLE = error(
    503,
    "database_unreachable",
    "Database unreachable",
    "The database does not answer; send the same request again in a moment",
    headers=[(b"retry-after", b"1")],
)
BROKEN = error(500, "internal_error", "Internal error", "It failed on our side; the log has it under X-Request-Id")


def rate_limited(limit: int, reset: int) -> Answer:
    """The refusal of a key that called too often."""
    return error(
        429,
        "rate_limited",
        "Rate limited",
        f"Wait {reset} seconds and retry; this key may send {limit} requests a minute",
        headers=[(b"retry-after", str(reset).encode())],
    )
