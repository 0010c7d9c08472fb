"""What was asked of Deskhand's speed, and whether it is met."""

from collections.abc import Iterator
from typing import NamedTuple

from bench.results import Measured, Results
from bench.scenarios import SCENARIOS
from bench.tables import LABELS, table

# What counts as the cost of page 1: the two differ by a token in the address and by which pages are in the cache.
AS_PAGE_1 = 1.3
BY_NUMBER = 15.0
SEARCH_MS = 50.0
START_SECONDS = 2.0
MEMORY_MB = 130.0
RECKON_MS = 1.0
# What counts as the same cost of something that takes a tenth of a millisecond.
AS_IDLE = 1.5
PREVIEW_SECONDS = 3.0


class Goal(NamedTuple):
    """One goal and what was measured."""

    what: str
    wanted: str
    measured: str
    met: bool


def goals(results: Results) -> str:
    """The table of all goals."""
    rows = [
        (label, goal.what, goal.wanted, goal.measured, "yes" if goal.met else "**no**")
        for database, label in LABELS.items()
        for part, found in results.parts.items()
        if database in found
        for goal in _goals(part, found[database])
    ]
    return table(("database", "what", "wanted", "measured", "met"), rows)


def _goals(part: str, measured: Measured) -> Iterator[Goal]:
    for scenario in SCENARIOS:
        if scenario.name == part:
            ratio = measured.beside[0].ratio
            wanted = f">= {scenario.wanted} of the floor"
            yield Goal(scenario.about, wanted, f"{ratio:.2f}", ratio >= scenario.wanted)
    if (depth := measured.depth) is not None:
        linked, numbered = depth.by_link, depth.by_number
        page = f"page {depth.page:,}"
        yield Goal(f"{page} by nextLink", "the cost of page 1", f"{linked:.2f} times", linked <= AS_PAGE_1)
        wanted = f"<= {BY_NUMBER:.0f} times page 1"
        yield Goal(f"{page} by number", wanted, f"{numbered:.1f} times", numbered <= BY_NUMBER)
    if measured.searched:
        p95 = measured.searched[-1].p95_ms
        yield Goal("text search, p95 of the mix", f"<= {SEARCH_MS:.0f} ms", f"{p95:.1f} ms", p95 <= SEARCH_MS)
    if measured.start is not None:
        seconds = measured.start.median_seconds
        wanted = f"<= {START_SECONDS} s"
        yield Goal("first answer after the start", wanted, f"{seconds:.2f} s", seconds <= START_SECONDS)
    yield from _of_clocks(measured)
    if (megabytes := measured.anonymous_mb) is not None:
        yield Goal("anonymous memory", f"<= {MEMORY_MB:.0f} MB", f"{megabytes:.0f} MB", megabytes <= MEMORY_MB)


def _of_clocks(measured: Measured) -> Iterator[Goal]:
    if not measured.clocks:
        return
    small, large = measured.clocks[0], measured.clocks[-1]
    reckoned = large.reckon_ms
    yield Goal("a ticket with 50 changes of status reckoned", "<= 1 ms", f"{reckoned:.2f} ms", reckoned <= RECKON_MS)
    ratio = large.sweep_ms / small.sweep_ms
    what = f"a sweep with nothing due, {large.tickets:,} beside {small.tickets:,} tickets"
    yield Goal(what, "the same cost", f"{ratio:.2f} times", ratio <= AS_IDLE)
    each = large.preview_ms / max(large.previewed, 1) * 10
    yield Goal("preview of a policy, 10,000 open tickets", "<= 3 s", f"{each:.2f} s", each <= PREVIEW_SECONDS)
