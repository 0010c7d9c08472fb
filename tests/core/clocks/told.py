"""How a table tells the story of one clock, and how the story is checked."""

from typing import NamedTuple

from deskhand.core.clocks import Clocks
from deskhand.core.marks import Mark, What
from deskhand.core.policy import ClockKind, Terms
from deskhand.core.receipt import receipt_of
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority
from tests.core.clocks.calendars import CALENDARS
from tests.core.clocks.made import at, marks_of, policy, wall

WORDS = {"Open": What.OPEN, "Pending": What.PENDING, "Resolved": What.RESOLVED, "Closed": What.CLOSED}
WORDS |= {"Answer": What.ANSWER, "Message": What.MESSAGE}
BUILT_IN = {"critical": 240, "high": 480, "medium": 1_440, "low": 4_320}


class Told(NamedTuple):
    """What happened to a ticket, what was promised (minutes), and how its clock then stands.

    `spent` reads `hours:minutes`, or with seconds. Unless `missed` says else, a late clock was late from its due on.
    """

    history: str
    minutes: int | None
    now: str
    state: str
    due: str
    spent: str
    missed: str = ""
    calendar: str = "office"
    which: int = -1
    by_hand: str = ""
    warn_percent: int = 75
    pause_first: bool = False
    priority: Priority | None = None


def full(text: str) -> str:
    """A text without a year is of 2024."""
    return text if text[4] == "-" else f"2024-{text}"


def events(history: str, zone: str) -> list[Mark]:
    """`Open 02-12T09:00; Answer 02-12T09:30`: all that happened; a time alone is of the day before it."""
    found: list[Mark] = []
    day = ""
    for one in history.split("; "):
        word, when = one.split(" ")
        if "T" in when:
            day = when[: when.index("T")]
        else:
            when = f"{day}T{when}"
        found.append(Mark(WORDS[word], at(full(when), zone)))
    return found


def clocks_told(told: Told, kind: ClockKind) -> Clocks:
    """The clocks of what was told; by a priority, the built-in targets are promised."""
    working = CALENDARS[told.calendar]
    promised = {kind.name.lower(): told.minutes}
    if told.priority is not None:
        promised = {f"{kind.name.lower()}_{name}": minutes for name, minutes in BUILT_IN.items()}
    terms = Terms(policy(told.warn_percent, **promised), working, told.pause_first)
    by_hand = at(full(told.by_hand), working.zone) if told.by_hand else None
    return clocks_of(marks_of(events(told.history, working.zone)), told.priority or Priority.MEDIUM, terms, by_hand)


def comes_true(told: Told, kind: ClockKind) -> None:
    """The clock stands as it was told."""
    working = CALENDARS[told.calendar]
    clock = [one for one in clocks_told(told, kind) if one.kind == kind][told.which]
    now = at(full(told.now), working.zone)
    late = told.missed or (told.due if told.state not in ("Met", "Paused") else "")
    assert wall(clock.due, working.zone) == wall(at(full(told.due), working.zone), working.zone)
    assert wall(clock.breaches, working.zone) == (wall(at(full(late), working.zone), working.zone) if late else None)
    assert clock.state(now) == told.state
    hours, minutes, seconds = (int(part) for part in [*told.spent.split(":"), "0"][:3])
    assert receipt_of(clock, working, now).spent == hours * 3600 + minutes * 60 + seconds
    receipt = receipt_of(clock, working, now)
    assert sum(line.counted for line in receipt.lines) == receipt.spent
