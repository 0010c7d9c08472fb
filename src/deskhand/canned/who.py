"""Who may see and who may change what is kept ready: the desk's own people, never its customers."""

from deskhand.core.actor import Actor, ActorKind
from deskhand.core.errors import Forbidden
from deskhand.core.permissions import Verb, require


def require_ready_read(actor: Actor) -> None:
    """Raise Forbidden unless the actor is of the desk and reads tickets."""
    _of_the_desk(actor)
    require(actor, Verb.TICKET_READ)


def require_ready_write(actor: Actor) -> None:
    """Raise Forbidden unless the actor is of the desk and writes tickets."""
    _of_the_desk(actor)
    require(actor, Verb.TICKET_WRITE)


def _of_the_desk(actor: Actor) -> None:
    if actor.kind == ActorKind.CONTACT:
        raise Forbidden("Canned replies and ticket templates are the desk's own")
