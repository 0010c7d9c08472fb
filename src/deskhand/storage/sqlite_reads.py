"""The three ways to read SQLite, whatever brings the rows."""

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from deskhand.storage.statement import Compiled, Statement

R = TypeVar("R")


class Reads(ABC):
    """The three ways to read, on what `_all` and `_first` bring."""

    async def fetch(self, statement: Statement[R], **params: Any) -> list[R]:
        compiled = statement.sqlite
        return await self._all(compiled, compiled.arguments(**params))

    async def one(self, statement: Statement[R], **params: Any) -> R | None:
        compiled = statement.sqlite
        raw = await self._first(compiled, compiled.arguments(**params))
        return None if raw is None else compiled.row(raw)

    async def value(self, statement: Statement[Any], **params: Any) -> Any:
        compiled = statement.sqlite
        raw = await self._first(compiled, compiled.arguments(**params))
        return None if raw is None else compiled.first(raw)

    @abstractmethod
    async def _all(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        """Every row, decoded."""

    @abstractmethod
    async def _first(self, compiled: Compiled[Any], arguments: tuple[Any, ...]) -> Any:
        """The first row as the driver gives it, or None."""
