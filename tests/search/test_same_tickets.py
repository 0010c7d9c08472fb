"""Both databases find the tickets that plain Python finds, in its order, whatever was written or changed."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.words import query_words
from deskhand.search import index, page_store
from deskhand.tickets.change import TicketChange
from deskhand.tickets.condition_store import any_of
from tests.search.conftest import WAYS, Shelves, take_way
from tests.search.shelf import Shelf

# Few different words, so that searches find something; and everything that means something to FTS5, to tsquery or to
# the SQL and JSON around them, written so that careless quoting would show.
PLAIN = [
    "mail",
    "mailbox",
    "Mails",
    "print",
    "printer",
    "a",
    "ab",
    "b2",
    "2",
    "2024",
    "über",
    "UBER",
    "straße",
    "strasse",
]
LOUD = ["AND", "OR", "NOT", "NEAR", "near(a b)", "title", "title:", "{public}:", "NULL", "t", "p", "i", "1t", "tmail"]
SIGNS = [
    '"',
    '""',
    "'",
    "''",
    "\\",
    "\\'",
    "*",
    "a*",
    ":*",
    "^a",
    "&",
    "|",
    "!",
    "!a",
    "<->",
    "(",
    ")",
    "-",
    "+",
    "%",
    "_",
    "@",
    ",",
]
ADDRESSES = [
    "jo@acme.example",
    "Jo@ACME.example",
    "j.o@acme.example",
    "jo@acme",
    "@acme.example",
    "acme.example",
    "a@b@c",
]
FOREIGN = [
    "東京",
    "東京都",
    "ﬁle",
    "file",
    "e\u0301te\u0301",
    "été",
    "ÅNGSTRÖM",
    "Ⅷ",
    "viii",
    "한국",
    "한",
    "हिन्दी",
    "🖨",
    "a🖨b",
    "ǅ",
    "ß",
    "ŉ",
]

scraps = st.sampled_from([*PLAIN, *PLAIN, *LOUD, *SIGNS, *ADDRESSES, *FOREIGN])
# Anything at all but what no text of the desk may hold: NUL and lone surrogates.
wild = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
texts = st.lists(scraps | wild, max_size=6).map(" ".join) | st.lists(scraps, max_size=4).map("".join)
titles = texts.filter(str.strip)
# What is done to tickets, named by a number that picks one of those there are.
deeds = st.lists(
    st.tuples(st.just("open"), titles, texts)
    | st.tuples(st.just("say"), st.integers(0, 9), texts.filter(str.strip), st.booleans())
    | st.tuples(st.just("title"), st.integers(0, 9), titles)
    | st.tuples(st.just("describe"), st.integers(0, 9), texts)
    | st.tuples(st.just("delete"), st.integers(0, 9)),
    min_size=1,
    max_size=9,
)
queries = texts.filter(query_words)
searches = st.lists(
    st.tuples(queries, st.lists(queries, max_size=2), st.booleans(), st.integers(1, 4)), min_size=1, max_size=6
)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds, searches=searches)
def test_what_is_found_is_what_was_written(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch, way: str, deeds: list[Any], searches: list[Any]
) -> None:
    take_way(way, monkeypatch)
    for shelf, other in zip(shelves.shelves, shelves.others, strict=True):
        shelves.run(_try(shelf, other, deeds, searches))
    page_store.walk_of.cache_clear()


async def _try(shelf: Shelf, other: Shelf, deeds: list[Any], searches: list[Any]) -> None:
    for deed in deeds:
        await _do(shelf, *deed)
    # The neighbours write the very same and are never found.
    for kept in list(shelf.kept.values()):
        await other.open(kept.title, kept.description)
    for _ in range(2):
        for text, without, internal, limit in searches:
            expected = await shelf.expected(text, without=without, internal=internal)
            # Among all tickets, and among those of a customer, whose all of them are.
            for conditions in ((), (any_of("customer", [shelf.cast.acme.id]),)):
                found = await shelf.find(text, without=without, internal=internal, limit=limit, conditions=conditions)
                assert found == expected
        async with shelf.engine.transaction(shelf.account_id) as tx:
            await index.rebuild(tx, tx.account_id, min(shelf.kept, default=0) - 1)
    for one in (shelf, other):
        await one.delete(*one.kept)


async def _do(shelf: Shelf, deed: str, *what: Any) -> None:
    if deed == "open":
        await shelf.open(*what)
        return
    if not shelf.kept:
        return
    ticket_id = list(shelf.kept)[what[0] % len(shelf.kept)]
    match deed:
        case "say":
            await shelf.say(ticket_id, what[1], internal=what[2])
        case "title":
            await shelf.change(ticket_id, TicketChange(title=what[1]))
        case "describe":
            await shelf.change(ticket_id, TicketChange(description=what[1]))
        case "delete":
            await shelf.delete(ticket_id)
