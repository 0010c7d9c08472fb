"""What the floor runs: the product's own statements, and the rows that a new ticket writes."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from deskhand.core.actor import Everything
from deskhand.core.directory import Contact
from deskhand.core.ticket import Ticket
from deskhand.core.words import ticket_words
from deskhand.directory import contact_store, customer_store
from deskhand.search import index_store
from deskhand.search.index_store import Lot
from deskhand.storage.clock import APPEND, LOCK, WAKE, WRITE, ClockRow
from deskhand.tickets import list_store, store
from deskhand.tickets.order_store import NEWEST

# A row of the driver, by position.
Raw = Any

VIEW = store.view_of_kind(Everything)
PAGE = list_store.page_of(Everything, (), NEWEST)
TOTALS = list_store.TOTALS
NAMES = (
    list_store.CUSTOMER_NAMES,
    list_store.CONTACT_NAMES,
    list_store.TECHNICIAN_NAMES,
    list_store.SAID,
    list_store.POLICY_NAMES,
)
CONTACT = contact_store.GET
CUSTOMER = customer_store.GET
CREATE = store.INSERT
INDEX = index_store.INSERT
KEYS = "SELECT sha256, account_id FROM api_key"
CUSTOMER_OF_CONTACT = Contact.__struct_fields__.index("customer_id")

__all__ = ["APPEND", "LOCK", "WAKE", "WRITE"]

_BLANK = {
    **dict.fromkeys(Ticket.__struct_fields__),
    **dict.fromkeys((name for name in Ticket.__struct_fields__ if name.endswith("_seconds")), 0),
}
PROMISED = timedelta(hours=8)
_CLOCK = ClockRow.__struct_fields__


class Asked(NamedTuple):
    """What the body of a create says."""

    title: str
    description: str
    priority: str
    type: str
    contact_id: int


class Rows(NamedTuple):
    """What one new ticket writes, by the names of the statements' binds."""

    ticket: dict[str, Any]
    clock: dict[str, Any]
    event: dict[str, Any]
    words: dict[str, Any]


def rows_of(asked: Asked, account_id: int, clock: Raw, customer_id: int, now: datetime) -> Rows:
    """The rows of a new ticket, as the product would write them."""
    after = dict(zip(_CLOCK, clock, strict=True))
    after["account_id"] = account_id
    after["instant"] = now
    after["event"] += 1
    after["ticket"] += 1
    after["open_tickets"] += 1
    title, description, priority, kind, contact_id = asked
    ticket = _BLANK | {
        "account_id": account_id,
        "id": after["ticket"],
        "version": after["event"],
        "title": title,
        "title_key": store.title_key(title),
        "description": description,
        "status": "Open",
        "priority": priority,
        "type": kind,
        "source": "API",
        "tags": "",
        "customer_id": customer_id,
        "contact_id": contact_id,
        "created_at": now,
        "last_activity_at": now,
        # What its clocks come to; the floor does not reckon, but it keeps their indexes.
        "marks": f"O{int(now.timestamp())}",
        "first_response_due_at": now + PROMISED,
        "due_at": now + PROMISED,
        "next_due_at": now + PROMISED,
        "sla_status": "OnTrack",
        "told": 0,
        "sweep_at": now + PROMISED,
    }
    data = (
        f'{{"changes":{{"status":[null,"Open"],"priority":[null,"{priority}"],"type":[null,"{kind}"],'
        f'"source":[null,"API"],"customer_id":[null,{customer_id}],"contact_id":[null,{contact_id}]}},'
        '"texts":["title","description"]}'
    )
    event = {
        "account_id": account_id,
        "seq": after["event"],
        "at": now,
        "kind": "ticket.created",
        "thing_id": after["ticket"],
        "ticket_id": after["ticket"],
        "actor_kind": "integration",
        "actor_id": None,
        "key_id": None,
        "via": None,
        "data": data,
    }
    found = ticket_words(asked.title, asked.description, ())
    words = {
        "account_id": account_id,
        "ticket_id": after["ticket"],
        **{
            name: Lot(account_id, part) for name, part in zip(("title", "public", "internal"), found.lists, strict=True)
        },
        "held": found.held,
    }
    return Rows(ticket, after, event, words)
