"""What each technician prefers of the console."""

import pytest

from deskhand.auth.preferences import keep_preference, preference_of
from deskhand.core.actor import Actor
from deskhand.core.errors import Forbidden, Refusal
from deskhand.core.preference import Density, Language, Preference, PreferenceDraft, Rail, Theme
from tests.auth.at_the_door import logged_in, visitor, with_password
from tests.cast import Office


async def keep(office: Office, actor: Actor, draft: PreferenceDraft) -> Preference:
    async with office.engine.chore() as writes:
        return await keep_preference(writes, actor, draft)


async def test_nothing_chosen_is_as_the_browser_has_it(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with office.engine.read() as read:
        assert await preference_of(read, office.cast.acting(tom)) == Preference()
    assert (await visitor(office, await logged_in(office, tom))).preference == Preference()


async def test_what_is_chosen_stays_and_comes_with_the_session(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    text = await logged_in(office, tom)
    actor = office.cast.acting(tom)
    await keep(office, actor, PreferenceDraft(language=Language.GERMAN, time_zone="Europe/Berlin"))
    kept = await keep(office, actor, PreferenceDraft(theme=Theme.DARK, density=Density.COMPACT, rail=Rail.NARROW))
    assert (kept.language, kept.time_zone, kept.theme) == (Language.GERMAN, "Europe/Berlin", Theme.DARK)
    assert (kept.density, kept.rail) == (Density.COMPACT, Rail.NARROW)
    assert (await visitor(office, text)).preference == kept
    await keep(office, actor, PreferenceDraft(time_zone="", theme=Theme.AS_SYSTEM))
    async with office.engine.read() as read:
        assert (await preference_of(read, actor)).time_zone == ""
        assert await preference_of(read, office.cast.acting(office.cast.dora)) == Preference()


async def test_a_zone_that_is_none_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="Invalid time zone"):
        await keep(office, office.cast.acting(office.cast.tom), PreferenceDraft(time_zone="Mars/Olympus"))


async def test_a_contact_has_none(office: Office) -> None:
    with pytest.raises(Forbidden):
        await keep(office, office.cast.writing(office.cast.john), PreferenceDraft(theme=Theme.DARK))
