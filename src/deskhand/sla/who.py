"""Who may see and who may change what the whole account has promised."""

from deskhand.core.actor import Actor, Everything
from deskhand.core.errors import Forbidden
from deskhand.core.permissions import Verb, require


def require_rules_read(actor: Actor) -> None:
    """Raise Forbidden unless the actor may read tickets, which show what is promised."""
    require(actor, Verb.TICKET_READ)


def require_rules_write(actor: Actor) -> None:
    """Raise Forbidden unless the actor administers the account, and all of it."""
    require(actor, Verb.ACCOUNT_ADMIN)
    if not isinstance(actor.reach, Everything):
        raise Forbidden("Rules are the whole account's; this takes a key that is not limited to some customers")
