"""Who may be given work or speak: an active technician, by id or by address."""

from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal
from deskhand.directory import technician_store
from deskhand.storage.engine import Tx


async def active_technician(tx: Tx, technician_id: int | None, email: str | None = None) -> Technician:
    """The technician with this id or, without one, this address. Refused when there is none who is active."""
    if technician_id is not None:
        found = await technician_store.get(tx, tx.account_id, technician_id)
    else:
        found = await technician_store.by_email(tx, tx.account_id, email or "")
    if found is None or not found.active:
        raise Refusal(
            "technician_not_found",
            "Technician not found",
            "No active technician of this account matches; look it up under /technicians",
            field="technician_id" if technician_id is not None else "technician_email",
        )
    return found
