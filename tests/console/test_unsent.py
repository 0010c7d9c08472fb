"""Texts that were begun and not sent: each technician's own on each ticket, the last write wins, no event tells."""

import pytest

from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.unsent import LONGEST_UNSENT, NEW_TICKET, UnsentKind
from deskhand.tickets.unsent import drop_draft, keep_draft, read_draft
from tests.api.history import log_of
from tests.cast import Office


async def test_a_text_is_kept_until_it_is_dropped(office: Office) -> None:
    tom = office.cast.acting(office.cast.tom)
    number = (await office.ticket())["TicketID"]
    before = await log_of(office.engine, office.cast.account_id)
    async with office.engine.chore() as writes:
        await keep_draft(writes, tom, number, UnsentKind.REPLY, "Hi Jo")
        await keep_draft(writes, tom, number, UnsentKind.NOTE, " Call John ")
        await keep_draft(writes, tom, NEW_TICKET, UnsentKind.REPLY, "A new one")
    async with office.engine.read() as read:
        kept = await read_draft(read, tom, number)
        new = await read_draft(read, tom, NEW_TICKET)
        assert await read_draft(read, office.cast.acting(office.cast.dora), number) is None
    assert kept is not None
    assert (kept.kind, kept.text) == (UnsentKind.NOTE, " Call John ")
    assert new is not None
    assert new.text == "A new one"
    async with office.engine.chore() as writes:
        await drop_draft(writes, tom, number)
        await keep_draft(writes, tom, NEW_TICKET, UnsentKind.REPLY, "  ")  # nothing is left to keep
    async with office.engine.read() as read:
        assert await read_draft(read, tom, number) is None
        assert await read_draft(read, tom, NEW_TICKET) is None
    assert await log_of(office.engine, office.cast.account_id) == before


async def test_a_text_has_a_limit(office: Office) -> None:
    tom = office.cast.acting(office.cast.tom)
    async with office.engine.chore() as writes:
        await keep_draft(writes, tom, NEW_TICKET, UnsentKind.REPLY, "x" * LONGEST_UNSENT)
        with pytest.raises(Refusal) as refused:
            await keep_draft(writes, tom, NEW_TICKET, UnsentKind.REPLY, "x" * (LONGEST_UNSENT + 1))
    assert (refused.value.code, refused.value.field) == ("draft_too_long", "text")


async def test_nothing_is_kept_for_a_ticket_that_is_not_there_nor_for_nobody(office: Office) -> None:
    async with office.engine.chore() as writes:
        with pytest.raises(Missing):
            await keep_draft(writes, office.cast.acting(office.cast.tom), 10**9, UnsentKind.REPLY, "Hi")
        with pytest.raises(Forbidden):
            await keep_draft(writes, office.cast.writing(office.cast.john), NEW_TICKET, UnsentKind.REPLY, "Hi")
