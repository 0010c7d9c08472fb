"""The floor's JSON: rows of the driver, written out by hand into the wire's fields."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import msgspec

from bench.limit_sql import Raw
from deskhand.api.v3.shapes.ticket import TicketOut
from deskhand.core.ticket import Ticket
from deskhand.tickets.view import TicketView

# The wire's fields in the wire's order. Built by position: by name fifty fields take five times as long.
Shown = msgspec.defstruct("Shown", TicketOut.__struct_fields__)
Saved = msgspec.defstruct("Saved", (*TicketOut.__struct_fields__, "ActionID"))

_FIELDS = (
    "id title description status priority type impact source tags customer_id contact_id technician_id "
    "due_at first_response_due_at next_due_at policy_id sla_status "
    "created_at resolved_at first_response_at last_activity_at "
    "billable_on_site_seconds billable_off_site_seconds unbillable_on_site_seconds unbillable_off_site_seconds "
    "billable_on_sla_seconds unbillable_on_sla_seconds"
)
_NAMES = (
    "customer_name customer_business_number contact_email contact_first_name contact_last_name contact_phone "
    "technician_email technician_first_name technician_last_name "
    "first_comment last_contact_comment last_contact_comment_at last_technician_comment last_technician_comment_at "
    "policy_name"
)
_LINKS = (
    "customer_id contact_id technician_id policy_id first_comment_id last_contact_comment_id last_technician_comment_id"
)

pick = itemgetter(*map(Ticket.__struct_fields__.index, _FIELDS.split()))
pick_names = itemgetter(*map(TicketView.__struct_fields__.index, _NAMES.split()))
pick_links = itemgetter(*map(Ticket.__struct_fields__.index, _LINKS.split()))


def shown(kind: Any, instant: Callable[[Any], str | None], row: Raw, names: Raw, *more: int) -> Any:
    """One ticket on the wire."""
    (number, title, description, status, priority, type_, impact, source, tags, customer, contact, technician,
     due, first_due, next_due, policy, sla, created, resolved, responded, active,
     on_billed, off_billed, on_free, off_free, sla_billed, sla_free) = pick(row)  # fmt: skip
    (customer_name, business, contact_email, contact_first, contact_last, phone, email, first, last,
     said, by_contact, by_contact_at, by_technician, by_technician_at, policy_name) = names  # fmt: skip
    on_site, off_site = on_billed + on_free, off_billed + off_free
    total, on_sla = on_site + off_site, sla_billed + sla_free
    off_sla = total - on_sla
    return kind(
        number, title, str(number), description, status, priority, type_, impact, source, tags.splitlines(),
        customer, customer_name, business or None,
        contact, contact_first, contact_last, contact_email, phone or None,
        technician, None if technician is None else f"{first} {last}".strip(), email,
        instant(created), instant(resolved), instant(responded), instant(responded), instant(active),
        instant(due), instant(first_due), instant(due),
        on_site, on_site // 60, off_site, off_site // 60, on_sla, on_sla // 60,
        off_sla, off_sla // 60, total, total // 60,
        None, policy, policy_name, sla, instant(next_due), None, None,
        description or said,
        by_contact, instant(by_contact_at), by_technician, instant(by_technician_at),
        *more,
    )  # fmt: skip


def names_of(link: Raw, found: list[dict[int, Raw]]) -> Raw:
    """The names and texts of one ticket of a list, in the order of `_NAMES`."""
    customers, contacts, technicians, comments, policies = found
    customer = customers[link[0]]
    contact = contacts.get(link[1]) or _NOBODY
    technician = technicians.get(link[2]) or _NOBODY
    first, by_contact, by_technician = (comments.get(one) or _NOTHING for one in link[4:])
    policy = policies.get(link[3]) or _NOTHING
    # Rows are: id, version, name, number; id, version, email, first, last, phone; id, version, name; id, at, text.
    people = (*customer[2:4], *contact[2:6], *technician[2:5])
    return (*people, first[2], *by_contact[:0:-1], *by_technician[:0:-1], policy[2])


_NOBODY = (None,) * 6
_NOTHING = (None,) * 3
