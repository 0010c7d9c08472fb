"""What lies on the desk when the demo begins: new, late, soon due, answered and waiting, on whatever day that is.

Ages are counted in the hours in which promises count, so that a Saturday night shows the same desk as a Tuesday noon.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Literal, NamedTuple

from msgspec import structs

from deskhand.core.ticket import Priority, Source, Status
from deskhand.demo.casting import Case, Casting
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.hanging import loosen
from deskhand.demo.hours import WorkingHours
from deskhand.demo.pacing import Beat, Pacer, statuses_before
from deskhand.demo.people import DISPATCHER, HOST, TECHNICIANS
from deskhand.demo.promises import GOLD_CUSTOMERS
from deskhand.demo.season import Opening, occasion
from deskhand.demo.story import Turn
from deskhand.demo.values import Assign, Reply, Step

MINUTE = 60
# Of a plan's tickets, at most so many lie there today.
SHARE = 0.05
MOST_DRAWS = 2_000

Stands = Literal["new", "given", "answered", "written", "waiting"]
LOW, MEDIUM, HIGH, CRITICAL = Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL
RUTH, IMOGEN, DEV, CALLUM, NKECHI, LUCA = TECHNICIANS[0], *TECHNICIANS[2:7]


class Lying(NamedTuple):
    """A ticket opened so many working minutes ago.

    It is new, given to somebody, answered by them, written to by its contact since, or waits for an answer of theirs.
    """

    age: int
    priority: Priority
    stands: Stands
    holder: str = ""


# The most telling first, since a small plan has only these. The targets are those of promises.py.
TODAY = (
    Lying(200, HIGH, "new"),
    Lying(45, CRITICAL, "given", RUTH.key),
    Lying(560, HIGH, "answered", RUTH.key),
    Lying(500, MEDIUM, "new"),
    Lying(400, HIGH, "written", RUTH.key),
    Lying(20, MEDIUM, "new"),
    Lying(1_300, MEDIUM, "answered", RUTH.key),
    Lying(255, HIGH, "given", CALLUM.key),
    Lying(430, MEDIUM, "new"),
    Lying(1_000, LOW, "answered", RUTH.key),
    Lying(400, MEDIUM, "given", NKECHI.key),
    Lying(2_000, MEDIUM, "waiting", RUTH.key),
    Lying(90, LOW, "new"),
    Lying(30, HIGH, "given", RUTH.key),
    Lying(430, HIGH, "answered", DEV.key),
    Lying(700, MEDIUM, "written", LUCA.key),
    Lying(300, LOW, "new"),
    Lying(1_100, MEDIUM, "written", IMOGEN.key),
    Lying(900, MEDIUM, "answered", RUTH.key),
    Lying(1_500, MEDIUM, "answered", NKECHI.key),
    Lying(1_500, LOW, "written", CALLUM.key),
    Lying(240, LOW, "given", LUCA.key),
)


class Today:
    """Draws them, with a random generator of its own: what it draws leaves the two years as they are."""

    def __init__(self, rng: Random, casting: Casting, pacer: Pacer, hours: WorkingHours, until: int) -> None:
        self._rng = rng
        self._casting = casting
        self._pacer = pacer
        self._hours = hours
        self._until = until

    def draw(self, count: int) -> Iterator[tuple[Case, list[Beat], Lying]]:
        """The first `count` of them that fit, with the turns that were taken so far, in the order of their opening."""
        for lying in sorted(TODAY[:count], key=lambda one: -one.age):
            opened = self._hours.before(self._until, lying.age * MINUTE)
            opening = Opening(opened, "office", occasion(self._hours.local(opened).date()))
            yield self._one(opening, lying)

    def _one(self, opening: Opening, lying: Lying) -> tuple[Case, list[Beat], Lying]:
        for _ in range(MOST_DRAWS):
            case = self._casting.draw(opening)
            turns = _turns(self._rng, case, lying) if _fits(case, lying) else None
            if turns is None:
                continue
            case = _held(case, lying)
            beats = self._pacer.in_time(opening.at, lying.priority, turns, False)
            if not beats or beats[-1].at <= self._until:
                return case, beats, lying
        raise AssertionError(f"no story fits {lying}")


def what_happened(case: Case, lying: Lying, recorded: tuple[Step, ...], until: int) -> tuple[Step, ...]:
    """What happened on the ticket: all that was recorded, or only that it was given to somebody."""
    if lying.stands == "new":
        return ()
    if lying.stands == "given":
        at = min(case.opening.at + 4 * MINUTE, until)
        given = datetime.fromtimestamp(at, UTC)
        called = Reply(given, DISPATCHER.key, ASKED, internal=True)
        by_name = lying.holder == HOST.key and lying.priority == CRITICAL
        return (Assign(given, DISPATCHER.key, lying.holder), *([called] if by_name else []))
    return recorded


ASKED = "@ruth.abernethy Imogen and Dev are both out on site. Could you take this one, or ring them first?"


def _fits(case: Case, lying: Lying) -> bool:
    """Whether the case can stand so: somebody asked, it is nobody's of the two with promises round the clock."""
    gold = case.account in ACCOUNTS[:GOLD_CUSTOMERS]
    asked = case.contact is not None and not case.story.ours and case.source in (Source.EMAIL, Source.PORTAL)
    return asked and not gold and lying.priority in case.story.priorities


def _held(case: Case, lying: Lying) -> Case:
    """The case with the priority and the technician that it is to have."""
    technician = next((one for one in TECHNICIANS if one.key == lying.holder), case.technician)
    senior = case.senior if case.senior is not technician else DEV if technician is IMOGEN else IMOGEN
    return structs.replace(case, priority=lying.priority, technician=technician, senior=senior, taken_at_once=False)


def _turns(rng: Random, case: Case, lying: Lying) -> tuple[Turn, ...] | None:
    """The turns taken so far; None where the story cannot stand so."""
    turns = case.story.turns
    if any(turn.priority is not None for turn in turns):
        return None
    if lying.stands in ("new", "given"):
        return ()
    if lying.stands == "waiting":
        return loosen(rng, case.story, late=False)
    last = "customer" if lying.stands == "written" else "technician"
    after = [*statuses_before(turns)[1:], Status.RESOLVED]
    ends = [
        n + 1
        for n, turn in enumerate(turns)
        if turn.who == last and not turn.internal and after[n] == Status.OPEN and _answered(turns[: n + 1])
    ]
    return turns[: ends[0]] if ends else None


def _answered(turns: tuple[Turn, ...]) -> bool:
    return any(turn.who != "customer" and not turn.internal for turn in turns)
