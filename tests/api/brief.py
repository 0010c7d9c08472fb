"""The desk of the brief's examples: its people with their very ids, in February 2024."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec

from deskhand.auth.api_keys import KeyDraft, create_key
from deskhand.core.actor import Role, system
from deskhand.core.directory import Contact, Customer, Technician
from deskhand.core.ticket import Source, Ticket
from deskhand.core.time import parse_instant
from deskhand.desk.found import first_administrator, found_account
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.storage.engine import Engine, Tx
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.requester import Requester
from tests.cast import Client

FOUNDED = "2024-02-01T00:00:00Z"


class Brief(msgspec.Struct):
    """The account of the brief. Jane Tech is technician 11111, Sam Bench 12345, who has a key; John Smith asks."""

    engine: Engine
    account_id: int
    jane: Technician
    sam: Technician
    acme: Customer
    john: Contact
    api: Client
    sams: Client

    @asynccontextmanager
    async def standing_at(self, instant: str) -> AsyncIterator[Tx]:
        """A transaction of a moment of the past; the account must not have seen a later one."""
        async with self.engine.transaction(self.account_id) as tx:
            tx.as_of(parse_instant(instant))
            yield tx

    async def opened(self, at: str, title: str, **draft: Any) -> Ticket:
        """A ticket of John's that came in by mail in the past."""
        async with self.standing_at(at) as tx:
            asked = TicketDraft(title=title, source=Source.EMAIL, requester=Requester(contact_id=self.john.id), **draft)
            return await open_ticket(tx, system(self.account_id), asked)


async def make_brief(engine: Engine, http: httpx.AsyncClient, account_name: str) -> Brief:
    """The account as it stands before the first example."""
    async with engine.chore() as writes:
        account, _ = await found_account(writes, account_name, begins=parse_instant(FOUNDED))
    boss = system(account.id)
    async with engine.transaction(account.id) as tx:
        tx.as_of(parse_instant(FOUNDED))
        tx.raise_to("person", 11110)
        jane = await first_administrator(tx, "jane.tech@brightwater.example", "Jane", "Tech")
        tx.raise_to("person", 12344)
        sam = await create_technician(
            tx,
            boss,
            TechnicianDraft(email="sam@brightwater.example", first_name="Sam", last_name="Bench", role=Role.TECHNICIAN),
        )
        tx.raise_to("customer", 12344)
        acme = await create_customer(tx, boss, CustomerDraft(name="Acme Corporation", domain="acme.com"))
        tx.raise_to("person", 67889)
        john = await create_contact(
            tx,
            boss,
            ContactDraft(customer_id=acme.id, email="john.smith@acme.com", first_name="John", last_name="Smith"),
        )
        tx.raise_to("ticket", 54320)
        tx.raise_to("comment", 11110)
        tx.raise_to("work_hours", 22221)
        _, key = await create_key(tx, boss, KeyDraft(name="the brief's", per_minute=1_000_000))
        _, sams = await create_key(tx, boss, KeyDraft(name="Sam's", technician_email=sam.email, per_minute=1_000_000))
    return Brief(engine, account.id, jane, sam, acme, john, Client(http, key), Client(http, sams))


def missing_from(answer: Any, example: Any, at: str = "") -> list[str]:
    """Where an answer does not show what the example shows; ours may show more."""
    if isinstance(example, dict):
        lacking = [f"{at}.{key} is not there" for key in example if not isinstance(answer, dict) or key not in answer]
        return lacking or [
            wrong for key, value in example.items() for wrong in missing_from(answer[key], value, f"{at}.{key}")
        ]
    if isinstance(example, list):
        if not isinstance(answer, list) or len(answer) != len(example):
            return [f"{at} has not {len(example)} items"]
        pairs = enumerate(zip(answer, example, strict=True))
        return [wrong for n, (ours, theirs) in pairs for wrong in missing_from(ours, theirs, f"{at}[{n}]")]
    same = answer == example and type(answer) is type(example)
    return [] if same else [f"{at} is {answer!r} instead of {example!r}"]
