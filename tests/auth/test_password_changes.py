"""Setting another password: by whoever knows the old one, or by a link that is good once."""

import asyncio
from datetime import timedelta

import pytest

from deskhand.auth.change_password import PasswordChange, change_password, checked_change
from deskhand.auth.password_links import GOOD_FOR, link_behind, make_password_link, use_password_link
from deskhand.auth.passwords import hash_password, password_of
from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal
from deskhand.directory.technicians import TechnicianDraft
from tests.auth.at_the_door import (
    NEW,
    PASSWORD,
    WRONG,
    behind,
    change,
    logged_in,
    now,
    own_address,
    visitor,
    whom_it_fits,
    with_password,
)
from tests.cast import Office


async def checked(office: Office, technician: Technician, old: str, new: str) -> PasswordChange:
    """What the door does before it opens a chore."""
    async with office.engine.read() as read:
        known = await password_of(read, technician)
    return await checked_change(known, old, new)


async def link_for(office: Office, technician: Technician) -> str:
    async with office.engine.chore() as writes:
        return await make_password_link(writes, technician)


async def use(office: Office, text: str) -> Technician:
    hashed = await hash_password(NEW)
    async with office.engine.chore() as writes:
        return await use_password_link(writes, text, hashed)


async def test_tom_changes_his_password_and_stays_here_only(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    here, elsewhere = await logged_in(office, tom), await logged_in(office, tom)
    me = await visitor(office, here)
    asked = await checked(office, tom, PASSWORD, NEW)
    async with office.engine.chore() as writes:
        await change_password(writes, me, asked)
    assert await whom_it_fits(office, tom.email, PASSWORD) == []
    assert await whom_it_fits(office, tom.email, NEW)
    assert [bool(await behind(office, one)) for one in (here, elsewhere)] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [(WRONG, NEW, "wrong_password", "old_password"), (PASSWORD, "short", "password_too_short", "password")],
)
async def test_a_change_needs_the_old_one_and_a_good_new_one(
    office: Office, old: str, new: str, code: str, field: str
) -> None:
    tom = await with_password(office, office.cast.tom)
    with pytest.raises(Refusal) as caught:
        await checked(office, tom, old, new)
    assert (caught.value.code, caught.value.field) == (code, field)


async def test_of_two_changes_at_once_the_second_is_told(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    me = await visitor(office, await logged_in(office, tom))
    first, second = [await checked(office, tom, PASSWORD, new) for new in (NEW, "yet another one")]
    async with office.engine.chore() as writes:
        await change_password(writes, me, first)
        with pytest.raises(Refusal, match="Password changed"):
            await change_password(writes, me, second)


async def test_a_link_sets_the_password_once(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    session = await logged_in(office, tom)
    text = await link_for(office, tom)
    assert text.startswith(f"{tom.account_id}.")
    assert await behind(office, session), "making a link ends nothing"
    async with office.engine.read() as read:
        assert await link_behind(read, text, now()) == tom
    assert await use(office, text) == tom
    assert await behind(office, session) is None
    assert await whom_it_fits(office, tom.email, NEW)
    with pytest.raises(Refusal, match="Link spent"):
        await use(office, text)


async def test_a_link_gives_a_new_technician_their_first_password(office: Office) -> None:
    vera = await change(office, office.cast.vera, TechnicianDraft(email=own_address("vera")))
    await use(office, await link_for(office, vera))
    assert [fit.technician_id for fit in await whom_it_fits(office, vera.email, NEW)] == [vera.id]


async def test_of_two_that_use_a_link_at_once_one_gets_through(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    text = await link_for(office, tom)
    done = await asyncio.gather(use(office, text), use(office, text), return_exceptions=True)
    [refused] = [one for one in done if isinstance(one, BaseException)]
    assert isinstance(refused, Refusal)
    assert tom in done


async def test_a_link_ends_after_a_day(office: Office) -> None:
    text = await link_for(office, await with_password(office, office.cast.tom))
    async with office.engine.read() as read:
        assert await link_behind(read, text, now() + GOOD_FOR - timedelta(minutes=1))
        assert await link_behind(read, text, now() + GOOD_FOR) is None


async def test_a_new_link_and_a_new_password_end_the_links_before(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    first = await link_for(office, tom)
    second = await link_for(office, tom)
    async with office.engine.read() as read:
        assert await link_behind(read, first, now()) is None
        assert await link_behind(read, second, now())
        await with_password(office, tom, email=tom.email, password=NEW)
        assert await link_behind(read, second, now()) is None


async def test_who_is_inactive_gets_no_link_and_can_use_none(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    text = await link_for(office, tom)
    tom = await change(office, tom, TechnicianDraft(active=False))
    with pytest.raises(Refusal, match="Link spent"):
        await use(office, text)
    with pytest.raises(Refusal, match="Technician inactive"):
        await link_for(office, tom)


@pytest.mark.parametrize("text", ["", "1", "1.x", "x.y", "9" * 30 + ".a"])
async def test_what_is_no_link_of_ours_is_spent(office: Office, text: str) -> None:
    with pytest.raises(Refusal, match="Link spent"):
        await use(office, text)
