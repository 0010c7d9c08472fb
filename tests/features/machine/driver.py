"""The desk that the machine drives: in this process, through its HTTP API, the wall clock in the machine's hand."""

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, TypeVar
from unittest.mock import patch

import httpx
import sqlalchemy as sa
import structlog

# Both engines take the name of the wall clock when they are imported, which must not be while it is in our hand.
import deskhand.storage.postgres
import deskhand.storage.sqlite  # noqa: F401
from deskhand.app import desk_for
from deskhand.settings import Settings
from deskhand.storage.schema import account
from deskhand.storage.statement import Statement
from tests.cast import Cast, make_cast, make_key
from tests.features.machine.things import Contact, Customer, Technician
from tests.features.machine.world import Actor, Json, World

T = TypeVar("T")

BEGINNING = datetime(2031, 3, 1, 9, 0, tzinfo=UTC)

SET_STRICT: Statement[Any] = Statement(
    sa.update(account)
    .where(account.c.id == sa.bindparam("account_id"))
    .values(resolve_before_close=sa.bindparam("strict", type_=sa.Boolean))
)


class Driver:
    """One account of a started desk."""

    def __init__(self, database_url: str, *, strict: bool) -> None:
        self.wall = BEGINNING
        self._ending = ExitStack()
        self._ending.enter_context(patch("deskhand.storage.clock.wall_clock", lambda: self.wall))
        self._runner = self._ending.enter_context(asyncio.Runner())
        self._ending.callback(structlog.reset_defaults)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        self.desk = desk_for(Settings(database_url=database_url, sqlite_sync="normal"))
        self.run(self.desk.start())
        self.cast = self.run(make_cast(self.desk.engine, f"Machine {secrets.token_hex(8)}"))
        self.keys = self.run(self._keys())
        self.run(self._settle(strict))
        transport = httpx.ASGITransport(self.desk.door)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://desk.test")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the desk's loop."""
        return self._runner.run(work)

    def send(self, who: str, method: str, path: str, body: Json | None = None, **query: Any) -> tuple[int, Any]:
        """A request with somebody's key; status and decoded answer."""
        headers = {"X-API-KEY": self.keys[who]}
        asked = self._http.request(method, f"/api/v3{path}", headers=headers, params=query or None, json=body)
        answer = self.run(asked)
        return answer.status_code, answer.json()

    def close(self) -> None:
        """Stop the desk."""
        try:
            self.run(self._http.aclose())
            self.run(self.desk.stop())
        finally:
            self._ending.close()

    async def _keys(self) -> dict[str, str]:
        own = {"jane": self.cast.jane, "tom": self.cast.tom, "bill": self.cast.bill, "vera": self.cast.vera}
        keys = {name: await make_key(self.desk.engine, self.cast.account_id, technician=t) for name, t in own.items()}
        return {"robot": await make_key(self.desk.engine, self.cast.account_id), **keys}

    async def _settle(self, strict: bool) -> None:
        async with self.desk.engine.chore() as chore:
            await chore.run(SET_STRICT, account_id=self.cast.account_id, strict=strict)


def actors(cast: Cast) -> dict[str, Actor]:
    """Who acts with which key; the keys are numbered as they were made."""
    return {
        "jane": Actor("technician", cast.jane.id, 1, "admin"),
        "tom": Actor("technician", cast.tom.id, 2, "technician"),
        "bill": Actor("technician", cast.bill.id, 3, "billing"),
        "vera": Actor("technician", cast.vera.id, 4, "read-only"),
        "robot": Actor("integration", None, 5, "admin"),
    }


def world_of(cast: Cast, wall: datetime, *, strict: bool) -> World:
    """What the desk holds once the cast is in it."""
    world = World(wall, resolve_before_close=strict)
    for one in (cast.acme, cast.bakers):
        world.customers[one.id] = Customer(one.id, wall, wall, one.name, domain=one.domain, version=one.version)
    for c in (cast.john, cast.mary, cast.pete):
        world.contacts[c.id] = Contact(
            c.id,
            c.customer_id,
            wall,
            wall,
            c.email or "",
            c.first_name,
            c.last_name,
            is_contact_person=c.is_contact_person,
            version=c.version,
        )
    for t in (cast.jane, cast.dora, cast.tom, cast.bill, cast.vera):
        world.technicians[t.id] = Technician(t.id, t.email, t.first_name, t.last_name, t.role.value, version=t.version)
    world.ids |= {"person": max(*world.contacts, *world.technicians), "customer": max(world.customers)}
    return world
