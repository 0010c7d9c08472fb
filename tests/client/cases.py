"""Every public call of the clients, what it is tried with, and what must come of it.

A call of the blocking client gives its result, one of the asynchronous client gives it when awaited; lists are read up
to their first page. So one table serves both.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from deskhand_client import AsyncPages, BulkResult, Client, NotFound, Pages, Request, SourceRecord
from deskhand_client.talk import Talk
from tests.client.things import FIELD, Things

TOMORROW = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)


class Case(NamedTuple):
    """A call, the condition that its result meets, and whether Atera has it; `raises` instead of a result. `before` is
    what the blocking client does first."""

    name: str
    call: Callable[[Any, Things], Any]
    good: Callable[[Any, Things], Any] = lambda got, t: got is None
    atera: bool = False
    raises: type[Exception] | None = None
    before: Callable[[Client, Things], Any] = lambda client, t: None


def ids(got: Any) -> list[int]:
    return [one.id for one in got]


TICKETS = (
    Case("tickets.list", lambda c, t: c.tickets.list(), lambda got, t: t.ticket.id in ids(got), atera=True),
    Case(
        "tickets.list",
        lambda c, t: c.tickets.list(status="Open", customer_id=t.customer.id, relations=True, per_page=1),
        lambda got, t: ids(got) == [t.other.id],
        atera=True,
    ),
    Case(
        "tickets.list",
        lambda c, t: c.tickets.list(
            q="status:open",
            text="mail",
            status=["Open", "Pending"],
            priority=("Medium", "Low"),
            type="Problem",
            source=["API"],
            customer_id=[t.customer.id],
            contact_id=t.contact.id,
            technician="none",
            ids=[t.ticket.id, t.other.id],
            created_from=t.began - timedelta(minutes=5),
            updated_to=TOMORROW,
            sort="-created",
        ),
        lambda got, t: ids(got) == [t.ticket.id],
    ),
    Case(
        "tickets.modified_since",
        lambda c, t: c.tickets.modified_since(t.began - timedelta(minutes=5)),
        lambda got, t: got,
        atera=True,
    ),
    Case(
        "tickets.status_modified_since",
        lambda c, t: c.tickets.status_modified_since(t.began - timedelta(days=9)),
        lambda got, t: all(one.status for one in got),
        atera=True,
    ),
    Case("tickets.get", lambda c, t: c.tickets.get(t.ticket.id), lambda got, t: got.title == "No mail", atera=True),
    Case("tickets.get", lambda c, t: c.tickets.get(t.ticket.id, relations=True), lambda got, t: got.id, atera=True),
    Case("tickets.get", lambda c, t: c.tickets.get(987_654), raises=NotFound, atera=True),
    Case(
        "tickets.create",
        lambda c, t: c.tickets.create(
            "Screen flickers", description="All day", contact_id=t.contact.id, priority="High", type="Incident"
        ),
        lambda got, t: (got.title, got.contact_id, got.priority) == ("Screen flickers", t.contact.id, "High"),
        atera=True,
    ),
    Case(
        "tickets.create",
        lambda c, t: c.tickets.create(
            "New here",
            description="Hello",
            contact_email=f"new{t.ticket.id}@things.example",
            contact_first_name="Neo",
            contact_last_name="New",
            contact_phone="1",
            status="Pending",
            impact="Minor",
            technician_id=t.technician_id,
        ),
        lambda got, t: got.contact_id not in (None, t.contact.id) and got.technician_id == t.technician_id,
        atera=True,
    ),
    Case(
        "tickets.create",
        lambda c, t: c.tickets.create(
            "For the company",
            customer_id=t.customer.id,
            due_at=TOMORROW,
            tags=("vip",),
            idempotency_key=f"{t.ticket.id}",
        ),
        lambda got, t: (got.due_at, got.tags, bool(got.version)) == (TOMORROW, ["vip"], True),
    ),
    Case(
        "tickets.update",
        lambda c, t: c.tickets.update(t.ticket.id, title="Still no mail", priority="Critical", status="Pending"),
        lambda got, t: (got.title, got.priority, got.status) == ("Still no mail", "Critical", "Pending"),
        atera=True,
    ),
    Case(
        "tickets.update",
        lambda c, t: c.tickets.update(
            t.other.id,
            description="Nothing comes",
            due_at=None,
            technician_id=None,
            tags=[],
            if_version=t.other.version,
        ),
        lambda got, t: (got.description, got.tags) == ("Nothing comes", []),
    ),
    Case("tickets.version", lambda c, t: c.tickets.version(t.other.id), lambda got, t: got == t.other.version),
    Case("tickets.delete", lambda c, t: c.tickets.delete(t.other.id), atera=True),
    Case(
        "tickets.bulk",
        lambda c, t: c.tickets.bulk([{"TicketID": t.other.id, "TicketPriority": "Low"}, {"TicketTitle": ""}]),
        lambda got, t: [one.status for one in got] == [200, 400] and isinstance(got[0], BulkResult),
    ),
    Case("tickets.comments", lambda c, t: c.tickets.comments(t.ticket.id), lambda got, t: got == [], atera=True),
    Case(
        "tickets.comment",
        lambda c, t: c.tickets.comment(t.ticket.id, "A note", technician_id=t.technician_id),
        lambda got, t: (got.text, got.internal, got.technician_id) == ("A note", True, t.technician_id),
        atera=True,
    ),
    Case(
        "tickets.comment",
        lambda c, t: c.tickets.comment(t.ticket.id, "Hello", internal=False, technician_id=t.technician_id),
        lambda got, t: (got.text, got.internal) == ("Hello", False),
        atera=True,
    ),
    Case(
        "tickets.comment",
        lambda c, t: c.tickets.comment(t.ticket.id, "Please hurry", contact_id=t.contact.id),
        lambda got, t: (got.contact_id, got.internal) == (t.contact.id, False),
        atera=True,
    ),
    Case(
        "tickets.comment",
        lambda c, t: c.tickets.comment(t.ticket.id, "Mine", idempotency_key=f"c{t.ticket.id}"),
        lambda got, t: got.creator_id == t.technician_id,
    ),
    Case(
        "tickets.work_hours",
        lambda c, t: c.tickets.work_hours(t.ticket.id),
        lambda got, t: ids(got) == [t.work.id] and got[0].notes == "Looked",
        atera=True,
    ),
    Case(
        "tickets.log_work",
        lambda c, t: c.tickets.log_work(
            t.ticket.id, *t.hour(5), notes="Swapped", billable=False, on_site=True, technician_id=t.technician_id
        ),
        lambda got, t: (
            (got.start, got.end, got.notes, got.billable, got.on_site, got.id > 0)
            == (*t.hour(5), "Swapped", False, True, True)
        ),
        atera=True,
    ),
    Case(
        "tickets.durations",
        lambda c, t: c.tickets.durations(t.ticket.id),
        lambda got, t: (got.billable.total_hours, got.non_billable.total_hours) == (1.0, 0.0),
        atera=True,
    ),
    Case("tickets.relate", lambda c, t: c.tickets.relate(t.ticket.id, t.other.id, "Parent"), atera=True),
    Case("tickets.unrelate", lambda c, t: c.tickets.unrelate(t.ticket.id, "Parent"), raises=NotFound, atera=True),
    Case("tickets.attachments", lambda c, t: c.tickets.attachments(t.ticket.id), lambda got, t: got == [], atera=True),
    Case(
        "tickets.attach",
        lambda c, t: c.tickets.attach(
            t.ticket.id, "größe & co.txt", b"seven", "text/plain", idempotency_key=f"a{t.ticket.id}"
        ),
        lambda got, t: got.name == "größe & co.txt" and got.extra["Size"] == 5,
    ),
    Case("tickets.download", lambda c, t: c.tickets.download("http://x/attachments/1/1/a?x=1"), raises=NotFound),
)

PEOPLE = (
    Case("customers.list", lambda c, t: c.customers.list(), lambda got, t: got[0].id == t.customer.id, atera=True),
    Case(
        "customers.list",
        lambda c, t: c.customers.list(modified_since=t.began - timedelta(minutes=5), per_page=1),
        lambda got, t: got,
        atera=True,
    ),
    Case("customers.list", lambda c, t: c.customers.list(include_archived=True), lambda got, t: got),
    Case("customers.get", lambda c, t: c.customers.get(t.customer.id), lambda got, t: got == t.customer, atera=True),
    Case(
        "customers.create",
        lambda c, t: c.customers.create("Bakers", city="York", zip_code="YO1", latitude=53.9, longitude=-1.1),
        lambda got, t: (got.name, got.city, got.zip_code, got.latitude) == ("Bakers", "York", "YO1", 53.9),
        atera=True,
    ),
    Case(
        "customers.create",
        lambda c, t: c.customers.create("Once", idempotency_key=f"{t.customer.id}"),
        lambda got, t: got.id,
    ),
    Case(
        "customers.update",
        lambda c, t: c.customers.update(t.customer.id, notes="Pays late", phone=None),
        lambda got, t: (got.name, got.notes) == (t.customer.name, "Pays late"),
        atera=True,
    ),
    Case("customers.delete", lambda c, t: c.customers.delete(t.customer.id), atera=True),
    Case(
        "contacts.list",
        lambda c, t: c.contacts.list(email=f"{t.customer.id}@things"),
        lambda got, t: ids(got) == [t.contact.id],
        atera=True,
    ),
    Case(
        "contacts.list",
        lambda c, t: c.contacts.list(customer_id=t.customer.id, include_archived=True),
        lambda got, t: ids(got) == [t.contact.id],
    ),
    Case("contacts.get", lambda c, t: c.contacts.get(t.contact.id), lambda got, t: got == t.contact, atera=True),
    Case(
        "contacts.create",
        lambda c, t: c.contacts.create(f"n{t.contact.id}@things.example", customer_id=t.customer.id, last_name="Nu"),
        lambda got, t: (got.last_name, got.customer_id) == ("Nu", t.customer.id),
        atera=True,
    ),
    Case(
        "contacts.update",
        lambda c, t: c.contacts.update(t.contact.id, job_title="Boss", is_contact_person=True),
        lambda got, t: (got.job_title, got.is_contact_person, got.first_name) == ("Boss", True, "Thea"),
        atera=True,
    ),
    Case(
        "contacts.update",
        lambda c, t: c.contacts.update(t.contact.id, email=f"o{t.contact.id}@things.example", department_id=None),
        lambda got, t: got.email == f"o{t.contact.id}@things.example",
    ),
    Case("contacts.delete", lambda c, t: c.contacts.delete(t.contact.id), atera=True),
    Case(
        "departments.list", lambda c, t: c.departments.list(), lambda got, t: got[0].id == t.department.id, atera=True
    ),
    Case("departments.get", lambda c, t: c.departments.get(t.department.id), lambda got, t: got.name, atera=True),
    Case(
        "departments.create", lambda c, t: c.departments.create(f"HR {t.ticket.id}"), lambda got, t: got.id, atera=True
    ),
    Case(
        "departments.update",
        lambda c, t: c.departments.update(t.department.id, description="Sells"),
        lambda got, t: (got.name, got.description) == (t.department.name, "Sells"),
        atera=True,
    ),
    Case("departments.delete", lambda c, t: c.departments.delete(t.department.id), atera=True),
    Case("technicians.list", lambda c, t: c.technicians.list(), lambda got, t: t.technician_id in ids(got)),
    Case("technicians.get", lambda c, t: c.technicians.get(t.technician_id), lambda got, t: got.name == "Jane Tech"),
    Case("account.get", lambda c, t: c.account.get(), lambda got, t: got.name and got.time_zone, atera=True),
)

WORK = (
    Case(
        "work_hours.list",
        lambda c, t: c.work_hours.list(start=(t.began - timedelta(days=2)).date()),
        lambda got, t: t.work.id in ids(got) and got[0].customer_id is not None,
        atera=True,
    ),
    Case("work_hours.get", lambda c, t: c.work_hours.get(t.work.id), lambda got, t: got.seconds == 3600),
    Case(
        "work_hours.update",
        lambda c, t: c.work_hours.update(t.work.id, end=t.began - timedelta(minutes=30), billable=False),
        lambda got, t: (got.seconds, got.billable, got.notes) == (1800, False, "Looked"),
    ),
    Case("work_hours.delete", lambda c, t: c.work_hours.delete(t.work.id)),
    Case("work_hours.gaps", lambda c, t: c.work_hours.gaps(day=t.began.date()), lambda got, t: isinstance(got, list)),
    Case("work_hours.fill_gap", lambda c, t: c.work_hours.fill_gap("none", notes="x"), raises=Exception),
    Case("timer.status", lambda c, t: c.timer.status(), lambda got, t: got.technician_id == t.technician_id),
    Case(
        "timer.start",
        lambda c, t: c.timer.start(t.ticket.id, notes="Looking", billable=False),
        lambda got, t: (got.running, got.ticket_id, got.billable) == (True, t.ticket.id, False),
    ),
    Case(
        "timer.stop",
        lambda c, t: c.timer.stop(idle="Keep"),
        lambda got, t: not got.running,
        before=lambda c, t: c.timer.start(t.ticket.id),
    ),
    Case(
        "timer.discard",
        lambda c, t: c.timer.discard(technician_id=t.technician_id),
        lambda got, t: not got.running and not got.work_hours,
        before=lambda c, t: c.timer.start(t.other.id),
    ),
)

BESIDE = (
    Case("custom_fields.list", lambda c, t: c.custom_fields.list(), lambda got, t: got[0].name == FIELD, atera=True),
    Case(
        "custom_fields.values",
        lambda c, t: c.custom_fields.values("ticket", t.ticket.id),
        lambda got, t: all(one.field_name == FIELD for one in got),
        atera=True,
    ),
    Case(
        "custom_fields.value",
        lambda c, t: c.custom_fields.value("ticket", t.ticket.id, FIELD),
        lambda got, t: got is None or got.text is None,
        atera=True,
    ),
    Case("custom_fields.value", lambda c, t: c.custom_fields.value("ticket", 1, "a/b"), raises=NotFound, atera=True),
    Case("custom_fields.set", lambda c, t: c.custom_fields.set("ticket", t.ticket.id, FIELD, "SN-1"), atera=True),
    Case(
        "sla.receipt",
        lambda c, t: c.sla.receipt(t.ticket.id, time_zone="Europe/Berlin"),
        lambda got, t: (got.time_zone, got.ticket_id, len(got.clocks)) == ("Europe/Berlin", t.ticket.id, 2),
    ),
    Case("sla.forecast", lambda c, t: c.sla.forecast(hours=700.5), lambda got, t: isinstance(got, list)),
    Case("events.after", lambda c, t: c.events.after(0, limit=2), lambda got, t: (len(got.events), got.last) == (2, 2)),
    Case("events.last", lambda c, t: c.events.last(), lambda got, t: got > 2),
    Case("events", lambda c, t: c.events(after=0), lambda got, t: [one.seq for one in got[:3]] == [1, 2, 3]),
    Case(
        "imports.send",
        lambda c, t: c.imports.send("old", [SourceRecord("Customer", "7", {"CustomerName": "From the old desk"})]),
        lambda got, t: got[0].result in ("Created", "Unchanged"),
    ),
    Case("carry", lambda c, t: c.carry(_asks_twice(t)), lambda got, t: got == ["No mail", "No sound"]),
    Case(
        "send",
        lambda c, t: c.send(Request("GET", "tickets", {"ids": str(t.ticket.id)})),
        lambda got, t: got.status == 200 and got.items()[0]["TicketID"] == t.ticket.id,
    ),
    Case("stream", lambda c, t: c.stream(Request("GET", "account")), lambda got, t: b"AccountID" in b"".join(got)),
)

CASES = (*TICKETS, *PEOPLE, *WORK, *BESIDE)


def _asks_twice(t: Things) -> Talk[list[str]]:
    first = (yield Request("GET", f"tickets/{t.ticket.id}")).thing()
    second = (yield Request("GET", f"tickets/{t.other.id}")).thing()
    return [first["TicketTitle"], second["TicketTitle"]]


def taken(result: Any) -> Any:
    """A result, a list's first page, or what comes piece by piece."""
    if isinstance(result, Pages):
        return result.page(1).items
    return list(result) if isinstance(result, Iterator) else result


async def awaited(call: Callable[[], Any]) -> Any:
    """The same of a call of the asynchronous client."""
    result = call()
    if isinstance(result, AsyncPages):
        return (await result.page(1)).items
    if isinstance(result, AsyncIterator):
        return [one async for one in result]
    return await result


def name_of(case: Case) -> str:
    """For the list of tests."""
    return case.name
