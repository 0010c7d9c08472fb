"""When each turn of a story happens, so that 92 tickets of 100 keep their targets and the other eight miss one."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from deskhand.core.lifecycle import reopens
from deskhand.core.ticket import Priority, Status
from deskhand.demo.hours import WorkingHours
from deskhand.demo.lots import between
from deskhand.demo.stories.loose_ends import CHASE
from deskhand.demo.story import Turn

MINUTE = 60

# The built-in policy, in minutes on a calendar of 24x7 (domain.md, SLA).
FIRST_RESPONSE = {Priority.CRITICAL: 60, Priority.HIGH: 240, Priority.MEDIUM: 480, Priority.LOW: 1440}
RESOLUTION = {Priority.CRITICAL: 240, Priority.HIGH: 1440, Priority.MEDIUM: 2880, Priority.LOW: 4320}
RESERVE = 0.97  # of a target may be used, so that no ticket is in time by a second

LATE_BY = (1.1, 2.4)  # times the target
FIRST_RESPONSE_IS_LATE = 0.4
CUSTOMER_CHASES = 0.6


class Tempo(NamedTuple):
    """How quickly the desk works: in its opening hours or round the clock, and its waits stretched by a factor."""

    round_the_clock: bool
    stretch: float


# Tried one after another until the targets are kept; the last resorts are an engineer who stays on in the evening.
BY_DAY = tuple(Tempo(False, stretch) for stretch in (1.0, 0.8, 0.6, 0.4, 0.25, 0.15))
BY_NIGHT = tuple(Tempo(True, stretch) for stretch in (1.0, 0.6, 0.3, 0.12, 0.04))
NORMAL = Tempo(False, 1.0)


class Beat(NamedTuple):
    """A turn and the instant at which it is taken."""

    at: int
    turn: Turn


class Hold(NamedTuple):
    """A turn that is let slip, by so many seconds of the clock on the wall."""

    turn: int
    seconds: int


class Clocks(NamedTuple):
    """Seconds that the two clocks have run: to the first public answer (None: none yet), and while it was Open."""

    first_response: int | None
    running: int


class Pacer:
    """Sets the turns of stories on the clock."""

    def __init__(self, rng: Random, hours: WorkingHours) -> None:
        self._rng = rng
        self._hours = hours

    def in_time(self, opened: int, priority: Priority, turns: tuple[Turn, ...], on_call: bool) -> list[Beat]:
        """The turns from `opened` on, inside the strictest target that applies at any moment."""
        strictest = max(_priorities(priority, turns), key=_urgency)
        beats: list[Beat] = []
        for tempo in BY_NIGHT if on_call else BY_DAY + BY_NIGHT[2:]:
            beats = self._walk(opened, turns, tempo)
            if _keeps(clocks(opened, beats), strictest):
                break
        return beats

    def late(self, opened: int, priority: Priority, turns: tuple[Turn, ...], chasing: bool) -> list[Beat]:
        """The turns from `opened` on, with one let slip beyond the most lenient target that applies at any moment.

        With `chasing` the customer may ask for news before it.
        """
        lenient = min(_priorities(priority, turns), key=_urgency)
        first = next(n for n, turn in enumerate(turns) if _answers(turn))
        running = [n for n, status in enumerate(statuses_before(turns)) if status == Status.OPEN and n > first]
        slow = [n for n in running if turns[n].who != "customer"]
        if not slow or self._rng.random() < FIRST_RESPONSE_IS_LATE:
            hold = Hold(first, self._slip(FIRST_RESPONSE[lenient]))
        else:
            hold = Hold(self._rng.choice(slow), self._slip(RESOLUTION[lenient]))
        beats = self._walk(opened, turns, NORMAL, hold)
        if chasing and self._rng.random() < CUSTOMER_CHASES:
            return self._chase(opened, beats, hold.turn)
        return beats

    def _slip(self, target: int) -> int:
        return int(target * MINUTE * self._rng.uniform(*LATE_BY))

    def _walk(self, opened: int, turns: tuple[Turn, ...], tempo: Tempo, hold: Hold | None = None) -> list[Beat]:
        at, status, beats = opened, Status.OPEN, []
        for n, turn in enumerate(turns):
            if hold is not None and hold.turn == n:
                at = self._hours.after(at + hold.seconds, between(self._rng, 0, 20 * MINUTE))
            else:
                at = self._next(at, turn, tempo if status == Status.OPEN else NORMAL)
            beats.append(Beat(at, turn))
            status = status_after(status, turn)
        return beats

    def _next(self, at: int, turn: Turn, tempo: Tempo) -> int:
        """Only the desk's own waits follow the tempo: a customer who is asked answers when he answers."""
        least, most = turn.after
        wait = max(MINUTE, int(between(self._rng, least * MINUTE, most * MINUTE) * tempo.stretch))
        if tempo.round_the_clock:
            return at + wait
        at = self._hours.after(at, wait)
        return self._with_room_for_work(at, turn) if tempo.stretch >= 0.6 else at

    def _with_room_for_work(self, at: int, turn: Turn) -> int:
        """Later, where the work could otherwise only have been done before the desk opened."""
        opening = self._hours.opening_before(at)
        if turn.work is None or opening is None:
            return at
        return max(at, opening + turn.work.minutes[0] * MINUTE)

    def _chase(self, opened: int, beats: list[Beat], late: int) -> list[Beat]:
        before = beats[late - 1].at if late else opened
        due = beats[late].at
        at = self._hours.after(before + int((due - before) * self._rng.uniform(0.5, 0.9)), 0)
        if at >= due - 10 * MINUTE:
            return beats
        return [*beats[:late], Beat(at, CHASE), *beats[late:]]


def clocks(opened: int, beats: Iterable[Beat]) -> Clocks:
    """What the SLA clocks show after these beats, pauses taken out as the policy takes them out."""
    first, running, since, status = None, 0, opened, Status.OPEN
    for at, turn in beats:
        if status == Status.OPEN:
            running += at - since
        if first is None and _answers(turn):
            first = at - opened
        since, status = at, status_after(status, turn)
    return Clocks(first, running)


def status_after(status: Status, turn: Turn) -> Status:
    """The status a turn leaves the ticket in: what its author sets, or Open where a customer's message reopens it."""
    if turn.then is not None:
        return turn.then
    return Status.OPEN if turn.who == "customer" and reopens(status) else status


def statuses_before(turns: tuple[Turn, ...]) -> list[Status]:
    """The status in which each turn finds the ticket."""
    statuses = [Status.OPEN]
    for turn in turns:
        statuses.append(status_after(statuses[-1], turn))
    return statuses[:-1]


def _answers(turn: Turn) -> bool:
    return turn.who != "customer" and not turn.internal


def _keeps(shown: Clocks, priority: Priority) -> bool:
    first = shown.first_response or 0
    in_time = first <= FIRST_RESPONSE[priority] * MINUTE * RESERVE
    return in_time and shown.running <= RESOLUTION[priority] * MINUTE * RESERVE


def _priorities(opened_with: Priority, turns: tuple[Turn, ...]) -> list[Priority]:
    return [opened_with, *(turn.priority for turn in turns if turn.priority is not None)]


def _urgency(priority: Priority) -> int:
    return -FIRST_RESPONSE[priority]
