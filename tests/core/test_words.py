"""The tokeniser: what counts as a word, how words are compared, and how much a text may put into the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.words import LONGEST_WORD, ROOM_OF_TEXT, folded, query_words, ticket_words, weight, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("... - _ !", []),
        ("Outlook hangs, again", ["outlook", "hangs", "again"]),
        ("again Again AGAIN", ["again"]),
        ("CAFÉ Straße Ångström", ["cafe", "strasse", "angstrom"]),
        ("ﬁle Ⅷ ２０２４", ["file", "viii", "2024"]),
        ("pc-042 v1.2.3 under_score", ["pc", "042", "v1", "2", "3", "under", "score"]),
        ("don't", ["don", "t"]),
        ("東京都 한국", ["東京都", folded("한국")]),
        (
            "Ask john.smith+it@acme.example.",
            ["ask", "john.smith+it@acme.example", "john", "smith", "it", "acme", "example"],
        ),
        ("@acme", ["acme"]),
        ("a@b@c", ["a@b", "a", "b", "c"]),
        ("<j@acme.example>,", ["j@acme.example", "j", "acme", "example"]),
    ],
)
def test_the_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_an_address_is_searched_whole() -> None:
    assert query_words("mail from John@ACME.example") == ["mail", "from", "john@acme.example"]


def test_a_long_word_is_cut() -> None:
    assert words("x" * 500) == ["x" * LONGEST_WORD] == query_words("x" * 500)


def test_a_long_text_puts_no_more_into_the_index_than_there_is_room_for() -> None:
    found = words(" ".join(f"word{number}" for number in range(50_000)))
    assert found[:2] == ["word0", "word1"]
    assert weight(found) <= ROOM_OF_TEXT


def test_a_tickets_words_lie_by_who_may_see_them() -> None:
    found = ticket_words("Outlook hangs", "outlook and mail", [("Rebooted", False), ("suspect", True)])
    assert found.title == ["outlook", "hangs"]
    assert found.public == ["and", "mail", "rebooted"]
    assert found.internal == ["suspect"]


@given(st.text())
def test_folding_once_is_enough(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_every_word_that_is_searched_is_a_word_of_its_text(text: str) -> None:
    assert set(query_words(text)) <= set(words(text))


@given(st.text(), st.text())
def test_a_space_parts_words(one: str, other: str) -> None:
    assert set(words(f"{one} {other}")) == set(words(one)) | set(words(other))


def test_a_megabyte_of_joined_letters_costs_no_more_than_one_of_words() -> None:
    """Nothing is tried twice: this would take minutes if it were."""
    assert words("a." * 500_000 + "@") == ["a"]
    assert len(words("a@" * 100_000)) <= 2
