"""How the program speaks of itself: one line an event, as JSON or for people."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any, BinaryIO, Literal

import msgspec
import structlog

_requests = structlog.get_logger("deskhand.request")


def log_request(**said: Any) -> None:
    """The line of a request.

    As JSON it is written past structlog: every request has one, and it would take a tenth of reading a ticket.
    """
    if not _quick:
        _requests.info("request", **said)
        return
    now = msgspec.to_builtins(datetime.now(UTC))
    _quick[0].write(_encode({**said, "event": "request", "level": "info", "timestamp": now}) + b"\n")
    _quick[0].flush()


# Where the lines of requests go when logs are JSON; empty otherwise.
_quick: list[BinaryIO] = []


def configure_logs(form: Literal["json", "text"]) -> None:
    """Send every log line to standard error in this form, those of the libraries too."""
    _quick[:] = [sys.stderr.buffer] if form == "json" else []
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    factory: Any
    last: list[Any]
    if form == "json":
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_json)]
        factory = structlog.BytesLoggerFactory(file=sys.stderr.buffer)
    else:
        # Plain tracebacks: the default ones show local variables, and so keys and bodies.
        plain = structlog.dev.plain_traceback
        last = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
        factory = structlog.PrintLoggerFactory(file=sys.stderr)
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Forward()], level=logging.WARNING, force=True)


class _Forward(logging.Handler):
    """Hands what libraries log to our own log."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(record.levelno, record.getMessage().strip(), exc_info=record.exc_info)


_encode = msgspec.json.Encoder(enc_hook=str).encode


def _json(event: Any, **_: Any) -> bytes:
    return _encode(event)
