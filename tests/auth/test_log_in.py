"""Logging in: by address and password, the same answer to everybody who may not, and no word of why."""

from typing import Any

import pytest
from argon2 import PasswordHasher

from deskhand.auth import passwords
from deskhand.auth.log_in import log_in
from deskhand.auth.log_in_choice import GOOD_FOR, choice_text, chosen
from deskhand.auth.passwords import NOBODYS, has_password, is_outdated, password_of, set_password
from deskhand.core.actor import ActorKind
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
from tests.cast import Cast, Office, make_cast

SECRET = "what signs choices"


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that were verified, in order."""
    hashes: list[str] = []

    class Noting(PasswordHasher):
        def verify(self, hash: Any, password: Any) -> Any:
            hashes.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Noting())
    return hashes


async def test_tom_logs_in_by_address_and_password(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    found = await visitor(office, await logged_in(office, tom))
    assert found.technician == tom
    assert found.actor == office.cast.acting(tom)
    assert found.actor.kind is ActorKind.TECHNICIAN


async def test_the_address_is_read_as_people_write_it(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    assert len(await whom_it_fits(office, f"  {tom.email.upper()} ", PASSWORD)) == 1


async def test_a_wrong_password_fits_nobody(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    for wrong in (WRONG, "", PASSWORD.upper(), f"{PASSWORD} ", "\x00", "half \ud800"):
        assert await whom_it_fits(office, tom.email, wrong) == []


async def test_what_is_no_address_is_known_to_nobody(office: Office) -> None:
    for strange in ("", "nul \x00", "half \ud800", "x" * 100_000):
        assert await whom_it_fits(office, strange, PASSWORD) == []


async def test_an_unknown_address_costs_the_same_hashing(office: Office, verified: list[str]) -> None:
    assert await whom_it_fits(office, own_address(), PASSWORD) == []
    assert verified == [NOBODYS]
    tom = await with_password(office, office.cast.tom)
    assert await whom_it_fits(office, tom.email, WRONG) == []
    assert len(verified) == 2
    assert not is_outdated(NOBODYS), "as dear as everybody's, or the time would tell after all"


async def test_nobodys_hash_opens_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "NOBODYS", PasswordHasher().hash(PASSWORD))
    assert await whom_it_fits(office, own_address(), PASSWORD) == []


async def test_an_inactive_technician_is_refused_like_a_wrong_password(office: Office, verified: list[str]) -> None:
    tom = await with_password(office, office.cast.tom)
    await change(office, tom, TechnicianDraft(active=False))
    assert await whom_it_fits(office, tom.email, PASSWORD) == []
    assert len(verified) == 1


async def test_who_never_set_a_password_cannot_log_in(office: Office) -> None:
    tom = await change(office, office.cast.tom, TechnicianDraft(email=own_address()))
    async with office.engine.read() as read:
        assert not await has_password(read, tom)
    assert await whom_it_fits(office, tom.email, "") == []


async def test_a_changed_address_is_the_one_to_log_in_with(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    renamed = await change(office, tom, TechnicianDraft(email=own_address("thomas")))
    assert await whom_it_fits(office, tom.email, PASSWORD) == []
    assert [fit.technician_id for fit in await whom_it_fits(office, renamed.email, PASSWORD)] == [tom.id]


async def test_an_address_that_was_given_up_is_the_next_ones(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    await change(office, tom, TechnicianDraft(email=own_address("thomas")))
    dora = await with_password(office, office.cast.dora, email=tom.email, password=NEW)
    assert [fit.technician_id for fit in await whom_it_fits(office, tom.email, NEW)] == [dora.id]
    assert await whom_it_fits(office, tom.email, PASSWORD) == []


async def test_a_hash_of_older_parameters_is_made_anew(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    old = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    async with office.engine.chore() as writes:
        await set_password(writes, tom, old)
    text = await logged_in(office, tom)
    async with office.engine.read() as read:
        kept = await password_of(read, tom)
    assert kept is not None
    assert kept != old
    assert not is_outdated(kept)
    assert await behind(office, text)
    await logged_in(office, tom)


async def test_a_password_changed_since_it_was_checked_does_not_log_in(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    [fit] = await whom_it_fits(office, tom.email, PASSWORD)
    await with_password(office, tom, email=tom.email, password=NEW)
    async with office.engine.chore() as writes:
        with pytest.raises(Refusal, match="Wrong log-in"):
            await log_in(writes, fit, "", "")


async def in_two_accounts(office: Office) -> tuple[Cast, Technician, Technician]:
    """Tom, who works for two MSPs under one address and with one password."""
    other = await make_cast(office.engine, own_address("Northgate"))
    here = await with_password(office, office.cast.tom)
    return other, here, await with_password(office, other.tom, email=here.email)


async def test_who_works_for_two_chooses_without_typing_again(office: Office) -> None:
    other, here, there = await in_two_accounts(office)
    fits = await whom_it_fits(office, here.email, PASSWORD)
    assert {fit.account_id for fit in fits} == {here.account_id, other.account_id}
    texts = {fit.account_id: choice_text(SECRET, fit, now()) for fit in fits}
    async with office.engine.read() as read:
        fit = await chosen(read, SECRET, texts[other.account_id], now())
    assert fit is not None
    async with office.engine.chore() as writes:
        text = await log_in(writes, fit, "", "")
    assert (await visitor(office, text)).technician == there


async def test_each_account_has_its_own_password(office: Office) -> None:
    _, here, there = await in_two_accounts(office)
    await with_password(office, there, email=here.email, password=NEW)
    assert [fit.account_id for fit in await whom_it_fits(office, here.email, PASSWORD)] == [here.account_id]


async def test_a_choice_is_ours_fresh_and_of_the_present_password(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    [fit] = await whom_it_fits(office, tom.email, PASSWORD)
    made = now()
    text = choice_text(SECRET, fit, made)
    account, technician, ends, signature = text.split(".")
    forged = [
        "",
        "1.2.3",
        f"{account}.{office.cast.jane.id}.{ends}.{signature}",
        f"{account}.{technician}.{int(ends) + 1}.{signature}",
        f"{account}.{technician}.{ends}.{signature[:-1]}ü",
        f"{account}.{technician}.²²²²²²²²²².{signature}",
        choice_text("another secret", fit, made),
    ]
    async with office.engine.read() as read:
        assert await chosen(read, SECRET, text, made) == fit
        assert [await chosen(read, SECRET, one, made) for one in forged] == [None] * len(forged)
        assert await chosen(read, SECRET, text, made + GOOD_FOR) is None
        await with_password(office, tom, email=tom.email, password=NEW)
        assert await chosen(read, SECRET, text, made) is None
