"""What is looked for, and how it is written for FTS5 and for PostgreSQL."""

from collections.abc import Sequence
from typing import Literal

import msgspec

Tier = Literal["any", "title", "rest"]
Phrase = tuple[str, ...]


class Needle(msgspec.Struct, frozen=True, kw_only=True):
    """All the `wanted` words, the last of which may be the beginning of one, and none of the `unwanted`.

    Of each phrase of `unwanted`, too, all words must occur to be unwelcome. `tier` narrows the hits to those whose
    title alone has all that is wanted, or to the rest of them.
    """

    account_id: int
    wanted: Phrase
    unwanted: tuple[Phrase, ...] = ()
    with_internal: bool
    tier: Tier = "any"

    def of(self, tier: Tier) -> "Needle":
        """The same, among the hits of a tier."""
        return msgspec.structs.replace(self, tier=tier)


def fts5_text(needle: Needle) -> str:
    """The query for SQLite's MATCH. With nothing wanted it finds what is unwanted."""
    readable = "" if needle.with_internal else "{title public}:"
    unwanted = " OR ".join(f"{readable}({_fts5_all(phrase)})" for phrase in needle.unwanted)
    if not needle.wanted:
        return unwanted
    wanted = _fts5_all(needle.wanted)
    match needle.tier:
        case "title":
            found = f"title:({wanted})"
        case "rest":
            found = f"({readable}({wanted})) NOT (title:({wanted}))"
        case _:
            found = f"{readable}({wanted})"
    return f"({found}) NOT ({unwanted})" if unwanted else found


def _fts5_all(phrase: Phrase) -> str:
    # A word has no quotation mark in it; doubled all the same, so that nothing ever gets out of its quotes.
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in phrase) + "*"


# Where a lexeme stands, beside its account: in the title, in what else is public, or in an internal comment.
TITLE, PUBLIC, INTERNAL = "t", "p", "i"


def lexemes(account_id: int, place: str, words: Sequence[str]) -> list[str]:
    """Words as PostgreSQL's index keeps them."""
    return [f"{account_id}{place}{word}" for word in words]


def tsquery_text(needle: Needle) -> str:
    """The query for PostgreSQL's @@. With nothing wanted it finds what is unwanted."""
    places = f"{TITLE}{PUBLIC}{INTERNAL}" if needle.with_internal else f"{TITLE}{PUBLIC}"
    unwanted = "|".join(f"({_tsquery_all(needle.account_id, phrase, places)})" for phrase in needle.unwanted)
    if not needle.wanted:
        return unwanted
    found = _tsquery_all(needle.account_id, needle.wanted, TITLE if needle.tier == "title" else places)
    if needle.tier == "rest":
        found = f"{found}&!({_tsquery_all(needle.account_id, needle.wanted, TITLE)})"
    return f"{found}&!({unwanted})" if unwanted else found


def _tsquery_all(account_id: int, phrase: Phrase, places: str) -> str:
    *whole, last = phrase
    return "&".join(
        "("
        + "|".join(f"{_quoted(lexeme)}{ending}" for lexeme in (f"{account_id}{place}{word}" for place in places))
        + ")"
        for word, ending in (*((word, "") for word in whole), (last, ":*"))
    )


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def blank_parted(needle: Needle) -> str:
    """The needle as JSON for a look at SQLite's parted texts, where every word has a blank before and behind it."""
    parted = {"wanted": _between(needle.wanted), "unwanted": [_between(phrase) for phrase in needle.unwanted]}
    return msgspec.json.encode(parted).decode()


def _between(phrase: Phrase) -> list[str]:
    return [*(f" {word} " for word in phrase[:-1]), *(f" {word}" for word in phrase[-1:])]
