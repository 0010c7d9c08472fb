"""Handing the log on: in order, once whatever happens between, and whoever fails keeps nobody else waiting."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.core.events import Event
from deskhand.events import dispatch as rules
from deskhand.events.cursor_store import CURSOR, REST
from deskhand.events.dispatch import Consumer, accounts_behind, begin_behind, hand_on
from deskhand.jobs import dispatch
from deskhand.jobs.dispatch import hand_out
from deskhand.jobs.schedule import SCHEDULE
from deskhand.jobs.worker import work
from deskhand.notify.read import list_notifications, unread_count
from deskhand.notify.ring import BELL, ring
from deskhand.storage.engine import Writes
from deskhand.storage.schema import event_cursor, notification
from deskhand.storage.statement import Statement
from tests.api.history import log_of
from tests.cast import Office

REWIND: Statement[Any] = Statement(
    sa.update(event_cursor).where(event_cursor.c.account_id == sa.bindparam("account_id")).values(seq=0)
)
RUNG: Statement[Any] = Statement(
    sa.select(notification.c.seq)
    .where(notification.c.account_id == sa.bindparam("account_id"))
    .order_by(notification.c.seq)
)


class Ledger:
    """A consumer that remembers what it was handed of one account, and fails as often as it is told."""

    def __init__(self, account_id: int, *, fails: int = 0) -> None:
        self.account_id = account_id
        self.fails = fails
        self.seqs: list[int] = []

    async def hand(self, writes: Writes, account_id: int, events: Sequence[Event]) -> bool:
        if account_id != self.account_id:
            return False
        if self.fails:
            self.fails -= 1
            raise ZeroDivisionError
        self.seqs += [event.seq for event in events]
        return True


async def catch_up(office: Office) -> None:
    while await hand_out(office.engine):
        pass


async def toms(office: Office) -> int:
    return int((await office.ticket(TechnicianContactID=office.cast.tom.id))["TicketID"])


async def rows(office: Office) -> list[int]:
    async with office.engine.read() as read:
        return list(await read.fetch(RUNG, account_id=office.cast.account_id))


async def behind(office: Office) -> bool:
    async with office.engine.read() as read:
        found = await accounts_behind(read, office.cast.account_id - 1, 1)
    return bool(found) and found[0].account_id == office.cast.account_id


async def test_every_event_is_handed_on_once_and_in_order(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(office.cast.account_id)
    monkeypatch.setattr(dispatch, "CONSUMERS", (BELL, Consumer("ledger", ledger.hand)))
    monkeypatch.setattr(rules, "AT_ONCE", 3)
    for _ in range(5):
        await toms(office)
        await catch_up(office)
    events = await log_of(office.engine, office.cast.account_id)
    assert ledger.seqs == [event.seq for event in events]
    assert len(await rows(office)) == 5
    assert not await behind(office)


async def test_the_same_events_again_ring_once(office: Office) -> None:
    await toms(office)
    await catch_up(office)
    once = await rows(office)
    async with office.engine.chore() as writes:
        await writes.run(REWIND, account_id=office.cast.account_id)
    await toms(office)
    await catch_up(office)
    assert len(once) == 1
    assert len(await rows(office)) == 2


async def test_a_crash_before_the_commit_leaves_everything_to_the_next_one(office: Office) -> None:
    await toms(office)

    async def crash() -> None:
        async with office.engine.chore() as writes:
            while (await hand_on(writes, office.cast.account_id, BELL)).more:
                pass
            raise SystemError("the machine went down")

    with pytest.raises(SystemError):
        await crash()
    assert await rows(office) == []
    await catch_up(office)
    assert len(await rows(office)) == 1


async def test_two_workers_at_once_ring_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(office.cast.account_id)
    monkeypatch.setattr(dispatch, "CONSUMERS", (BELL, Consumer("ledger", ledger.hand)))
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    for _ in range(6):
        await toms(office)
    await asyncio.gather(*(hand_out(office.engine) for _ in range(4)))
    await catch_up(office)
    assert len(await rows(office)) == 6
    assert ledger.seqs == [event.seq for event in await log_of(office.engine, office.cast.account_id)]


async def test_who_fails_rests_alone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(office.cast.account_id, fails=1)
    failing = Consumer("failing", ledger.hand)
    monkeypatch.setattr(dispatch, "CONSUMERS", (failing, BELL))
    await toms(office)
    await catch_up(office)
    assert len(await rows(office)) == 1  # the bell rang all the same
    assert ledger.seqs == []
    await catch_up(office)
    assert (ledger.seqs, ledger.fails) == ([], 0)  # it rests
    assert await behind(office)
    async with office.engine.chore() as writes:
        await writes.run(REST, account_id=office.cast.account_id, consumer="failing", retry_at=writes.now)
    await catch_up(office)
    assert ledger.seqs == [event.seq for event in await log_of(office.engine, office.cast.account_id)]
    assert not await behind(office)


async def test_an_idle_account_is_not_looked_at(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await toms(office)
    await catch_up(office)
    ledger = Ledger(office.cast.account_id)
    monkeypatch.setattr(dispatch, "CONSUMERS", (Consumer("later", ledger.hand),))
    await catch_up(office)
    assert ledger.seqs == []


async def test_an_imports_history_is_no_news(office: Office) -> None:
    await toms(office)
    async with office.engine.transaction(office.cast.account_id) as tx:
        events = await log_of(office.engine, office.cast.account_id)
        await begin_behind(tx, BELL, events[-1].seq)
    await catch_up(office)
    assert await rows(office) == []
    await toms(office)
    await catch_up(office)
    assert len(await rows(office)) == 1


async def test_a_cursor_stands_at_the_last_event(office: Office) -> None:
    await toms(office)
    await catch_up(office)
    async with office.engine.read() as read:
        cursor = await read.one(CURSOR, account_id=office.cast.account_id, consumer="bell")
    assert cursor is not None
    assert cursor.seq == (await log_of(office.engine, office.cast.account_id))[-1].seq
    assert BELL.hand is ring


async def test_the_worker_rings_within_a_second_and_wakes_who_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No poll in a test's lifetime: the commit wakes the worker, and the bell those who follow the account."""
    woken = tuple(job for job in SCHEDULE if job.woken)
    assert [job.name for job in woken] == ["dispatch"]
    job = type(woken[0])("dispatch", 3600.0, hand_out, woken=True)
    monkeypatch.setattr("deskhand.jobs.worker.SCHEDULE", (job,))
    tom, ending = office.cast.acting(office.cast.tom), asyncio.Event()
    await catch_up(office)
    working = asyncio.create_task(work(office.engine, ending))
    async with asyncio.timeout(20):
        with office.engine.wakes.watch(office.cast.account_id) as watch:
            await toms(office)
            while True:
                async with office.engine.read() as read:
                    if await unread_count(read, tom):
                        break
                last = (await log_of(office.engine, office.cast.account_id))[-1].seq
                await watch.wait(last, 15)
    async with office.engine.read() as read:
        assert len(await list_notifications(read, tom)) == 1
    ending.set()
    async with asyncio.timeout(5):
        await working
