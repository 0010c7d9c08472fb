"""Texts that somebody has begun and not sent: one per technician and ticket, kept until it is sent or dropped."""

from datetime import datetime
from enum import StrEnum

import msgspec

# As many characters as a comment of a reasonable length has ten times over; the comment itself may be longer.
LONGEST_UNSENT = 100_000
# The number under which the text of a ticket is kept that is not there yet.
NEW_TICKET = 0


class UnsentKind(StrEnum):
    """What the text is going to be."""

    REPLY = "reply"
    NOTE = "note"


class Unsent(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was kept last."""

    account_id: int
    technician_id: int
    ticket_id: int
    kind: UnsentKind
    text: str
    saved_at: datetime
