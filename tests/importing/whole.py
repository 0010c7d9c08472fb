"""Whether an account that things were imported into is whole: its log, its tables and its counters say the same."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import msgspec
import sqlalchemy as sa

from deskhand.core.history import NOUNS
from deskhand.core.ticket import Status, Ticket
from deskhand.events.replay import replay
from deskhand.events.store import _TABLES
from deskhand.sla.rulebook import rulebook
from deskhand.storage.schema import account_clock, ticket, wake, work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.tickets import store
from deskhand.tickets.clocks import reckoned_at_import
from deskhand.tickets.marks_of import marks_from_log
from deskhand.tickets.time_on_sla import TOTALS
from tests.cast import Client, Office

_OWN: sa.BindParameter[int] = sa.bindparam("account_id")
ROWS: dict[str, Statement[Any]] = {
    noun: Statement(
        sa.select(table.c.id, *(table.c[field] for field in (*NOUNS[noun].values, *NOUNS[noun].texts))).where(
            table.c.account_id == _OWN
        )
    )
    for noun, table in _TABLES.items()
}
TICKETS: Statement[Ticket] = Statement(
    sa.select(*columns_of(Ticket, ticket)).where(ticket.c.account_id == _OWN, ticket.c.deleted_at.is_(None)), Ticket
)
ENTRIES: Statement[Any] = Statement(
    sa.select(*(work_hours.c[name] for name in ("ticket_id", "billable", "on_site", "starts_at", "ends_at"))).where(
        work_hours.c.account_id == _OWN, work_hours.c.deleted_at.is_(None)
    )
)
CLOCK: Statement[Any] = Statement(
    sa.select(*(account_clock.c[f"{status.value.lower()}_tickets"] for status in Status), account_clock.c.event).where(
        account_clock.c.account_id == _OWN
    )
)
WOKEN: Statement[int] = Statement(sa.select(wake.c.seq).where(wake.c.account_id == _OWN))


async def assert_whole(office: Office, *, at_import: bool = True) -> None:
    """Everything follows from the log. `at_import`: nothing has happened since the last import."""
    account_id = office.cast.account_id
    async with office.engine.transaction(account_id) as tx:
        things = await replay(tx, account_id)
        for noun, statement in ROWS.items():
            fields = (*NOUNS[noun].values, *NOUNS[noun].texts)
            for number, *values in await tx.fetch(statement, account_id=account_id):
                if (noun, number) in things or noun not in ("calendar", "policy"):  # what is built in has no history
                    held = dict(zip(fields, values, strict=True))
                    assert {field: _as_told(noun, field, held[field]) for field in fields} == things[
                        noun, number
                    ].fields
        book = await rulebook(tx)
        tickets = await tx.fetch(TICKETS, account_id=account_id)
        said = await store.said_on_each(tx, [one.id for one in tickets])
        totals = _totals(await tx.fetch(ENTRIES, account_id=account_id))
        for one in tickets:
            assert one.marks == await marks_from_log(tx, account_id, one.id), one.id
            kept = msgspec.structs.asdict(said[one.id])
            answered = kept.pop("first_response_at")
            assert {name: getattr(one, name) for name in kept} == kept
            assert answered is None or (one.first_response_at and one.first_response_at <= answered)
            assert {name: getattr(one, name) for name in totals.get(one.id, {})} == totals.get(one.id, {})
            assert (one.id in totals) == any(getattr(one, name) for name in TOTALS)
            if at_import:
                assert reckoned_at_import(book, one, tx.now) == one
        counts = [sum(one.status == status for one in tickets) for status in Status]
        clock = await tx.one(CLOCK, account_id=account_id)
        assert clock is not None
        assert list(clock[:-1]) == counts
        assert await tx.value(WOKEN, account_id=account_id) == clock[-1]


def _as_told(noun: str, field: str, value: Any) -> Any:
    """Events tell instants as ISO texts, and of a text that there is not that it is empty."""
    if field in NOUNS[noun].texts:
        return value or ""
    return value.isoformat() if isinstance(value, datetime) else value


def _totals(entries: Sequence[Any]) -> dict[int, dict[str, int]]:
    """Every ticket's seconds by their kind; the built-in calendar counts day and night."""
    found: dict[int, dict[str, int]] = {}
    for ticket_id, billable, on_site, starts_at, ends_at in entries:
        totals, kind = found.setdefault(ticket_id, dict.fromkeys(TOTALS, 0)), "billable" if billable else "unbillable"
        for name in (f"{kind}_{'on' if on_site else 'off'}_site_seconds", f"{kind}_on_sla_seconds"):
            totals[name] += int((ends_at - starts_at).total_seconds())
    return found


async def shown(api: Client) -> dict[str, Any]:
    """All that the API shows of tickets, but what says in which order things were written."""
    with patch("deskhand.api.v3.clocks.datetime", Noon):
        return await _shown(api)


class Noon(datetime):
    """A clock that stands still: receipts are of a moment, which must not pass between two that are compared."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime(2040, 2, 15, 12, tzinfo=UTC)


async def _shown(api: Client) -> dict[str, Any]:
    tickets = (await api.get("/tickets", itemsInPage=50, sort="id", includeRelations="true"))["items"]
    numbers = [one["TicketID"] for one in tickets]
    return {
        "tickets": tickets,
        "comments": [(await api.get(f"/tickets/{n}/comments", itemsInPage=50))["items"] for n in numbers],
        "work": [(await api.get(f"/tickets/{n}/workhours", itemsInPage=50))["items"] for n in numbers],
        "clocks": [(await api.get(f"/tickets/{n}/sla")) for n in numbers],
        "values": [[v["Value"] for v in await api.get(f"/customvalues/ticketfields/{n}")] for n in numbers],
    }
