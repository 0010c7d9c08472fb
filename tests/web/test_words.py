"""The pages answer in the language that a person chose, or else in the one that the browser asks for."""

import pytest

from deskhand.web.words import languages, pick_language, words_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4", "de"),
        ("en;q=0.2, de;q=0.9", "de"),
        ("en-GB,de;q=0.9", "en"),
        ("de;q=0, es;q=0.1", "es"),
        ("fr", "en"),
        ("*", "en"),
        ("de;q=much, es;q=0.1", "es"),
        (",;,;q=,", "en"),
    ],
)
def test_the_browsers_best_language_that_there_is(header: str | None, language: str) -> None:
    assert pick_language(header) == language


def test_a_persons_own_choice_comes_first() -> None:
    assert pick_language("de", preferred="es") == "es"


@pytest.mark.parametrize("choice", [None, "", "fr"])
def test_a_choice_that_is_none_leaves_it_to_the_browser(choice: str | None) -> None:
    assert pick_language("de", preferred=choice) == "de"


def test_a_language_is_named_as_its_speakers_do() -> None:
    assert [(language.code, language.name) for language in languages()] == [
        ("en", "English"),
        ("de", "Deutsch"),
        ("es", "Español"),
    ]


def test_words_come_in_the_language() -> None:
    assert [words_of(language.code).gettext("now") for language in languages()] == ["now", "jetzt", "ahora"]


def test_what_is_not_translated_is_said_in_english() -> None:
    german = words_of("de")
    assert german.gettext("An unknown sentence.") == "An unknown sentence."
    assert german.ngettext("%(num)s quark", "%(num)s quarks", 1) == "%(num)s quark"
    assert german.npgettext("physics", "%(num)s quark", "%(num)s quarks", 2) == "%(num)s quarks"
    assert german.pgettext("physics", "charm") == "charm"


def test_a_language_is_read_once() -> None:
    assert words_of("de") is words_of("de")


def test_a_language_that_nobody_speaks_is_english() -> None:
    assert words_of("../../etc").language == "en"
