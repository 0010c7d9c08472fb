"""What the calls of the SDK are tried on: a desk with the cast in it, and things of one's own for every case."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from deskhand_client import Client, Contact, Customer, Department, Request, Ticket, WorkHours
from tests.cast import Cast

FIELD = "Serial number"


class Desk(NamedTuple):
    """An account on a running server: its address, an integration's key, Jane's key, who is there, its database."""

    url: str
    key: str
    janes_key: str
    cast: Cast
    database_url: str


class Things(NamedTuple):
    """Something of each kind, which nobody else uses."""

    customer: Customer
    contact: Contact
    department: Department
    ticket: Ticket
    other: Ticket
    work: WorkHours
    technician_id: int
    began: datetime

    def hour(self, n: int) -> tuple[datetime, datetime]:
        """Begin and end of an hour of work, n hours ago."""
        return self.began - timedelta(hours=n), self.began - timedelta(hours=n - 1)


def make_things(client: Client, technician_id: int, name: str) -> Things:
    """Make them, through the SDK."""
    began = datetime.now(UTC).replace(microsecond=0)
    customer = client.customers.create(name)
    contact = client.contacts.create(f"{customer.id}@things.example", customer_id=customer.id, first_name="Thea")
    ticket, other = (
        client.tickets.create(title, description=f"{title} today", contact_id=contact.id)
        for title in ("No mail", "No sound")
    )
    work = client.tickets.log_work(
        ticket.id, began - timedelta(hours=1), began, notes="Looked", technician_id=technician_id
    )
    department = client.departments.create(name)
    return Things(customer, contact, department, ticket, other, work, technician_id, began)


def define_field(client: Client) -> None:
    """A custom field of tickets, once per account."""
    if not any(one.name == FIELD for one in client.custom_fields.list()):
        body = {"Name": FIELD, "DataType": "Text", "Target": "Ticket"}
        client.send(Request("POST", "customvalues/customfields", body=body))
