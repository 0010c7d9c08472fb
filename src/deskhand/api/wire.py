"""Types that all shapes on the wire share."""

from typing import Annotated, Any

import msgspec

# An instant as the wire shows it; `core.time.show_instant` makes it.
InstantText = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]


class WithVersion(msgspec.Struct, frozen=True):
    """A value to answer with, and the version that its ETag shows; `beside` is what it shows besides that version."""

    value: Any
    version: int
    beside: str = ""


class Stamped(msgspec.Struct, frozen=True):
    """A value to answer with, and what its ETag is made of: less than the whole, and other whenever the whole is."""

    value: Any
    stamp: bytes
