"""The exports under way: each holds a reader of the database for as long as its client takes, and there are few."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deskhand.core.errors import Taken


class Exporting:
    """One export per account at a time, so that no account takes the others' turns, and at most so many in all."""

    def __init__(self, most: int) -> None:
        self._accounts: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._all = asyncio.Semaphore(most)

    def refuse_another(self, account_id: int) -> None:
        """Raise Taken (`export_under_way`) where this account's export would have to wait for another one."""
        if self._accounts[account_id].locked():
            raise Taken(
                "export_under_way",
                "Export under way",
                "Another export of this account is being read; ask again when it has ended",
            )
        if self._all.locked():
            raise Taken(
                "export_under_way",
                "Export under way",
                "The server gives as many exports as it can at once; ask again in a few minutes",
            )

    @asynccontextmanager
    async def turn(self, account_id: int) -> AsyncIterator[None]:
        """The account's turn; of two that were let in at the same moment the second one waits."""
        async with self._accounts[account_id], self._all:
            yield
