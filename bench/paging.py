"""Deep pages: page 1,900 by nextLink, which goes on after a key, and by its number, beside page 1."""

from collections.abc import Callable
from statistics import median
from urllib.parse import urlsplit

import msgspec

from bench.client import Client
from bench.servers import TICKETS, Target

PAGE = 1_900
SIZE = 50
FIRST = f"{TICKETS}?itemsInPage={SIZE}"


class Depth(msgspec.Struct, frozen=True):
    """Milliseconds for one caller, and how many times page 1 the deep pages cost."""

    page: int
    first_ms: float
    by_link_ms: float
    by_number_ms: float
    by_link: float
    by_number: float


def measure(target: Target, tickets: int, *, times: int, tell: Callable[[str], None]) -> Depth:
    """Walk to the deep page, then read the three in turn."""
    page = min(PAGE, tickets // SIZE - 1)
    with target.client() as client:
        linked = _walked_to(client, page)
        numbered = f"{FIRST}&page={page}"
        taken: dict[str, list[float]] = {FIRST: [], linked: [], numbered: []}
        for _ in range(times):
            for path, seconds in taken.items():
                seconds.append(_read(client, path))
    first, by_link, by_number = (median(seconds) * 1000 for seconds in taken.values())
    tell(
        f"  page 1 {first:.2f} ms; page {page} by nextLink {by_link:.2f} ms ({by_link / first:.2f}),"
        f" by number {by_number:.2f} ms ({by_number / first:.2f})"
    )
    return Depth(page, first, by_link, by_number, by_link / first, by_number / first)


def _walked_to(client: Client, page: int) -> str:
    """The address of a page as its predecessor's nextLink gives it."""
    path = FIRST
    for number in range(1, page):
        found = client.get(path).json
        assert found["page"] == number
        link = urlsplit(found["nextLink"])
        path = f"{link.path}?{link.query}"
    return path


def _read(client: Client, path: str) -> float:
    answered = client.get(path)
    assert answered.status == 200
    return answered.seconds
