"""What a list, a ticket, a new ticket and a search cost one caller, in accounts of different sizes."""

import random
from collections.abc import Callable
from statistics import median

import msgspec

from bench import queries
from bench.load import Loaded
from bench.scenarios import new_ticket
from bench.servers import TICKETS, Target

SIZES = (10_000, 100_000, 1_000_000)


class Sized(msgspec.Struct, frozen=True):
    """Milliseconds for one caller, by median; of the search p95 over its mix."""

    tickets: int
    load_seconds: float
    list_ms: float
    get_ms: float
    create_ms: float
    search_p95_ms: float


def measure(target: Target, loaded: Loaded, *, times: int, tell: Callable[[str], None]) -> Sized:
    """One caller, one request after the other."""
    some = random.Random(1)
    lists, gets, creates = [], [], []
    with target.client() as client:
        for number in range(times):
            lists.append(client.get(f"{TICKETS}?itemsInPage=50").seconds)
            gets.append(client.get(f"{TICKETS}/{some.randint(1, loaded.tickets)}").seconds)
            creates.append(client.post(TICKETS, new_ticket(loaded, number)).seconds)
    listed, got, created = (median(taken) * 1000 for taken in (lists, gets, creates))
    tell(f"  {loaded.tickets:,} tickets: list {listed:.2f} ms, get {got:.2f} ms, create {created:.2f} ms")
    return Sized(loaded.tickets, loaded.seconds, listed, got, created, _searched(target, loaded, times // 10))


def _searched(target: Target, loaded: Loaded, times: int) -> float:
    return queries.measure(target, loaded, times=times, tell=lambda line: None)[-1].p95_ms
