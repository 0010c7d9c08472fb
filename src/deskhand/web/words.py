"""The words of the pages in a viewer's language: English is in the source, the others are read from `locale/`."""

import gettext
from functools import cache
from pathlib import Path

import msgspec

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "deskhand"
SOURCE = "en"


class Language(msgspec.Struct, frozen=True):
    """A language that the pages speak, and how its speakers call it."""

    code: str
    name: str


_LANGUAGES = (Language("en", "English"), Language("de", "Deutsch"), Language("es", "Español"))
_CODES = frozenset(language.code for language in _LANGUAGES)


class Words:
    """Every word of the pages in one language. Ask `words_of` for it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = _load(language)

    def gettext(self, message: str) -> str:
        """The message in this language; its placeholders are still in it."""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of the message that goes with the number."""
        return self._translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """The message as it is meant in the context: Open as a state, or as something to do."""
        return self._translations.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """The form that goes with the number, as it is meant in the context."""
        return self._translations.npgettext(context, singular, plural, n)


def N_(message: str) -> str:  # gettext's own name for it
    """Mark a message that is translated later, where it is shown."""
    return message


@cache
def words_of(language: str) -> Words:
    """The words of a language, read once per process; English for a language that the pages do not speak."""
    return Words(language if language in _CODES else SOURCE)


def languages() -> tuple[Language, ...]:
    """The languages to choose from, the source's first."""
    return _LANGUAGES


def pick_language(accept_language: str | None, preferred: str | None = None) -> str:
    """The code of the language to answer in: the person's own choice, else the browser's best, else English."""
    if preferred in _CODES:
        return preferred
    for tag in _by_weight(accept_language or ""):
        if (code := tag.partition("-")[0]) in _CODES:
            return code
    return SOURCE


def _by_weight(header: str) -> list[str]:
    """The tags of an Accept-Language header that are wanted at all, the dearest first."""
    weighted = [_weighed(part) for part in header.split(",")[:32]]
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if tag and weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    name, _, value = parameter.partition("=")
    try:
        weight = float(value) if name.strip().lower() == "q" else 1.0
    except ValueError:
        weight = 0.0  # a weight that nobody can read is no wish
    return weight, tag.strip().lower()


def _load(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    with (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
