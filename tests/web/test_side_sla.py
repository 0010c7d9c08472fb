"""The side panel's clocks: each with its chip, its bar and a receipt whose column adds up."""

import re

import pytest

from deskhand.core.clocks import Clock, Stretch
from deskhand.core.policy import ClockKind
from deskhand.core.receipt import Line, LineKind, Receipt
from deskhand.web.side.clock_bar import bar_of
from tests.cast import Office
from tests.web.at_ticket import at_ticket


async def test_every_clock_has_its_receipt_and_the_policy_its_name(office: Office) -> None:
    number = int((await office.ticket(TicketPriority="High"))["ActionID"])
    tom = await at_ticket(office, office.cast.tom, number)
    assert tom.says("First reply", "Resolution", "Counted of 4 h")
    assert len(re.findall(r'<svg class="slabar"', tom.page)) == 2
    assert "working time used" in tom.page


async def test_a_ticket_without_a_policys_promise_says_so(office: Office) -> None:
    await office.promise_nothing()
    number = int((await office.ticket())["ActionID"])
    tom = await at_ticket(office, office.cast.tom, number)
    assert tom.says("This policy promises nothing for a ticket of this priority.")
    await tom.change(due_day="2027-03-01", due_clock="17:30", seen_due_by_hand="")
    assert tom.says("Resolution", "Mar 2027, 17:30, set by hand")


async def test_a_pause_shows_in_the_receipt(office: Office) -> None:
    number = int((await office.ticket())["ActionID"])
    tom = await at_ticket(office, office.cast.tom, number)
    await tom.change(status="Pending", seen_status="Open")
    await tom.look()
    assert 'class="sla sla-paused"' in tom.page


HOUR = 3600


def receipt(target: int, *lines: tuple[LineKind, int]) -> Receipt:
    found, at = [], 0
    for kind, length in lines:
        found.append(Line(kind, at, at + length, length if kind is LineKind.COUNTED else 0))
        at += length
    spent = sum(line.counted for line in found)
    clock = Clock(
        kind=ClockKind.RESOLUTION,
        target=target,
        started=0,
        stretches=(Stretch(0, None, True),),
        ended=None,
        due=target,
        warns=None,
        breaches=None,
    )
    return Receipt(clock, tuple(found), spent, max(0, target - spent))


@pytest.mark.parametrize(
    ("shown", "pieces", "mark"),
    [
        (receipt(4 * HOUR), [], 75.0),
        (receipt(4 * HOUR, (LineKind.COUNTED, HOUR)), [("f-run", 0.0, 25.0)], 75.0),
        (receipt(4 * HOUR, (LineKind.COUNTED, HOUR), (LineKind.OUTSIDE, 9 * HOUR)), [("f-run", 0.0, 25.0)], 75.0),
        (
            receipt(4 * HOUR, (LineKind.COUNTED, HOUR), (LineKind.PAUSED, HOUR), (LineKind.COUNTED, HOUR)),
            [("f-run", 0.0, 20.0), ("f-pause", 20.0, 20.0), ("f-run", 40.0, 20.0)],
            80.0,
        ),
        (receipt(4 * HOUR, (LineKind.COUNTED, 5 * HOUR)), [("f-run", 0.0, 80.0), ("f-over", 80.0, 20.0)], 60.0),
    ],
)
def test_a_bar_shows_what_counted_and_where_it_warns(
    shown: Receipt, pieces: list[tuple[str, float, float]], mark: float
) -> None:
    bar = bar_of(shown, 75, "ok")
    assert [(one.look, one.x, one.width) for one in bar.pieces] == pieces
    assert bar.mark == mark


def test_a_weekend_on_hold_leaves_room_for_the_work() -> None:
    bar = bar_of(receipt(4 * HOUR, (LineKind.COUNTED, HOUR), (LineKind.PAUSED, 60 * HOUR)), 75, "ok")
    assert [one.look for one in bar.pieces] == ["f-run", "f-pause"]
    assert bar.pieces[1].width == 30.0
