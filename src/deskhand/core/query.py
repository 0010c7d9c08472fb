"""The query language of lists, search and views: `status:open priority:high customer:"Acme" created:<7d outlook`.

    query  := term*                      all terms must hold
    term   := ["-"] (key ":" values | word | quoted)
    values := value ("," value)*         any of them
    value  := word | quoted | span
    span   := "<" age | ">" age | [">=" | "<=" | ">" | "<"] day | [day] ".." [day] | "none"
            | "yesterday" | "today" | "tomorrow"
    age    := number ("m" | "h" | "d" | "w")      `created:<7d`: less than seven days ago
                                                  `due:<2d`: overdue, or due in less than two days

Parsing knows no database: names of people are kept as they were written, and somebody else looks them up.
"""

import re
from datetime import datetime
from enum import StrEnum

import msgspec

from deskhand.core.spans import BadSpan, Span, parse_span
from deskhand.core.ticket import Impact, Priority, SlaStatus, Source, Status, TicketType
from deskhand.core.words import query_words

MOST_TERMS = 50
NO_DATE = "%(key)s: %(value)r is no date; write 2024-02-15, 2024-02, <7d, >=2024-02-01, 2024-02-01..2024-02-29 or today"


class QueryError(ValueError):
    """A query that cannot be understood; `start` and `end` mark the word that is wrong.

    `template` is the message before `said` is put in, for doors that speak other languages.
    """

    def __init__(self, template: str, start: int, end: int, **said: object) -> None:
        super().__init__(template % said)
        self.template = template
        self.said = said
        self.start = start
        self.end = end


class Choice(msgspec.Struct, frozen=True, tag="choice"):
    """A field with a closed set of values: any of these (or, negated, none of them); NONE is having no value."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


class Person(msgspec.Struct, frozen=True, tag="person"):
    """A reference to a customer, contact or technician: by id, by name or address, `me` or `none`."""

    field: str
    names: tuple[str, ...]
    negated: bool = False


class Tagged(msgspec.Struct, frozen=True, tag="tagged"):
    """Has any of these tags (or, negated, none of them), case folded."""

    tags: tuple[str, ...]
    negated: bool = False


class When(msgspec.Struct, frozen=True, tag="when"):
    """A date from `span.start` up to, not including, `span.end`; a span of None means the date is not set."""

    field: str
    span: Span | None
    negated: bool = False


class Ids(msgspec.Struct, frozen=True, tag="ids"):
    """These ticket numbers."""

    ids: tuple[int, ...]
    negated: bool = False


class Words(msgspec.Struct, frozen=True, tag="words"):
    """All these words occur in the ticket; the last one may be the beginning of a word."""

    words: tuple[str, ...]
    negated: bool = False


Term = Choice | Person | Tagged | When | Ids | Words


class Query(msgspec.Struct, frozen=True):
    """A parsed query; every term must hold."""

    terms: tuple[Term, ...] = ()


CHOICES: dict[str, type[StrEnum]] = {
    "status": Status,
    "priority": Priority,
    "type": TicketType,
    "impact": Impact,
    "source": Source,
    "sla": SlaStatus,
}
# Those that may have no value, which `none` asks for.
MAY_BE_NONE = frozenset({"impact", "sla"})
NONE = "none"
PEOPLE = {
    "customer": "customer",
    "contact": "contact",
    "requester": "contact",
    "assignee": "technician",
    "technician": "technician",
}
DATES = ("created", "updated", "resolved", "closed", "due")
KEYS = (*CHOICES, "customer", "contact", "assignee", "tag", *DATES, "id")

TERM = re.compile(r'\s*(?P<term>(?P<minus>-)?(?:(?P<key>[A-Za-z_]+):)?(?P<rest>(?:"(?:[^"\\]|\\.)*"?|[^\s"])*))')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)("?)|([^,"]+)|(,)')


def parse_query(text: str, now: datetime) -> Query:
    """Read a query; `now` is what `today` and ages are counted from (UTC). Raises QueryError."""
    terms: list[Term] = []
    free: list[str] = []
    place = 0
    while place < len(text):
        found = TERM.match(text, place)
        assert found is not None  # noqa: S101 - every part of the pattern may be empty
        if found.end() == place or not found["term"]:
            break
        place = found.end()
        _take(found, now, terms, free)
        if len(terms) + len(free) > MOST_TERMS:
            raise QueryError("more than %(most)d terms", found.start("term"), found.end("term"), most=MOST_TERMS)
    if free:
        terms.append(Words(tuple(free)))
    return Query(tuple(term for term in terms if not isinstance(term, Words) or term.words))


def _take(found: re.Match[str], now: datetime, terms: list[Term], free: list[str]) -> None:
    """Add what one written term says: a condition, or words that are gathered until the end."""
    key, rest, negated = found["key"], found["rest"], bool(found["minus"])
    start, end = found.span("term")
    if key is None or key.lower() in ("http", "https"):
        words = query_words(_plain(found["term"][negated:], start, end))
        if len(words) > MOST_TERMS:
            raise QueryError("more than %(most)d words", start, end, most=MOST_TERMS)
        if negated:
            terms.append(Words(tuple(words), negated=True))
        else:
            free += words
        return
    terms.append(_condition(key.lower(), values_of(rest, found.start("rest"), end), negated, now, start, end))


def _condition(key: str, values: tuple[str, ...], negated: bool, now: datetime, start: int, end: int) -> Term:
    if not values:
        raise QueryError("%(key)s: needs a value, such as %(key)s:%(value)s", start, end, key=key, value=_example(key))
    if key in CHOICES:
        return Choice(key, tuple(_choice(key, value, start, end) for value in values), negated)
    if key in PEOPLE:
        return Person(PEOPLE[key], values, negated)
    if key in ("tag", "tags"):
        return Tagged(tuple(value.casefold() for value in values), negated)
    if key in DATES:
        return _when(key, values, negated, now, start, end)
    if key == "id":
        return Ids(tuple(_number(value, start, end) for value in values), negated)
    raise QueryError("there is no %(key)s:, there are %(listed)s", start, end, key=key, listed=", ".join(KEYS))


def _choice(key: str, value: str, start: int, end: int) -> str:
    wanted = value.replace(" ", "").casefold()
    for member in CHOICES[key]:
        if member.value.casefold() == wanted:
            return member.value
    if key in MAY_BE_NONE and wanted == NONE:
        return NONE
    listed = ", ".join(member.value.lower() for member in CHOICES[key])
    raise QueryError("%(key)s: has no %(value)r; use %(listed)s", start, end, key=key, value=value, listed=listed)


def _when(key: str, values: tuple[str, ...], negated: bool, now: datetime, start: int, end: int) -> When:
    if len(values) > 1:
        raise QueryError("%(key)s: takes one span; write %(key)s:2024-02-01..2024-02-29", start, end, key=key)
    if values[0].casefold() == "none":
        return When(key, None, negated)
    try:
        return When(key, parse_span(values[0], now, ahead=key == "due"), negated)
    except BadSpan as bad:
        raise QueryError(NO_DATE, start, end, key=key, value=bad.value) from None


def _number(value: str, start: int, end: int) -> int:
    digits = value.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) <= 18 and int(digits):
        return int(digits)
    raise QueryError("id: %(value)r is no ticket number", start, end, value=value)


def values_of(rest: str, offset: int, end: int) -> tuple[str, ...]:
    """The values of a term, quotes taken off; a comma parts them."""
    values, current = [], ""
    for piece in _VALUE.finditer(rest):
        quoted, closing, plain, comma = piece.groups()
        if comma:
            values.append(current)
            current = ""
        elif quoted is not None:
            if not closing:
                raise QueryError("a quotation mark is missing", offset + piece.start(), end)
            current += _unescaped(quoted)
        else:
            current += plain
    return tuple(value.strip() for value in [*values, current] if value.strip())


def _plain(text: str, start: int, end: int) -> str:
    """Free text without its quotes, which only hold it together while it is read."""
    if '"' in _QUOTED.sub(" ", text):
        raise QueryError("a quotation mark is missing", start, end)
    return text.replace('"', " ")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _example(key: str) -> str:
    if key in CHOICES:
        return next(iter(CHOICES[key])).value.lower()
    return {"id": "1042", "tag": "vip"}.get(key, "<7d" if key in DATES else "me")
