"""The words a story's texts are filled with: people, machines, places and days."""

from functools import cache
from random import Random

from deskhand.demo.casting import Case
from deskhand.demo.customers.account import Account
from deskhand.demo.hours import WorkingHours
from deskhand.demo.lots import between, pick
from deskhand.demo.values import Contact

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Scene:
    """Fills the texts of one case; words that depend on the hour are found anew for each message."""

    def __init__(self, rng: Random, case: Case, hours: WorkingHours) -> None:
        self._hours = hours
        self._variant = case.variant
        self._words = _words(rng, case)

    def tell(self, texts: tuple[str, ...], at: int) -> str:
        """The case's variant of a text as it is written at `at`."""
        text = texts[self._variant % len(texts)]
        if _speaks_of_time(text):
            self._words |= self._time_words(at)
        told = text.format_map(self._words)
        return told[:1].upper() + told[1:]

    def _time_words(self, at: int) -> dict[str, str]:
        local = self._hours.local(at)
        today = local.date()
        return {
            "greeting": "Good morning" if local.hour < 12 else "Good afternoon" if local.hour < 18 else "Good evening",
            "day": DAYS[today.weekday()],
            "next_day": DAYS[self._hours.working_day_after(today).weekday()],
            "prev_day": DAYS[self._hours.working_day_before(today).weekday()],
        }


@cache
def _speaks_of_time(text: str) -> bool:
    """Asked of each text once: most do not, and a hundred thousand tickets are told in seconds."""
    return any(word in text for word in ("{greeting}", "{day}", "{next_day}", "{prev_day}"))


def _words(rng: Random, case: Case) -> dict[str, str]:
    account, person = case.account, case.contact or case.boss
    return {
        **{name: pick(rng, values) for name, values in case.story.picks.items()},
        "first": person.first_name,
        "full": full_name(person),
        "job": person.job_title,
        "colleague": case.colleague.first_name,
        "colleague_full": full_name(case.colleague),
        "boss": case.boss.first_name,
        "company": account.customer.name,
        "domain": account.customer.domain,
        "device": _device(account, person),
        "server": f"{account.hosts}-{pick(rng, _servers(account))}",
        "site": pick(rng, account.sites),
        "counter": pick(rng, account.counters or account.sites),
        "printer": pick(rng, account.printers),
        "app": account.app,
        "tech_first": case.technician.first_name,
        "senior_first": case.senior.first_name,
        "vendor": case.story.vendor or "the maker",
        "ref": str(between(rng, 10_000, 100_000)),
    }


def full_name(person: Contact) -> str:
    """First and last name with a blank between."""
    return f"{person.first_name} {person.last_name}"


def _device(account: Account, person: Contact) -> str:
    """The same machine for the same person on every ticket."""
    number = int(person.key.rpartition("-")[2])
    return f"{account.hosts}-{'LT' if number % 2 else 'PC'}{10 + number}"


def _servers(account: Account) -> tuple[str, ...]:
    return ("SRV01",) if account.people < 9 else ("FS01", "APP01")
