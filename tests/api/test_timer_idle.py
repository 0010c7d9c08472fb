"""A timer whose technician went away: it asks what becomes of the time, and nothing answers for him."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio

from tests.api.state import state
from tests.api.timers import Timed, timed_office
from tests.cast import Office, decoded


@pytest_asyncio.fixture
async def timed(office: Office) -> Timed:
    found = await timed_office(office)
    await found.act("Start", TicketID=found.mail, Notes="Mail")
    return found


async def away(timed: Timed) -> None:
    """Tom began 40 minutes ago, and was seen last 25 minutes ago."""
    await timed.began(40, active=25)


def minutes(answer: dict[str, Any]) -> list[tuple[int, int, bool, str]]:
    """The entries of an answer: ticket, length in minutes, billable, notes."""
    return [
        (entry["TicketID"], round(entry["Duration"] / 60), entry["IsBillable"], entry["Notes"])
        for entry in answer["WorkHours"]
    ]


async def test_ten_minutes_without_a_sign_are_told(timed: Timed) -> None:
    await timed.began(40, active=9.9)
    assert (await timed.read())["Idle"] is False
    await timed.began(40, active=10)
    read = await timed.read()
    assert (read["Idle"], read["IdleSeconds"] // 60, read["Seconds"] // 60) == (True, 10, 40)
    since = datetime.fromisoformat(read["IdleSince"])
    assert timedelta(minutes=10) <= datetime.now(UTC) - since < timedelta(minutes=11)


@pytest.mark.parametrize("action", ["Stop", "Switch", "Start"])
@pytest.mark.parametrize(
    ("idle", "expected"),
    [
        (None, [(40, True, "Mail")]),
        ("keep", [(40, True, "Mail")]),
        ("Drop", [(15, True, "Mail")]),
        ("Split", [(15, True, "Mail"), (25, False, "Idle")]),
    ],
)
async def test_the_idle_part_is_kept_dropped_or_split_off(
    timed: Timed, action: str, idle: str | None, expected: list[tuple[int, bool, str]]
) -> None:
    await away(timed)
    more: dict[str, Any] = {} if action == "Stop" else {"TicketID": timed.oven}
    ended = await timed.act(action, **more, **({"Idle": idle} if idle else dict[str, Any]()))
    assert minutes(ended) == [(timed.mail, *entry) for entry in expected]
    assert ended["Warnings"] == []
    assert (ended["Idle"], ended["Running"]) == (False, action != "Stop")
    entries = ended["WorkHours"]
    assert all(one["EndDate"] == other["StartDate"] for one, other in pairwise(entries))
    ticket = await timed.tom.get(f"/tickets/{timed.mail}")
    assert ticket["TotalDurationSeconds"] == sum(entry["Duration"] for entry in entries)


async def test_who_comes_back_says_that_it_was_work(timed: Timed) -> None:
    await away(timed)
    last = await timed.last()
    answer = await timed.act("Continue")
    assert (answer["Idle"], answer["Seconds"] // 60, answer["WorkHours"]) == (False, 40, [])
    assert await timed.last() == last


@pytest.mark.parametrize(("idle", "count"), [("Drop", 1), ("Split", 2)])
async def test_who_comes_back_goes_on_from_now(timed: Timed, idle: str, count: int) -> None:
    await away(timed)
    seq = await timed.last()
    answer = await timed.act("Continue", Idle=idle)
    assert (answer["Running"], answer["TicketID"], answer["Seconds"], answer["Notes"]) == (True, timed.mail, 0, "Mail")
    assert len(answer["WorkHours"]) == count
    assert await timed.kinds(seq) == [*["work_hours.logged"] * count, "timer.stopped", "timer.started"]
    # Who was not away has nothing to leave out.
    assert (await timed.act("Continue", Idle=idle))["WorkHours"] == []


async def test_a_sign_of_activity_is_kept_once_a_minute_and_beside_the_log(timed: Timed) -> None:
    before = await state(timed.office)
    await timed.act("Active")
    assert await state(timed.office) == before
    for action, more in (("Active", {}), ("Opened", {"TicketID": timed.mail}), ("Typed", {"TicketID": timed.mail})):
        await timed.began(40, active=5)
        before = await state(timed.office)
        await timed.act(action, **more)
        after = await state(timed.office)
        assert [name for name in after if after[name] != before[name]] == ["timer"]
        await timed.began(40, active=9)
        await timed.act(action, **more)
        assert (await timed.read())["Idle"] is False


async def test_a_sign_on_another_ticket_is_none(timed: Timed) -> None:
    await timed.began(40, active=5)
    before = await state(timed.office)
    for action in ("Active", "Opened", "Typed"):
        assert (await timed.act(action, TicketID=timed.oven))["TicketID"] == timed.mail
    assert await state(timed.office) == before


async def test_a_sign_does_not_answer_what_becomes_of_the_idle_time(timed: Timed) -> None:
    await away(timed)
    for action in ("Active", "Opened", "Typed"):
        assert (await timed.act(action, TicketID=timed.mail))["Idle"] is True
    assert (await timed.read())["IdleSeconds"] // 60 == 25


async def test_a_heartbeat_may_be_tried_and_says_nothing_of_a_timer_at_rest(timed: Timed) -> None:
    await timed.began(40, active=5)
    before = await state(timed.office)
    tried = decoded(await timed.tom.send("POST", "/timer?dry_run=true", json={"Action": "Active"}), 200)
    assert (tried["DryRun"], tried["Events"]) == (True, [])
    assert await state(timed.office) == before
    await timed.act("Discard")
    assert (await timed.act("Active"))["Running"] is False
