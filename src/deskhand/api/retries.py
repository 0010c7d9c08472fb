"""Safe retries: a POST with an Idempotency-Key acts once, and its answer is given again for a day."""

from datetime import datetime, timedelta

import msgspec

from deskhand.api.call import Call
from deskhand.api.errors import error
from deskhand.api.retries_store import FIND, FORGET, KEEP
from deskhand.api.routes import Route
from deskhand.api.shape import BadRequest
from deskhand.http.door import Answer
from deskhand.storage.engine import Read, Tx

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255


class Promised(msgspec.Struct, frozen=True):
    """What a client promised with its key: that this request, and no other, carries it."""

    account_id: int
    key_id: int
    idempotency_key: str
    request_sha256: str


class KeyReused(Exception):
    """The same key came with another request; `answer` says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.answer = error(
            409,
            "idempotency_key_reused",
            "Idempotency-Key already used",
            "This Idempotency-Key was sent with another request in the last 24 hours; take a new one",
        )


def promised(call: Call, declared: Route) -> Promised | None:
    """The promise of a POST that carries an Idempotency-Key.

    On PUT and DELETE the header says nothing: they say what shall be, so that sending one again does no harm. Neither
    does it on a POST that only reads, which has no transaction to keep an answer in.
    """
    text = call.header(b"idempotency-key")
    if not text or call.method != "POST" or call.actor.key_id is None:
        return None
    if len(text) > LONGEST_KEY:
        raise BadRequest("Invalid Idempotency-Key", f"It may have at most {LONGEST_KEY} characters")
    return Promised(call.actor.account_id, call.actor.key_id, text, call.fingerprint())


async def find(read: Read, promise: Promised, now: datetime) -> Answer | None:
    """The answer that was given under this key; None when it is new. Raises KeyReused for another request's key."""
    kept = await read.one(
        FIND,
        account_id=promise.account_id,
        key_id=promise.key_id,
        idempotency_key=promise.idempotency_key,
        since=now - KEPT_FOR,
    )
    if kept is None:
        return None
    if kept.request_sha256 != promise.request_sha256:
        raise KeyReused(promise.idempotency_key)
    headers = [(b"idempotency-replayed", b"true")]
    if kept.etag:
        headers.append((b"etag", kept.etag.encode()))
    return Answer(kept.status, kept.body.encode(), headers)


async def keep(tx: Tx, promise: Promised, whole: Answer) -> None:
    """Keep an answer for a day, in the transaction of its effect; older ones of the account go."""
    await tx.run(FORGET, account_id=promise.account_id, until=tx.now - KEPT_FOR)
    etag = next((value.decode() for name, value in whole.headers if name == b"etag"), "")
    await tx.run(
        KEEP,
        **msgspec.structs.asdict(promise),
        status=whole.status,
        body=whole.body.decode(),
        etag=etag,
        kept_at=tx.now,
    )
