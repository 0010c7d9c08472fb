"""Parting what somebody wrote from what their mail program put below it: quoted mail and signatures, to be folded."""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec


class PartKind(StrEnum):
    """What a part of a message is."""

    SAID = "said"
    QUOTE = "quote"
    SIGNATURE = "signature"


class Part(msgspec.Struct, frozen=True):
    """Some lines of a message."""

    kind: PartKind
    text: str


# How mail programs introduce what was written before. In English, German and Spanish; bounded, so that no line, however
# long, takes long.
_WROTE = re.compile(
    r"^(?:On\b.{4,300}\bwrote|Am\b.{4,300}\bschrieb\b.{0,200}|El\b.{4,300}\bescribió)\s?:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(r"^(?:On|Am|El)\b")
_RULE = re.compile(
    r"^\s*-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht"
    r"|Mensaje original|Mensaje reenviado)\s*-{2,}\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:From|Von|De):\*?\s+\S", re.IGNORECASE)
_SENT = re.compile(r"^\s*\*?(?:Sent|Date|Gesendet|Datum|Enviado(?: el)?|Fecha):\*?\s+\S", re.IGNORECASE)
_QUOTED = re.compile(r"^[ \t]*>")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
# Fewer quoted lines than these, without such an introduction, are quoted to be read.
FOLDED_FROM = 4
LONGEST_SIGNATURE = 15
LONGEST_LINE = 600

_HTML_QUOTE = re.compile(
    r"<(?:blockquote\b[^<>]{0,200}\btype=[\"']?cite|div\b[^<>]{0,200}\bclass=[\"']?gmail_quote"
    r"|div\b[^<>]{0,200}\bid=[\"']?(?:appendonsend|divRplyFwdMsg)|hr\b[^<>]{0,200}\bid=[\"']?stopSpelling)",
    re.IGNORECASE,
)


def parts_of_text(text: str) -> list[Part]:
    """The parts of a plain text or Markdown, in its order; empty ones are left out."""
    lines = text.split("\n")
    kinds = _kinds(lines)
    made: list[tuple[PartKind, list[str]]] = []
    for line, kind in zip(lines, kinds, strict=True):
        if not made or made[-1][0] != kind:
            made.append((kind, []))
        made[-1][1].append(line)
    parts = [Part(kind, "\n".join(held).strip("\n")) for kind, held in made]
    return [part for part in parts if part.text.strip()]


def parts_of_html(html: str) -> list[Part]:
    """What an HTML mail says, and what it quotes from its first such element to the end."""
    found = _HTML_QUOTE.search(html)
    if found is None or not html[: found.start()].strip():
        return [Part(PartKind.SAID, html)]
    return [Part(PartKind.SAID, html[: found.start()]), Part(PartKind.QUOTE, html[found.start() :])]


def _kinds(lines: Sequence[str]) -> list[PartKind]:
    """What each line belongs to."""
    kinds = [PartKind.SAID] * len(lines)
    place, fenced = 0, False
    while place < len(lines):
        line = lines[place]
        fenced ^= _FENCE.match(line) is not None
        end = place if fenced else _quote_end(lines, place)
        for one in range(place, end):
            kinds[one] = PartKind.QUOTE
        if not fenced and end == place and line.rstrip() == "--":
            end = _signature_end(lines, place)
            kinds[place:end] = [PartKind.SIGNATURE] * (end - place)
        place = max(end, place + 1)
    return kinds


def _quote_end(lines: Sequence[str], place: int) -> int:
    """Where the quote ends that begins here; here, when none begins."""
    line = lines[place]
    if _RULE.match(line) or (_FROM.match(line) and any(_SENT.match(one) for one in lines[place + 1 : place + 4])):
        return len(lines)
    introduced = _introduction_end(lines, place)
    if introduced == place and not _QUOTED.match(line):
        return place
    after = _quoted_end(lines, introduced)
    if introduced > place:
        # Outlook's quotes have no marks: all that follows is one.
        return after if after > introduced else len(lines)
    marked = sum(1 for one in lines[place:after] if _QUOTED.match(one))
    return after if marked >= FOLDED_FROM else place


def _introduction_end(lines: Sequence[str], place: int) -> int:
    """Where "On Friday, Tom wrote:" ends, which programs break into up to three lines."""
    if not _BEGINS.match(lines[place]):
        return place
    for count in (1, 2, 3):
        if _WROTE.match("\n".join(lines[place : place + count])[:LONGEST_LINE]):
            return min(place + count, len(lines))
    return place


def _quoted_end(lines: Sequence[str], place: int) -> int:
    """Where the run of marked lines ends, with empty ones between them."""
    end = place
    for one in range(place, len(lines)):
        if _QUOTED.match(lines[one]):
            end = one + 1
        elif lines[one].strip():
            break
    return end


def _signature_end(lines: Sequence[str], place: int) -> int:
    """Where the signature ends that begins here: at a quote, or at the text's end unless that is too far away."""
    for end in range(place + 1, min(len(lines), place + 1 + LONGEST_SIGNATURE)):
        if _quote_end(lines, end) > end:
            return end
    return len(lines) if len(lines) - place <= LONGEST_SIGNATURE else place
