"""A desk that is really served, with the cast in it, for browsers to visit."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import httpx

from deskhand.auth.passwords import hash_password, set_password
from deskhand.database import engine_for
from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from tests.cast import Cast, make_cast, make_key
from tests.servers.deskhand import Server
from tests.web.browser import PASSWORD
from tests.web.content import Content, make_content, make_empty
from tests.web.harm import make_harm

ACCOUNT = "Brightwater IT"
T = TypeVar("T")


class Served(NamedTuple):
    """A running server: its address, its database, who is in it, and its API with a key of the whole account."""

    url: str
    database_url: str
    people: Cast
    api: httpx.Client
    server: Server

    def open_ticket(self, title: str, **fields: Any) -> int:
        """A ticket of John Smith's, opened over the API: its id. Fields in the API's own words."""
        body = {"TicketTitle": title, "Description": title, "EndUserID": self.people.john.id, **fields}
        answer = self.api.post("/api/v3/tickets", json=body)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["ActionID"])


class FullDesk(NamedTuple):
    """A desk with a full account, the address of an empty one's administrator, and an account full of payloads."""

    served: Served
    content: Content
    empty: str
    harm: Content


@contextmanager
def full_desk_at(database_url: str, folder: Path) -> Iterator[FullDesk]:
    """Fill a migrated database, and serve it."""

    async def fill(engine: Engine) -> tuple[Content, str, Content]:
        content = await make_content(engine, "full.example")
        return content, await make_empty(engine, "empty.example"), await make_harm(engine, "harm.example")

    content, empty, harm = asyncio.run(_with_engine(database_url, fill))
    with served(database_url, folder) as started:
        yield FullDesk(started, content, empty, harm)


async def _with_engine(database_url: str, work: Callable[[Engine], Awaitable[T]]) -> T:
    engine = engine_for(Settings(database_url=database_url))
    await engine.start()
    try:
        return await work(engine)
    finally:
        await engine.stop()


@contextmanager
def served(database_url: str, folder: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """Serve a migrated and empty database with the cast in it; everybody's password is PASSWORD."""
    people, key = asyncio.run(_with_engine(database_url, _furnish))
    settings = {"DESKHAND_DATA_DIR": str(folder / "data"), **environment}
    with Server(database_url, *arguments, folder=folder, **settings) as server:
        with httpx.Client(base_url=server.url, headers={"X-API-KEY": key}) as api:
            yield Served(server.url, database_url, people, api, server)
        server.stop()


async def _furnish(engine: Engine) -> tuple[Cast, str]:
    people = await make_cast(engine, ACCOUNT)
    await give_passwords(engine, people)
    return people, await make_key(engine, people.account_id)


async def give_passwords(engine: Engine, people: Cast) -> None:
    """Let every technician of the cast log in."""
    hashed = await hash_password(PASSWORD)
    async with engine.chore() as writes:
        for technician in (people.jane, people.dora, people.tom, people.bill, people.vera):
            await set_password(writes, technician, hashed)
