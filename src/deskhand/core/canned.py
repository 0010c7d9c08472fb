"""What a desk keeps ready: canned replies, and templates that a new ticket is filled with."""

import re
from datetime import datetime

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.placeholders import check_placeholders
from deskhand.core.text import BadText, check_text
from deskhand.core.ticket import TITLE_LIMIT, Impact, Priority, TicketType

LONGEST_TITLE = 120
LONGEST_SHORTCUT = 30
LONGEST_TEXT = 20_000
MOST_REPLIES = 1_000
MOST_TEMPLATES = 500
_SHORTCUT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CannedReply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply kept ready: `text` is Markdown with placeholders, `shortcut` what one types after a slash to pick it."""

    account_id: int
    id: int
    version: int
    title: str
    shortcut: str
    text: str
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


class TicketTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """What the form of a new ticket is filled with; None leaves a field as the form has it. `tags`: one a line."""

    account_id: int
    id: int
    version: int
    name: str
    title: str
    description: str
    type: TicketType | None
    priority: Priority | None
    impact: Impact | None
    tags: str
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


def checked_label(text: str, noun: str, field: str) -> str:
    """A title or name, tidied. Raises Refusal (`name_required`) when nothing is left of it, or too much."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_TITLE:
        detail = f"A {noun} needs a {field} of 1 to {LONGEST_TITLE} characters"
        raise Refusal("name_required", "Name required", detail, field=field)
    return tidy


def checked_shortcut(shortcut: str) -> str:
    """The shortcut without its slash, in small letters. Raises Refusal (`invalid_shortcut`)."""
    tidy = shortcut.strip().removeprefix("/").lower()
    if not _SHORTCUT.fullmatch(tidy) or len(tidy) > LONGEST_SHORTCUT:
        detail = f"Use 1 to {LONGEST_SHORTCUT} of a-z, 0-9 and single hyphens between them, such as vpn-reset"
        raise Refusal("invalid_shortcut", "Invalid shortcut", detail, field="shortcut")
    return tidy


def checked_reply_text(text: str) -> str:
    """The text of a canned reply. Raises Refusal (`text_required`, `text_too_long`, `unknown_placeholder`)."""
    if not text.strip():
        raise Refusal("text_required", "Text required", "A canned reply needs a text", field="text")
    check_placeholders(_within(text, LONGEST_TEXT, "text"))
    return text


def checked_ticket_title(title: str) -> str:
    """The title that a template gives, on one line. Raises Refusal (`text_too_long`)."""
    return _within(" ".join(title.split()), TITLE_LIMIT, "title")


def checked_description(text: str) -> str:
    """The description that a template gives. Raises Refusal (`text_too_long`)."""
    return _within(text, LONGEST_TEXT, "description")


def _within(text: str, longest: int, field: str) -> str:
    try:
        return check_text(text, longest)
    except BadText as wrong:
        raise Refusal("text_too_long", "Text cannot be kept", f"The {field}: {wrong}", field=field) from None
