"""Waking other processes: NOTIFY after the commit and on a connection of its own, never inside a write transaction.

A NOTIFY inside one takes a lock on the whole database at commit, which cost half of the writes when measured.
"""

import asyncio
import secrets
from contextlib import suppress
from typing import Any

import asyncpg

from deskhand.storage.errors import StorageError
from deskhand.storage.postgres_connections import connect_once
from deskhand.storage.wakes import Wakes

CHANNEL = "deskhand_wake"
# Touched accounts are gathered for this long, so that a busy process sends 20 notifications a second and not 2,000.
GATHER = 0.05
AGAIN_AFTER = 1.0
# A payload may have at most 8,000 bytes.
MOST_IN_ONE = 300


class Notifier:
    """Sends the touched accounts of this process to all others and hears theirs; without it they look every second."""

    def __init__(self, url: str, wakes: Wakes) -> None:
        self._url = url
        self._wakes = wakes
        self._name = secrets.token_hex(4)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the background; a database that is away is tried again and again."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what has not been sent is found by the others' looking."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            with suppress(StorageError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                connection = await connect_once(self._url)
                try:
                    await connection.add_listener(CHANNEL, self._hear)
                    await self._send(connection)
                finally:
                    connection.terminate()
            await asyncio.sleep(AGAIN_AFTER)

    async def _send(self, connection: Any) -> None:
        while True:
            await self._wakes.filled.wait()
            await asyncio.sleep(GATHER)
            self._wakes.filled.clear()
            gathered, self._wakes.outbox = sorted(self._wakes.outbox), set()
            for first in range(0, len(gathered), MOST_IN_ONE):
                listed = ",".join(map(str, gathered[first : first + MOST_IN_ONE]))
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, f"{self._name}:{listed}")

    def _hear(self, connection: Any, pid: int, channel: str, payload: Any) -> None:
        name, _, listed = str(payload).partition(":")
        if name == self._name:
            return
        for account_id in listed.split(","):
            self._wakes.heard(int(account_id))
