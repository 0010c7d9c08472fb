"""The words of a text, as search sees them: one tokeniser that feeds the index of either database.

A word is a run of letters and digits, or a whole e-mail address (whose parts are words too, so that the domain
alone finds it). Words are compatibility-normalised, case folded and freed of accents; nothing is stemmed.
"""

import re
import unicodedata

# PostgreSQL keeps no lexeme over 2 KB; no word anybody searches for is longer than this.
LONGEST_WORD = 100
# A text contributes at most so many different words, so that one pasted log file cannot swell the index.
MOST_WORDS = 10_000

_PIECE = re.compile(r"[^\W_]+(?:[._%+-]+[^\W_]+)*@[^\W_]+(?:[.-][^\W_]+)*|[^\W_]+")


def folded(text: str) -> str:
    """The text as it is compared: NFKC, case folded, accents off."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    # Folding after taking accents off again, since some letters change form only then.
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[str]:
    """The different words of a text, in the order they first appear."""
    found: dict[str, None] = {}
    for piece in _PIECE.finditer(folded(text)):
        for word in _parts(piece.group()):
            found[word[:LONGEST_WORD]] = None
        if len(found) >= MOST_WORDS:
            break
    return list(found)


def _parts(piece: str) -> list[str]:
    """The piece itself and, of an address, its parts."""
    if "@" not in piece:
        return [piece]
    return [piece, *re.findall(r"[^\W_]+", piece)]


def query_words(text: str) -> list[str]:
    """The words to search for; of an address only the whole, since all of them must match. The last is a prefix."""
    return [piece.group()[:LONGEST_WORD] for piece in _PIECE.finditer(folded(text))]
