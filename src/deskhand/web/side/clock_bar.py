"""The bar of a clock: what has counted, the pauses between, what is left, and a mark where it warns."""

from collections.abc import Sequence

import msgspec

from deskhand.core.receipt import LineKind, Receipt

# How much of a bar pauses may take: a weekend on hold would leave nothing to be seen of four hours' work.
MOST_PAUSED = 0.3


class Piece(msgspec.Struct, frozen=True):
    """A piece of a bar: its look, where it begins and how wide it is, in percent."""

    look: str
    x: float
    width: float


class Bar(msgspec.Struct, frozen=True):
    """The pieces from left to right, and where the warning lies; None where there is none to show."""

    pieces: Sequence[Piece]
    mark: float | None


def bar_of(receipt: Receipt, warn_percent: int, look: str) -> Bar:
    """A clock's bar. Its scale is working time; pauses are drawn on a scale of their own where they would fill it."""
    target, spent = receipt.clock.target, receipt.spent
    spans = [(line.kind, line.end - line.start) for line in receipt.lines if line.kind is not LineKind.OUTSIDE]
    paused = sum(length for kind, length in spans if kind is not LineKind.COUNTED)
    whole = max(target, spent, spent + receipt.left, 1)
    scale = min(1.0, MOST_PAUSED / (1 - MOST_PAUSED) * whole / paused) if paused else 0.0
    return _drawn(spans, whole + paused * scale, scale, target, target * warn_percent / 100, look)


def _drawn(
    spans: Sequence[tuple[LineKind, int]], whole: float, scale: float, target: float, warning: float, look: str
) -> Bar:
    pieces: list[Piece] = []
    at, counted, mark = 0.0, 0.0, None
    for kind, length in spans:
        if kind is not LineKind.COUNTED:
            at = _add(pieces, "f-pause" if kind is LineKind.PAUSED else "f-off", at, length * scale, whole)
            continue
        if mark is None and counted + length >= warning:
            mark = at + warning - counted
        in_time = max(0.0, min(length, target - counted))
        at = _add(pieces, {"warn": "f-warn", "met": "f-ok"}.get(look, "f-run"), at, in_time, whole)
        at = _add(pieces, "f-over", at, length - in_time, whole)
        counted += length
    if mark is None:
        mark = at + warning - counted
    return Bar(pieces, round(100 * mark / whole, 2) if 0 < mark < whole else None)


def _add(pieces: list[Piece], look: str, at: float, width: float, whole: float) -> float:
    """One more piece, or the last one grows; where it ends."""
    if width <= 0:
        return at
    if pieces and pieces[-1].look == look:
        last = pieces.pop()
        pieces.append(Piece(look, last.x, round(last.width + 100 * width / whole, 2)))
    else:
        pieces.append(Piece(look, round(100 * at / whole, 2), round(100 * width / whole, 2)))
    return at + width
