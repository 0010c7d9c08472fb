"""Who and what a ticket is about: the customer, the story that fits the hour, the people in it, priority and source."""

from itertools import accumulate
from random import Random
from typing import TypeVar

from msgspec import Struct

from deskhand.core.ticket import Priority, Source
from deskhand.demo.customers import ACCOUNTS, Account
from deskhand.demo.people import DISPATCHER, ENGINEERS, SENIORS, TECHNICIANS
from deskhand.demo.season import Opening, Shift
from deskhand.demo.stories import STORIES
from deskhand.demo.story import Occasion, Story
from deskhand.demo.values import Contact, Technician

T = TypeVar("T")

# The stories that may happen to a customer at a kind of hour, with their weights added up.
Repertoire = tuple[list[Story], list[float]]

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
        self._busy = list(accumulate(account.busy for account in ACCOUNTS))
        self._staff = {
            account.customer.key: [contact for contact in contacts if contact.customer == account.customer.key]
            for account in ACCOUNTS
        }
        self._engineers = {account.customer.key: ENGINEERS[n % len(ENGINEERS)] for n, account in enumerate(ACCOUNTS)}
        self._repertoires: dict[tuple[str, Shift, Occasion | None], Repertoire] = {}

    def draw(self, opening: Opening) -> Case:
        """The case of the ticket opened at `opening`."""
        rng = self._rng
        account = rng.choices(ACCOUNTS, cum_weights=self._busy)[0]
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
            senior=next(senior for senior in rng.sample(SENIORS, 2) if senior is not technician),
            priority=self._draw_priority(story, opening),
            source=source,
            opened_by=_opened_by(source, asker, technician if taken else DISPATCHER),
            taken_at_once=taken,
            impact_stated=rng.random() < IMPACT_STATED,
            variant=rng.randrange(12),  # divisible by 2, 3 and 4: every length of a list of texts comes out even
        )

    def _draw_story(self, account: Account, opening: Opening) -> Story:
        key = (account.customer.key, opening.shift, opening.occasion)
        if key not in self._repertoires:
            self._repertoires[key] = _repertoire(account, opening.shift, opening.occasion)
        stories, weights = self._repertoires[key]
        return self._rng.choices(stories, cum_weights=weights)[0]

    def _draw_people(self, account: Account, story: Story) -> tuple[Contact, Contact, Contact]:
        staff = self._staff[account.customer.key]
        askers = staff[: account.contact_persons] if story.by_contact_person else staff
        asker = self._rng.choice(askers)
        colleague = self._rng.choice([person for person in staff if person is not asker])
        boss = next(person for person in staff if person is not asker and person is not colleague)
        return (asker, colleague, staff[0] if story.alarm else boss)

    def _draw_source(self, story: Story, opening: Opening) -> Source:
        if opening.shift == "evening" and not story.alarm:
            return self._rng.choice((Source.EMAIL, Source.PORTAL))
        return _weighted(self._rng, story.sources)

    def _draw_priority(self, story: Story, opening: Opening) -> Priority:
        return Priority.LOW if opening.shift == "evening" else _weighted(self._rng, story.priorities)

    def _draw_technician(self, account: Account, opening: Opening) -> Technician:
        if opening.shift == "night":
            return ENGINEERS[opening.at // (7 * 24 * 3600) % len(ENGINEERS)]  # on call, a week each
        if self._rng.random() < BOSS_HELPS:
            return TECHNICIANS[0]
        if self._rng.random() < USUAL_ENGINEER:
            return self._engineers[account.customer.key]
        return self._rng.choice(ENGINEERS)


def _repertoire(account: Account, shift: Shift, occasion: Occasion | None) -> Repertoire:
    fitting = [story for story in STORIES if not story.trades or account.trade in story.trades]
    if shift == "night":
        fitting = [story for story in fitting if story.alarm]
    if shift == "evening":
        fitting = [
            story for story in fitting if Priority.LOW in story.priorities and not story.alarm and not story.ours
        ]
    return fitting, list(accumulate(story.weight * _seasonal(story, occasion) for story in fitting))


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


def _weighted(rng: Random, weights: dict[T, int]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]
