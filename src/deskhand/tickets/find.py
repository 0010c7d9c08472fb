"""From a parsed query to what a list is asked for: names looked up, dates and values as they are, words as a needle."""

from collections.abc import Sequence
from typing import NamedTuple

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.permissions import Verb, may
from deskhand.core.query import NONE, Choice, Ids, Person, Query, Tagged, Term, When, Words
from deskhand.core.time import BEYOND, EARLIEST
from deskhand.directory.find import MOST_FOUND, find_contacts, find_customers, find_technicians
from deskhand.search.needle import Needle
from deskhand.storage.engine import Read
from deskhand.tickets.condition_store import Condition, any_of, having, not_set, outside, since, tagged
from deskhand.tickets.condition_store import before as until

FINDERS = {"customer": find_customers, "contact": find_contacts, "technician": find_technicians}


class Meant(NamedTuple):
    """What a query means for an actor: conditions, and the words that are looked for, None where there are none."""

    conditions: tuple[Condition, ...]
    needle: Needle | None


async def meaning_of(read: Read, actor: Actor, query: Query) -> Meant:
    """What a query means for this actor: who `me` is and which comments are searched depend on them.

    Refused (`too_many_meant`) where a name fits more people than a filter can hold.
    """
    found: list[Condition] = []
    for term in query.terms:
        found += await _of_term(read, actor, term)
    wanted, unwanted = _words(actor, query)
    if wanted is None and unwanted is not None:
        return Meant((*found, having(unwanted, negated=True)), None)
    return Meant(tuple(found), wanted)


def _words(actor: Actor, query: Query) -> tuple[Needle | None, Needle | None]:
    """The needle for what is wanted, without what is unwanted; and one for what is unwanted, should it stand alone."""
    internal = may(actor, Verb.COMMENT_READ_INTERNAL)
    said = [term for term in query.terms if isinstance(term, Words) and term.words]
    unwanted = tuple(term.words for term in said if term.negated)
    # Only the very last word may be a beginning; of several phrases the others' last words are whole.
    wanted = tuple(word for term in said if not term.negated for word in term.words)
    bare = Needle(account_id=actor.account_id, wanted=(), unwanted=unwanted, with_internal=internal)
    if wanted:
        return Needle(account_id=actor.account_id, wanted=wanted, unwanted=unwanted, with_internal=internal), bare
    return None, bare if unwanted else None


async def _of_term(read: Read, actor: Actor, term: Term) -> Sequence[Condition]:
    match term:
        case Choice(field=field, values=values, negated=negated):
            return [_of_choice(field, values, negated)]
        case Ids(ids=ids, negated=negated):
            return [any_of("id", ids, negated=negated)]
        case Tagged(tags=tags, negated=negated):
            return [tagged(tags, negated=negated)]
        case When():
            return _of_date(term)
        case Person():
            return [await _of_person(read, actor, term)]
        case Words():
            return []  # gathered over all terms by _words


def _of_choice(field: str, values: Sequence[str], negated: bool) -> Condition:
    given = [value for value in values if value != NONE]
    if not given:
        return not_set(field, negated=negated)
    return any_of(field, given, or_none=NONE in values, negated=negated)


def _of_date(term: When) -> list[Condition]:
    if term.span is None:
        return [not_set(term.field, negated=term.negated)]
    start, end = term.span.start, term.span.end
    if term.negated:
        return [outside(term.field, start or EARLIEST, end or BEYOND)]
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
            ids.update(dict.fromkeys(_few_enough(await FINDERS[term.field](read, actor, name), term.field, name)))
    if nobody and not ids:
        return not_set(term.field, negated=term.negated)
    return any_of(term.field, list(ids), or_none=nobody, negated=term.negated)


def _few_enough(found: list[int], field: str, name: str) -> list[int]:
    if len(found) > MOST_FOUND:
        detail = f"{field}: {name!r} fits more than {MOST_FOUND:,}; write more of the name, or the ID"
        raise Refusal("too_many_meant", "Invalid query", detail)
    return found
