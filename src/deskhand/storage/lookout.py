"""Looking once a second, for all who wait in this process together, whether their accounts have something new.

Notifications between processes may be lost, and on SQLite there are none; whoever waits must not look for itself, since
a thousand idle streams would then ask the database a thousand times a second.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress

import msgspec
import sqlalchemy as sa

from deskhand.storage.engine import Read
from deskhand.storage.errors import StorageError
from deskhand.storage.schema import wake
from deskhand.storage.statement import Statement
from deskhand.storage.types import one_of
from deskhand.storage.wakes import Wakes

# So that a lost notification delays and never loses.
LOOK_EVERY = 1.0


class Head(msgspec.Struct, frozen=True):
    """The last event of an account's log."""

    account_id: int
    seq: int


HEADS: Statement[Head] = Statement(
    sa.select(wake.c.account_id, wake.c.seq).where(one_of(wake.c.account_id, "ids")), Head
)


class Lookout:
    """The one who looks; idle while nobody waits."""

    def __init__(self, read: Callable[[], AbstractAsyncContextManager[Read]], wakes: Wakes) -> None:
        self._read = read
        self._wakes = wakes
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the background."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            await self._wakes.watched.wait()
            await asyncio.sleep(LOOK_EVERY)
            with suppress(StorageError):  # a database that is away is asked again
                await self._look()

    async def _look(self) -> None:
        ids = sorted(self._wakes.watches)
        if not ids:
            return
        async with self._read() as read:
            heads = await read.fetch(HEADS, ids=ids)
        for head in heads:
            self._wakes.heard(head.account_id, head.seq)
