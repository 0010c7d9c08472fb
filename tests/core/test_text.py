"""What a text may hold: everything but NUL, halves of characters, and more than its limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.text import BadText, check_text


@pytest.mark.parametrize("text", ["", " ", "x" * 10, "🖨️ \u202bשלום\u202c", "\x01\x7f\ufeff\uffff\U0010ffff", "\r\n\t"])
def test_a_text_is_given_back_as_it_is(text: str) -> None:
    assert check_text(text, 10) is text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 11, "expected at most 10 characters, this has 11"),
        ("🖨" * 11, "expected at most 10 characters, this has 11"),
        ("a\0b", "a NUL character cannot be kept"),
        ("\ud800", "half of a surrogate pair is no character"),
        ("a\udfffb", "half of a surrogate pair is no character"),
        ("\udfff\ud800", "half of a surrogate pair is no character"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadText) as refused:
        check_text(text, 10)
    assert str(refused.value) == sentence


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_every_text_that_utf_8_can_write_is_kept(text: str) -> None:
    assert check_text(text, 20) == text
