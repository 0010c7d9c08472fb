"""The people of the tests: one MSP with technicians of every role, two customers and their people, and a rival MSP.

Brightwater IT serves Acme (John Smith, a plain user, and Mary Jones, its contact person) and Bakers (Pete Flour).
Jane Tech administers it, Dora dispatches, Tom works on tickets, Bill bills, Vera only reads.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import httpx
import msgspec
from argon2 import PasswordHasher

from deskhand.app import Desk
from deskhand.auth.api_keys import KeyDraft, create_key
from deskhand.core.actor import Actor, ActorKind, Own, Role, system
from deskhand.core.directory import Contact, Customer, Technician
from deskhand.desk.found import first_administrator, found_account
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.storage.engine import Engine, Tx

# Passwords of the tests' people cost a thousandth of what others' do.
CHEAP_HASHES = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

ERROR_KEYS = {"message", "error", "code", "errors", "title", "status", "detail"}

STAFF = (
    ("dora", "Dora", "Dispatch", Role.DISPATCHER),
    ("tom", "Tom", "Field", Role.TECHNICIAN),
    ("bill", "Bill", "Ledger", Role.BILLING),
    ("vera", "Vera", "Reader", Role.READ_ONLY),
)


class Cast(msgspec.Struct):
    """An account with everybody in it."""

    account_id: int
    jane: Technician
    dora: Technician
    tom: Technician
    bill: Technician
    vera: Technician
    acme: Customer
    bakers: Customer
    john: Contact
    mary: Contact
    pete: Contact

    def acting(self, technician: Technician) -> Actor:
        """The technician as an actor, without any key."""
        return Actor(
            account_id=self.account_id,
            kind=ActorKind.TECHNICIAN,
            name=technician.full_name,
            person_id=technician.id,
            role=technician.role,
        )

    def writing(self, contact: Contact) -> Actor:
        """The contact as an actor."""
        return Actor(
            account_id=self.account_id,
            kind=ActorKind.CONTACT,
            name=contact.first_name,
            person_id=contact.id,
            reach=Own(contact.id),
        )


async def make_cast(engine: Engine, account_name: str, *, ids_from: int = 0) -> Cast:
    """A new account with the cast in it. With `ids_from` its ids begin above that number, so that they are its own."""
    async with engine.chore() as writes:
        account, _ = await found_account(writes, account_name)
    async with engine.transaction(account.id) as tx:
        for counter in ("ticket", "comment", "work_hours", "person", "customer", "other"):
            tx.raise_to(counter, ids_from)
        jane = await first_administrator(tx, "jane.tech@brightwater.example", "Jane", "Tech")
        staff = {name: await _hire(tx, name, first, last, role) for name, first, last, role in STAFF}
        boss = system(account.id)
        acme = await create_customer(tx, boss, CustomerDraft(name="Acme Corporation", domain="acme.example"))
        bakers = await create_customer(tx, boss, CustomerDraft(name="Bakers & Sons", domain="bakers.example"))
        john = await _contact(tx, acme, "john.smith@acme.example", "John", "Smith")
        mary = await _contact(tx, acme, "mary.jones@acme.example", "Mary", "Jones", is_contact_person=True)
        pete = await _contact(tx, bakers, "pete@bakers.example", "Pete", "Flour")
    return Cast(account_id=account.id, jane=jane, acme=acme, bakers=bakers, john=john, mary=mary, pete=pete, **staff)


async def _hire(tx: Tx, name: str, first: str, last: str, role: Role) -> Technician:
    draft = TechnicianDraft(email=f"{name}@brightwater.example", first_name=first, last_name=last, role=role)
    return await create_technician(tx, system(tx.account_id), draft)


async def _contact(
    tx: Tx, customer: Customer, email: str, first: str, last: str, *, is_contact_person: bool = False
) -> Contact:
    draft = ContactDraft(
        customer_id=customer.id, email=email, first_name=first, last_name=last, is_contact_person=is_contact_person
    )
    return await create_contact(tx, system(tx.account_id), draft)


async def make_key(
    engine: Engine,
    account_id: int,
    *,
    technician: Technician | None = None,
    scopes: Sequence[str] | None = None,
    per_minute: int = 1_000_000,
    name: str = "test",
) -> str:
    """A key's text; an integration's without a technician, unlimited in practice so that tests may be busy."""
    draft = KeyDraft(
        name=name,
        technician_email=technician.email if technician else None,
        scopes=None if scopes is None else tuple(scopes),
        per_minute=per_minute,
    )
    async with engine.transaction(account_id) as tx:
        return (await create_key(tx, system(account_id), draft))[1]


class Client:
    """An API client of one key, over any transport; answers are checked to be JSON and come decoded."""

    def __init__(self, http: httpx.AsyncClient, key: str) -> None:
        self.http = http
        self.key = key

    async def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request below /api/v3."""
        headers = {"X-API-KEY": self.key, **more.pop("headers", {})}
        return await self.http.request(method, f"/api/v3{path}", headers=headers, **more)

    async def get(self, path: str, status: int = 200, **query: Any) -> Any:
        """GET; the decoded answer, after checking its status."""
        return decoded(await self.send("GET", path, params=query or None), status)

    async def post(self, path: str, body: Any, status: int = 201) -> Any:
        """POST JSON; the decoded answer, after checking its status."""
        return decoded(await self.send("POST", path, json=body), status)

    async def put(self, path: str, body: Any, status: int = 200) -> Any:
        """PUT JSON; the decoded answer, after checking its status."""
        return decoded(await self.send("PUT", path, json=body), status)

    async def delete(self, path: str, status: int = 200) -> Any:
        """DELETE; the decoded answer, after checking its status."""
        return decoded(await self.send("DELETE", path), status)


def decoded(response: httpx.Response, status: int) -> Any:
    """An answer's JSON, after checking its status and what every answer of the API promises."""
    assert response.status_code == status, f"{response.status_code} instead of {status}: {response.text}"
    assert response.headers["content-type"] == "application/json"
    answer = json.loads(response.text, object_pairs_hook=_distinct)
    if status >= 400:
        assert set(answer) == ERROR_KEYS
        assert answer["message"] == answer["error"] == answer["title"]
        assert answer["status"] == status
        assert all(set(wrong) == {"field", "message"} for wrong in answer["errors"])
    return answer


async def no_keys_alike(response: httpx.Response) -> None:
    """For every answer that a test gets, decoded or not: no object in it has keys that differ only by case."""
    if response.headers.get("content-type", "").startswith("application/json") and await response.aread():
        json.loads(response.content, object_pairs_hook=_distinct)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object none of whose keys differ by nothing but case: PowerShell refuses such JSON."""
    alike = [one for one, after in pairwise(sorted(key.casefold() for key, _ in pairs)) if one == after]
    assert not alike, f"these keys differ only by case: {alike}"
    return dict(pairs)


class Office(msgspec.Struct):
    """A desk in this process with the cast in a fresh account, and a client whose key may do everything."""

    desk: Desk
    cast: Cast
    http: httpx.AsyncClient
    api: Client

    @property
    def engine(self) -> Engine:
        """The desk's database."""
        return self.desk.engine

    async def client(self, **key: Any) -> Client:
        """A client with a key of its own; see `make_key`."""
        return Client(self.http, await make_key(self.engine, self.cast.account_id, **key))

    async def client_of(self, technician: Technician, **key: Any) -> Client:
        """A client whose key acts as a technician."""
        return await self.client(technician=technician, **key)

    async def promise_nothing(self) -> None:
        """Take every target out of the default policy, so that tickets are due only by hand."""
        policies = (await self.api.get("/sla/policies"))["items"]
        nothing = dict.fromkeys(("FirstResponseMinutes", "NextResponseMinutes", "ResolutionMinutes"))
        targets = dict.fromkeys(("Low", "Medium", "High", "Critical"), nothing)
        await self.api.put(f"/sla/policies/{policies[0]['PolicyID']}", {"Targets": targets})

    async def ticket(self, **fields: Any) -> Any:
        """A ticket of John's, opened through the API; the answer."""
        return await self.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": self.cast.john.id, **fields})
