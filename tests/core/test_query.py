"""The query language: what each term means, and errors that point at the word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.query import (
    KEYS,
    MOST_TERMS,
    Choice,
    Ids,
    Person,
    Query,
    QueryError,
    Tagged,
    Term,
    When,
    Words,
    parse_query,
)
from deskhand.core.spans import Span
from tests.core.made import NOON


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WEEK_AGO = NOON - timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("outlook", (Words(("outlook",)),)),
        ("Outlook  HANGS", (Words(("outlook", "hangs")),)),
        ('"outlook hangs"', (Words(("outlook", "hangs")),)),
        ("caf\u00e9", (Words(("cafe",)),)),
        ("-outlook", (Words(("outlook",), negated=True),)),
        ('-"outlook hangs" mail', (Words(("outlook", "hangs"), negated=True), Words(("mail",)))),
        ("john@acme.example", (Words(("john@acme.example",)),)),
        ("at 10:30", (Words(("at", "10", "30")),)),
        ("https://acme.example/x", (Words(("https", "acme", "example", "x")),)),
        ("!!! ---", ()),
        ("status:open", (Choice("status", ("Open",)),)),
        ("STATUS:Open,pending", (Choice("status", ("Open", "Pending")),)),
        ("-status:closed", (Choice("status", ("Closed",), negated=True),)),
        ('impact:"site down"', (Choice("impact", ("SiteDown",)),)),
        (
            "priority:high type:incident source:api",
            (Choice("priority", ("High",)), Choice("type", ("Incident",)), Choice("source", ("API",))),
        ),
        ("assignee:none", (Person("technician", ("none",)),)),
        ("assignee:me,none", (Person("technician", ("me", "none")),)),
        ("technician:4", (Person("technician", ("4",)),)),
        ('customer:"Bakers & Sons"', (Person("customer", ("Bakers & Sons",)),)),
        ('customer:"say \\"hi\\""', (Person("customer", ('say "hi"',)),)),
        ("requester:john@acme.example", (Person("contact", ("john@acme.example",)),)),
        ("tag:VIP", (Tagged(("vip",)),)),
        ('tags:"on site",vip', (Tagged(("on site", "vip")),)),
        ("id:7,#42", (Ids((7, 42)),)),
        ("created:<7d", (When("created", Span(WEEK_AGO, None)),)),
        ("created:>7d", (When("created", Span(None, WEEK_AGO)),)),
        ("due:<2d", (When("due", Span(None, NOON + timedelta(days=2))),)),
        ("due:none", (When("due", None),)),
        ("-resolved:none", (When("resolved", None, negated=True),)),
        ("updated:today", (When("updated", Span(day("2024-02-15"), day("2024-02-16"))),)),
        ("created:2024-02", (When("created", Span(day("2024-02-01"), day("2024-03-01"))),)),
        ("created:2024-12", (When("created", Span(day("2024-12-01"), day("2025-01-01"))),)),
        ("created:2023", (When("created", Span(day("2023-01-01"), day("2024-01-01"))),)),
        ("created:2024-02-29", (When("created", Span(day("2024-02-29"), day("2024-03-01"))),)),
        ("created:>=2024-02-01", (When("created", Span(day("2024-02-01"), None)),)),
        ("created:<=2024-02-01", (When("created", Span(None, day("2024-02-02"))),)),
        ("created:2024-02-01..2024-02-03", (When("created", Span(day("2024-02-01"), day("2024-02-04"))),)),
        ("created:..2024-02", (When("created", Span(None, day("2024-03-01"))),)),
    ],
)
def test_a_query_means(text: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(text, NOON) == Query(terms)


@pytest.mark.parametrize(
    ("text", "word", "says"),
    [
        ("outlook stauts:open mail", "stauts:open", "there is no stauts:"),
        ("status:opne", "status:opne", "use open, pending, resolved, closed"),
        ("mail priority:hihg", "priority:hihg", "use low, medium, high, critical"),
        ("status:", "status:", "needs a value"),
        ("status:,", "status:,", "needs a value"),
        ('customer:"Acme', '"Acme', "quotation mark is missing"),
        ('mail "outlook hangs', '"outlook hangs', "quotation mark is missing"),
        ("created:yesteryear", "created:yesteryear", "is no date"),
        ("created:2024-02-30", "created:2024-02-30", "is no date"),
        ("created:2024-02-01,2024-02-02", "created:2024-02-01,2024-02-02", "takes one span"),
        ("id:seven", "id:seven", "is no ticket number"),
        ("id:0", "id:0", "is no ticket number"),
    ],
)
def test_an_error_points_at_the_word(text: str, word: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse_query(text, NOON)
    assert text[caught.value.start : caught.value.end] == word


def test_too_many_terms_are_refused() -> None:
    assert parse_query(" ".join(f"w{n}" for n in range(MOST_TERMS)), NOON)
    with pytest.raises(QueryError, match="more than 50 terms"):
        parse_query(" ".join(f"w{n}" for n in range(MOST_TERMS + 1)), NOON)


scraps = st.sampled_from(
    [*(f"{key}:" for key in KEYS), "-", '"', "\\", ",", "..", "<7d", "none", "open", "#", ":", " "]
)


@given(st.lists(scraps | st.text(max_size=5), max_size=12).map("".join))
def test_any_text_is_a_query_or_an_error_within_it(text: str) -> None:
    outcome = understood(text)
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.start < outcome.end <= len(text)
    else:
        assert all(not isinstance(term, Words) or term.words for term in outcome.terms)


def understood(text: str) -> Query | QueryError:
    try:
        return parse_query(text, NOON)
    except QueryError as wrong:
        return wrong


@given(st.text(min_size=1).filter(lambda text: '"' not in text and "\\" not in text and text.strip()))
def test_any_name_can_be_asked_for_in_quotes(name: str) -> None:
    (term,) = parse_query(f'customer:"{name}"', NOON).terms
    assert term == Person("customer", (name.strip(),))
