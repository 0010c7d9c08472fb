"""Importing records of another system: each once, in one transaction, with the ids, dates and history they have there.

A record that was imported before, and says what it said then, is left alone, and so is what has become of it here. One
that is refused leaves no trace and keeps none of the others.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor, Everything, importing_from
from deskhand.core.errors import Forbidden, Refusal
from deskhand.core.importing import ORDER, Noun, Result, checked_source, digest_of
from deskhand.core.permissions import Verb, require
from deskhand.desk.import_comments import CommentRecord, take_comment
from deskhand.desk.import_contacts import take_contact
from deskhand.desk.import_customers import take_customer
from deskhand.desk.import_departments import take_department
from deskhand.desk.import_fields import take_field
from deskhand.desk.import_relations import take_relation
from deskhand.desk.import_run import Key, Run
from deskhand.desk.import_settle import settle_tickets
from deskhand.desk.import_store import Mapped
from deskhand.desk.import_technicians import take_technician
from deskhand.desk.import_tickets import take_ticket
from deskhand.desk.import_values import take_value
from deskhand.desk.import_work import take_work
from deskhand.storage.engine import Tx

# Makes or changes the thing that a record tells of, known by its id where the record was here before; gives the id.
Take = Callable[[Run, str, Any, int | None], Awaitable[int]]
TAKE: dict[Noun, Take] = {
    Noun.CUSTOMER: take_customer,
    Noun.DEPARTMENT: take_department,
    Noun.TECHNICIAN: take_technician,
    Noun.CONTACT: take_contact,
    Noun.CUSTOM_FIELD: take_field,
    Noun.TICKET: take_ticket,
    Noun.COMMENT: take_comment,
    Noun.WORK_HOURS: take_work,
    Noun.CUSTOM_VALUE: take_value,
    Noun.RELATION: take_relation,
}


class SourceRecord(msgspec.Struct, frozen=True):
    """A record under its source's id; `said` is what it says, as its noun's `take` wants it."""

    noun: Noun
    source_id: str
    said: msgspec.Struct

    @property
    def key(self) -> Key:
        """By what it is known again."""
        return self.noun, self.source_id

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it refers to."""
        found: tuple[Key, ...] = getattr(self.said, "refers_to", ())
        return found

    @property
    def digest(self) -> str:
        """What it says, in short. That its source touched it says nothing."""
        says = self.said
        return digest_of(msgspec.structs.replace(says, modified_at=UNSET) if hasattr(says, "modified_at") else says)


class Outcome(msgspec.Struct, frozen=True):
    """What became of a record: of which of our things, or why it was refused."""

    result: Result
    id: int | None = None
    refusal: Refusal | None = None


async def import_records(
    tx: Tx, actor: Actor, source: str, records: Sequence[SourceRecord], *, by_name: bool = False
) -> list[Outcome]:
    """Import these records from a source; what became of each, in their order.

    They may refer to what was imported from it before, or by this call. With `by_name` they may also name a customer
    exactly, and people by their addresses. Forbidden but for administrators and keys that may import.
    """
    require(actor, Verb.IMPORT)
    if not isinstance(actor.reach, Everything):
        raise Forbidden(
            "What is imported is the whole account's; this takes a key that is not limited to some customers"
        )
    run = Run(tx, importing_from(actor, checked_source(source)), source, by_name=by_name)
    await run.learn(record.key for record in records)
    news = [place for place, record in enumerate(records) if not _is_old(run, record)]
    await _learn_around(run, [records[place] for place in news])
    outcomes = {place: await _take(run, records[place]) for place in sorted(news, key=lambda at: _turn(records[at]))}
    await settle_tickets(run)
    await run.remember()
    return [outcomes.get(place) or _left_alone(run, record) for place, record in enumerate(records)]


async def _learn_around(run: Run, records: Sequence[SourceRecord]) -> None:
    """Read at once what these records refer to, and which numbers are free for them."""
    await run.learn(key for record in records for key in record.refers_to)
    await run.learn_tickets(key for record in records for key in (record.key, *record.refers_to))
    await run.numbers.look_up(record.key for record in records if run.known(*record.key) is None)


def _is_old(run: Run, record: SourceRecord) -> bool:
    known = run.known(*record.key)
    return known is not None and known.digest == record.digest


def _left_alone(run: Run, record: SourceRecord) -> Outcome:
    known = run.known(*record.key)
    return Outcome(Result.UNCHANGED, known.id if known else None)


def _turn(record: SourceRecord) -> tuple[int, float]:
    """When a record has its turn: after all that it may refer to, and comments as they were said."""
    at = record.said.at if isinstance(record.said, CommentRecord) else UNSET
    return ORDER[record.noun], at.timestamp() if isinstance(at, datetime) else 0.0


async def _take(run: Run, record: SourceRecord) -> Outcome:
    if _is_old(run, record):  # the same record stood in the call before
        return _left_alone(run, record)
    known, events = run.known(*record.key), len(run.tx.events)
    try:
        async with run.tx.attempt():
            number = await TAKE[record.noun](run, record.source_id, record.said, known.id if known else None)
    except Refusal as refusal:
        return Outcome(Result.REFUSED, known.id if known else None, refusal)
    run.became(record.noun, Mapped(record.source_id, number, record.digest))
    if len(run.tx.events) == events:
        return Outcome(Result.UNCHANGED, number)
    return Outcome(Result.UPDATED if known else Result.CREATED, number)
