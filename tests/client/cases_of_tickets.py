"""Every call on tickets, and what must come of it."""

from datetime import UTC, datetime, timedelta

from deskhand_client import BulkResult, NotFound
from tests.client.case import Case, ids

TOMORROW = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)

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
