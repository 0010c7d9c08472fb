"""Importing technicians: who has an address that is here already is the same one, and stays as they are here."""

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Role
from deskhand.core.drafts import apply, said
from deskhand.core.errors import Refusal
from deskhand.core.importing import Noun
from deskhand.desk.import_run import Run
from deskhand.directory import technician_store
from deskhand.directory.technicians import TechnicianDraft, add_technician, blank_technician, change_technician

# The address of somebody whose source has none: it can never be delivered to (RFC 2606).
NOWHERE = "@import.invalid"


async def take_technician(run: Run, source_id: str, record: TechnicianDraft, known: int | None) -> int:
    """Make the technician, or change the one that the record became; the id.

    Nobody is given a role, and an administrator is not changed: who runs the desk is not for another system to say.
    """
    record = msgspec.structs.replace(record, role=UNSET)
    if known is not None:
        return await _changed(run, record, known)
    email = said(record.email, "").strip()
    found = await technician_store.by_email(run.tx, run.tx.account_id, email) if email else None
    if found is not None:
        return found.id
    number = run.numbers.of(Noun.TECHNICIAN, source_id)
    if not email:
        # Who has left may have no address any more, and is still who did the work.
        record = msgspec.structs.replace(record, email=f"technician-{number}{NOWHERE}", active=False)
    new = msgspec.structs.replace(apply(record, blank_technician(run.tx)), id=number)
    return (await add_technician(run.tx, run.actor, new)).id


async def _changed(run: Run, record: TechnicianDraft, known: int) -> int:
    before = await technician_store.get(run.tx, run.tx.account_id, known)
    if before is None or before.role == Role.ADMIN:
        return known
    if not said(record.email, "").strip():
        record = msgspec.structs.replace(record, email=UNSET)
    elif before.email.endswith(NOWHERE):
        record = msgspec.structs.replace(record, active=said(record.active, True))
    return (await change_technician(run.tx, run.actor, known, record)).id


async def technician_addressed(run: Run, email: str) -> int:
    """The technician with this address, active or not. Refused when there is none."""
    found = await technician_store.by_email(run.tx, run.tx.account_id, email)
    if found is None:
        raise Refusal(
            "technician_not_found",
            "Technician not found",
            "No technician of this account has the address; look it up under /technicians",
            field="technician_email",
        )
    return found.id
