"""A query as it was written, term by term: for showing each as a chip, and for taking one out or putting one in."""

import re

import msgspec

from deskhand.core.query import TERM, QueryError, values_of


class Written(msgspec.Struct, frozen=True):
    """One term of a query: `-priority:high,critical` has the key `priority`, the value `high,critical` and a minus.

    `values` are the value's parts without quotation marks. A word has no key and no values. `start` and `end` are the
    term's place in the text.
    """

    key: str
    value: str
    negated: bool
    start: int
    end: int
    values: tuple[str, ...] = ()


def written_terms(text: str) -> tuple[Written, ...]:
    """The terms of a query in their order; whether they mean anything is for `parse_query` to say."""
    found: list[Written] = []
    place = 0
    while place < len(text):
        match = TERM.match(text, place)
        if match is None or match.end() == place or not match["term"]:
            break
        place = match.end()
        key = (match["key"] or "").lower()
        value = match["rest"] if key else match["term"].removeprefix("-")
        values = _values(value) if key else ()
        found.append(Written(key, value, bool(match["minus"]), match.start("term"), match.end("term"), values))
    return tuple(found)


def without(text: str, term: Written) -> str:
    """The query without one of its terms."""
    return _tidy(f"{text[: term.start]} {text[term.end :]}")


def quoted(value: str) -> str:
    """A value as it must be written: in quotation marks where it has blanks or signs that mean something."""
    if re.fullmatch(r'[^\s",:\\]+', value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _values(value: str) -> tuple[str, ...]:
    """The parts of a value; one that cannot be read, for want of a quotation mark, is left as it is written."""
    try:
        return values_of(value, 0, len(value))
    except QueryError:
        return (value,)


def _tidy(text: str) -> str:
    return re.sub(r"\s{2,}", " ", text).strip() if '"' not in text else text.strip()
