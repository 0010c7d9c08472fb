"""Every module opens with one sentence that says what it is for."""

import ast

import pytest

from tests.house.source import Finding, modules, offences


def missing_sentence(source: str) -> list[Finding]:
    """A complaint unless the first line of the module's docstring is a whole sentence."""
    first, *_ = (ast.get_docstring(ast.parse(source)) or "").splitlines() or [""]
    return [] if first.endswith((".", "?", "!")) else [(1, "does not open with one sentence")]


def test_every_module_opens_with_a_sentence() -> None:
    assert offences(modules(), missing_sentence) == []


@pytest.mark.parametrize(
    "source", ["", "import os", '"""A title"""', '"""A sentence that goes\non here."""', "# No.\n"]
)
def test_a_missing_sentence_is_seen(source: str) -> None:
    assert missing_sentence(source)


@pytest.mark.parametrize("source", ['"""One sentence."""', '"""What is it for?\n\nMore to know"""'])
def test_a_sentence_is_enough(source: str) -> None:
    assert missing_sentence(source) == []
