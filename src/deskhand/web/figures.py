"""Numbers as a language writes them."""

# The sign between groups of three figures, and from how many figures on it is written: Spanish leaves 1234 whole.
_GROUPS = {"en": (",", 4), "de": (".", 4), "es": (".", 5)}


def figure(language: str, number: int) -> str:
    """A whole number: 12,345 in English, 12.345 in German and Spanish."""
    sign, least = _GROUPS.get(language, _GROUPS["en"])
    return f"{number:,}".replace(",", sign) if len(str(abs(number))) >= least else str(number)
