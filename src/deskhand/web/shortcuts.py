"""The keys of the console, for the page that lists them; on a page its own controls say which of them work there."""

import msgspec

from deskhand.web.words import N_


class Shortcut(msgspec.Struct, frozen=True):
    """Keys, one after the other, and what they do."""

    keys: tuple[str, ...]
    does: str


class Shortcuts(msgspec.Struct, frozen=True):
    """Keys that belong together. `where` is the selector of what must be on a page for them to work there."""

    title: str
    rows: tuple[Shortcut, ...]
    where: str = ""


EVERYWHERE = Shortcuts(
    N_("Everywhere"),
    (
        Shortcut(("Ctrl K", "/"), N_("Search, or run a command")),
        Shortcut(("?",), N_("List the keys of this page")),
        Shortcut(("Esc",), N_("Leave a field, a menu, a dialog; then the page")),
    ),
)
WRITING = Shortcuts(
    N_("While writing"),
    (Shortcut(("Ctrl ↵",), N_("Send, or save")),),
    "textarea",
)
_MOVING = (
    Shortcut(("J", "↓"), N_("Next ticket")),
    Shortcut(("K", "↑"), N_("Previous ticket")),
    Shortcut(("↵",), N_("Open the ticket")),
    Shortcut(("X",), N_("Select the ticket")),
)
MOVING = Shortcuts(N_("In the list"), _MOVING, ".tl")
LIST = Shortcuts(
    N_("In the list"),
    (
        *_MOVING,
        Shortcut(("A",), N_("Assign what is selected")),
        Shortcut(("S",), N_("Change the status of what is selected")),
        Shortcut(("!",), N_("Change the priority of what is selected")),
        Shortcut(("#",), N_("Tag what is selected")),
        Shortcut(("F",), N_("Filter")),
        Shortcut(("O",), N_("Order")),
        Shortcut(("V",), N_("Save as a view")),
    ),
)
GO_TO = Shortcuts(
    N_("Go to"),
    (
        Shortcut(("C",), N_("New ticket")),
        Shortcut(("G I",), N_("Mine")),
        Shortcut(("G U",), N_("Unassigned")),
        Shortcut(("G S",), N_("Breaching")),
        Shortcut(("G O",), N_("Open")),
        Shortcut(("G P",), N_("Pending")),
        Shortcut(("G R",), N_("Resolved")),
        Shortcut(("G A",), N_("All tickets")),
        Shortcut(("G V",), N_("Views")),
        Shortcut(("G N",), N_("Notifications")),
    ),
)
TICKET = Shortcuts(
    N_("On a ticket"),
    (
        Shortcut(("R",), N_("Reply")),
        Shortcut(("N",), N_("Write an internal note")),
        Shortcut(("E",), N_("Resolve")),
        Shortcut(("P",), N_("Set pending")),
        Shortcut(("O",), N_("Open again")),
        Shortcut(("S",), N_("Change the status")),
        Shortcut(("A",), N_("Assign")),
        Shortcut(("T",), N_("Start or stop the timer")),
        Shortcut(("L",), N_("Log time")),
        Shortcut(("Z",), N_("Undo what was just sent")),
        Shortcut(("J",), N_("Next ticket of the list")),
        Shortcut(("K",), N_("Previous ticket of the list")),
    ),
)
# What no control on the page stands for, so that the overlay has it from here.
WITHOUT_CONTROL = (EVERYWHERE, MOVING, WRITING)
ALL = (EVERYWHERE, GO_TO, LIST, TICKET, WRITING)
