"""The timer on a ticket's page: started, stopped, switched, thrown away, idle, and starting by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from deskhand.worklog import timer_store
from tests.cast import Office
from tests.web.test_side_time import entries, tom_at


async def test_the_timer_starts_stops_and_logs(office: Office) -> None:
    tom = await tom_at(office)
    back = f"/tickets/{tom.ticket_id}"
    await tom.send("/timer/start", ticket_id=tom.ticket_id, back=back)
    assert tom.said() == "done: The timer runs"
    assert "data-ticking" in tom.page
    await grown(office, minutes=25)
    await tom.send("/timer/stop", back=back)
    assert tom.said() == f"done: 25\xa0min logged on #{tom.ticket_id}"
    assert tom.says("Billable, logged 25 min")
    await tom.send("/timer/stop", back=back)
    assert tom.said().startswith("wrong: The timer was stopped already")


async def test_the_timer_is_switched_and_what_it_counted_stays(office: Office) -> None:
    first = await tom_at(office)
    await first.send("/timer/start", ticket_id=first.ticket_id, back=f"/tickets/{first.ticket_id}")
    await grown(office, minutes=10)
    second = await tom_at(office)
    assert second.says(f"Your timer runs on #{first.ticket_id}", "Switch here")
    await second.send("/timer/start", ticket_id=second.ticket_id, back=f"/tickets/{second.ticket_id}")
    assert second.said() == f"done: 10\xa0min logged on #{first.ticket_id}"
    assert not second.says("Switch here")


async def test_the_timer_is_thrown_away(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("/timer/start", ticket_id=tom.ticket_id, back=f"/tickets/{tom.ticket_id}")
    await grown(office, minutes=10)
    await tom.send("/timer/discard", back=f"/tickets/{tom.ticket_id}")
    assert await entries(office, tom.ticket_id) == []
    assert "data-ticking" not in tom.page


@pytest.mark.parametrize(("idle", "logged"), [("Keep", 40), ("Drop", 20)])
async def test_idle_time_is_asked_about_and_kept_or_left_out(office: Office, idle: str, logged: int) -> None:
    tom = await tom_at(office)
    back = f"/tickets/{tom.ticket_id}"
    await tom.send("/timer/start", ticket_id=tom.ticket_id, back=back)
    await grown(office, minutes=40, idle=20)
    await tom.look()
    assert tom.says("Nothing was seen of you for 20 min. Does that time count?")
    await tom.send("/timer/continue", idle=idle, back=back)
    assert not tom.says("Does that time count?")
    await tom.send("/timer/stop", back=back)
    assert tom.says(f"Billable, logged {logged} min")


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_the_question_about_idle_time_stays_until_it_is_answered(office: Office, elsewhere: bool) -> None:
    tom, other = await tom_at(office), await tom_at(office)
    await tom.send("/timer/start", ticket_id=tom.ticket_id, back=f"/tickets/{tom.ticket_id}")
    await grown(office, minutes=40, idle=20)
    await (other if elsewhere else tom).send("seen", what="typed")
    await tom.look()
    assert tom.says("Does that time count?")


async def test_typing_on_the_timers_ticket_keeps_it_from_being_idle(office: Office) -> None:
    tom, other = await tom_at(office), await tom_at(office)
    await tom.send("/timer/start", ticket_id=tom.ticket_id, back=f"/tickets/{tom.ticket_id}")
    await grown(office, minutes=40, idle=9)
    await other.send("seen", what="typed")
    assert await seen_at(office) < datetime.now(UTC) - timedelta(minutes=8)
    await tom.send("seen", what="typed")
    assert await seen_at(office) > datetime.now(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize(("mode", "what"), [("OnOpen", "opened"), ("OnFirstKeystroke", "typed")])
async def test_the_timer_starts_by_itself_when_its_mode_says_so(office: Office, mode: str, what: str) -> None:
    tom = await tom_at(office)
    await tom.send("seen", what=what)
    assert tom.status == 204
    assert "data-ticking" not in await tom.look()
    await tom.send("/timer/mode", mode=mode, back=f"/tickets/{tom.ticket_id}")
    await tom.send("seen", what=what)
    assert "data-ticking" in await tom.look()


async def test_the_timer_leads_back_to_no_other_site(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("/timer/mode", mode="OnOpen", back="https://elsewhere.example/")
    assert tom.status == 200
    assert tom.says("Mine")


async def seen_at(office: Office) -> datetime:
    """When something was last seen of Tom on the ticket of his timer."""
    async with office.engine.read() as read:
        timer = await timer_store.get(read, office.cast.account_id, office.cast.tom.id)
    assert timer is not None
    assert timer.active_at is not None
    return timer.active_at


async def grown(office: Office, *, minutes: int, idle: int = 0) -> None:
    """Let Tom's timer have run for so long; of which nothing was seen of him for the last `idle` minutes."""
    async with office.engine.transaction(office.cast.account_id) as tx:
        timer = await timer_store.get(tx, tx.account_id, office.cast.tom.id)
        assert timer is not None
        since, seen = tx.now - timedelta(minutes=minutes), tx.now - timedelta(minutes=idle)
        await timer_store.put(tx, replace(timer, started_at=since, active_at=seen))
