"""Searching, as its rules have it: which tickets have the words that are looked for, and in which order they come."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from deskhand.core.words import query_words, words
from tests.features.machine.bodies import TEXT
from tests.features.machine.filters import quoted
from tests.features.machine.things import Ticket
from tests.features.machine.viewers import Viewer
from tests.features.machine.world import World


class Phrase(NamedTuple):
    """Some text that is looked for: in the query or as the parameter `text`, wanted or not."""

    text: str
    negated: bool = False
    as_parameter: bool = False

    @property
    def written(self) -> str:
        """The phrase in the query language."""
        return ("-" if self.negated else "") + (self.text if self.text.isalnum() else quoted(self.text))


class Needle(NamedTuple):
    """All the words that are wanted, the last of which may be the beginning of one, and phrases that are not."""

    wanted: list[str]
    unwanted: list[list[str]]

    def holds(self, ticket: Ticket, viewer: Viewer) -> bool:
        """Whether a ticket is a hit."""
        known = words_of(ticket, viewer)
        return _has(known, self.wanted) and not any(_has(known, phrase) for phrase in self.unwanted)

    def in_title(self, ticket: Ticket) -> bool:
        """Whether its title alone says it all."""
        return _has(set(words(ticket.title)), self.wanted)


def needle(phrases: Sequence[Phrase]) -> Needle:
    """What phrases mean together: those in the query come first, and only the very last word may be a beginning."""
    said = [*(p for p in phrases if not p.as_parameter), *(p for p in phrases if p.as_parameter)]
    wanted = [word for p in said if not p.negated for word in query_words(p.text)]
    return Needle(wanted, [found for p in said if p.negated if (found := query_words(p.text))])


def words_of(ticket: Ticket, viewer: Viewer) -> set[str]:
    """Every word that a key may find a ticket by."""
    said = [c.text for c in ticket.comments if viewer.internal or not c.internal]
    return {word for text in (ticket.title, ticket.description, *said) for word in words(text)}


def _has(known: set[str], phrase: list[str]) -> bool:
    *whole, last = phrase or [""]
    return known.issuperset(whole) and (not last or any(word.startswith(last) for word in known))


@st.composite
def phrases(draw: st.DrawFn) -> Callable[[World], Phrase]:
    """A piece of something that was said, or any text."""
    number, start, length = draw(st.integers(0, 500)), draw(st.integers(0, 3)), draw(st.sampled_from((1, 1, 1, 2, 3)))
    cut, text = draw(st.sampled_from((0, 0, 0, 1, 2))), draw(TEXT)
    negated, where = draw(st.sampled_from((False, False, True))), draw(st.sampled_from("qqt"))

    def made(world: World) -> Phrase:
        said = [t for ticket in world.alive or world.tickets.values() for t in _texts(ticket) if query_words(t)]
        spoken = query_words(said[number % len(said)]) if said and number % 5 else []
        found = spoken[start % max(len(spoken), 1) :][:length]
        piece = " ".join(found)
        piece = (piece[:-cut] if cut else piece).strip() or text
        return Phrase(piece, negated and where == "q", where == "t")

    return made


def _texts(ticket: Ticket) -> list[str]:
    return [ticket.title, ticket.description, *(c.text for c in ticket.comments)]
