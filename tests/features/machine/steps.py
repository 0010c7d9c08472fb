"""One step of the machine: the desk and the memory of it do the same, and what comes of it is compared."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.features.machine import compare, looks, shown, tickets
from tests.features.machine.bodies import BRIEFS, Pick, resolved, spoken
from tests.features.machine.driver import Driver, actors, world_of
from tests.features.machine.world import Actor, Json, Refused, World

# How the memory changes: it is told the number of the thing and what the request says.
Act = Callable[[World, Actor, int, Json], Any]


class Steps(RuleBasedStateMachine):
    """An account of a started desk beside the machine's memory of it."""

    database_url: ClassVar[str]
    driver: Driver
    world: World

    @initialize(strict=st.booleans(), pace=st.sampled_from((7.3, 0.4, 0)))
    def begin(self, strict: bool, pace: float) -> None:
        """A desk with the cast, and a ticket for each company; so many seconds lie between two steps."""
        self.pace = pace
        self.driver = Driver(self.database_url, strict=strict)
        self.world = world_of(self.driver.cast, self.driver.wall, strict=strict)
        self.actors = actors(self.driver.cast)
        self.account_id = self.driver.cast.account_id
        self.world.seq = self.driver.run(self._seq())
        self.read: dict[str, list[Json]] = {}
        for contact in (self.driver.cast.john, self.driver.cast.pete):
            self.create(
                "robot", "ticket", tickets.open_ticket, {"TicketTitle": "Mail is down", "EndUserID": contact.id}
            )

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
                self.driver.run(self._assert_everything_kept())
        finally:
            self.driver.close()

    def create(
        self, who: str, noun: str, act: Callable[[World, Actor, Json], Any], body: Json, spelling: str = BRIEFS
    ) -> None:
        """POST a new thing."""
        self._write(
            who, noun, lambda told: act(self.world, self.actors[who], told), "POST", f"/{noun}s", body, spelling
        )

    def change(self, who: str, pick: Pick, act: Act, verb: str, body: Json, spelling: str = BRIEFS) -> None:
        """POST or PUT to a thing."""
        number = pick.among(self.world)
        do: Callable[[Json], Any] = lambda told: act(self.world, self.actors[who], number, told)  # noqa: E731
        self._write(who, pick.noun.removesuffix("s"), do, verb, f"/{pick.noun}/{number}", body, spelling, created=False)

    def send_back(self, who: str, pick: Pick, act: Act, ago: int, body: Json) -> None:
        """PUT what was read of a thing, now or earlier, and perhaps a change."""
        read = self.read.get(f"/{pick.noun}/{pick.among(self.world)}", [{}])[-1 - ago :][:1]
        self.change(who, pick, act, "PUT", {**read[0], **body} if read else body)

    def add(self, who: str, pick: Pick, noun: str, act: Act, body: Json, spelling: str = BRIEFS) -> None:
        """POST something to a ticket."""
        number = pick.among(self.world)
        path = f"/tickets/{number}/{'workhours' if noun == 'work_hours' else 'comments'}"
        self._write(
            who, noun, lambda told: act(self.world, self.actors[who], number, told), "POST", path, body, spelling
        )

    def remove(self, who: str, pick: Pick, act: Callable[[World, Actor, int], Any]) -> None:
        """DELETE a thing."""
        number = pick.among(self.world)
        path = f"/{pick.noun}/{number}"
        try:
            act(self.world, self.actors[who], number)
        except Refused as refused:
            self._assert_refused(who, "DELETE", path, None, refused)
        else:
            assert self.driver.send(who, "DELETE", path) == (200, {"ActionID": number, "Success": True})
            self.driver.run(self._assert_clock())

    def _write(
        self,
        who: str,
        noun: str,
        do: Callable[[Json], Any],
        verb: str,
        path: str,
        body: Json,
        spelling: str,
        *,
        created: bool = True,
    ) -> None:
        self.later(self.pace)
        told = resolved(body, self.world)
        try:
            thing = do(told)
        except Refused as refused:
            self._assert_refused(who, verb, path, spoken(noun, told, spelling), refused)
            return
        expected = shown.thing(self.world, thing)
        status, answer = self.driver.send(who, verb, path, spoken(noun, told, spelling))
        assert answer == {"ActionID": thing.id, **expected}
        assert status == (201 if created else 200)
        self.driver.run(self._assert_clock())
        self.read.setdefault(f"/{noun}s/{thing.id}", []).append(expected)

    def _assert_refused(self, who: str, verb: str, path: str, body: Json | None, refused: Refused) -> None:
        """The desk refuses for one of the reasons, and nothing is left of it."""
        status, answer = self.driver.send(who, verb, path, body)
        assert (status, answer.get("code")) in refused.answers, (answer, sorted(refused.answers))
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
