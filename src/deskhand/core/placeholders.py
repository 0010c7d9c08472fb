"""Placeholders in canned replies: `{{contact.first_name}}` becomes the requester's first name.

One that has no value on the ticket stays as it is written, so that the composer can show the gap and warn of it before
anything is sent.
"""

import re
from collections.abc import Iterator

import msgspec

from deskhand.core.errors import Refusal

# What a text may ask for, and what each is, for the page that shows them.
KNOWN: dict[str, str] = {
    "contact.first_name": "The requester's first name.",
    "contact.name": "The requester's first and last name.",
    "ticket.id": "The ticket's number.",
    "ticket.title": "The ticket's title.",
    "ticket.due": "When the ticket is due, in the account's time zone.",
    "customer.name": "The name of the requester's company.",
    "technician.first_name": "The first name of whoever sends the reply.",
    "technician.name": "The first and last name of whoever sends the reply.",
}
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for each placeholder, named like it with `_` for the point; empty where the ticket has nothing."""

    contact_first_name: str = ""
    contact_name: str = ""
    ticket_id: str = ""
    ticket_title: str = ""
    ticket_due: str = ""
    customer_name: str = ""
    technician_first_name: str = ""
    technician_name: str = ""


def placeholders_in(text: str) -> tuple[str, ...]:
    """What stands in double braces, known or not, each once and in the order of the text."""
    return tuple(dict.fromkeys(_names(text)))


def check_placeholders(text: str, field: str = "text") -> None:
    """Raise Refusal (`unknown_placeholder`), naming the first that stands for nothing."""
    for name in placeholders_in(text):
        if name not in KNOWN:
            detail = f"{{{{{name[:60]}}}}} stands for nothing; use {', '.join(f'{{{{{one}}}}}' for one in KNOWN)}"
            raise Refusal("unknown_placeholder", "Unknown placeholder", detail, field=field)


def filled(text: str, values: Filling) -> str:
    """The text with a value for each placeholder that has one; what is filled in is not looked through again."""
    return _PLACEHOLDER.sub(lambda found: _value(found[1].lower(), values) or found[0], text)


def unfilled(text: str) -> tuple[str, ...]:
    """The placeholders that are still in a text which is about to be sent; braces of other things are none."""
    return tuple(name for name in placeholders_in(text) if name in KNOWN)


def _names(text: str) -> Iterator[str]:
    return (found[1].lower() for found in _PLACEHOLDER.finditer(text))


def _value(name: str, values: Filling) -> str:
    found: str = getattr(values, name.replace(".", "_")) if name in KNOWN else ""
    return found.strip()
