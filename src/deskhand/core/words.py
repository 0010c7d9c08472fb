"""The words of a text, as search sees them: one tokeniser that feeds the index of either database.

A word is a run of letters and digits, or a whole e-mail address (whose parts are words too, so that the domain
alone finds it). Words are compatibility-normalised, case folded and freed of accents; nothing is stemmed.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

import msgspec

# PostgreSQL keeps no lexeme over 2 KB; no word anybody searches for is longer than this.
LONGEST_WORD = 100
# How much one text, and all texts of a ticket, may put into the index (see `weight`): one pasted log file must not
# swell it, and PostgreSQL takes at most 1 MB of words for a row.
ROOM_OF_TEXT = 100_000
ROOM_OF_TICKET = 250_000

_WORD = re.compile(r"[^\W_]+")
# Words with whatever may join those of an address. What comes next is settled by each character alone, so that
# nothing is ever tried twice: a megabyte of "a.a.a." costs no more than one of letters.
_CHAIN = re.compile(r"[^\W_]+(?:[._%+@-]+[^\W_]+)*")
_DOMAIN = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_JOINERS = "._%+-"


class TicketWords(msgspec.Struct, frozen=True):
    """What the index keeps of a ticket: the words of its title, those else said in public, those said internally.

    `held` is their weight, by which the index knows whether there is room for more.
    """

    title: list[str]
    public: list[str]
    internal: list[str]
    held: int

    @property
    def lists(self) -> tuple[list[str], list[str], list[str]]:
        """Title, public and internal."""
        return self.title, self.public, self.internal


def folded(text: str) -> str:
    """The text as it is compared: NFKC, case folded, accents off."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    # Folding after taking accents off again, since some letters change form only then.
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[str]:
    """The different words of a text, in the order they first appear, as many as there is room for."""
    found = dict.fromkeys(word[:LONGEST_WORD] for piece in _pieces(folded(text)) for word in _parts(piece))
    return list(found) if weight(found) <= ROOM_OF_TEXT else list(_first(found, ROOM_OF_TEXT))


def query_words(text: str) -> list[str]:
    """The words to search for; of an address only the whole, since all of them must match. The last is a prefix."""
    return [piece[:LONGEST_WORD] for piece in _pieces(folded(text))]


def ticket_words(title: str, description: str, said: Iterable[tuple[str, bool]]) -> TicketWords:
    """The words of a ticket and of its comments, each of them a text and whether it is internal, in their order.

    A comment whose words find no more room is left out as a whole, so that adding comments one by one comes to the
    same as indexing them together.
    """
    titled = words(title)
    known = set(titled)
    public = [word for word in words(description) if word not in known]
    internal: list[str] = []
    held = weight(titled) + weight(public)
    for text, is_internal in said:
        more = words(text)
        if held + weight(more) <= ROOM_OF_TICKET:
            held += weight(more)
            (internal if is_internal else public).extend(more)
    return TicketWords(titled, public, internal, held)


def weight(found: Collection[str]) -> int:
    """How much room words take: their characters, and four for what either database keeps beside each."""
    return sum(map(len, found)) + 4 * len(found)


def _first(found: Iterable[str], room: int) -> Iterator[str]:
    for word in found:
        room -= len(word) + 4
        if room < 0:
            return
        yield word


def _pieces(text: str) -> list[str]:
    """Words and whole addresses of a folded text."""
    if "@" not in text:
        return _WORD.findall(text)
    found: list[str] = []
    for chain in _CHAIN.findall(text):
        if chain.isalnum():  # nearly all are one word
            found.append(chain)
        else:
            found += _addresses(chain) if "@" in chain else _WORD.findall(chain)
    return found


def _addresses(chain: str) -> Iterator[str]:
    """The addresses of a chain, and the words around them."""
    before, *after = chain.split("@")
    for part in after:
        name, domain = before.lstrip(_JOINERS), _DOMAIN.match(part)
        if name and name[-1] not in _JOINERS and domain is not None:
            yield f"{name}@{domain.group()}"
            before = part[domain.end() :]
        else:
            yield from _WORD.findall(before)
            before = part
    yield from _WORD.findall(before)


def _parts(piece: str) -> list[str]:
    """The piece itself and, of an address, its parts."""
    return [piece, *_WORD.findall(piece)] if "@" in piece else [piece]
