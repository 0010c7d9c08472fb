"""Text search through the API: a named mix of queries, each asked for its newest fifty."""

from collections.abc import Callable
from urllib.parse import quote

import msgspec

from bench.client import Client, percentile
from bench.load import Loaded
from bench.servers import TICKETS, Target


class Query(msgspec.Struct, frozen=True):
    """One kind of query and its words; `{n}` is another number each time."""

    name: str
    words: str
    about: str


MIX = (
    Query("rare", "at{n:07}", "an asset's tag, on three tickets"),
    Query("common", "please", "on more than a third of all tickets"),
    Query("two words", "outlook minutes", "both of them"),
    Query("prefix", "print", "the last word may go on"),
    Query("with a filter", "please status:open priority:high", "common, and few of them"),
)


class Searched(msgspec.Struct, frozen=True):
    """Milliseconds for one caller, and how many tickets the query finds."""

    name: str
    words: str
    about: str
    found: int
    p50_ms: float
    p95_ms: float


def measure(target: Target, loaded: Loaded, *, times: int, tell: Callable[[str], None]) -> list[Searched]:
    """Every query of the mix so many times, in turn; the last line is all of them together."""
    taken: dict[Query, list[float]] = {query: [] for query in MIX}
    found: dict[Query, int] = {}
    with target.client() as client:
        for number in range(times):
            for query, seconds in taken.items():
                found[query], took = _ask(client, query, number * 7919 % max(loaded.tickets // 3, 1))
                seconds.append(took * 1000)
    rows = [_row(query, found[query], seconds) for query, seconds in taken.items()]
    every = [one for seconds in taken.values() for one in seconds]
    whole = Query("the mix", "", "all of them, in turn")
    rows.append(_row(whole, 0, every))
    for row in rows:
        tell(f"  {row.name:14} {row.found:7,} found; p50 {row.p50_ms:.1f} ms, p95 {row.p95_ms:.1f} ms")
    return rows


def _ask(client: Client, query: Query, number: int) -> tuple[int, float]:
    answered = client.get(f"{TICKETS}?itemsInPage=50&q={quote(query.words.format(n=number))}")
    assert answered.status == 200, answered.body[:200]
    return int(answered.json["totalItems"]), answered.seconds


def _row(query: Query, found: int, milliseconds: list[float]) -> Searched:
    p50, p95 = percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)
    return Searched(query.name, query.words, query.about, found, p50, p95)
