"""Who is acting, and what of the account's tickets they may see."""

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """The built-in roles of technicians; `permissions` says what each may do."""

    ADMIN = "admin"
    DISPATCHER = "dispatcher"
    TECHNICIAN = "technician"
    BILLING = "billing"
    READ_ONLY = "read-only"


class ActorKind(StrEnum):
    """What stands behind a request."""

    TECHNICIAN = "technician"
    CONTACT = "contact"
    INTEGRATION = "integration"
    SYSTEM = "system"


class Everything(msgspec.Struct, frozen=True, tag="everything"):
    """Every ticket of the account."""


class TheseCustomers(msgspec.Struct, frozen=True, tag="customers"):
    """The tickets of some customers only."""

    ids: tuple[int, ...]


class Own(msgspec.Struct, frozen=True, tag="own"):
    """The tickets a contact asked for."""

    contact_id: int


class Company(msgspec.Struct, frozen=True, tag="company"):
    """The tickets of a contact person's whole company."""

    customer_id: int


Reach = Everything | TheseCustomers | Own | Company
EVERYTHING = Everything()


def covers(reach: Reach, customer_id: int, contact_id: int | None) -> bool:
    """Whether a ticket of this customer and contact lies within the reach."""
    match reach:
        case TheseCustomers(ids=ids):
            return customer_id in ids
        case Own(contact_id=own):
            return contact_id == own
        case Company(customer_id=company):
            return customer_id == company
    return True


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody acting in one account.

    `person_id` is the technician or contact, None for an integration or the system. `scopes` are what an API key
    carries (None: no key, or a key without limits). `name` is for logs and the audit trail, and so is `via`, what acts
    with the key: a program or an AI agent (`through_agent`), or an import (`importing_from`).
    """

    account_id: int
    kind: ActorKind
    name: str
    person_id: int | None = None
    role: Role | None = None
    scopes: frozenset[str] | None = None
    key_id: int | None = None
    reach: Reach = EVERYTHING
    via: str | None = None

    @property
    def technician_id(self) -> int | None:
        """The technician who acts, if one does."""
        return self.person_id if self.kind == ActorKind.TECHNICIAN else None

    @property
    def contact_id(self) -> int | None:
        """The contact who acts, if one does."""
        return self.person_id if self.kind == ActorKind.CONTACT else None


AGENT = "agent:"
IMPORT = "import:"
LONGEST_AGENT = 80


def through_agent(actor: Actor, name: str) -> Actor:
    """The actor working through a program or an AI agent that calls itself so; unchanged where that is no name."""
    tidy = " ".join(name.split())
    if not tidy or not tidy.isprintable():
        return actor
    return msgspec.structs.replace(actor, via=AGENT + tidy[:LONGEST_AGENT])


def importing_from(actor: Actor, source: str) -> Actor:
    """The actor bringing in what another system says: nobody is told of it.

    Whoever may import may write all that an import writes, so the key's other scopes do not matter.
    """
    return msgspec.structs.replace(actor, via=IMPORT + source, scopes=None)


def is_import(via: str | None) -> bool:
    """Whether something was brought in from elsewhere."""
    return via is not None and via.startswith(IMPORT)


def system(account_id: int, name: str = "system") -> Actor:
    """The desk itself, for jobs and the command line; it may do everything."""
    return Actor(account_id=account_id, kind=ActorKind.SYSTEM, name=name)
