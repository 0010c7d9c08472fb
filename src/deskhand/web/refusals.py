"""Refusals in the words of the console: the use cases speak of fields as the API names them, people see labels."""

import msgspec

from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class SaidRefusal(msgspec.Struct, frozen=True):
    """What was refused, and what would be right."""

    title: str
    sentence: str
    field: str | None


# Those that somebody at the console can meet; whatever else there is is told as the use case tells it.
SENTENCES: dict[str, tuple[str, str]] = {
    "title_required": (N_("A ticket needs a title"), N_("Say in a few words what is wrong.")),
    "comment_text_required": (N_("There is nothing to send"), N_("Write a message first.")),
    "ticket_closed": (N_("The ticket is closed"), N_("Reopen it first, then change it.")),
    "ticket_not_found": (
        N_("There is no such ticket"),
        N_("It may have been deleted, or belong to a customer outside your role."),
    ),
    "requester_required": (N_("Who is it for?"), N_("Choose a contact, or write an e-mail address.")),
    "forbidden": (N_("Your role does not allow this"), N_("Ask an administrator for a role that does.")),
}


def said_of(visit: Visit, refusal: Refusal) -> SaidRefusal:
    """A refusal as the person shall read it."""
    known = SENTENCES.get(refusal.code)
    if known is None and isinstance(refusal, Forbidden):
        known = SENTENCES["forbidden"]
    if known is not None:
        return SaidRefusal(visit._(known[0]), visit._(known[1]), refusal.field)
    if isinstance(refusal, Missing):
        return SaidRefusal(visit._(N_("There is no such thing")), visit._(N_("It may have been deleted.")), None)
    return SaidRefusal(refusal.message, f"{refusal.detail}.", refusal.field)
