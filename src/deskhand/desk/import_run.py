"""One call that imports: what is known of its source, and the tickets that it touches.

What its records refer to is read before the first of them is taken, by a few statements however many there are.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.importing import Noun, not_imported
from deskhand.core.ticket import Ticket
from deskhand.desk import import_store
from deskhand.desk.import_numbers import Numbers
from deskhand.desk.import_store import Mapped
from deskhand.storage.engine import Tx
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged

# A record by its noun and its source's id.
Key = tuple[Noun, str]


class Touched(msgspec.Struct):
    """What is to be done on a ticket in the end: its last activity, and whether its words are to be indexed anew."""

    active_at: datetime | None = None
    reworded: bool = False


class Run:
    """An import under way. `by_name`: records may also name a customer exactly, and people by their addresses."""

    def __init__(self, tx: Tx, actor: Actor, source: str, *, by_name: bool) -> None:
        self.tx = tx
        self.actor = actor
        self.source = source
        self.by_name = by_name
        self.numbers = Numbers(tx)
        self.touched: dict[int, Touched] = {}
        self._known: dict[Key, Mapped] = {}
        self._tickets: dict[int, Ticket] = {}
        self._new: set[Key] = set()
        self._renewed: set[Key] = set()

    async def learn(self, keys: Iterable[Key]) -> None:
        """Read what these records became, as far as they were imported before."""
        by_noun: dict[Noun, set[str]] = {}
        for noun, source_id in keys:
            by_noun.setdefault(noun, set()).add(source_id)
        for noun, source_ids in by_noun.items():
            of = {"account_id": self.tx.account_id, "source": self.source, "noun": noun.value}
            for found in await self.tx.fetch(import_store.KNOWN, **of, source_ids=sorted(source_ids)):
                self._known[noun, found.source_id] = found

    async def learn_tickets(self, keys: Iterable[Key]) -> None:
        """Read the tickets among these records that were imported before; those that are deleted are not found."""
        ids = {self._known[key].id for key in keys if key[0] == Noun.TICKET and key in self._known}
        if ids:
            found = await ticket_store.get_several(self.tx, self.actor, sorted(ids))
            self._tickets |= {ticket.id: ticket for ticket in found}

    def known(self, noun: Noun, source_id: str) -> Mapped | None:
        """What a record became, if it was imported before or earlier in this call."""
        return self._known.get((noun, source_id))

    def refer(self, noun: Noun, source_id: str | None, field: str) -> int:
        """The id of what a record refers to. Refused when it is not said, or not imported (`not_imported`)."""
        found = self.known(noun, source_id) if source_id is not None else None
        if found is None:
            raise not_imported(noun, source_id, self.source, field)
        return found.id

    async def ticket(self, source_id: str | None, field: str) -> Ticket:
        """The ticket that a record is about. Refused too when it was deleted or merged here."""
        return await self.ticket_here(self.refer(Noun.TICKET, source_id, field))

    async def ticket_here(self, ticket_id: int) -> Ticket:
        """The ticket that a record became, as it was before the call's comments. Refused when it was deleted or
        merged here since."""
        ticket = self._tickets.get(ticket_id) or await ticket_store.get(self.tx, self.actor, ticket_id)
        if ticket is None:
            raise Refusal("ticket_deleted", f"Ticket {ticket_id} was deleted", "What was deleted here is left alone")
        refuse_merged(ticket)
        return ticket

    def hold(self, ticket: Ticket) -> None:
        """Know a ticket as it is now."""
        self._tickets[ticket.id] = ticket

    def touch(self, ticket_id: int, active_at: datetime | None = None, *, reworded: bool = False) -> None:
        """Remember that a ticket's clocks and totals are to be reckoned anew in the end."""
        touched = self.touched.setdefault(ticket_id, Touched())
        touched.reworded = touched.reworded or reworded
        if active_at is not None:
            touched.active_at = max(active_at, touched.active_at or active_at)

    def became(self, noun: Noun, mapped: Mapped) -> None:
        """Remember what a record became."""
        key = noun, mapped.source_id
        if key not in self._new:
            (self._renewed if key in self._known else self._new).add(key)
        self._known[key] = mapped
        self.numbers.take(noun, mapped.id)

    async def remember(self) -> None:
        """Write down what the records became."""
        of = {"account_id": self.tx.account_id, "source": self.source}
        for statement, keys in ((import_store.REMEMBER, self._new), (import_store.RENEW, self._renewed)):
            rows = [(noun, self._known[noun, source_id]) for noun, source_id in sorted(keys)]
            if rows:
                await self.tx.many(
                    statement, [{**of, "noun": noun.value, **msgspec.structs.asdict(mapped)} for noun, mapped in rows]
                )
