"""Who waits for a connection or for his turn, and what becomes of those who stop waiting."""

import asyncio

import pytest

from deskhand.storage import lifo, waiters
from deskhand.storage.errors import Busy, Unreachable
from deskhand.storage.lifo import Lifo
from deskhand.storage.waiters import Gate


class Link:
    """A connection that is nothing but open or closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def links(size: int, opened: list[Link]) -> Lifo[Link]:
    async def open_one() -> Link:
        await asyncio.sleep(0)
        opened.append(Link())
        return opened[-1]

    return Lifo(size, open_one, lambda link: link.closed, Link.close)


async def test_the_last_one_given_back_is_taken_first() -> None:
    opened: list[Link] = []
    pool = links(3, opened)
    one, two = await pool.take(), await pool.take()
    pool.give(one)
    pool.give(two)
    assert await pool.take() is two
    assert await pool.take() is one
    assert len(opened) == 2


async def test_who_waits_gets_the_first_one_given_back_in_the_order_of_coming() -> None:
    pool = links(1, [])
    link = await pool.take()
    waiting = [asyncio.create_task(pool.take()) for _ in range(3)]
    await asyncio.sleep(0)
    for number in range(3):
        pool.give(link)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [task.done() for task in waiting] == [n <= number for n in range(3)]


async def test_a_closed_connection_makes_room_for_a_new_one() -> None:
    opened: list[Link] = []
    pool = links(1, opened)
    first = await pool.take()
    waiting = asyncio.create_task(pool.take())
    await asyncio.sleep(0)
    first.closed = True
    pool.give(first)
    second = await waiting
    assert second is opened[1]
    pool.give(second)
    second.closed = True  # while idle
    assert await pool.take() is opened[2]
    assert pool.count == 1


async def test_a_connection_that_cannot_be_opened_leaves_its_place() -> None:
    failures = [OSError(), OSError()]

    async def open_one() -> Link:
        if failures:
            raise failures.pop()
        return Link()

    pool: Lifo[Link] = Lifo(1, open_one, lambda link: link.closed, Link.close)
    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011 - it is raised above
            await pool.take()
    assert pool.count == 0
    await pool.take()
    assert pool.count == 1


async def test_what_was_handed_to_someone_cancelled_goes_on() -> None:
    pool = links(1, [])
    link = await pool.take()
    first, second = asyncio.create_task(pool.take()), asyncio.create_task(pool.take())
    await asyncio.sleep(0)
    pool.give(link)
    first.cancel()  # it has the connection already and has not run yet
    assert await second is link
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_stopping_waits_for_those_who_have_one() -> None:
    pool = links(2, [])
    one, two = await pool.take(), await pool.take()
    pool.give(one)
    stopping = asyncio.create_task(pool.stop(1))
    await asyncio.sleep(0)
    with pytest.raises(Unreachable):
        await pool.take()
    pool.give(two)
    assert await stopping == [one, two]


async def test_stopping_does_not_wait_forever() -> None:
    pool = links(2, [])
    late = await pool.take()
    assert await pool.stop(0.01) == []
    pool.give(late)
    assert late.closed


async def test_nobody_waits_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifo, "PATIENCE", 0.01)
    monkeypatch.setattr(waiters, "PATIENCE", 0.01)
    pool, gate = links(1, []), Gate(1)
    link = await pool.take()
    await gate.enter(1)
    with pytest.raises(Busy):
        await pool.take()
    with pytest.raises(Busy):
        await gate.enter(1)
    pool.give(link)
    gate.leave(1)
    assert await pool.take() is link
    await gate.enter(1)


async def test_two_of_an_account_are_inside_and_others_are_not_in_their_way() -> None:
    gate = Gate(2)
    await gate.enter(1)
    await gate.enter(1)
    third = asyncio.create_task(gate.enter(1))
    await asyncio.sleep(0)
    await gate.enter(2)
    assert not third.done()
    gate.leave(1)
    await third
    for account_id in (1, 1, 2):
        gate.leave(account_id)
    assert gate.__dict__["_inside"] == gate.__dict__["_queues"] == {}


async def test_a_turn_handed_to_someone_cancelled_goes_on() -> None:
    gate = Gate(1)
    await gate.enter(1)
    first, second = asyncio.create_task(gate.enter(1)), asyncio.create_task(gate.enter(1))
    await asyncio.sleep(0)
    gate.leave(1)
    first.cancel()
    await second
    gate.leave(1)
    await gate.enter(1)
