"""Serving a declared route: its refusals in their ruled order, its transaction, and the answer made once."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog

from deskhand.api import retries
from deskhand.api.call import Call, Serving
from deskhand.api.errors import (
    BROKEN,
    BUSY,
    FILE_TOO_LARGE,
    OBJECTS_AWAY,
    TOO_LARGE,
    UNAUTHORIZED,
    UNREACHABLE,
    error,
    refused,
)
from deskhand.api.paths import read_path_id, texts_in
from deskhand.api.routes import BODY_LIMIT, Route
from deskhand.api.shape import BadRequest, said_wrong
from deskhand.api.uploads import forget_upload
from deskhand.api.versions import Changed, etag_of, not_modified, require_match
from deskhand.api.wire import Stamped, WithVersion
from deskhand.attachments.objects import ObjectsAway
from deskhand.core.errors import Refusal
from deskhand.core.events import Event
from deskhand.core.permissions import has_scope
from deskhand.http.body import Gone, TooLarge, read_body
from deskhand.http.compress import compressed
from deskhand.http.door import Answer, Exchange, Receive, Scope, Send, answer
from deskhand.http.streams import Download, NoLongerAdmitted, Stream
from deskhand.storage.engine import Tx
from deskhand.storage.errors import Busy, Conflict, Invalid, Unreachable

log = structlog.get_logger("deskhand.api")


async def send_out(made: Answer | Stream | Download, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer, compressed as the client takes it, or a stream, which never is."""
    if isinstance(made, Stream | Download):
        await made.send_to(receive, send)
    else:
        await answer(send, compressed(made, scope))


async def respond(
    declared: Route, serving: Serving, scope: Scope, receive: Receive, named: dict[str, str]
) -> Answer | Stream | Download:
    """Serve one request: the order of the refusals is ruled, and nothing but a bug answers 500.

    `named` are the path's parts that the route has names for.
    """
    exchange: Exchange = scope["exchange"]
    exchange.route = declared.path
    try:
        call = await _call(declared, serving, scope, receive, named)
        if declared.aside is not None and not call.dry_run and (done := await declared.aside(call)) is not None:
            return Answer(declared.status, msgspec.json.encode(done), [])
        if declared.writer is not None:
            return await _write(declared, call, exchange)
        assert declared.handler is not None  # noqa: S101 - a route has one of both
        found = await declared.handler(call)
        return found if isinstance(found, Stream | Download) else _read_answer(declared, call, found)
    except Exception as wrong:  # the one place where every error becomes an answer
        return answer_to(wrong, declared, exchange.request_id)


async def _call(declared: Route, serving: Serving, scope: Scope, receive: Receive, named: dict[str, str]) -> Call:
    """The call, once its size, its key's scope and its path's ids have passed, in this order."""
    actor = scope["exchange"].actor
    body = await read_body(scope, receive, declared.body_limit) if declared.body is not None else b""
    if not has_scope(actor, declared.scope):
        raise _OutOfScope(declared.scope)
    ids = {name: read_path_id(name, named[name]) for name in declared.id_names}
    return Call(serving, scope, actor, ids, texts_in(declared, scope), body)


def _read_answer(declared: Route, call: Call, found: Any) -> Answer:
    """What was read, with the tag that a later request may name; 304 when this one named it."""
    match found:
        case WithVersion(value=value, version=version, beside=beside):
            body, tag = msgspec.json.encode(value), etag_of(call.ids.get("ticket_id"), version, beside)
        case Stamped(value=value, stamp=stamp):
            body, tag = msgspec.json.encode(value), etag_of(None, stamp)
        case _:
            body = msgspec.json.encode(found)
            tag = etag_of(None, body)
    headers = [(b"etag", tag)]
    if not_modified(call, tag):
        return Answer(304, b"", headers)
    return Answer(declared.status, body, headers)


class _DryRun(Exception):
    """Carries the answer of a dry run out of the transaction, which is rolled back on the way."""

    def __init__(self, whole: Answer) -> None:
        super().__init__()
        self.whole = whole


async def _write(declared: Route, call: Call, exchange: Exchange) -> Answer:
    """Do the route's work in one transaction, or answer again what an earlier request with the same key got."""
    promised = None if call.dry_run else retries.promised(call, declared)
    try:
        if declared.before is not None:
            if (kept := await _known_before(call, promised)) is not None:
                return kept
            await declared.before(call)
        async with call.engine.transaction(call.actor.account_id) as tx:
            if promised is not None and (kept := await retries.find(tx, promised, tx.now)) is not None:
                return kept
            whole = await _work(declared, call, tx)
            if promised is not None:
                await retries.keep(tx, promised, whole)
            call.kept = None  # from here on the database may know the bytes, whatever becomes of the commit
            return whole
    except _DryRun as dry:
        return dry.whole
    except Exception as wrong:
        whole = answer_to(wrong, declared, exchange.request_id)
        # Nothing was done for a ticket that had changed: with its new tag the same request may be sent again.
        if promised is not None and whole.status < 500 and not isinstance(wrong, retries.KeyReused | Changed):
            whole = await _keep_refusal(call, promised, whole)
        return whole
    finally:
        await forget_upload(call)


async def _known_before(call: Call, promised: retries.Promised | None) -> Answer | None:
    """What makes it needless to store any bytes: an answer given before, or a ticket that has changed.

    The transaction asks again: of several at once all come to here.
    """
    async with call.engine.read() as read:
        if promised is not None and (kept := await retries.find(read, promised, datetime.now(UTC))) is not None:
            return kept
        if "ticket_id" in call.ids:
            await require_match(call, read, call.ids["ticket_id"])
    return None


async def _work(declared: Route, call: Call, tx: Tx) -> Answer:
    if "ticket_id" in call.ids:
        await require_match(call, tx, call.ids["ticket_id"])
    assert declared.writer is not None  # noqa: S101 - only writers come here
    found = await declared.writer(call, tx)
    version = found.version if isinstance(found, WithVersion) else None
    value = found.value if isinstance(found, WithVersion) else found
    if call.dry_run:
        raise _DryRun(_tried(value, tx.events))
    headers = [(b"etag", etag_of(value.TicketID, version))] if version is not None else []
    return Answer(declared.status, msgspec.json.encode(value), headers)


def _tried(value: Any, events: list[Event]) -> Answer:
    """The answer of a dry run: what would have been answered, and the events that would have been written."""
    body = {"DryRun": True, "Answer": value, "Events": [{"Kind": e.kind, "Data": e.data} for e in events]}
    return Answer(200, msgspec.json.encode(body))


async def _keep_refusal(call: Call, promised: retries.Promised, whole: Answer) -> Answer:
    """Keep a refusal too, unless another request with the same key came first, whose answer then counts."""
    try:
        async with call.engine.transaction(call.actor.account_id) as tx:
            kept = await retries.find(tx, promised, tx.now)
            if kept is None:
                await retries.keep(tx, promised, whole)
            return kept or whole
    except (Busy, Unreachable, retries.KeyReused):
        return whole


class _OutOfScope(Exception):
    """The key lacks the scope that the route declares."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


def answer_to(wrong: Exception, declared: Route, request_id: str) -> Answer:
    """The answer for anything a handler may raise."""
    match wrong:
        case Refusal():
            return refused(wrong, _wire_name(declared, wrong.field))
        case BadRequest():
            return said_wrong(wrong)
        case Changed() | retries.KeyReused():
            return wrong.answer
        case NoLongerAdmitted():
            return UNAUTHORIZED
        case _OutOfScope():
            return error(403, "forbidden", "Forbidden", f"The key lacks the scope {wrong.scope}")
        case TooLarge():
            return TOO_LARGE if declared.body_limit == BODY_LIMIT else FILE_TOO_LARGE
        case ObjectsAway():
            return OBJECTS_AWAY
        case Gone():
            return error(400, "incomplete_body", "Incomplete body", "The body broke off; send the request again")
        case Busy():
            return BUSY
        case Unreachable():
            log.error("database unreachable", id=request_id, why=str(wrong))
            return UNREACHABLE
        case Conflict():
            return error(409, "conflict", "Conflict", "The same was made elsewhere just now; read it again")
        case Invalid():
            return error(400, "invalid_value", "Invalid value", "A value cannot be stored")
    log.error("request failed", id=request_id, route=declared.path, exc_info=wrong)
    return BROKEN


def _wire_name(declared: Route, field: str | None) -> str | None:
    if field is None or declared.body is None:
        return field
    return declared.body.wire_name(field)
