"""The desk that the machine drives: in this process, through its HTTP API, the wall clock in the machine's hand."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable, Coroutine, Mapping
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
from deskhand.core.actor import system
from deskhand.directory.account import AccountDraft, change_account
from deskhand.settings import Settings
from deskhand.storage.schema import api_key
from deskhand.storage.statement import Statement
from tests.cast import Cast, make_cast, make_key
from tests.features.machine.things import Contact, Customer, Technician
from tests.features.machine.world import Actor, World

T = TypeVar("T")

BEGINNING = datetime(2031, 3, 1, 9, 0, tzinfo=UTC)

# Keys that only look: one without comments, one of a single customer.
NARROW = ("events:read", "tickets:read")
LIMIT: Statement[Any] = Statement(
    sa.update(api_key)
    .where(api_key.c.account_id == sa.bindparam("account_id"), api_key.c.name == sa.bindparam("name"))
    .values(customers=sa.bindparam("customers", type_=api_key.c.customers.type))
)


class _AnyDatetime(type):
    """So that every datetime is one of the class that stands in for it."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, datetime)


def told_the_time(now: Callable[[], datetime]) -> type[datetime]:
    """The class datetime with a clock of our own, for doors that read the wall's."""

    class Told(datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return now()

    return Told


class Driver:
    """One account of a started desk."""

    def __init__(self, database_url: str, *, strict: bool) -> None:
        self.wall = BEGINNING
        self._ending = ExitStack()
        self._ending.enter_context(patch("deskhand.storage.clock.wall_clock", lambda: self.wall))
        # Clocks have proofs of their own, against an oracle and on started servers: here no ticket has a policy.
        self._ending.enter_context(patch("deskhand.sla.rulebook.Rulebook.policy_for", lambda *_: None))
        for module in ("deskhand.api.v3.ticket_lists", "deskhand.api.v3.tickets"):
            self._ending.enter_context(patch(f"{module}.datetime", told_the_time(lambda: self.wall)))
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

    def send(self, who: str, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """A request with somebody's key; status and decoded answer."""
        answer = self.ask(who, method, path, body, query=query)
        return answer.status_code, answer.json()

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """A request with somebody's key, to a path below the API's or to a whole address; the answer."""
        url = path if path.startswith("http") else f"/api/v3{path}"
        told = {"X-API-KEY": self.keys[who], **(headers or {})}
        return self.run(self._http.request(method, url, headers=told, params=query or None, json=body))

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
        return {
            "robot": await make_key(self.desk.engine, self.cast.account_id),
            **keys,
            "narrow": await make_key(self.desk.engine, self.cast.account_id, scopes=NARROW),
            "acme": await make_key(self.desk.engine, self.cast.account_id, name="acme"),
        }

    async def _settle(self, strict: bool) -> None:
        async with self.desk.engine.transaction(self.cast.account_id) as tx:
            await change_account(tx, system(tx.account_id), AccountDraft(resolve_before_close=strict))
        async with self.desk.engine.chore() as chore:
            only = json.dumps([self.cast.acme.id])
            await chore.run(LIMIT, account_id=self.cast.account_id, name="acme", customers=only)


# The built-in calendars and policy have the first numbers of what has no counter of its own, as keys have none.
BUILT_IN = 3


def actors(cast: Cast) -> dict[str, Actor]:
    """Who acts with which key; the keys are numbered as they were made."""
    return {
        "jane": Actor("technician", cast.jane.id, BUILT_IN + 1, "admin"),
        "tom": Actor("technician", cast.tom.id, BUILT_IN + 2, "technician"),
        "bill": Actor("technician", cast.bill.id, BUILT_IN + 3, "billing"),
        "vera": Actor("technician", cast.vera.id, BUILT_IN + 4, "read-only"),
        "robot": Actor("integration", None, BUILT_IN + 5, "admin"),
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
