"""Sessions: who is behind a cookie, how long it lasts, and how it ends."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from deskhand.auth.sessions import (
    LONGEST,
    UNUSED,
    end_others,
    end_session,
    list_sessions,
    note_seen,
    session_behind,
    should_note,
)
from deskhand.core.actor import Role, system
from deskhand.core.errors import Missing
from deskhand.directory.technicians import TechnicianDraft, deactivate_technician
from deskhand.storage.schema import session
from deskhand.storage.statement import Statement
from tests.auth.at_the_door import behind, change, logged_in, now, visitor, with_password
from tests.cast import Office

KEPT: Statement[Any] = Statement(
    sa.select(session.c.sha256, session.c.agent).where(session.c.account_id == sa.bindparam("account_id"))
)


async def seen(office: Office, text: str) -> None:
    """Note that a session is in use, whenever it was noted last."""
    known = (await visitor(office, text)).session
    async with office.engine.chore() as writes:
        await note_seen(writes, known)


async def test_the_cookies_text_is_kept_nowhere(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    account_id, _, secret = text.partition(".")
    assert (account_id, len(secret)) == (str(office.cast.account_id), 43)
    async with office.engine.read() as read:
        [kept] = await read.fetch(KEPT, account_id=office.cast.account_id)
    assert secret not in str(kept)


@pytest.mark.parametrize("text", ["", ".", "1", "1.", ".x", "x.y", "²." + "a" * 43, "9" * 30 + ".a", "1.\ud800"])
async def test_what_is_no_cookie_of_ours_is_nobody(office: Office, text: str) -> None:
    assert await behind(office, text) is None


async def test_a_cookie_is_good_in_its_own_account_only(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    assert await behind(office, f"{office.cast.account_id + 1}.{text.partition('.')[2]}") is None
    assert await behind(office, f"{text}x") is None


class Counting:
    """A database that counts what it is asked."""

    def __init__(self, read: Any) -> None:
        self._read = read
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        self.asked += 1
        return getattr(self._read, name)


async def test_looking_costs_one_statement(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    async with office.engine.read() as read:
        counting: Any = Counting(read)
        assert await session_behind(counting, text, now())
    assert counting.asked == 1


async def test_a_session_that_is_not_used_ends_after_a_fortnight(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    began = (await visitor(office, text)).session.created_at
    assert await behind(office, text, began + UNUSED - timedelta(seconds=1))
    assert await behind(office, text, began + UNUSED) is None


async def test_use_puts_off_the_end_and_is_noted_once_a_minute(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    first = (await visitor(office, text)).session
    assert not should_note(first, first.seen_at + timedelta(seconds=59))
    assert should_note(first, first.seen_at + timedelta(seconds=60))
    await seen(office, text)
    later = (await visitor(office, text)).session
    assert later.created_at == first.created_at
    assert later.seen_at > first.seen_at
    assert later.expires_at == later.seen_at + UNUSED


async def test_two_that_note_at_once_do_not_undo_each_other(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    known = (await visitor(office, text)).session
    await seen(office, text)
    kept = (await visitor(office, text)).session
    async with office.engine.chore() as writes:
        await note_seen(writes, known)
    assert (await visitor(office, text)).session == kept


async def test_no_session_outlasts_ninety_days(office: Office) -> None:
    text = await logged_in(office, await with_password(office, office.cast.tom))
    known = (await visitor(office, text)).session
    began = known.created_at - timedelta(days=80)
    async with office.engine.chore() as writes:
        await note_seen(writes, msgspec.structs.replace(known, created_at=began))
    assert (await visitor(office, text)).session.expires_at == began + LONGEST


async def test_a_session_follows_its_technicians_role(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    text = await logged_in(office, tom)
    await change(office, tom, TechnicianDraft(role=Role.READ_ONLY, last_name="Meadow"))
    found = await visitor(office, text)
    assert (found.actor.role, found.actor.name) == (Role.READ_ONLY, "Tom Meadow")


async def test_an_inactive_technician_is_out_at_once_and_for_good(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    text = await logged_in(office, tom)
    async with office.engine.transaction(tom.account_id) as tx:
        await deactivate_technician(tx, system(tom.account_id), tom.id)
    assert await behind(office, text) is None
    await change(office, tom, TechnicianDraft(active=True))
    assert await behind(office, text) is None
    assert await behind(office, await logged_in(office, tom))


async def test_tom_sees_where_he_is_logged_in_and_nobody_elses(office: Office) -> None:
    tom, dora = await with_password(office, office.cast.tom), await with_password(office, office.cast.dora)
    await logged_in(office, dora)
    phone = await logged_in(office, tom, agent="Phone\x00\n" + "x" * 300)
    desk = await logged_in(office, tom)
    await seen(office, phone)
    actor = (await visitor(office, desk)).actor
    async with office.engine.read() as read:
        listed = await list_sessions(read, actor, now())
        assert await list_sessions(read, actor, now() + LONGEST) == []
    assert [(one.address, one.agent) for one in listed] == [
        ("192.0.2.7", "Phone" + "x" * 193),
        ("192.0.2.7", "Firefox"),
    ]


async def test_logging_out_ends_one_and_only_ones_own(office: Office) -> None:
    tom, dora = await with_password(office, office.cast.tom), await with_password(office, office.cast.dora)
    desk, phone, doras = [await logged_in(office, one) for one in (tom, tom, dora)]
    me, hers = await visitor(office, desk), (await visitor(office, doras)).session
    async with office.engine.chore() as writes:
        await end_session(writes, me.actor, me.session.sha256)
        for gone in (me.session.sha256, hers.sha256, "nothing", "nul \x00"):
            with pytest.raises(Missing, match="Session not found"):
                await end_session(writes, me.actor, gone)
    assert [bool(await behind(office, one)) for one in (desk, phone, doras)] == [False, True, True]


async def test_all_others_end_at_once(office: Office) -> None:
    tom, dora = await with_password(office, office.cast.tom), await with_password(office, office.cast.dora)
    desk, phone, lost, doras = [await logged_in(office, one) for one in (tom, tom, tom, dora)]
    me = await visitor(office, desk)
    async with office.engine.chore() as writes:
        await end_others(writes, me.actor, me.session.sha256)
    assert [bool(await behind(office, one)) for one in (desk, phone, lost, doras)] == [True, False, False, True]


async def test_what_ran_out_is_forgotten_at_the_next_log_in(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    old = (await visitor(office, await logged_in(office, tom))).session
    async with office.engine.chore() as writes:
        await note_seen(writes, msgspec.structs.replace(old, created_at=now() - LONGEST))
    await logged_in(office, tom)
    async with office.engine.read() as read:
        assert len(await read.fetch(KEPT, account_id=tom.account_id)) == 1
