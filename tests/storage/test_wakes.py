"""Waiting for an account's next events: who is woken, and what those who wait together read only once."""

import pytest

from deskhand.storage.errors import Unreachable
from deskhand.storage.wakes import Wakes

ACCOUNT = 7


class Log:
    """A log that counts how often it is read."""

    def __init__(self, *found: int) -> None:
        self.found = list(found)
        self.reads = 0
        self.away = False

    async def read(self) -> list[int]:
        self.reads += 1
        if self.away:
            raise Unreachable("away")
        return list(self.found)


async def test_something_found_is_read_once_for_all() -> None:
    wakes, log = Wakes(), Log(6)
    with wakes.watch(ACCOUNT) as one, wakes.watch(ACCOUNT) as other:
        assert await one.look(5, log.read) == await other.look(5, log.read) == [6]
        wakes.touched(ACCOUNT)
        assert await other.look(5, log.read) == [6]
    assert log.reads == 1


async def test_nothing_found_holds_until_the_account_is_heard_of() -> None:
    wakes, log = Wakes(), Log()
    with wakes.watch(ACCOUNT) as one, wakes.watch(ACCOUNT) as other:
        assert await one.look(5, log.read) == await other.look(5, log.read) == []
        assert log.reads == 1
        log.found.append(6)
        wakes.heard(ACCOUNT)
        assert await other.look(5, log.read) == [6]


async def test_a_look_that_failed_is_not_remembered() -> None:
    wakes, log = Wakes(), Log(6)
    with wakes.watch(ACCOUNT) as one:
        log.away = True
        with pytest.raises(Unreachable):
            await one.look(5, log.read)
        log.away = False
        assert await one.look(5, log.read) == [6]


async def test_only_those_wake_who_have_not_come_so_far() -> None:
    wakes = Wakes()
    with wakes.watch(ACCOUNT) as behind, wakes.watch(ACCOUNT) as ahead, wakes.watch(ACCOUNT + 1) as elsewhere:
        for watch, after in ((behind, 5), (ahead, 6), (elsewhere, 0)):
            await watch.wait(after, 0)
        wakes.heard(ACCOUNT, 6)
        assert [watch.woken_at > 0 for watch in (behind, ahead, elsewhere)] == [True, False, False]
        wakes.heard(ACCOUNT)
        assert ahead.woken_at > 0


async def test_nobody_is_left_when_the_last_has_gone() -> None:
    wakes = Wakes()
    with wakes.watch(ACCOUNT), wakes.watch(ACCOUNT):
        assert wakes.watched.is_set()
    assert (wakes.watches, wakes.watched.is_set()) == ({}, False)


async def test_a_commit_is_news_to_whoever_hands_events_on_and_the_lookouts_look_is_not() -> None:
    wakes = Wakes()
    wakes.heard(ACCOUNT, 6)
    assert not wakes.news.is_set()
    wakes.heard(ACCOUNT)
    assert wakes.news.is_set()
    wakes.news.clear()
    wakes.touched(ACCOUNT)
    assert wakes.news.is_set()
