"""A query as it was written, term by term: for showing each as a chip, and for taking one out or putting one in."""

import re

import msgspec

from deskhand.core.query import TERM


class Written(msgspec.Struct, frozen=True):
    """One term of a query: `-priority:high,critical` has the key `priority`, the value `high,critical` and a minus.

    A word has no key. `start` and `end` are its place in the text.
    """

    key: str
    value: str
    negated: bool
    start: int
    end: int


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
        found.append(Written(key, value, bool(match["minus"]), match.start("term"), match.end("term")))
    return tuple(found)


def without(text: str, term: Written) -> str:
    """The query without one of its terms."""
    return _tidy(f"{text[: term.start]} {text[term.end :]}")


def with_term(text: str, key: str, value: str) -> str:
    """The query with this said of a key, instead of whatever it said of that key before."""
    for term in reversed([one for one in written_terms(text) if one.key == key]):
        text = without(text, term)
    return _tidy(f"{text} {key}:{quoted(value)}")


def quoted(value: str) -> str:
    """A value as it must be written: in quotation marks where it has blanks or signs that mean something."""
    if re.fullmatch(r'[^\s",:\\]+', value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _tidy(text: str) -> str:
    return re.sub(r"\s{2,}", " ", text).strip() if '"' not in text else text.strip()
