"""Whose timer or day is meant: the technician who acts, or one whom an integration or a dispatcher names."""

from deskhand.core.actor import Actor, ActorKind, Role
from deskhand.core.directory import Technician
from deskhand.core.errors import Forbidden, Refusal
from deskhand.directory import technician_store
from deskhand.storage.engine import Read

# Who may run other technicians' timers.
FOR_OTHERS = frozenset({Role.ADMIN, Role.DISPATCHER})


async def technician_meant(read: Read, actor: Actor, technician_id: int | None) -> Technician:
    """The active technician who is named or, where nobody is, who acts. Refused when there is neither."""
    meant = technician_id or actor.technician_id
    if meant is None:
        raise Refusal(
            "technician_required",
            "TechnicianContactID required",
            "Name the technician; this key acts for none",
            field="technician_id",
        )
    found = await technician_store.get(read, actor.account_id, meant)
    if found is None or not found.active:
        raise Refusal(
            "technician_not_found",
            "Technician not found",
            "No active technician of this account matches; look it up under /technicians",
            field="technician_id",
        )
    return found


def require_own(actor: Actor, technician: Technician) -> None:
    """Raise Forbidden when a technician asks for a colleague's timer who is no dispatcher or administrator."""
    if actor.kind is ActorKind.TECHNICIAN and actor.person_id != technician.id and actor.role not in FOR_OTHERS:
        raise Forbidden("A technician has only the own timer; those of others take a dispatcher or an administrator")
