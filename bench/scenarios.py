"""What is measured with sixteen callers: a list of fifty, one ticket, and a new one; each beside the floor."""

import random
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import msgspec

from bench.load import Loaded
from bench.servers import TICKETS, Target
from bench.wrk import Request, Shot, middle, shoot

WARM_UP = 1.0


class Scenario(NamedTuple):
    """What is sent, and the share of the floor that is wanted."""

    name: str
    about: str
    wanted: float
    requests: Callable[[Loaded], Sequence[Request]]


class Beside(msgspec.Struct, frozen=True):
    """The product's figures, the floor's, and the median over the rounds of their ratio."""

    scenario: str
    ratio: float
    ratio_cpu: float
    product: dict[str, float]
    floor: dict[str, float]


def list_requests(loaded: Loaded) -> list[Request]:
    """The newest fifty, again and again."""
    return [Request("GET", f"{TICKETS}?itemsInPage=50")]


def get_requests(loaded: Loaded) -> list[Request]:
    """Tickets from all over the account."""
    some = random.Random(1)
    return [Request("GET", f"{TICKETS}/{some.randint(1, loaded.tickets)}") for _ in range(5_000)]


def create_requests(loaded: Loaded) -> list[Request]:
    """New tickets for a known contact."""
    return [Request("POST", TICKETS, msgspec.json.encode(new_ticket(loaded, n)).decode()) for n in range(200)]


def new_ticket(loaded: Loaded, number: int) -> dict[str, object]:
    """The body of a create."""
    return {
        "TicketTitle": f"Outlook on PC-{number:03} drops out every few minutes",
        "Description": "It has been like this since I came in this morning. My colleague next to me has no problem, "
        "and webmail on my phone is fine. I have restarted twice. Please help, things need to go out today.",
        "TicketPriority": "High",
        "TicketType": "Incident",
        "EndUserID": loaded.contact_id + number % 100,
    }


# Creates come last: the others shall meet the tickets as they were loaded.
SCENARIOS = (
    Scenario("list", "list of 50, newest first, with exact total", 0.75, list_requests),
    Scenario("get", "one ticket, any of them", 0.5, get_requests),
    Scenario("create", "a new ticket", 0.5, create_requests),
)


def measure(
    name: str,
    loaded: Loaded,
    pair: tuple[Target, Target],
    *,
    rounds: int,
    seconds: float,
    tell: Callable[[str], None],
) -> Beside:
    """One scenario: in every round the floor and the product, one after the other."""
    scenario = next(one for one in SCENARIOS if one.name == name)
    requests = scenario.requests(loaded)
    for target in pair:
        shoot(target, requests, WARM_UP)
    shots: dict[str, list[Shot]] = {target.name: [] for target in pair}
    for number in range(rounds):
        # Who begins changes, so that neither always follows the other.
        for target in pair if number % 2 == 0 else pair[::-1]:
            shots[target.name].append(shoot(target, requests, seconds))
    floors, products = (shots[target.name] for target in pair)
    floor, product = middle(floors), middle(products)
    ratio = median(p.per_second / f.per_second for f, p in zip(floors, products, strict=True))
    ratio_cpu = median(f.cpu_us / p.cpu_us for f, p in zip(floors, products, strict=True))
    tell(
        f"  {scenario.name:6} {product.per_second:8,.0f}/s, floor {floor.per_second:8,.0f}/s: {ratio:.2f}"
        f" (wanted {scenario.wanted}); processor {product.cpu_us:.0f} us, floor {floor.cpu_us:.0f} us: {ratio_cpu:.2f}"
    )
    return Beside(scenario.name, ratio, ratio_cpu, product._asdict(), floor._asdict())


class NotTheSame(Exception):
    """The floor does not answer what the product answers, so that comparing their speed means nothing."""


def compare(floor: Target, product: Target) -> None:
    """Raise NotTheSame unless both give the same JSON for a list and for a ticket."""
    for path in (f"{TICKETS}?itemsInPage=50", f"{TICKETS}/1"):
        answers = []
        for target in (floor, product):
            with target.client() as client:
                answered = client.get(path)
                answers.append(answered.body.replace(str(target.port).encode(), b"PORT"))
        if answers[0] != answers[1]:
            at = next(n for n, (a, b) in enumerate(zip(*answers, strict=False)) if a != b)
            shown = " and ".join(repr(answer[max(at - 60, 0) : at + 60]) for answer in answers)
            raise NotTheSame(f"{path}: {shown}")
