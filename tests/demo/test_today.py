"""The demo's desk is alive whenever it begins: something late, something soon due, something new, work of one's own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.core.ticket import Status
from deskhand.demo.fill import fill_account
from deskhand.demo.founding import BEGINNING, DEMO_SEED, DEMO_TICKETS
from deskhand.demo.people import HOST
from deskhand.demo.plan import plan
from deskhand.demo.today import SHARE, TODAY
from deskhand.demo.values import Reply
from deskhand.desk.found import found_account
from deskhand.storage.engine import Engine
from deskhand.storage.migrate import migrate
from deskhand.storage.schema import technician, ticket
from deskhand.storage.statement import Statement
from tests.cli.conftest import on_engine
from tests.demo.history import play

MOMENTS = (
    datetime(2026, 11, 28, 1, tzinfo=UTC),  # the night to a Saturday
    datetime(2026, 11, 24, 11, 24, tzinfo=UTC),
    datetime(2026, 11, 23, 8, 5, tzinfo=UTC),  # a Monday before the desk opens
    datetime(2026, 12, 27, 15, tzinfo=UTC),  # a Sunday after two holidays
)
ROWS: Statement[Any] = Statement(
    sa.select(ticket.c.status, ticket.c.next_due_at, technician.c.email)
    .select_from(ticket.outerjoin(technician, technician.c.id == ticket.c.technician_id))
    .where(sa.or_(ticket.c.status == "Open", ticket.c.status == "Pending"))
)


def lying(url: str, until: datetime) -> list[Any]:
    """Status, next deadline and technician's address of every active ticket of a demo that begins at a moment."""
    migrate(url)

    async def fill(engine: Engine) -> list[Any]:
        async with engine.chore() as writes:
            account, _ = await found_account(writes, "Demo", begins=BEGINNING)
        nothing = {"progress": lambda done: None}
        await fill_account(engine, account.id, tickets=DEMO_TICKETS, seed=DEMO_SEED, until=until, **nothing)
        async with engine.read() as read:
            return await read.fetch(ROWS)

    return on_engine(url, fill)


@pytest.mark.parametrize("until", MOMENTS, ids=str)
def test_the_inbox_shows_a_desk_at_work(fresh_sqlite_url: str, until: datetime) -> None:
    found = lying(fresh_sqlite_url, until)
    assert 25 <= len(found) <= 45
    late = [due for _, due, _ in found if due is not None and due < until]
    assert 4 <= len(late) <= 12
    assert 6 <= sum(email == HOST.email for *_, email in found) <= 10
    assert sum(email is None for *_, email in found) >= 5
    assert sum(status == Status.PENDING for status, *_ in found) >= 5
    assert sum(due is not None and due > until for _, due, _ in found) >= 10


@pytest.mark.parametrize("until", MOMENTS, ids=str)
def test_nothing_of_it_lies_in_the_future_and_no_ticket_is_touched_before_it_is_opened(until: datetime) -> None:
    for one in plan(DEMO_TICKETS, DEMO_SEED, until).tickets:
        instants = [one.opened_at, *(step.at for step in one.steps)]
        assert instants == sorted(instants)
        assert instants[-1] <= until
        play(one, until)  # fails on a move that the desk would refuse


def test_any_seed_finds_a_story_for_everything() -> None:
    for seed in range(30):
        drawn = list(plan(DEMO_TICKETS, seed, MOMENTS[0] + timedelta(hours=seed * 5)).tickets)
        assert len(drawn) == DEMO_TICKETS


def test_the_administrator_is_called_by_name_in_a_note() -> None:
    drawn = plan(DEMO_TICKETS, DEMO_SEED, MOMENTS[0])
    notes = [step for one in drawn.tickets for step in one.steps if isinstance(step, Reply) and "@" in step.text]
    called = [step for step in notes if step.internal and f"@{HOST.first_name}.{HOST.last_name}".lower() in step.text]
    assert len(called) == 1


@pytest.mark.parametrize("count", [0, 1, 19, 60])
def test_a_small_plan_has_little_of_it(count: int) -> None:
    assert len(list(plan(count, 3, MOMENTS[1]).tickets)) == count
    assert len(TODAY) <= DEMO_TICKETS * SHARE
