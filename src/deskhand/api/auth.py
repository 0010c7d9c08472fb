"""Admission to /api/v3: from the key in the headers to the actor, and how often it may call."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic

import msgspec
import structlog

from deskhand.api.errors import BUSY, UNAUTHORIZED, rate_limited
from deskhand.auth.api_keys import USE_NOTED_EVERY, actor_behind, find_key, note_use
from deskhand.auth.rate_limit import RateLimit
from deskhand.auth.store import KeyWithTechnician
from deskhand.core.actor import Actor, through_agent
from deskhand.http.door import Admission, Headers, Scope
from deskhand.storage.engine import Engine
from deskhand.storage.errors import StorageError

# A verified key is believed for this long, so a revoked one is refused within it, in every process.
BELIEVED_SECONDS = 1.0
REMEMBERED_KEYS = 10_000
NOTES_SECONDS = 0.3
AGENT_HEADER = b"x-deskhand-agent"

log = structlog.get_logger("deskhand.auth")


class Admittance:
    """Looks keys up, remembers them for a second, and counts their requests."""

    def __init__(self, engine: Engine, limit: RateLimit) -> None:
        self._engine = engine
        self._limit = limit
        self._known: dict[str, tuple[float, Actor, KeyWithTechnician]] = {}  # by its text: when it was looked up
        self._looking: dict[str, tuple[float, asyncio.Task[tuple[Actor, KeyWithTechnician] | None]]] = {}
        self._noted: dict[tuple[int, int], datetime] = {}
        self._notes: set[asyncio.Task[None]] = set()

    async def admit(self, scope: Scope) -> Admission:
        """The actor behind the request's key, or 401, or 429; the limit's headers in any case."""
        try:
            found = await self._find(scope)
        except StorageError:
            log.exception("key could not be looked up")
            return Admission(refusal=BUSY)
        if found is None:
            return Admission(refusal=UNAUTHORIZED)
        actor, key = found
        if agent := _agent_in(scope):
            actor = through_agent(actor, agent)
        taken = self._limit.take((key.account_id, key.id), key.per_minute)
        headers: Headers = [
            (b"x-ratelimit-limit", str(taken.limit).encode()),
            (b"x-ratelimit-remaining", str(taken.remaining).encode()),
            (b"x-ratelimit-reset", str(taken.reset).encode()),
        ]
        if not taken.allowed:
            return Admission(actor, rate_limited(taken.limit, taken.reset), headers)
        return Admission(actor, None, headers)

    async def still_admits(self, scope: Scope, actor: Actor, since: float) -> bool:
        """Whether a request that goes on would be admitted again, as the same actor; it does not count.

        What was learned of its key before the moment `since`, on the monotonic clock, is not believed.
        """
        found = await self._find(scope, since)
        return found is not None and found[0] == msgspec.structs.replace(actor, via=None)

    async def _find(self, scope: Scope, since: float = 0.0) -> tuple[Actor, KeyWithTechnician] | None:
        # Some clients send both headers, and not always with the same key.
        for text in keys_in(scope):
            known = self._known.get(text)
            if known is not None and known[0] > max(since, monotonic() - BELIEVED_SECONDS):
                return known[1], known[2]
            found = await self._look_up_once(text, since)
            if found is not None:
                return found
        return None

    async def _look_up_once(self, text: str, since: float) -> tuple[Actor, KeyWithTechnician] | None:
        """Look the key up, or wait for a look-up under way: a thousand streams of one key ask at the same moment."""
        begun, looking = self._looking.get(text, (0.0, None))
        if looking is None or looking.done() or begun <= since:
            looking = asyncio.create_task(self._look_up(text))
            self._looking[text] = monotonic(), looking
            looking.add_done_callback(lambda done: self._looked(text, done))
        return await asyncio.shield(looking)

    def _looked(self, text: str, done: "asyncio.Task[tuple[Actor, KeyWithTechnician] | None]") -> None:
        if self._looking.get(text, (0.0, None))[1] is done:
            del self._looking[text]
        if not done.cancelled():
            done.exception()  # looked at, so that nobody reports it

    async def _look_up(self, text: str) -> tuple[Actor, KeyWithTechnician] | None:
        now, begun = datetime.now(UTC), monotonic()
        async with self._engine.read() as read:
            key = await find_key(read, text)
        actor = actor_behind(key, now) if key is not None else None
        if key is None or actor is None:
            self._known.pop(text, None)
            return None
        if len(self._known) >= REMEMBERED_KEYS:
            self._known.clear()
        self._known[text] = (begun, actor, key)
        self._note(key, now)
        return actor, key

    def _note(self, key: KeyWithTechnician, now: datetime) -> None:
        """Keep the key's last use in the background, at most once a minute."""
        last = self._noted.get((key.account_id, key.id), key.last_used_at)
        if last is not None and now - last < USE_NOTED_EVERY:
            return
        self._noted[key.account_id, key.id] = now
        task = asyncio.create_task(self._write_note(key))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _write_note(self, key: KeyWithTechnician) -> None:
        try:
            async with self._engine.chore() as chore:
                await note_use(chore, key)
        except StorageError:
            # Housekeeping never fails a request; the next use tries again.
            self._noted[key.account_id, key.id] = datetime.now(UTC) - USE_NOTED_EVERY + timedelta(seconds=5)

    async def finish(self) -> None:
        """Wait for notes under way, before the database closes; not long, since no request hangs on them."""
        if self._notes:
            _, late = await asyncio.wait(self._notes, timeout=NOTES_SECONDS)
            for note in late:
                note.cancel()


def _agent_in(scope: Scope) -> str:
    """What a program or an AI agent that acts with the key calls itself."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == AGENT_HEADER), "")


def keys_in(scope: Scope) -> list[str]:
    """The keys that a request brings, in the order in which they are tried."""
    own, bearer = "", ""
    for name, value in scope["headers"]:
        if name == b"x-api-key":
            own = value.decode("latin-1").strip()
        elif name == b"authorization":
            scheme, _, rest = value.decode("latin-1").strip().partition(" ")
            bearer = rest.strip() if scheme.lower() == "bearer" else ""
    return [key for key in dict.fromkeys((own, bearer)) if key]
