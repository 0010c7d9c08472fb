"""Whose export may be read when: one per account, and a few at once in all."""

import asyncio

import pytest

from deskhand.api.exporting import Exporting
from deskhand.core.errors import Taken

ACME, GLOBEX, INITECH = 1, 2, 3


def refused(exporting: Exporting, account_id: int) -> str:
    with pytest.raises(Taken) as refusal:
        exporting.refuse_another(account_id)
    return refusal.value.detail or ""


async def test_an_account_has_one_export_at_a_time_and_others_have_theirs() -> None:
    exporting = Exporting(2)
    async with exporting.turn(ACME):
        assert "of this account" in refused(exporting, ACME)
        exporting.refuse_another(GLOBEX)
        async with exporting.turn(GLOBEX):
            assert "as many exports as it can" in refused(exporting, INITECH)
        exporting.refuse_another(INITECH)
    exporting.refuse_another(ACME)


async def test_of_two_that_were_let_in_at_once_one_waits_and_takes_no_other_accounts_turn() -> None:
    exporting, entered = Exporting(2), asyncio.Event()

    async def second() -> None:
        async with exporting.turn(ACME):
            entered.set()

    async with asyncio.TaskGroup() as group:
        async with exporting.turn(ACME):
            group.create_task(second())
            await asyncio.sleep(0)  # let it begin
            exporting.refuse_another(GLOBEX)
            assert not entered.is_set()
        await entered.wait()
