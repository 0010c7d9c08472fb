"""What a text may hold, whichever door it came in by."""


class BadText(ValueError):
    """The text cannot be kept; the message says why."""


def check_text(text: str, longest: int) -> str:
    """The text itself. Raises BadText on NUL, a lone surrogate, or more than `longest` characters."""
    if len(text) > longest:
        raise BadText(f"expected at most {longest} characters, this has {len(text)}")
    if "\x00" in text:
        raise BadText("a NUL character cannot be kept")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadText("half of a surrogate pair is no character") from None
    return text
