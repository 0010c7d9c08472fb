"""On-SLA time: of a ticket's logged work, the part that lies inside the hours of its calendar."""

from collections.abc import Iterable

import msgspec

from deskhand.core.marks import seconds
from deskhand.core.policy import Terms
from deskhand.core.ticket import Ticket
from deskhand.core.work import Worked
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import work_store

TOTALS = (
    "billable_on_site_seconds",
    "billable_off_site_seconds",
    "unbillable_on_site_seconds",
    "unbillable_off_site_seconds",
    "billable_on_sla_seconds",
    "unbillable_on_sla_seconds",
)


def on_sla_seconds(terms: Terms | None, worked: Worked) -> int:
    """The seconds of an entry inside the calendar; all of them where the ticket has no policy."""
    if terms is None:
        return worked.seconds
    # No more than the entry has, whose fractions of a second at either end are cut off together.
    return min(worked.seconds, terms.working.spent(seconds(worked.starts_at), seconds(worked.ends_at)))


def on_sla_totals(terms: Terms | None, entries: Iterable[Worked]) -> tuple[int, int]:
    """Of all entries the billable and the other seconds inside the calendar."""
    totals = [0, 0]
    for entry in entries:
        totals[not entry.billable] += on_sla_seconds(terms, entry)
    return totals[0], totals[1]


async def with_entry_on_sla(tx: Tx, ticket: Ticket, worked: Worked) -> Ticket:
    """The ticket with one more entry in these totals."""
    seconds_on_sla = on_sla_seconds((await rulebook(tx)).terms_of(ticket.policy_id), worked)
    total = "billable_on_sla_seconds" if worked.billable else "unbillable_on_sla_seconds"
    return msgspec.structs.replace(ticket, **{total: getattr(ticket, total) + seconds_on_sla})


async def with_time_on_sla(tx: Tx, ticket: Ticket) -> Ticket:
    """The ticket with these totals reckoned anew from its entries: one, or its policy or calendar, has changed."""
    if not any(getattr(ticket, total) for total in TOTALS):
        return ticket
    terms = (await rulebook(tx)).terms_of(ticket.policy_id)
    billable, unbillable = on_sla_totals(terms, await work_store.worked_on(tx, ticket.id))
    return msgspec.structs.replace(ticket, billable_on_sla_seconds=billable, unbillable_on_sla_seconds=unbillable)
