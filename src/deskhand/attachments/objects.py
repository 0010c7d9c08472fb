"""The object store: a folder or a bucket, for bytes that are too many for the database."""

import asyncio
import os
import secrets
from collections.abc import AsyncGenerator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog

log = structlog.get_logger("deskhand.attachments")


class ObjectsAway(Exception):
    """The object store does not answer, or refuses us."""


class ObjectGone(Exception):
    """There is no such object, though the database knows it."""


class Objects:
    """Keeps, gives and forgets objects. `url` is `file:///folder`, or a bucket as `s3://name/prefix`, `gs://`, `az://`.

    obstore is imported, and the store opened, when it is first needed.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    @property
    def folder(self) -> Path | None:
        """The folder, where it is one."""
        parts = urlsplit(self.url)
        return Path(unquote(parts.path)) if parts.scheme == "file" else None

    @cached_property
    def _store(self) -> Any:
        from obstore.store import LocalStore, from_url

        if self.folder is not None:
            return LocalStore(prefix=self.folder, mkdir=True)
        return from_url(self.url)

    async def put(self, account_id: int, content: bytes) -> str:
        """Keep the bytes under a new key, safe from a power cut; the key. Raises ObjectsAway."""
        key = new_key(account_id)
        try:
            await self._store.put_async(key, content)
            if self.folder is not None:
                await asyncio.to_thread(_flush, self.folder / key)
        except Exception as wrong:
            raise self._away(wrong) from wrong
        return key

    async def get(self, key: str) -> AsyncGenerator[bytes, None]:
        """The bytes under a key, in pieces. Raises ObjectGone or ObjectsAway before the first one."""
        try:
            found = await self._store.get_async(key)
        except FileNotFoundError:
            raise ObjectGone(key) from None
        except Exception as wrong:
            raise self._away(wrong) from wrong
        return _pieces(found)

    async def forget(self, key: str) -> None:
        """Let the bytes under a key go, if they are there. Raises ObjectsAway."""
        try:
            await self._store.delete_async(key)
        except FileNotFoundError:
            return
        except Exception as wrong:
            raise self._away(wrong) from wrong

    def _away(self, wrong: Exception) -> ObjectsAway:
        log.error("the object store failed", exc_info=wrong)
        return ObjectsAway(str(wrong).partition("\n")[0])


def new_key(account_id: int) -> str:
    """A key that nothing is under."""
    name = secrets.token_hex(16)
    return f"{account_id}/{name[:2]}/{name}"


async def _pieces(found: Any) -> AsyncGenerator[bytes, None]:
    async for piece in found.stream():
        yield bytes(piece)


def _flush(file: Path) -> None:
    """Have the disk hold the file and its name."""
    for path in (file, file.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
