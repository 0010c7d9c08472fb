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
    "ticket_closed": (
        N_("The ticket is closed"),
        N_("A closed ticket is final. Open a new one that refers to it."),
    ),
    "ticket_merged": (N_("The ticket was merged"), N_("Write to the ticket that it was merged into.")),
    "transition_refused": (N_("Resolve it first"), N_("Your desk resolves a ticket before it is closed.")),
    "technician_not_found": (
        N_("Nobody to assign it to"),
        N_("This technician is not active any more. Choose another one."),
    ),
    "invalid_due_date": (N_("That is no date"), N_("Give a day and a time.")),
    "relation_circle": (
        N_("These two cannot be linked"),
        N_("A ticket cannot be part of itself, nor of one that is part of it."),
    ),
    "relation_exists": (
        N_("It is part of another ticket already"),
        N_("The child has a parent already. Remove that link first."),
    ),
    "timer_not_running": (N_("No timer runs"), N_("The timer was stopped already, perhaps in another window.")),
    "timer_too_long": (
        N_("The timer has run for more than a day"),
        N_("One entry holds 24 hours at most. Drop the idle part, or discard it and log the time by hand."),
    ),
    "work_hours_overlap": (
        N_("It overlaps other time"),
        N_("This time overlaps another entry of the same technician, which your desk does not take."),
    ),
    "ticket_not_found": (
        N_("There is no such ticket"),
        N_("It may have been deleted, or belong to a customer outside your role."),
    ),
    "requester_required": (N_("Who is it for?"), N_("Choose a contact, or write an e-mail address.")),
    "wrong_log_in": (N_("Wrong log-in"), N_("No active technician has this address and password.")),
    "password_too_short": (
        N_("Password too short"),
        N_("Choose one of at least 10 characters; a few words make a good one."),
    ),
    "wrong_password": (N_("Wrong password"), N_("Your present password is another one.")),
    "password_changed": (
        N_("Password changed"),
        N_("It was changed a moment ago; log in with the one that was set then."),
    ),
    "account_name_required": (N_("Company name needed"), N_("Say what your company is called.")),
    "invalid_name": (N_("That is no name"), N_("A name is one line of at most 200 letters and signs.")),
    "invalid_time_zone": (N_("There is no such time zone"), N_("Choose one from the list.")),
    "requester_mismatch": (
        N_("They do not belong together"),
        N_("This contact belongs to another customer. Choose one of both."),
    ),
    "customer_not_found": (
        N_("Nobody of this name is here any more"),
        N_("The contact or customer was archived. Choose somebody else."),
    ),
    "invalid_email": (N_("That is no e-mail address"), N_("Write one such as mary.jones@acme.example.")),
    "invalid_tags": (
        N_("These tags cannot be kept"),
        N_("A ticket has at most 50 tags of 60 characters each, on one line."),
    ),
    "name_required": (N_("A name is needed"), N_("Give it a short name, so that others find it.")),
    "text_required": (N_("There is no text"), N_("Write what it shall say.")),
    "shortcut_exists": (N_("The shortcut is taken"), N_("Another canned reply has this shortcut. Use another one.")),
    "invalid_shortcut": (
        N_("The shortcut cannot be used"),
        N_("Use small letters, digits and single hyphens between them, such as vpn-reset; 30 at most."),
    ),
    "ticket_template_exists": (N_("The name is taken"), N_("Another template has this name. Use another one.")),
    "view_exists": (N_("The name is taken"), N_("You have a view of this name already. Use another name.")),
    "draft_too_long": (
        N_("The draft cannot be kept"),
        N_("A draft may have 100,000 characters; send it, or shorten it."),
    ),
    "undo_too_late": (N_("Too late to undo"), N_("It was sent more than 30 seconds ago.")),
    "undo_not_yours": (N_("Not yours to undo"), N_("Only who wrote it may take it back.")),
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
