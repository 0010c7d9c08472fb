"""The rulebook that readers share: read anew when something was changed, and never otherwise."""

from typing import Any

from deskhand.core.actor import system
from deskhand.directory.account import AccountDraft, change_account
from deskhand.sla.policies import PolicyDraft, change_policy
from deskhand.sla.rulebook import Rulebook, current_rulebook, read_rulebook
from deskhand.storage.engine import Read
from deskhand.storage.statement import Statement
from tests.cast import Office


class Counting:
    """A read that counts its statements, and lets something happen before one of them."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.statements = 0
        self.before: dict[int, Any] = {}

    async def _next(self) -> None:
        self.statements += 1
        if happening := self.before.get(self.statements):
            await happening()

    async def fetch(self, statement: Statement[Any], **params: Any) -> list[Any]:
        await self._next()
        return await self.read.fetch(statement, **params)

    async def one(self, statement: Statement[Any], **params: Any) -> Any:
        await self._next()
        return await self.read.one(statement, **params)

    async def value(self, statement: Statement[Any], **params: Any) -> Any:
        await self._next()
        return await self.read.value(statement, **params)


async def close_after(office: Office, days: int) -> None:
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_account(tx, system(tx.account_id), AccountDraft(auto_close_days=days))


async def current(office: Office) -> tuple[Rulebook, int]:
    """The rulebook, and how many statements it took."""
    async with office.engine.read() as read:
        counting = Counting(read)
        return await current_rulebook(office.engine, counting, office.cast.account_id), counting.statements


async def test_it_is_read_once_and_then_asked_for_with_one_statement(office: Office) -> None:
    await office.ticket()
    office.engine.memory.pop(office.cast.account_id, None)
    first, _ = await current(office)
    again, statements = await current(office)
    assert (again is first, statements) == (True, 1)


async def test_what_was_committed_is_seen_at_once(office: Office) -> None:
    await office.ticket()
    for days in range(1, 4):
        await close_after(office, days)
        assert (await current(office))[0].settings.auto_close_days == days
    policy_id = (await current(office))[0].default_id
    assert policy_id is not None
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_policy(tx, system(tx.account_id), policy_id, PolicyDraft(warn_percent=33))
    assert (await current(office))[0].policies[policy_id].warn_percent == 33


async def test_what_was_rolled_back_is_never_seen(office: Office) -> None:
    await close_after(office, 5)
    try:
        async with office.engine.transaction(office.cast.account_id) as tx:
            await change_account(tx, system(tx.account_id), AccountDraft(auto_close_days=6))
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    await office.ticket()
    assert (await current(office))[0].settings.auto_close_days == 5
    await close_after(office, 7)  # its event has the sequence that was given back
    assert (await current(office))[0].settings.auto_close_days == 7


async def test_a_change_between_two_statements_is_read_whole(office: Office) -> None:
    await close_after(office, 5)
    office.engine.memory.pop(office.cast.account_id, None)
    async with office.engine.read() as read:
        counting = Counting(read)
        counting.before[4] = lambda: close_after(office, 8)  # after the settings were read, before the policies are
        book = await current_rulebook(office.engine, counting, office.cast.account_id)
        assert book.settings == (await read_rulebook(read, office.cast.account_id)).settings
        assert book.settings.auto_close_days == 8
