"""From a parsed query to the conditions of a list: names looked up, dates and values as they are."""

from deskhand.core.actor import Actor
from deskhand.core.query import Choice, Ids, Person, Query, Tagged, Term, When, Words
from deskhand.core.time import EARLIEST, LATEST
from deskhand.directory.find import find_contacts, find_customers, find_technicians
from deskhand.storage.engine import Read
from deskhand.tickets.condition_store import Condition, any_of, not_set, outside, since
from deskhand.tickets.condition_store import before as until

FINDERS = {"customer": find_customers, "contact": find_contacts, "technician": find_technicians}


async def conditions_of(read: Read, actor: Actor, query: Query) -> tuple[Condition, ...]:
    """The conditions that a query means for this actor; who `me` is depends on them."""
    found: list[Condition] = []
    for term in query.terms:
        found += await _of_term(read, actor, term)
    return tuple(found)


async def _of_term(read: Read, actor: Actor, term: Term) -> list[Condition]:
    match term:
        case Choice(field=field, values=values, negated=negated):
            return [any_of(field, values, negated=negated)]
        case Ids(ids=ids, negated=negated):
            return [any_of("id", ids, negated=negated)]
        case When():
            return _of_date(term)
        case Person():
            return [await _of_person(read, actor, term)]
        case Tagged() | Words():
            raise NotImplementedError
    return []


def _of_date(term: When) -> list[Condition]:
    if term.span is None:
        return [not_set(term.field, negated=term.negated)]
    start, end = term.span.start, term.span.end
    if term.negated:
        return [outside(term.field, start or EARLIEST, end or LATEST)]
    return [
        *([since(term.field, start)] if start is not None else []),
        *([until(term.field, end)] if end is not None else []),
    ]


async def _of_person(read: Read, actor: Actor, term: Person) -> Condition:
    """Any of the people that any of the names fits; `none` is nobody."""
    nobody = any(name.casefold() == "none" for name in term.names)
    ids: dict[int, None] = {}
    for name in term.names:
        if name.casefold() != "none":
            ids.update(dict.fromkeys(await FINDERS[term.field](read, actor, name)))
    if nobody and not ids:
        return not_set(term.field, negated=term.negated)
    return any_of(term.field, list(ids), or_none=nobody, negated=term.negated)
