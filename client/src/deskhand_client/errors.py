"""What can go wrong, as one tree.

DeskhandError
├── ConfigurationError      no address or key, or one that cannot be used; nothing was sent
├── BadArgument             what a call was given cannot be sent; nothing was sent
├── NotSupported            this server has no such call; nothing was sent
│   └── NothingSent         ... nor can it try a change, which a dry run asked for
├── ConnectionFailed        no answer came
│   └── OutcomeUnknown      ... to a change, which may have been made or not
├── UnreadableAnswer        an answer came that is not what the API answers
└── ApiError                the server refused: status, code, message, detail, errors, request_id
    ├── BadRequest          400, 413, 422: what was sent cannot be so
    ├── Unauthorized        401: no such key
    ├── Forbidden           403: the key may not do this
    ├── NotFound            404: there is no such thing, or the key may not see it
    ├── Conflict            409: it contradicts what is there
    ├── ChangedMeanwhile    412: somebody else changed it since it was read
    ├── RateLimited         429: too many requests; retry_after seconds
    └── ServerError         5xx: it failed on the server's side
"""

from typing import NamedTuple


class DeskhandError(Exception):
    """Whatever this package raises on purpose."""


class ConfigurationError(DeskhandError):
    """The client cannot even ask: no address, no key, or one that cannot be used."""


class BadArgument(DeskhandError, ValueError):
    """What a call was given cannot be sent, such as a text that is no Unicode. Nothing was sent."""


class NotSupported(DeskhandError):
    """The server that this client talks to has no such call or filter. Nothing was sent."""


class NothingSent(NotSupported):
    """In a dry run, a change that this server cannot try."""


class ConnectionFailed(DeskhandError):
    """No answer came, however often it was tried. Nothing was changed by this call."""


class OutcomeUnknown(ConnectionFailed):
    """The connection was lost after a change was sent: look whether it was made before sending it again.

    Where there is an `idempotency_key`, the same call with this key makes the change once, whatever became of it.
    """

    def __init__(self, message: str, *, idempotency_key: str = "") -> None:
        super().__init__(message)
        self.idempotency_key = idempotency_key


class UnreadableAnswer(DeskhandError):
    """The server answered something else than the API does; is the address right?"""


class FieldError(NamedTuple):
    """What is wrong with one field, and what would be right. `field` is None where it is about the whole."""

    field: str | None
    message: str


class ApiError(DeskhandError):
    """The server refused the request.

    `message` is the API's short text ("Ticket not found"), `code` its lasting name ("ticket_not_found"; "" from
    Atera), `detail` and `errors` say what would be right; `request_id` finds the request in the server's log.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        detail: str = "",
        errors: tuple[FieldError, ...] = (),
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.code = code
        self.detail = detail
        self.errors = errors
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        return f"{self.message}: {self.detail}" if self.detail and self.detail != self.message else self.message


class BadRequest(ApiError):
    """What was sent cannot be so; `errors` name the fields."""


class Unauthorized(ApiError):
    """The server knows no such key."""


class Forbidden(ApiError):
    """The key may not do this."""


class NotFound(ApiError):
    """There is no such thing, or the key may not see it."""


class Conflict(ApiError):
    """It contradicts what is there, such as an e-mail address that somebody else has."""


class ChangedMeanwhile(ApiError):
    """Somebody else changed it since it was read with the version that was sent."""


class RateLimited(ApiError):
    """Too many requests, and waiting for `retry_after` seconds would take longer than the client may wait."""


class ServerError(ApiError):
    """It failed on the server's side."""


_BY_STATUS: dict[int, type[ApiError]] = {
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: ChangedMeanwhile,
    429: RateLimited,
}


def error_class(status: int) -> type[ApiError]:
    """Which of the refusals a status means."""
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else BadRequest)
