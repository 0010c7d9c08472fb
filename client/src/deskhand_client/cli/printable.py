"""Texts that other people wrote, made harmless for a terminal: no control character reaches it."""

# What moves the cursor, colours or rings; and what turns the direction of writing round.
_CONTROLS = (*range(32), *range(127, 160))
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_GONE: dict[int, str | None] = dict.fromkeys((*_CONTROLS, *_TURNING))
_LINES = {**_GONE, ord("\n"): "\n", ord("\t"): "    "}
_ONE_LINE = {**_GONE, **{ord(sign): " " for sign in "\n\t\v\f\x85\u2028\u2029"}}


def one_line(text: str) -> str:
    """The text on one line, for a cell or a sentence."""
    return text.replace("\r\n", "\n").translate(_ONE_LINE)


def lines(text: str) -> str:
    """The text with its line breaks."""
    return text.replace("\r\n", "\n").translate(_LINES)
