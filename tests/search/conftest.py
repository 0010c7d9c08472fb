"""Shelves on both databases."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any

import pytest

from deskhand.search import page_store, pages
from deskhand.storage.open import open_engine
from tests.search.shelf import Shelf, new_shelf


@pytest.fixture
async def shelf(database_url: str) -> AsyncIterator[Shelf]:
    """An empty shelf, on SQLite and then on PostgreSQL."""
    engine = open_engine(database_url, sqlite_sync="normal")
    await engine.start()
    yield await new_shelf(engine, f"Shelf {secrets.token_hex(6)}")
    await engine.stop()


class Shelves:
    """One shelf on each database, and another account's beside it; for tests that are no coroutines."""

    def __init__(self, urls: list[str]) -> None:
        self._runner = asyncio.Runner()
        self._engines = [open_engine(url, sqlite_sync="normal") for url in urls]
        self.shelves: list[Shelf] = []
        self.others: list[Shelf] = []
        for engine in self._engines:
            self.run(engine.start())
            for kept in (self.shelves, self.others):
                kept.append(self.run(new_shelf(engine, f"Shelf {secrets.token_hex(6)}")))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def close(self) -> None:
        for engine in self._engines:
            self.run(engine.stop())
        self._runner.close()


@pytest.fixture(scope="module")
def shelves(sqlite_url: str, postgres_url: str) -> Iterator[Shelves]:
    """A shelf on SQLite and one on PostgreSQL."""
    made = Shelves([sqlite_url, postgres_url])
    yield made
    made.close()


WAYS = ["few tickets", "few hits", "some hits", "many hits", "many hits that lie deep"]


@pytest.fixture(params=WAYS)
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each way to find a page: looking at few tickets, sorting hits, meeting them, walking to them, also in vain."""
    take_way(request.param, monkeypatch)
    yield request.param
    _forget()


def take_way(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the searches that follow go one way, however many tickets there are."""
    monkeypatch.setattr(page_store, "FEW", 2_000 if way == "few tickets" else -1)
    monkeypatch.setattr(page_store, "SOME", 0 if way == "some hits" else 2_000)
    monkeypatch.setattr(pages, "MANY", 0 if way.startswith("many hits") else 20_000)
    monkeypatch.setattr(page_store, "STEPS", 1 if way == "many hits that lie deep" else 2_000)
    _forget()


def _forget() -> None:
    """The statements that were made with other limits."""
    page_store.walk_of.cache_clear()
    page_store.few_of.cache_clear()
