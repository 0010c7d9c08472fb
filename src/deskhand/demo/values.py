"""The values a plan is made of: who exists, which tickets were opened, and what happened on each of them."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from deskhand.core.actor import Role
from deskhand.core.ticket import Impact, Priority, Source, Status, TicketType


class Provider(Struct, frozen=True):
    """The MSP whose desk this is."""

    name: str
    domain: str
    address: str
    city: str
    zip_code: str
    country: str
    phone: str
    time_zone: str


class Technician(Struct, frozen=True):
    """Someone who works at the MSP; `key` is stable across plans."""

    key: str
    first_name: str
    last_name: str
    job_title: str
    role: Role
    email: str
    phone: str


class Customer(Struct, frozen=True):
    """A company the MSP looks after; `key` is stable across plans."""

    key: str
    name: str
    trade: str
    domain: str
    address: str
    city: str
    zip_code: str
    country: str
    phone: str
    business_number: str
    notes: str


class Contact(Struct, frozen=True):
    """Someone who works at a customer; the same for the same seed, however many tickets are planned."""

    key: str
    customer: str
    first_name: str
    last_name: str
    job_title: str
    email: str
    phone: str
    mobile_phone: str
    is_contact_person: bool


# Steps hold no cycles (gc=False), and a plan of 100,000 tickets makes a million of them.


class Reply(Struct, frozen=True, gc=False, tag="reply"):
    """A comment. `by` is the key of a technician or of a contact; a contact's is never internal.

    A contact's reply to a Pending or Resolved ticket opens it, as the desk does by itself: no `Move` is planned for it.
    """

    at: datetime
    by: str
    text: str
    internal: bool


class Move(Struct, frozen=True, gc=False, tag="move"):
    """A change of status by a technician, by the contact who confirmed (Closed only), or by the desk itself (None)."""

    at: datetime
    by: str | None
    status: Status


class Assign(Struct, frozen=True, gc=False, tag="assign"):
    """The ticket goes to a technician; `by` is the dispatcher, a colleague, or the technician who takes it."""

    at: datetime
    by: str
    technician: str


class Work(Struct, frozen=True, gc=False, tag="work"):
    """A work-hours entry, written down at `at`, which is never before its `end`."""

    at: datetime
    technician: str
    start: datetime
    end: datetime
    billable: bool
    on_site: bool
    notes: str


class Reprioritise(Struct, frozen=True, gc=False, tag="reprioritise"):
    """A technician changes the priority."""

    at: datetime
    by: str
    priority: Priority


Step = Reply | Move | Assign | Work | Reprioritise


class PlannedTicket(Struct, frozen=True):
    """One ticket as it was opened (always Open), and everything that happened on it until the plan's end, in order.

    `contact` is None where monitoring raised it. `opened_by` is the key of the contact or technician who wrote it, None
    for monitoring. `technician` is who had it from the first moment; None means that an `Assign` step follows, or that
    nobody had taken it when the plan ends.
    """

    title: str
    description: str
    type: TicketType
    priority: Priority
    impact: Impact | None
    source: Source
    customer: str
    contact: str | None
    opened_by: str | None
    technician: str | None
    opened_at: datetime
    steps: tuple[Step, ...]


class DemoPlan(Struct, frozen=True):
    """Everything to create; `tickets` is made while it is read, once, in order of `opened_at`. All instants are UTC."""

    provider: Provider
    technicians: tuple[Technician, ...]
    customers: tuple[Customer, ...]
    contacts: tuple[Contact, ...]
    tickets: Iterator[PlannedTicket]
