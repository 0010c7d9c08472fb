"""One step of the machine: the desk and the memory of it do the same, and what comes of it is compared."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.features.machine import compare, looks, tickets, undone
from tests.features.machine.bodies import BRIEFS, Pick, resolved, spoken
from tests.features.machine.driver import Driver, actors, world_of
from tests.features.machine.feeds import Reader
from tests.features.machine.requests import Expected, Request, assert_answered, expectation, writing
from tests.features.machine.viewers import viewers
from tests.features.machine.world import Actor, Json, Refused, World

# How the memory changes: it is told the number of the thing and what the request says.
Act = Callable[[World, Actor, int, Json], Any]


# What the first tickets are about.
FIRST: tuple[Json, ...] = (
    {"TicketTitle": "Mail is down"},
    {"TicketTitle": "Mail is down", "TicketPriority": "High", "Tags": ["vip"]},
    {"TicketTitle": "Printer", "Description": "Prints mail since 9, twice", "DueDate": "2031-03-05T17:00:00Z"},
    {"TicketTitle": "New laptop", "TicketType": "Request", "TicketStatus": "Pending", "Tags": ["on site", "VIP"]},
)


class Steps(RuleBasedStateMachine):
    """An account of a started desk beside the machine's memory of it."""

    database_url: ClassVar[str]
    driver: Driver
    world: World

    @initialize(strict=st.booleans(), pace=st.sampled_from((7.3, 0.4, 0)))
    def begin(self, strict: bool, pace: float) -> None:
        """A desk with the cast and some tickets for each company; so many seconds lie between two steps."""
        self.pace = pace
        self.driver = Driver(self.database_url, strict=strict)
        self.world = world_of(self.driver.cast, self.driver.wall, strict=strict)
        self.actors = actors(self.driver.cast)
        # Who works at the desk itself, without a key.
        self.people = {who: replace(self.actors[who], key_id=None) for who in ("jane", "tom")}
        self.account_id = self.driver.cast.account_id
        self.world.seq = self.driver.run(self._seq())
        self.read: dict[str, list[Json]] = {}
        self.viewers = viewers(self.driver.cast)
        self.readers = [Reader(who, viewer, self.world.seq) for who, viewer in self.viewers.items()]
        cast = self.driver.cast
        for contact, about in zip((cast.john, cast.pete, cast.mary, cast.pete), FIRST, strict=True):
            self.create("robot", "ticket", tickets.open_ticket, {**about, "EndUserID": contact.id})

    def later(self, seconds: float) -> None:
        """Set the clock on the wall, forwards or backwards."""
        self.driver.wall += timedelta(seconds=seconds)
        self.world.wall = self.driver.wall

    def teardown(self) -> None:
        """At the end everything is compared."""
        if not hasattr(self, "driver"):
            return
        try:
            if hasattr(self, "read"):
                looks.assert_all(self.driver, self.world)
                for reader in self.readers:
                    reader.catch_up(self.driver, self.world)
                self.driver.run(self._assert_everything_kept())
        finally:
            self.driver.close()

    def create(
        self, who: str, noun: str, act: Callable[[World, Actor, Json], Any], body: Json, spelling: str = BRIEFS
    ) -> None:
        """POST a new thing."""
        self.perform(self.creating(who, noun, act, body, spelling))

    def change(self, who: str, pick: Pick, act: Act, verb: str, body: Json, spelling: str = BRIEFS) -> None:
        """POST or PUT to a thing."""
        self.perform(self.changing(who, pick, act, verb, body, spelling))

    def send_back(self, who: str, pick: Pick, act: Act, ago: int, body: Json) -> None:
        """PUT what was read of a thing, now or earlier, and perhaps a change."""
        read = self.read.get(f"/{pick.noun}/{pick.among(self.world)}", [{}])[-1 - ago :][:1]
        self.change(who, pick, act, "PUT", {**read[0], **body} if read else body)

    def add(self, who: str, pick: Pick, noun: str, act: Act, body: Json, spelling: str = BRIEFS) -> None:
        """POST something to a ticket."""
        self.perform(self.adding(who, pick, noun, act, body, spelling))

    def remove(self, who: str, pick: Pick, act: Callable[[World, Actor, int], Any]) -> None:
        """DELETE a thing."""
        self.perform(self.removing(who, pick, act))

    def creating(
        self, who: str, noun: str, act: Callable[[World, Actor, Json], Any], body: Json, spelling: str = BRIEFS
    ) -> Request:
        """A POST of a new thing."""
        told, actor = resolved(body, self.world), self.actors[who]
        return writing(
            who, "POST", f"/{noun}s", spoken(noun, told, spelling), lambda world: act(world, actor, told), 201
        )

    def changing(self, who: str, pick: Pick, act: Act, verb: str, body: Json, spelling: str = BRIEFS) -> Request:
        """A POST or PUT to a thing."""
        number, told, actor = pick.among(self.world), resolved(body, self.world), self.actors[who]
        sent = spoken(pick.noun.removesuffix("s"), told, spelling)
        return writing(who, verb, f"/{pick.noun}/{number}", sent, lambda world: act(world, actor, number, told), 200)

    def adding(self, who: str, pick: Pick, noun: str, act: Act, body: Json, spelling: str = BRIEFS) -> Request:
        """A POST of something to a ticket."""
        number, told, actor = pick.among(self.world), resolved(body, self.world), self.actors[who]
        path = f"/tickets/{number}/{'workhours' if noun == 'work_hours' else 'comments'}"
        return writing(
            who, "POST", path, spoken(noun, told, spelling), lambda world: act(world, actor, number, told), 201
        )

    def removing(self, who: str, pick: Pick, act: Callable[[World, Actor, int], Any]) -> Request:
        """A DELETE of a thing."""
        number, actor = pick.among(self.world), self.actors[who]

        def do(world: World) -> Expected:
            act(world, actor, number)
            return 200, {"ActionID": number, "Success": True}

        return Request(who, "DELETE", f"/{pick.noun}/{number}", None, do)

    def perform(self, request: Request, **headers: str) -> httpx.Response:
        """Send a request as time goes on; the answer, and all that it changes, is as expected."""
        self.later(self.pace)
        return self.settle(request, **headers)

    def settle(self, request: Request, **headers: str) -> httpx.Response:
        """The same at this very moment."""
        expected = expectation(request, self.world)
        told = {name.replace("_", "-"): text for name, text in headers.items()}
        answer = self.driver.ask(request.who, request.method, request.path, request.body, headers=told)
        assert_answered(answer, expected)
        self.driver.run(self._assert_clock())
        if not isinstance(expected, Refused) and request.shows:
            place = f"{request.path}/{expected[1]['ActionID']}" if expected[0] == 201 else request.path
            self.read.setdefault(place, []).append(expected[1])
        return answer

    def send(self, who: str, number: int, text: str, *, internal: bool, then: str | None) -> int | None:
        """A person of the desk says something on a ticket and moves it; the comment's number."""
        self.later(self.pace)
        actor = self.people[who]
        on_desk = undone.said_on_desk(self.account_id, actor)
        did = undone.send_on_desk(self.driver.desk.engine, on_desk, number, text, internal=internal, then=then)
        expected = undone.outcome(
            lambda: undone.send_in(self.world, actor, number, text, internal=internal, then=then).id
        )
        assert self.driver.run(did) == expected.code
        self.unchanged()
        return expected.comment_id

    def take_back(self, who: str, number: int, comment_id: int) -> None:
        """A person of the desk takes a comment back, or is told why not."""
        actor = self.people[who]
        on_desk = undone.said_on_desk(self.account_id, actor)
        did = undone.take_back_on_desk(self.driver.desk.engine, on_desk, number, comment_id)
        expected = undone.outcome(lambda: undone.take_back_in(self.world, actor, number, comment_id))
        assert self.driver.run(did) == expected.code
        self.unchanged()

    def unchanged(self) -> None:
        """Nothing has been changed that the memory does not know."""
        self.driver.run(self._assert_clock())

    async def _seq(self) -> int:
        async with self.driver.desk.engine.read() as read:
            clock = await read.one(compare.CLOCK, account_id=self.account_id)
        assert clock is not None
        return clock.event

    async def _assert_clock(self) -> None:
        async with self.driver.desk.engine.read() as read:
            await compare.assert_clock(read, self.account_id, self.world)

    async def _assert_everything_kept(self) -> None:
        async with self.driver.desk.engine.snapshot() as read:
            await compare.assert_clock(read, self.account_id, self.world)
            await compare.assert_rows(read, self.account_id, self.world)
            await compare.assert_log(read, self.account_id, self.world)
            await compare.assert_replayed(read, self.account_id, self.world)
            await compare.assert_marks(read, self.account_id)
