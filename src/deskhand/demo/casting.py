"""Who and what a ticket is about: the customer, the story that fits the hour, the people in it, priority and source."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from msgspec import Struct

from deskhand.core.ticket import Priority, Source
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.customers.account import Account
from deskhand.demo.lots import Odds, between, pick
from deskhand.demo.people import DISPATCHER, ENGINEERS, SENIORS, TECHNICIANS
from deskhand.demo.season import Opening, Shift
from deskhand.demo.stories import STORIES
from deskhand.demo.story import Occasion, Story
from deskhand.demo.values import Contact, Technician

T = TypeVar("T")

# A story bound to an occasion happens mostly then, and now and then in between.
IN_SEASON, OUT_OF_SEASON = 8.0, 0.25
USUAL_ENGINEER = 0.55
BOSS_HELPS = 0.015
PHONE_ANSWERED_BY_ENGINEER = 0.6
IMPACT_STATED = 0.7


class Case(Struct, frozen=True):
    """One ticket before anything is written: its story and everybody in it. `variant` keeps its texts in step.

    `contact` is None for an alarm; `boss` is whom the desk talks to there. `senior` is never the technician himself.
    """

    opening: Opening
    account: Account
    story: Story
    contact: Contact | None
    colleague: Contact
    boss: Contact
    technician: Technician
    senior: Technician
    priority: Priority
    source: Source
    opened_by: str | None
    taken_at_once: bool
    impact_stated: bool
    variant: int


class Casting:
    """Draws cases; what fits a customer at a kind of hour is worked out once and kept."""

    def __init__(self, rng: Random, contacts: tuple[Contact, ...]) -> None:
        self._rng = rng
        self._accounts = Odds(ACCOUNTS, [account.busy for account in ACCOUNTS])
        self._sources = {story.key: Odds.of(story.sources) for story in STORIES}
        self._priorities = {story.key: Odds.of(story.priorities) for story in STORIES}
        self._staff = {
            account.customer.key: [contact for contact in contacts if contact.customer == account.customer.key]
            for account in ACCOUNTS
        }
        self._engineers = {account.customer.key: ENGINEERS[n % len(ENGINEERS)] for n, account in enumerate(ACCOUNTS)}
        self._repertoires: dict[tuple[str, Shift, Occasion | None], Odds[Story]] = {}

    def draw(self, opening: Opening) -> Case:
        """The case of the ticket opened at `opening`."""
        rng = self._rng
        account = self._accounts.draw(rng)
        story = self._draw_story(account, opening)
        asker, colleague, boss = self._draw_people(account, story)
        source = self._draw_source(story, opening)
        technician = self._draw_technician(account, opening)
        taken = source == Source.AGENT and not story.ours and rng.random() < PHONE_ANSWERED_BY_ENGINEER
        return Case(
            opening=opening,
            account=account,
            story=story,
            contact=None if story.alarm else asker,
            colleague=colleague,
            boss=boss,
            technician=technician,
            senior=_other(rng, SENIORS, technician),
            priority=self._draw_priority(story, opening),
            source=source,
            opened_by=_opened_by(source, asker, technician if taken else DISPATCHER),
            taken_at_once=taken,
            impact_stated=rng.random() < IMPACT_STATED,
            variant=between(rng, 0, 12),  # divisible by 2, 3 and 4: every length of a list of texts comes out even
        )

    def _draw_story(self, account: Account, opening: Opening) -> Story:
        key = (account.customer.key, opening.shift, opening.occasion)
        if key not in self._repertoires:
            self._repertoires[key] = _repertoire(account, opening.shift, opening.occasion)
        return self._repertoires[key].draw(self._rng)

    def _draw_people(self, account: Account, story: Story) -> tuple[Contact, Contact, Contact]:
        staff = self._staff[account.customer.key]
        askers = staff[: account.contact_persons] if story.by_contact_person else staff
        asker = pick(self._rng, askers)
        colleague = _other(self._rng, staff, asker)
        boss = next(person for person in staff if person is not asker and person is not colleague)
        return (asker, colleague, staff[0] if story.alarm else boss)

    def _draw_source(self, story: Story, opening: Opening) -> Source:
        if opening.shift == "evening" and not story.alarm:
            return pick(self._rng, (Source.EMAIL, Source.PORTAL))
        return self._sources[story.key].draw(self._rng)

    def _draw_priority(self, story: Story, opening: Opening) -> Priority:
        return Priority.LOW if opening.shift == "evening" else self._priorities[story.key].draw(self._rng)

    def _draw_technician(self, account: Account, opening: Opening) -> Technician:
        if opening.shift == "night":
            return ENGINEERS[opening.at // (7 * 24 * 3600) % len(ENGINEERS)]  # on call, a week each
        if self._rng.random() < BOSS_HELPS:
            return TECHNICIANS[0]
        if self._rng.random() < USUAL_ENGINEER:
            return self._engineers[account.customer.key]
        return pick(self._rng, ENGINEERS)


def _repertoire(account: Account, shift: Shift, occasion: Occasion | None) -> Odds[Story]:
    """The stories that may happen to a customer at such an hour."""
    fitting = [story for story in STORIES if not story.trades or account.trade in story.trades]
    if shift == "night":
        fitting = [story for story in fitting if story.alarm]
    if shift == "evening":
        fitting = [
            story for story in fitting if Priority.LOW in story.priorities and not story.alarm and not story.ours
        ]
    return Odds(fitting, [story.weight * _seasonal(story, occasion) for story in fitting])


def _seasonal(story: Story, occasion: Occasion | None) -> float:
    if story.occasion is None:
        return 1.0
    return IN_SEASON if story.occasion == occasion else OUT_OF_SEASON


def _opened_by(source: Source, asker: Contact, answered: Technician) -> str | None:
    match source:
        case Source.API:
            return None
        case Source.AGENT:
            return answered.key
        case _:
            return asker.key


def _other(rng: Random, people: Sequence[T], than: T) -> T:
    """One of the people, but not this one."""
    chosen = pick(rng, people)
    while chosen is than:
        chosen = pick(rng, people)
    return chosen
