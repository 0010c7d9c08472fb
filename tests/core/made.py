"""Things of the desk as the rules see them, never stored."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from deskhand.core.actor import Actor, ActorKind, Role
from deskhand.core.directory import Customer
from deskhand.core.ticket import Priority, Source, Status, Ticket, TicketType

NOON = datetime(2024, 2, 15, 12, tzinfo=UTC)

TICKET = Ticket(
    account_id=1,
    id=54321,
    version=7,
    title="No mail",
    description="",
    tags="",
    status=Status.OPEN,
    priority=Priority.MEDIUM,
    type=TicketType.PROBLEM,
    impact=None,
    source=Source.EMAIL,
    customer_id=12345,
    contact_id=67890,
    technician_id=None,
    group_id=None,
    due_by_hand=None,
    created_at=NOON,
    resolved_at=None,
    closed_at=None,
    first_response_at=None,
    last_activity_at=NOON,
    status_changed_at=None,
    deleted_at=None,
    merged_into=None,
    parent_id=None,
    first_comment_id=None,
    last_contact_comment_id=None,
    last_technician_comment_id=None,
    billable_on_site_seconds=0,
    billable_off_site_seconds=0,
    unbillable_on_site_seconds=0,
    unbillable_off_site_seconds=0,
    billable_on_sla_seconds=0,
    unbillable_on_sla_seconds=0,
    policy_id=None,
    marks="",
    first_response_due_at=None,
    due_at=None,
    next_due_at=None,
    sla_status=None,
    told=0,
    sweep_at=None,
)

ACME = Customer(
    account_id=1,
    id=12345,
    version=3,
    name="Acme Corporation",
    business_number="",
    domain="acme.example",
    address="",
    city="",
    state="",
    country="",
    zip_code="",
    phone="",
    fax="",
    notes="",
    links="",
    longitude=None,
    latitude=None,
    catch_all=False,
    created_at=NOON,
    modified_at=NOON,
    archived_at=None,
)


def ticket(**fields: Any) -> Ticket:
    """The ticket with some fields otherwise."""
    return msgspec.structs.replace(TICKET, **fields)


def technician(role: Role, *, scopes: frozenset[str] | None = None, key_id: int | None = None) -> Actor:
    """A technician of this role, at the console or behind a key."""
    kind = ActorKind.TECHNICIAN
    return Actor(account_id=1, kind=kind, name="Tom", person_id=5, role=role, scopes=scopes, key_id=key_id)


def integration(*scopes: str) -> Actor:
    """A key of nobody with these scopes; without any it has them all."""
    return Actor(
        account_id=1, kind=ActorKind.INTEGRATION, name="RMM", scopes=frozenset(scopes) if scopes else None, key_id=9
    )


JOHN = Actor(account_id=1, kind=ActorKind.CONTACT, name="John", person_id=67890)
