"""A line of the ticket list, and the chip that says how its clocks stand, in the person's words."""

import msgspec

from deskhand.core.chips import Chip
from deskhand.core.policy import ClockKind
from deskhand.tickets.view import TicketView
from deskhand.web.visit import Visit
from deskhand.web.words import N_

SENTENCES = {
    (ClockKind.FIRST_RESPONSE, "due"): N_("First reply due in %(time)s"),
    (ClockKind.NEXT_RESPONSE, "due"): N_("Next reply due in %(time)s"),
    (ClockKind.RESOLUTION, "due"): N_("Resolution due in %(time)s"),
    (ClockKind.FIRST_RESPONSE, "over"): N_("First reply overdue by %(time)s of working time"),
    (ClockKind.NEXT_RESPONSE, "over"): N_("Next reply overdue by %(time)s of working time"),
    (ClockKind.RESOLUTION, "over"): N_("Resolution overdue by %(time)s of working time"),
}
PAUSED = N_("Paused, %(time)s left")
MET, MISSED = N_("All targets met"), N_("A target was missed")


class ShownChip(msgspec.Struct, frozen=True):
    """A chip as it is drawn: its state, the time in short, which clock, and the whole as a sentence."""

    state: str
    short: str
    kind: str
    sentence: str


def shown_chip(visit: Visit, chip: Chip) -> ShownChip | None:
    """The chip in words; None where nothing is promised."""
    if chip.state == "none" or chip.kind is None:
        return None
    if chip.state in ("met", "missed"):
        sentence = visit._(MET if chip.state == "met" else MISSED)
        return ShownChip(chip.state, visit._(N_("met") if chip.state == "met" else N_("missed")), "", sentence)
    left = chip.left or 0
    time = visit.moments.long_duration(abs(left))
    over = "over" if chip.state == "over" else "due"
    template = PAUSED if chip.state == "paused" else SENTENCES[chip.kind, over]
    short, sentence = visit.moments.short_duration(left), visit._(template) % {"time": time}
    return ShownChip(chip.state, short, _kind(visit, chip.kind), sentence)


def _kind(visit: Visit, kind: ClockKind) -> str:
    """Which clock it is, as short as a column; buttons use the same words for what they do."""
    if kind is ClockKind.RESOLUTION:
        return visit.words.pgettext("clock", "Resolve")
    return visit.words.pgettext("clock", "Reply")


class Row(msgspec.Struct, frozen=True):
    """A ticket in the list."""

    ticket: TicketView
    chip: ShownChip | None
    requester: str
    assignee: str
    unread: bool = False


def row_of(visit: Visit, ticket: TicketView, chip: Chip, *, unread: bool = False) -> Row:
    """A ticket as its line shows it."""
    requester = " ".join(filter(None, (ticket.contact_first_name, ticket.contact_last_name)))
    assignee = " ".join(filter(None, (ticket.technician_first_name, ticket.technician_last_name)))
    return Row(ticket, shown_chip(visit, chip), requester or ticket.contact_email or "", assignee, unread)
