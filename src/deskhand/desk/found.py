"""Founding an account: the MSP itself and its first technician, who administers it."""

from datetime import datetime

import msgspec

from deskhand.core.actor import Role, system
from deskhand.core.directory import Technician
from deskhand.core.events import EventKind
from deskhand.desk import store
from deskhand.desk.store import Account
from deskhand.directory import technician_store
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.events import log
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Read, Tx, Writes


async def found_account(
    writes: Writes, name: str, begins: datetime | None = None, *, first: bool = False
) -> tuple[Account, bool]:
    """The account of this name, and whether it was made just now. The door repeats it on a Conflict.

    `begins` is the earliest instant its log may hold, for demo data and imports; default now. With `first` it is a
    Conflict when there is any account already, also one that was made a moment ago.
    """
    found = await writes.one(store.BY_NAME, name=name)
    if found is not None:
        return found, False
    account = Account(id=1 if first else await writes.value(store.NEXT_ID), name=name, created_at=writes.now)
    await writes.run(store.INSERT, **msgspec.structs.asdict(account))
    await writes.run(store.INSERT_CLOCK, account_id=account.id, instant=begins or writes.now)
    return account, True


async def first_administrator(tx: Tx, email: str, first_name: str, last_name: str) -> Technician:
    """The technician with this address; made an administrator if the account does not know the address yet."""
    found = await technician_store.by_email(tx, tx.account_id, email)
    if found is not None:
        return found
    founder = system(tx.account_id, "founding")
    if await tx.value(technician_store.ACTIVE_ADMINS, account_id=tx.account_id) == 0:
        await log.append(tx, founder, EventKind.ACCOUNT_FOUNDED, tx.account_id)
        await rulebook(tx)  # which makes what is built in
    draft = TechnicianDraft(email=email, first_name=first_name, last_name=last_name, role=Role.ADMIN)
    return await create_technician(tx, founder, draft)


async def list_accounts(read: Read) -> list[Account]:
    """Every account of the installation; for the command line only."""
    return await read.fetch(store.ALL)
