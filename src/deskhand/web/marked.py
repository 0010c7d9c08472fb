"""Marking in a text what was searched for."""

import re
from functools import lru_cache

from markupsafe import Markup, escape


def marked(text: str, query: str) -> Markup:
    """The text with every beginning of a word, or part of an address, that was typed in a <mark>."""
    typed = query.split()
    if not typed:
        return escape(text)
    parts = _pattern(tuple(typed)).split(text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


@lru_cache(64)
def _pattern(typed: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(typed, key=len, reverse=True))
    return re.compile(f"({either})", re.IGNORECASE)
