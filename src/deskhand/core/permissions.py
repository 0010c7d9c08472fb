"""What each role may do and what each key scope opens: one table, which a test prints into the docs."""

from enum import StrEnum

from deskhand.core.actor import Actor, ActorKind, Role
from deskhand.core.errors import Forbidden


class Verb(StrEnum):
    """Something that can be done to a noun; every use case names its verb."""

    TICKET_READ = "ticket.read"
    TICKET_WRITE = "ticket.write"
    TICKET_DELETE = "ticket.delete"
    COMMENT_READ = "comment.read"
    COMMENT_READ_INTERNAL = "comment.read_internal"
    COMMENT_WRITE = "comment.write"
    WORK_READ = "work_hours.read"
    WORK_WRITE = "work_hours.write"
    CUSTOMER_READ = "customer.read"
    CUSTOMER_WRITE = "customer.write"
    CONTACT_READ = "contact.read"
    CONTACT_WRITE = "contact.write"
    TECHNICIAN_READ = "technician.read"
    TECHNICIAN_WRITE = "technician.write"
    VIEW_MANAGE = "view.manage"
    ACCOUNT_ADMIN = "account.admin"
    IMPORT = "account.import"


READS = frozenset(
    {
        Verb.TICKET_READ,
        Verb.COMMENT_READ,
        Verb.COMMENT_READ_INTERNAL,
        Verb.WORK_READ,
        Verb.CUSTOMER_READ,
        Verb.CONTACT_READ,
        Verb.TECHNICIAN_READ,
    }
)
DAILY_WORK = READS | {Verb.TICKET_WRITE, Verb.COMMENT_WRITE, Verb.WORK_WRITE, Verb.CONTACT_WRITE}

ROLES: dict[Role, frozenset[Verb]] = {
    Role.ADMIN: frozenset(Verb),
    Role.DISPATCHER: DAILY_WORK | {Verb.TICKET_DELETE, Verb.CUSTOMER_WRITE, Verb.VIEW_MANAGE},
    Role.TECHNICIAN: DAILY_WORK,
    Role.BILLING: READS | {Verb.WORK_WRITE, Verb.CUSTOMER_WRITE, Verb.CONTACT_WRITE},
    Role.READ_ONLY: READS,
}

# A contact acts on its own tickets only (its reach sees to that) and never sees what is internal.
CONTACT_VERBS = frozenset({Verb.TICKET_READ, Verb.TICKET_WRITE, Verb.COMMENT_READ, Verb.COMMENT_WRITE})

# The scope of an API key that opens a verb; nouns as in the paths of the API.
SCOPE_OF: dict[Verb, str] = {
    Verb.TICKET_READ: "tickets:read",
    Verb.TICKET_WRITE: "tickets:write",
    Verb.TICKET_DELETE: "tickets:write",
    Verb.COMMENT_READ: "comments:read",
    Verb.COMMENT_READ_INTERNAL: "comments:read",
    Verb.COMMENT_WRITE: "comments:write",
    Verb.WORK_READ: "workhours:read",
    Verb.WORK_WRITE: "workhours:write",
    Verb.CUSTOMER_READ: "customers:read",
    Verb.CUSTOMER_WRITE: "customers:write",
    Verb.CONTACT_READ: "contacts:read",
    Verb.CONTACT_WRITE: "contacts:write",
    Verb.TECHNICIAN_READ: "technicians:read",
    Verb.TECHNICIAN_WRITE: "technicians:write",
    Verb.VIEW_MANAGE: "tickets:write",
    Verb.ACCOUNT_ADMIN: "admin",
    Verb.IMPORT: "import",
}

SCOPES: tuple[str, ...] = (*dict.fromkeys(SCOPE_OF.values()), "events:read")

# A key cannot do by scope alone what takes an administrator: an integration needs this scope besides.
ADMINISTRATIVE = frozenset({Verb.TECHNICIAN_WRITE, Verb.ACCOUNT_ADMIN})


def has_scope(actor: Actor, scope: str) -> bool:
    """Whether the actor's key opens this scope; writing implies reading the same noun. No key: no limits."""
    if actor.scopes is None or scope in actor.scopes:
        return True
    noun, _, access = scope.partition(":")
    return access == "read" and f"{noun}:write" in actor.scopes


def may(actor: Actor, verb: Verb) -> bool:
    """Whether the actor's role and key allow the verb; which rows it may touch is its reach's matter."""
    if not has_scope(actor, SCOPE_OF[verb]):
        return False
    match actor.kind:
        case ActorKind.SYSTEM:
            return True
        case ActorKind.CONTACT:
            return verb in CONTACT_VERBS
        case ActorKind.INTEGRATION:
            return verb not in ADMINISTRATIVE or has_scope(actor, "admin")
    return verb in _role_verbs(actor)


def _role_verbs(actor: Actor) -> frozenset[Verb]:
    verbs = ROLES[actor.role] if actor.role else frozenset()
    # A key that may write tickets may delete them too, even a technician's.
    if actor.key_id is not None and Verb.TICKET_WRITE in verbs:
        verbs |= {Verb.TICKET_DELETE}
    return verbs


def require(actor: Actor, verb: Verb) -> None:
    """Raise Forbidden, naming the verb, unless the actor may do it."""
    if not may(actor, verb):
        raise Forbidden(f"This takes the permission {verb.value} (API scope {SCOPE_OF[verb]})")
