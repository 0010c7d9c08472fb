"""Every call on work, the timer, custom fields, SLA, the feed and imports, and what must come of it."""

from datetime import timedelta

from deskhand_client import NotFound, Request, SourceRecord
from deskhand_client.talk import Talk
from tests.client.case import Case, ids
from tests.client.things import FIELD, Things


def _asks_twice(t: Things) -> Talk[list[str]]:
    first = (yield Request("GET", f"tickets/{t.ticket.id}")).thing()
    second = (yield Request("GET", f"tickets/{t.other.id}")).thing()
    return [first["TicketTitle"], second["TicketTitle"]]


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
