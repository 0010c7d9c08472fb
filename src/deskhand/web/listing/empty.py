"""What a list without tickets says: what is so, why, and where to go on."""

import msgspec

from deskhand.core.written import without, written_terms
from deskhand.web.listing.asked import ListAsked
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class Way(msgspec.Struct, frozen=True):
    """Somewhere to go on."""

    text: str
    href: str


class Empty(msgspec.Struct, frozen=True):
    """The words of an empty list."""

    icon: str
    title: str
    sentence: str
    ways: tuple[Way, ...] = ()


OF_VIEWS: dict[str, tuple[str, str, str]] = {
    "mine": (
        "user-round",
        N_("Nothing waits for you"),
        N_("No active ticket is yours. Take one that nobody has."),
    ),
    "unassigned": ("inbox", N_("Everybody has an owner"), N_("No active ticket waits for somebody to take it.")),
    "breaching": ("alarm-clock", N_("Nothing is late"), N_("No active ticket has missed a target or is about to.")),
    "open": ("circle", N_("Nothing is open"), N_("Every ticket is pending, resolved or closed.")),
    "pending": ("circle-pause", N_("Nothing is pending"), N_("No ticket waits for somebody else.")),
    "resolved": ("circle-check", N_("Nothing waits to be closed"), N_("Resolved tickets stay here until they close.")),
    "all": ("layers", N_("No tickets yet"), N_("The first one can come through the API, or be written by hand.")),
}
NEXT = {"mine": "unassigned", "unassigned": "mine"}
TO_MINE, TO_UNASSIGNED = N_("Go to Mine"), N_("Go to Unassigned")


def emptiness(visit: Visit, asked: ListAsked) -> Empty:
    """What this list says while it has no tickets."""
    if asked.view in OF_VIEWS and not asked.changed:
        icon, title, sentence = OF_VIEWS[asked.view]
        way = Way(visit._(TO_UNASSIGNED), "/tickets?view=unassigned")
        if asked.view != "mine":
            way = Way(visit._(TO_MINE), "/tickets?view=mine")
        if asked.view == "all":
            way = Way(visit._(N_("New ticket")), "/tickets/new")
        return Empty(icon, visit._(title), visit._(sentence), (way,))
    terms = written_terms(asked.query)
    ways = [
        Way(visit._(N_("Without %(term)s")) % {"term": asked.query[term.start : term.end]}, asked.address(query=rest))
        for term in terms[:4]
        if (rest := without(asked.query, term)) or len(terms) > 1
    ]
    ways.append(Way(visit._(N_("All tickets")), "/tickets?view=all"))
    sentence = visit._(N_("Leave out one of its parts to see more."))
    return Empty("search-x", visit._(N_("No ticket matches")), sentence, tuple(ways))
