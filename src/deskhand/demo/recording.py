"""From beats to what the desk would have recorded: replies, moves, hand-overs, hours worked, and how it was closed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

from deskhand.core.ticket import Status
from deskhand.demo.casting import Case
from deskhand.demo.diary import Diary
from deskhand.demo.hours import WorkingHours
from deskhand.demo.lots import between
from deskhand.demo.pacing import Beat, status_after
from deskhand.demo.people import DISPATCHER
from deskhand.demo.scene import Scene
from deskhand.demo.story import Effort, Turn
from deskhand.demo.values import Assign, Move, Reply, Reprioritise, Step, Work

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600

AUTO_CLOSE = 7 * DAY
SWEEP = 5 * MINUTE  # the job that closes comes round this often
STAYS_RESOLVED, CONFIRMED, CLOSED_BY_HAND = 0.01, 0.27, 0.04
TWO_DAYS = 2 * 10 * HOUR  # of working time, well inside the week after which the desk closes by itself
LONGEST_WORK = 5 * HOUR


class Recorder:
    """Writes down what happened on tickets, up to the end of the plan and not a second further."""

    def __init__(self, rng: Random, hours: WorkingHours, until: int) -> None:
        self._rng = rng
        self._hours = hours
        self._until = until
        self._diary = Diary()

    def record(self, case: Case, scene: Scene, beats: list[Beat]) -> tuple[Step, ...]:
        """The steps of one ticket. Tickets must come in the order in which they were opened."""
        self._diary.forget(case.opening.at - LONGEST_WORK)
        return tuple(self._steps(case, scene, beats))

    def _steps(self, case: Case, scene: Scene, beats: list[Beat]) -> Iterator[Step]:
        if not case.taken_at_once:
            yield from self._first_assign(case, beats)
        priority, holder, status = case.priority, case.technician.key, Status.OPEN
        for at, turn in beats:
            if at > self._until:
                return
            now, by = _instant(at), _author(case, turn)
            if turn.who == "senior" and holder != by:
                yield Assign(now, holder, by)
                holder = by
            yield Reply(now, by, scene.tell(turn.texts, at), turn.internal)
            if turn.priority is not None and turn.priority != priority:
                priority = turn.priority
                yield Reprioritise(now, by, priority)
            if turn.work is not None:
                yield from self._work(case, by, turn.work, at)
            if turn.then is not None and turn.then != status:
                yield Move(now, by, turn.then)
            status = status_after(status, turn)
        if status == Status.RESOLVED:
            yield from self._close(case, holder, beats[-1].at)

    def _first_assign(self, case: Case, beats: list[Beat]) -> Iterator[Step]:
        opened, technician = case.opening.at, case.technician.key
        if case.opening.shift == "night":
            at, by = opened + between(self._rng, MINUTE, 10 * MINUTE), technician
        else:
            at, by = self._hours.after(opened, between(self._rng, MINUTE, 20 * MINUTE)), DISPATCHER.key
        at = min(at, beats[0].at)
        if at <= self._until:
            yield Assign(_instant(at), by, technician)

    def _work(self, case: Case, technician: str, effort: Effort, at: int) -> Iterator[Step]:
        earliest = max(case.opening.at, self._hours.opening_before(at) or 0, at - LONGEST_WORK)
        entry = self._diary.book(technician, earliest, at, between(self._rng, *effort.minutes) * MINUTE)
        if entry is not None:
            start, end = map(_instant, entry)
            yield Work(_instant(at), technician, start, end, effort.billable, effort.on_site, effort.notes)

    def _close(self, case: Case, holder: str, resolved: int) -> Iterator[Step]:
        lot = self._rng.random()
        if lot < STAYS_RESOLVED:
            return
        at, by = self._closing(case, holder, resolved, lot - STAYS_RESOLVED)
        if at <= self._until:
            yield Move(_instant(at), by, Status.CLOSED)

    def _closing(self, case: Case, holder: str, resolved: int, lot: float) -> tuple[int, str | None]:
        """When and by whom: the contact who confirmed, the technician, or the desk itself after a week."""
        soon = self._hours.after(resolved, between(self._rng, 10 * MINUTE, TWO_DAYS))
        if lot < CONFIRMED and case.contact is not None:
            return soon, case.contact.key
        if CONFIRMED <= lot < CONFIRMED + CLOSED_BY_HAND:
            return soon, holder
        return resolved + AUTO_CLOSE + between(self._rng, 0, SWEEP), None


def _author(case: Case, turn: Turn) -> str:
    if turn.who == "senior":
        return case.senior.key
    if turn.who == "customer" and case.contact is not None:
        return case.contact.key
    return case.technician.key


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
