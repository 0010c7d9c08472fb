"""Many clients who write to one account at once, what they were told, and somebody who reads the log meanwhile."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import msgspec

from deskhand.core.events import Event
from deskhand.events.read import events_after
from deskhand.events.replay import replay
from deskhand.storage.engine import Engine, Read
from tests.cast import Cast, Client
from tests.features.machine import compare

CLIENTS = 16
WORDS = ("Mail is down", "No paper", "Slow", "VPN", "Printer", "Password")


class Told(msgspec.Struct):
    """What the clients were told that the desk has done."""

    tickets: list[int] = []
    comments: list[int] = []
    entries: list[int] = []
    seconds: Counter[tuple[int, bool]] = msgspec.field(default_factory=Counter)
    said: Counter[int] = msgspec.field(default_factory=Counter)
    busy: int = 0


class Crowd:
    """Clients of one account, each doing a number of things of its own choice."""

    def __init__(self, clients: Sequence[Client], cast: Cast, shared: int, things: int) -> None:
        self.clients = clients
        self.cast = cast
        self.shared = shared
        self.things = things
        self.told = Told()

    async def write(self) -> Told:
        """Everybody at once, to the end."""
        await asyncio.gather(*(self._client(number, client) for number, client in enumerate(self.clients)))
        return self.told

    async def _client(self, number: int, client: Client) -> None:
        chance = Random(number)
        own: list[int] = []
        acts = (self._open, self._change, self._move, self._comment, self._work, self._work)
        for _ in range(self.things):
            ticket = chance.choice([self.shared, self.shared, *own])
            await chance.choice(acts)(client, chance, ticket, own)

    async def _open(self, client: Client, chance: Random, ticket: int, own: list[int]) -> None:
        requester: dict[str, Any] = chance.choice(
            [
                {"EndUserID": self.cast.john.id},
                {"CustomerID": self.cast.bakers.id},
                # One and the same stranger for all: made by the first who comes.
                {"EndUserEmail": f"user{chance.randrange(4)}@elsewhere.example"},
            ]
        )
        status = chance.choice(["Open", "Pending", "Resolved", "Closed"])
        opened = await self._post(client, "/tickets", {"TicketTitle": "New", "TicketStatus": status, **requester})
        self.told.tickets.append(opened["TicketID"])
        if status != "Closed":
            own.append(opened["TicketID"])

    async def _change(self, client: Client, chance: Random, ticket: int, own: list[int]) -> None:
        body = {"TicketTitle": chance.choice(WORDS), "TicketPriority": chance.choice(["Low", "High", "Critical"])}
        await self._post(client, f"/tickets/{ticket}", body)

    async def _move(self, client: Client, chance: Random, ticket: int, own: list[int]) -> None:
        status = chance.choice(["Open", "Pending", "Resolved"])
        await self._post(client, f"/tickets/{ticket}", {"TicketStatus": status})

    async def _comment(self, client: Client, chance: Random, ticket: int, own: list[int]) -> None:
        author = chance.choice([{"EndUserID": self.cast.mary.id}, {"TechnicianContactID": self.cast.tom.id}])
        said = await self._post(client, f"/tickets/{ticket}/comments", {"CommentText": "Any news?", **author})
        self.told.comments.append(said["CommentID"])
        self.told.said[ticket] += 1

    async def _work(self, client: Client, chance: Random, ticket: int, own: list[int]) -> None:
        minutes, seconds = chance.randrange(1, 60), chance.randrange(60)
        body = {
            "TechnicianContactID": self.cast.tom.id,
            "StartDate": "2031-03-01T09:00:00Z",
            "EndDate": f"2031-03-01T09:{minutes:02}:{seconds:02}Z",
            "IsBillable": chance.random() < 0.7,
            "OnCustomerSite": chance.random() < 0.5,
        }
        entry = await self._post(client, f"/tickets/{ticket}/workhours", body)
        self.told.entries.append(entry["WorkHourID"])
        self.told.seconds[ticket, entry["IsBillable"]] += minutes * 60 + seconds

    async def _post(self, client: Client, path: str, body: Any) -> Any:
        """POST until it is done: 503 promises that nothing was, so that it may be sent again."""
        while True:
            answer = await client.send("POST", path, json=body)
            if answer.status_code != 503:
                assert answer.status_code in (200, 201), answer.text
                return answer.json()
            self.told.busy += 1
            await asyncio.sleep(0.05)


async def watch(engine: Engine, account_id: int, done: Callable[[], bool]) -> list[Event]:
    """Follow the log as a reader does, to its end; whatever he sees is without a gap and never goes back."""
    seen: list[Event] = []
    while True:
        last_look = done()
        async with engine.read() as read:
            page = await events_after(read, account_id, seen[-1].seq if seen else 0, 50)
        first = len(seen) + 1
        assert [event.seq for event in page] == list(range(first, first + len(page)))
        assert not page or not seen or seen[-1].at <= page[0].at
        seen += page
        if last_look and not page:
            return seen
        await asyncio.sleep(0.005)


async def look_on(client: Client, ticket: int, done: Callable[[], bool]) -> list[float]:
    """Read another account's desk all the while; how long each answer took, in seconds."""
    took = []
    loop = asyncio.get_running_loop()
    while not done():
        for path in (f"/tickets/{ticket}", "/tickets"):
            began = loop.time()
            await client.get(path)
            took.append(loop.time() - began)
        await asyncio.sleep(0.01)
    return took


async def during(work: Awaitable[Told], *others: Callable[[Callable[[], bool]], Awaitable[Any]]) -> list[Any]:
    """Do the work while the others go on until it is done; what all of them give."""
    writing = asyncio.ensure_future(work)
    return list(await asyncio.gather(writing, *(other(writing.done) for other in others)))


async def assert_exact(read: Read, cast: Cast, told: Told, seen: Sequence[Event], begun: int) -> None:
    """The account holds what the clients were told, once each, and its log is the one that was seen."""
    log = await _log(read, cast.account_id)
    assert list(seen) == log
    assert [event.seq for event in log] == list(range(1, len(log) + 1))
    assert all(one.at <= following.at for one, following in pairwise(log))
    counted = Counter(event.kind.value for event in log[begun:])
    assert counted["ticket.created"] == len(told.tickets)
    assert counted["comment.added"] == len(told.comments)
    assert counted["work_hours.logged"] == len(told.entries)
    # The first of them was there before; no number is given twice, and none is lost.
    assert sorted(told.tickets) == list(range(2, len(told.tickets) + 2))
    assert sorted(told.comments) == list(range(1, len(told.comments) + 1))
    assert sorted(told.entries) == list(range(1, len(told.entries) + 1))
    await compare.assert_counters(read, cast.account_id)
    # Every change says what it found, and found what the one before it left: no update was lost.
    await replay(read, cast.account_id)


async def assert_totals(client: Client, told: Told) -> None:
    """Every ticket's totals are the sum of what was written to it."""
    for ticket in {ticket for ticket, _ in told.seconds} | set(told.said):
        billable = await client.get(f"/tickets/{ticket}/billableduration")
        other = await client.get(f"/tickets/{ticket}/nonbillableduration")
        entries = await client.get(f"/tickets/{ticket}/workhours", itemsInPage=1)
        assert billable["TotalBillableDuration"] == told.seconds[ticket, True]
        assert other["TotalNonBillableDuration"] == told.seconds[ticket, False]
        assert (await client.get(f"/tickets/{ticket}"))["TotalDurationSeconds"] == sum(
            told.seconds[ticket, is_billable] for is_billable in (True, False)
        )
        assert (await client.get(f"/tickets/{ticket}/comments"))["totalItems"] == told.said[ticket]
        assert entries["totalItems"] >= bool(told.seconds[ticket, True] + told.seconds[ticket, False])


async def _log(read: Read, account_id: int) -> list[Event]:
    log: list[Event] = []
    while page := await events_after(read, account_id, len(log), 500):
        log += page
    return log
