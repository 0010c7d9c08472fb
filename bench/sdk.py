"""Lists every ticket through the SDK and by a bare httpx loop over nextLink, and writes bench/SDK.md: `make bench-sdk`.

Both ask the same server in turn, for the same pages; the bare loop decodes the JSON and does nothing with it.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx
from tests.servers.deskhand import Server

from bench.load import Loaded, load
from bench.machine import describe
from deskhand_client import Client, Throttle
from deskhand_client.paging import MOST_PER_PAGE

FILE = Path(__file__).with_name("SDK.md")
# What is measured is the SDK, not the limit that it keeps.
UNLIMITED = 1_000_000


class Walk(NamedTuple):
    """One listing of everything: how many tickets, in which time, and how much of it this process worked."""

    tickets: int
    seconds: float
    cpu_seconds: float


def bare(url: str, key: str) -> int:
    """The tickets that a loop over nextLink sees."""
    seen, link = 0, f"{url}/api/v3/tickets?itemsInPage={MOST_PER_PAGE}"
    with httpx.Client(headers={"X-API-KEY": key}, timeout=30) as client:
        while link:
            body = client.get(link).json()
            seen += len(body["items"])
            link = body["nextLink"]
    return seen


def through_sdk(url: str, key: str) -> int:
    """The tickets that the SDK gives, as records."""
    with Client(url, key, throttle=Throttle(UNLIMITED)) as client:
        return sum(1 for _ in client.tickets.list())


def timed(walk: Callable[[str, str], int], url: str, key: str) -> Walk:
    """A walk with its time."""
    cpu, began = time.process_time(), time.perf_counter()
    tickets = walk(url, key)
    return Walk(tickets, time.perf_counter() - began, time.process_time() - cpu)


def measure(url: str, loaded: Loaded, times: int) -> tuple[list[Walk], list[Walk]]:
    """Walks by the bare loop and through the SDK, in turn, so that whatever else happens meets both."""
    loops, walks = list[Walk](), list[Walk]()
    for n in range(times):
        loops.append(timed(bare, url, loaded.key))
        walks.append(timed(through_sdk, url, loaded.key))
        print(f"  {n + 1} of {times}: bare {loops[-1].seconds:.1f} s, SDK {walks[-1].seconds:.1f} s", flush=True)
    assert {walk.tickets for walk in (*loops, *walks)} == {loaded.tickets}
    return loops, walks


def row(name: str, walks: list[Walk]) -> str:
    """One row of the table; every figure is the median."""
    seconds, cpu = median(walk.seconds for walk in walks), median(walk.cpu_seconds for walk in walks)
    each = cpu / walks[0].tickets * 1e6
    return f"| {name} | {seconds:.1f} s | {walks[0].tickets / seconds:,.0f} | {cpu:.1f} s | {each:.0f} µs |"


def page(loops: list[Walk], walks: list[Walk]) -> str:
    """What was measured, and on what."""
    ratio, of_cpu = (
        median(value(walk) for walk in walks) / median(value(loop) for loop in loops)
        for value in (lambda one: one.seconds, lambda one: one.cpu_seconds)
    )
    machine, today = describe(postgresql=""), datetime.now(UTC).date()
    blocks = [
        "# What the SDK costs",
        f"Written by `make bench-sdk`: {walks[0].tickets:,} tickets are listed, {MOST_PER_PAGE} a page, by a bare\n"
        "httpx loop over `nextLink`, which decodes the JSON and drops it, and through the SDK, which gives every\n"
        f"ticket as a typed record. Both ask the same server, in turn, {len(walks)} times; medians.",
        "| | time | tickets a second | of it worked here | a ticket |\n|---|---:|---:|---:|---:|\n"
        + row("bare httpx", loops)
        + "\n"
        + row("SDK", walks),
        f"The SDK takes **{ratio:.2f}** times as long, and {of_cpu:.2f} times the work of this process.",
        f"{machine.processor}, {machine.memory}, {machine.system}, Python {machine.python}, SQLite {machine.sqlite}, "
        f"httpx {httpx.__version__}; commit {machine.commit}, {today}, load average {machine.load_average}.",
    ]
    return "\n\n".join(blocks) + "\n"


def main() -> None:
    """Load, serve, measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=100_000, help="how many are listed")
    parser.add_argument("--times", type=int, default=3, help="how often, each way")
    parser.add_argument("--dry", action="store_true", help="only print the page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"loading {asked.tickets:,} tickets", flush=True)
        loaded = load(f"sqlite:///{folder}/deskhand.db", asked.tickets)
        settings = {"DESKHAND_DATA_DIR": f"{folder}/data", "DESKHAND_WORKER": "off"}
        with Server(loaded.url, folder=Path(folder), **settings) as server:
            loops, walks = measure(server.url, loaded, asked.times)
    text = page(loops, walks)
    print(text)
    if not asked.dry:
        FILE.write_text(text)


if __name__ == "__main__":
    main()
