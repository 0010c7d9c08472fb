"""A Chromium per process, a served desk per process and database, and a watched page per test."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from tests.conftest import TEMPLATE, WORKER, url_of
from tests.servers.postgres import Postgres
from tests.web.browser import Watch, chromium, new_context
from tests.web.desk import FullDesk, Served, full_desk_at, served

OpenPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever holds a browser runs on the event loop that the browser was started on."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """This process's Chromium."""
    async with chromium(shell=True) as started:
        yield started


@pytest.fixture(scope="session")
def desk(sqlite_url: str, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on SQLite; the tests of a process share it, so each opens the tickets that it needs."""
    folder = tmp_path_factory.mktemp("desk")
    copied = Path(shutil.copy(run_folder / "template.db", folder / "deskhand.db"))  # made for `sqlite_url`
    with served(url_of(copied), folder) as started:
        yield started


@pytest.fixture(scope="session")
def desk_on_postgresql(
    postgres_url: str, postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The same on PostgreSQL."""
    assert postgres_url  # the template is made for it
    url = postgres_server.create_database(f"desk_{WORKER}", template=TEMPLATE)
    with served(url, tmp_path_factory.mktemp("desk")) as started:
        yield started


@pytest.fixture(scope="session")
def full_desk(sqlite_url: str, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullDesk]:
    """A desk on SQLite with a full account, an empty one, and one in which somebody means harm; nobody changes it."""
    folder = tmp_path_factory.mktemp("full")
    copied = Path(shutil.copy(run_folder / "template.db", folder / "deskhand.db"))  # made for `sqlite_url`
    with full_desk_at(url_of(copied), folder) as started:
        yield started


@pytest.fixture
def watch() -> Watch:
    """What the browser complains of during the test; the test fails of what it does not forgive."""
    return Watch()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, watch: Watch) -> AsyncIterator[OpenPage]:
    """Open a page of somebody's own: `await open_page(desk.url, screen="phone", scheme="dark", language="de")`."""
    contexts: list[BrowserContext] = []

    async def opened(url: str, **options: Any) -> Page:
        context = await new_context(browser, url, **options)
        contexts.append(context)
        await watch.over(context)
        return await context.new_page()

    yield opened
    for context in contexts:
        await context.close()
    assert watch.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage, desk: Served) -> Page:
    """A page at the desk on SQLite, 1,440 px wide and light, with nobody logged in."""
    return await open_page(desk.url)
