"""What a transaction hands out, and what of it is written."""
# ruff: noqa: PT012 - what is to fail is a transaction, and that is a block

from datetime import datetime, timedelta

import pytest

from deskhand.core.ticket import Status
from deskhand.storage import clock
from deskhand.storage.engine import Engine
from tests.storage.ledger import CLOCK, WOKEN, add_team, record


async def test_ids_begin_at_one_and_go_on_where_they_were(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        assert [tx.next_id("ticket"), tx.next_id("ticket"), tx.next_id("person")] == [1, 2, 1]
    async with engine.transaction(account_id) as tx:
        assert [tx.next_id("ticket"), tx.next_id("person"), tx.next_id("comment")] == [3, 2, 1]


async def test_ids_of_a_rolled_back_transaction_are_handed_out_again(engine: Engine, account_id: int) -> None:
    with pytest.raises(ZeroDivisionError):
        async with engine.transaction(account_id) as tx:
            tx.next_id("ticket")
            raise ZeroDivisionError
    async with engine.transaction(account_id) as tx:
        assert tx.next_id("ticket") == 1


async def test_a_raised_counter_never_goes_back(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        tx.raise_to("ticket", 500)
        tx.raise_to("ticket", 20)
    async with engine.transaction(account_id) as tx:
        assert tx.next_id("ticket") == 501


async def test_totals_are_as_of_the_last_change(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        tx.count(Status.OPEN, 2)
        assert tx.tickets[Status.OPEN] == 2
        tx.count(Status.OPEN, -1)
        tx.count(Status.CLOSED, 1)
    async with engine.transaction(account_id) as tx:
        assert tx.tickets == {Status.OPEN: 1, Status.PENDING: 0, Status.RESOLVED: 0, Status.CLOSED: 1}


async def test_a_total_below_nought_is_a_mistake(engine: Engine, account_id: int) -> None:
    with pytest.raises(RuntimeError, match="fewer than no Open"):
        async with engine.transaction(account_id) as tx:
            tx.count(Status.OPEN, -1)


async def test_time_never_goes_back_with_the_machines_clock(
    engine: Engine, account_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with engine.transaction(account_id) as tx:
        record(tx)
        first = tx.now
    monkeypatch.setattr(clock, "wall_clock", lambda: first - timedelta(hours=1))
    async with engine.transaction(account_id) as tx:
        record(tx)
        assert tx.now == first
    monkeypatch.setattr(clock, "wall_clock", lambda: first + timedelta(microseconds=1))
    async with engine.transaction(account_id) as tx:
        assert tx.now == first + timedelta(microseconds=1)


async def test_a_transaction_that_changes_nothing_leaves_the_clock(engine: Engine, account_id: int) -> None:
    instant = clock.LOCK
    async with engine.transaction(account_id) as tx:
        before = await tx.one(instant, account_id=account_id)
    async with engine.transaction(account_id) as tx:
        assert await tx.one(instant, account_id=account_id) == before
        assert before is not None
        assert tx.now > before.instant


async def test_ids_without_an_event_are_kept_and_wake_nobody(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        tx.next_id("other")
    async with engine.read() as read:
        assert await read.one(CLOCK, account_id=account_id) == (0, 1, 0)
        assert await read.value(WOKEN, account_id=account_id) is None


async def test_a_sequence_without_its_event_does_not_commit(engine: Engine, account_id: int) -> None:
    with pytest.raises(RuntimeError, match="event 1 has not been recorded"):
        async with engine.transaction(account_id) as tx:
            tx.next_seq()
    with pytest.raises(RuntimeError, match="event 1 has not been recorded"):
        async with engine.transaction(account_id) as tx:
            tx.next_seq()
            tx.next_seq()


async def test_an_account_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(KeyError):
        async with engine.transaction(987_654_321):
            pass
    async with engine.chore() as writes:
        assert isinstance(writes.now, datetime)


async def test_a_transaction_that_is_over_refuses_everything(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        await add_team(tx)
    with pytest.raises(Exception, match="the transaction is over"):
        await tx.one(CLOCK, account_id=account_id)
