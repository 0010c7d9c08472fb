"""The plan itself: so many tickets over the two years before an instant, the same again for the same seed."""

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from deskhand.core.ticket import Priority, Source
from deskhand.demo.casting import Case, Casting
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.hanging import hangs, loosen
from deskhand.demo.hours import PROMISED, WorkingHours
from deskhand.demo.lots import pick
from deskhand.demo.pacing import Beat, Pacer
from deskhand.demo.people import PROVIDER, TECHNICIANS, draw_contacts
from deskhand.demo.recording import Recorder
from deskhand.demo.scene import Scene
from deskhand.demo.season import YEARS, Calendar, Opening
from deskhand.demo.today import SHARE, TODAY, Today, what_happened
from deskhand.demo.values import Contact, DemoPlan, PlannedTicket, Step, Work

# Two of 25 are late: exactly 8 % of any long run.
LATE, OF = 2, 25
COMES_BACK = 0.12  # of the stories that can
# A small plan would leave the desk without work today: up to so many tickets belong to the last days.
RECENT, RECENT_SHARE, RECENT_DAYS = 30, 0.05, 4

SIGN_OFFS = ("", "\n\n{first}", "\n\nThanks,\n{first}", "\n\nKind regards\n{full}\n{job}", "\n\nMany thanks, {first}")
SALUTATIONS = ("", "", "Hi,\n\n", "Hello,\n\n", "Hi all,\n\n", "{greeting},\n\n")


def plan(tickets: int, seed: int, until: datetime) -> DemoPlan:
    """Everything to create for a demo: `tickets` tickets opened in the two years before `until` (an aware instant).

    The same arguments give the same plan; customers and contacts depend on the seed alone.
    """
    if until.tzinfo is None:
        raise ValueError("until must be an aware datetime")
    contacts = draw_contacts(seed)
    return DemoPlan(
        provider=PROVIDER,
        technicians=TECHNICIANS,
        customers=tuple(account.customer for account in ACCOUNTS),
        contacts=contacts,
        tickets=_Planner(seed, until.astimezone(UTC), contacts).tickets(tickets),
    )


class _Planner:
    """Draws tickets one after another; every draw comes from the one random generator, in a fixed order."""

    def __init__(self, seed: int, until: datetime, contacts: tuple[Contact, ...]) -> None:
        first = (until - YEARS - timedelta(days=14)).date()
        last = (until + timedelta(days=400)).date()  # stories are told to their end and cut at `until` afterwards
        self._until = int(until.timestamp())
        self._contacts = contacts
        self._rng = Random(seed)  # noqa: S311 - believable data, not secrets; a seed must give the same plan again
        self._hours = WorkingHours(first, last, ZoneInfo(PROVIDER.time_zone))
        self._calendar = Calendar(until, self._hours)
        self._casting = Casting(self._rng, contacts)
        self._pacer = Pacer(self._rng, self._hours)
        self._recorder = Recorder(self._rng, self._hours, self._until)
        self._promised = WorkingHours(first, last, ZoneInfo(PROVIDER.time_zone), PROMISED)
        # Another generator, so that the two years are the same whether anything lies there today or not.
        self._today = Random(seed + 1)  # noqa: S311

    def tickets(self, count: int) -> Iterator[PlannedTicket]:
        """Two years of tickets and what lies on the desk today, in the order in which they were opened."""
        lying = min(len(TODAY), int(count * SHARE))
        both = heapq.merge(self._history(count - lying), self._lying(lying), key=lambda ticket: ticket.opened_at)
        return iter(both)

    def _lying(self, count: int) -> Iterator[PlannedTicket]:
        rng = self._today
        today = Today(rng, Casting(rng, self._contacts), Pacer(rng, self._promised), self._promised, self._until)
        for case, beats, lying in today.draw(count):
            recorder = Recorder(rng, self._promised, self._until)
            scene = Scene(rng, case, self._hours)
            recorded = recorder.record(case, scene, beats) if beats else ()
            unlogged = tuple(step for step in recorded if not isinstance(step, Work))
            yield self._ticket(case, scene, what_happened(case, lying, unlogged, self._until))

    def _history(self, count: int) -> Iterator[PlannedTicket]:
        openings = self._openings(count)
        for n, (opening, late) in enumerate(zip(openings, _lates(self._rng), strict=False)):
            case = self._casting.draw(opening)
            beats = self._beats(case, late, newer=count - n - 1)
            scene = Scene(self._rng, case, self._hours)
            yield self._ticket(case, scene, self._recorder.record(case, scene, beats))

    def _openings(self, count: int) -> list[Opening]:
        recent = min(RECENT, int(count * RECENT_SHARE))
        return sorted(
            [
                *self._calendar.draw(self._rng, count - recent),
                *self._calendar.draw(self._rng, recent, RECENT_DAYS),
            ]
        )

    def _beats(self, case: Case, late: bool, newer: int) -> list[Beat]:
        opened, story, priority = case.opening.at, case.story, case.priority
        on_call = case.opening.shift == "night" and priority in (Priority.CRITICAL, Priority.HIGH)
        loose = loosen(self._rng, story, late) if hangs(self._rng, self._until - opened, newer) else None
        if loose is not None:
            return self._pacer.in_time(opened, priority, loose, on_call)
        turns = story.turns + (story.relapse if self._rng.random() < COMES_BACK else ())
        if late:
            return self._pacer.late(opened, priority, turns, chasing=case.contact is not None)
        return self._pacer.in_time(opened, priority, turns, on_call)

    def _ticket(self, case: Case, scene: Scene, steps: tuple[Step, ...]) -> PlannedTicket:
        story, at = case.story, case.opening.at
        return PlannedTicket(
            title=scene.tell(story.titles, at),
            description=self._description(case, scene),
            type=story.type,
            priority=case.priority,
            impact=story.impact if case.impact_stated else None,
            source=case.source,
            customer=case.account.customer.key,
            contact=case.contact.key if case.contact else None,
            opened_by=case.opened_by,
            technician=case.technician.key if case.taken_at_once else None,
            opened_at=datetime.fromtimestamp(at, UTC),
            steps=steps,
        )

    def _description(self, case: Case, scene: Scene) -> str:
        at = case.opening.at
        text = scene.tell(case.story.descriptions, at)
        if case.source == Source.EMAIL:
            salutation, sign_off = pick(self._rng, SALUTATIONS), pick(self._rng, SIGN_OFFS)
            return scene.tell((salutation,), at) + text + scene.tell((sign_off,), at)
        if case.source == Source.AGENT and not case.story.ours:
            return scene.tell(("Taken by phone from {full}:",), at) + f"\n\n{text}"
        return text


def _lates(rng: Random) -> Iterator[bool]:
    while True:
        late = set(rng.sample(range(OF), LATE))
        yield from (n in late for n in range(OF))
