"""Which number an imported thing gets: the one that it had, where that is free, else the next."""

from collections.abc import Iterable

from deskhand.core.importing import Noun, kept_id
from deskhand.desk import import_store
from deskhand.storage.engine import Counter, Tx

COUNTER: dict[Noun, Counter] = {
    Noun.CUSTOMER: "customer",
    Noun.DEPARTMENT: "other",
    Noun.TECHNICIAN: "person",
    Noun.CONTACT: "person",
    Noun.CUSTOM_FIELD: "other",
    Noun.TICKET: "ticket",
    Noun.COMMENT: "comment",
    Noun.WORK_HOURS: "work_hours",
}


class Numbers:
    """The numbers that are taken, of those that a call's new records ask for."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._taken: dict[Noun, set[int]] = {}
        self._highest: dict[Counter, int] = {}

    async def look_up(self, records: Iterable[tuple[Noun, str]]) -> None:
        """Read which numbers of new records are taken: a statement or two per noun."""
        wanted: dict[Noun, set[int]] = {}
        for noun, source_id in records:
            number = kept_id(source_id)
            if number is not None and noun in COUNTER:
                wanted.setdefault(noun, set()).add(number)
        for noun, numbers in wanted.items():
            taken = self._taken.setdefault(_shared(noun), set())
            for statement in import_store.TAKEN[noun]:
                taken |= set(await self._tx.fetch(statement, account_id=self._tx.account_id, ids=sorted(numbers)))
            self._highest[COUNTER[noun]] = max(self._highest.get(COUNTER[noun], 0), *numbers)

    def of(self, noun: Noun, source_id: str) -> int:
        """The number of a new thing; the counter never gives it out again."""
        counter, number = COUNTER[noun], kept_id(source_id)
        if number is None or number in self._taken.get(_shared(noun), ()):
            # Beyond those that other records of the call ask for, or it would take the place of one of them.
            self._tx.raise_to(counter, self._highest.get(counter, 0))
            return self._tx.next_id(counter)
        self._tx.raise_to(counter, number)
        return number

    def take(self, noun: Noun, number: int) -> None:
        """Remember that a number is taken now."""
        if noun in COUNTER:
            self._taken.setdefault(_shared(noun), set()).add(number)


def _shared(noun: Noun) -> Noun:
    """Whose numbers these are: people have theirs together, since either may be who said something."""
    return Noun.TECHNICIAN if noun == Noun.CONTACT else noun
