"""One account is one serial log, whatever happens between its writers."""

import asyncio
import random

import pytest

from deskhand.storage.engine import Engine
from tests.storage.ledger import LOG, TEAMS, add_team, assert_exact, new_account


@pytest.mark.parametrize("each", [25, pytest.param(200, marks=pytest.mark.full)])
async def test_sixteen_writers_of_which_some_fail_leave_an_exact_log(
    engine: Engine, account_id: int, each: int
) -> None:
    chance = random.Random(1)

    async def write() -> int:
        done = 0
        for _ in range(each):
            fails = chance.random() < 0.1
            try:
                async with engine.transaction(account_id) as tx:
                    await add_team(tx, let_others_in=chance.random() < 0.5)
                    if fails:
                        raise ZeroDivisionError
                done += 1
            except ZeroDivisionError:
                pass
        return done

    done = sum(await asyncio.gather(*(write() for _ in range(16))))
    assert await assert_exact(engine, account_id) == done
    assert 13 * each < done < 16 * each


async def test_a_reader_never_sees_a_gap(engine: Engine, account_id: int) -> None:
    async def write() -> None:
        for _ in range(20):
            async with engine.transaction(account_id) as tx:
                await add_team(tx)
                await add_team(tx, let_others_in=True)

    writing = asyncio.gather(*(write() for _ in range(4)))
    seen = []
    while not writing.done():
        async with engine.read() as read:
            log = await read.fetch(LOG, account_id=account_id)
        assert [seq for seq, _ in log] == list(range(1, len(log) + 1))
        assert len(log) % 2 == 0
        seen.append(len(log))
        await asyncio.sleep(0)
    await writing
    assert len(set(seen)) > 3
    assert await assert_exact(engine, account_id) == 160


@pytest.mark.parametrize("rounds", [8, pytest.param(80, marks=pytest.mark.full)])
async def test_cancelled_at_random_moments_a_write_is_whole_or_not_at_all(
    engine: Engine, account_id: int, rounds: int
) -> None:
    chance = random.Random(2)

    async def write() -> None:
        async with engine.transaction(account_id) as tx:
            await add_team(tx, let_others_in=True)

    for _ in range(rounds):
        tasks = [asyncio.create_task(write()) for _ in range(8)]
        for task in tasks:
            await asyncio.sleep(chance.random() * 0.002)
            task.cancel()
        await asyncio.wait(tasks)
    await asyncio.wait_for(write(), 2)
    assert 1 <= await assert_exact(engine, account_id) <= rounds * 8 + 1


async def test_cancelled_in_the_middle_nothing_is_left(engine: Engine, account_id: int) -> None:
    inside = asyncio.Event()

    async def write() -> None:
        async with engine.transaction(account_id) as tx:
            await add_team(tx)
            inside.set()
            await asyncio.sleep(60)

    for _ in range(3):
        inside.clear()
        task = asyncio.create_task(write())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await assert_exact(engine, account_id) == 0


async def test_accounts_do_not_share_anything(engine: Engine, account_id: int) -> None:
    other = await new_account(engine)

    async def write(number: int) -> None:
        for _ in range(10):
            async with engine.transaction(number) as tx:
                await add_team(tx)

    await asyncio.gather(write(account_id), write(other))
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 10
    assert await assert_exact(engine, account_id) == await assert_exact(engine, other) == 10
