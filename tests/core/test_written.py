"""A query as it was written: its terms, one taken out, one put in."""

import pytest

from deskhand.core.written import quoted, without, written_terms


def test_terms_are_found_with_their_places() -> None:
    text = 'status:open -priority:high,critical customer:"Acme Ltd" outlook'
    found = [(t.key, t.value, t.negated, text[t.start : t.end]) for t in written_terms(text)]
    assert found == [
        ("status", "open", False, "status:open"),
        ("priority", "high,critical", True, "-priority:high,critical"),
        ("customer", '"Acme Ltd"', False, 'customer:"Acme Ltd"'),
        ("", "outlook", False, "outlook"),
    ]


def test_nothing_has_no_terms() -> None:
    assert written_terms("   ") == ()


@pytest.mark.parametrize(
    ("text", "place", "left"),
    [
        ("status:open outlook", 0, "outlook"),
        ("status:open outlook", 1, "status:open"),
        ('a customer:"B  C" d', 2, 'a customer:"B  C"'),
    ],
)
def test_a_term_is_taken_out(text: str, place: int, left: str) -> None:
    assert without(text, written_terms(text)[place]) == left


@pytest.mark.parametrize("value", ["acme", "Acme Ltd", 'say "hi"', "back\\slash", "a,b", "k:v"])
def test_a_quoted_value_is_read_back(value: str) -> None:
    (term,) = written_terms(f"customer:{quoted(value)}")
    assert term.key == "customer"
    assert term.value == quoted(value)
