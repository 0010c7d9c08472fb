"""The machine itself: what it may do next, and what it checks after each step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.features.machine import bodies, compare, looks, people, said, shown, tickets, work
from tests.features.machine.bodies import Pick, picks, resolved, spoken
from tests.features.machine.driver import Driver, actors, world_of
from tests.features.machine.world import Actor, Json, Refused, World

# Everybody writes now and then; the integration, which may do everything, most of the time.
WHO = st.sampled_from(("robot",) * 5 + ("jane", "jane", "tom", "tom", "tom", "bill", "vera"))
VERB = st.sampled_from(("POST", "PUT"))
PAGE, SIZE = st.integers(1, 3), st.sampled_from((1, 2, 5, 50))


class DeskMachine(RuleBasedStateMachine):
    """An account that is used at random."""

    database_url: ClassVar[str]
    driver: Driver
    world: World

    @initialize(strict=st.booleans())
    def begin(self, strict: bool) -> None:
        self.driver = Driver(self.database_url, strict=strict)
        self.world = world_of(self.driver.cast, self.driver.wall, strict=strict)
        self.actors = actors(self.driver.cast)
        self.account_id = self.driver.cast.account_id
        self.world.seq = self.driver.run(self._seq())
        self.answers: dict[str, list[Json]] = {}
        for contact in (self.driver.cast.john, self.driver.cast.pete):
            self.open_ticket("robot", {"TicketTitle": "Mail is down", "EndUserID": contact.id}, "the brief's")

    def teardown(self) -> None:
        if not hasattr(self, "driver"):
            return
        try:
            if hasattr(self, "answers"):
                looks.assert_all(self.driver, self.world)
                self.driver.run(self._assert_everything_kept())
        finally:
            self.driver.close()

    @rule(who=WHO, body=bodies.NEW_TICKET, spelling=bodies.SPELLINGS)
    def open_ticket(self, who: str, body: Json, spelling: str) -> None:
        self.write(who, tickets.open_ticket, "ticket", "POST", "/tickets", body, spelling, status=201)

    @rule(who=WHO, pick=picks("tickets"), body=bodies.CHANGED_TICKET, verb=VERB, spelling=bodies.SPELLINGS)
    def change_ticket(self, who: str, pick: Pick, body: Json, verb: str, spelling: str) -> None:
        self.change(who, tickets.change_ticket, "ticket", verb, pick, body, spelling)

    @rule(who=WHO, pick=picks("tickets"), body=bodies.SMALL_CHANGE, verb=VERB)
    def change_one_thing_of_a_ticket(self, who: str, pick: Pick, body: Json, verb: str) -> None:
        self.change(who, tickets.change_ticket, "ticket", verb, pick, body)

    @rule(who=WHO, pick=picks("tickets"), status=bodies.written(("Open", "Pending", "Resolved", "Closed")))
    def move_ticket(self, who: str, pick: Pick, status: str) -> None:
        self.change(who, tickets.change_ticket, "ticket", "POST", pick, {"TicketStatus": status})

    @rule(who=WHO, pick=picks("tickets"), ago=st.integers(0, 3), body=bodies.SMALL_CHANGE | st.just({}))
    def send_a_ticket_back(self, who: str, pick: Pick, ago: int, body: Json) -> None:
        """As it was read now or earlier, with or without a change."""
        self.send_back(who, tickets.change_ticket, "ticket", pick, ago, body)

    @rule(who=WHO, pick=picks("tickets"))
    def delete_ticket(self, who: str, pick: Pick) -> None:
        number = pick.among(self.world)
        self.remove(who, lambda actor: tickets.delete_ticket(self.world, actor, number), f"/tickets/{number}", number)

    @rule(
        who=WHO,
        pick=picks("tickets"),
        body=bodies.COMMENT,
        spelling=bodies.SPELLINGS,
    )
    def comment(self, who: str, pick: Pick, body: Json, spelling: str) -> None:
        self.add(who, work.comment, "comment", pick, "comments", body, spelling)

    @rule(pick=picks("tickets"), body=bodies.END_USERS_COMMENT)
    def hear_from_an_end_user(self, pick: Pick, body: Json) -> None:
        self.add("robot", work.comment, "comment", pick, "comments", body)

    @rule(who=WHO, pick=picks("tickets"), body=bodies.WORK, spelling=bodies.SPELLINGS)
    def log_work(self, who: str, pick: Pick, body: Json, spelling: str) -> None:
        self.add(who, work.log_work, "work_hours", pick, "workhours", body, spelling)

    @rule(who=WHO, body=bodies.NEW_CUSTOMER, spelling=bodies.SPELLINGS)
    def create_customer(self, who: str, body: Json, spelling: str) -> None:
        self.write(who, people.create_customer, "customer", "POST", "/customers", body, spelling, status=201)

    @rule(who=WHO, pick=picks("customers"), body=bodies.CHANGED_CUSTOMER, verb=VERB)
    def change_customer(self, who: str, pick: Pick, body: Json, verb: str) -> None:
        self.change(who, people.change_customer, "customer", verb, pick, body)

    @rule(who=WHO, pick=picks("customers"), ago=st.integers(0, 3))
    def send_a_customer_back(self, who: str, pick: Pick, ago: int) -> None:
        self.send_back(who, people.change_customer, "customer", pick, ago, {})

    @rule(who=WHO, pick=picks("customers") | picks("contacts"))
    def archive(self, who: str, pick: Pick) -> None:
        number = pick.among(self.world)
        change = people.change_customer if pick.noun == "customers" else people.change_contact
        path = f"/{pick.noun}/{number}"
        self.remove(who, lambda actor: change(self.world, actor, number, {"Archived": True}), path, number)

    @rule(who=WHO, body=bodies.NEW_CONTACT, spelling=bodies.SPELLINGS)
    def create_contact(self, who: str, body: Json, spelling: str) -> None:
        self.write(who, people.create_contact, "contact", "POST", "/contacts", body, spelling, status=201)

    @rule(who=WHO, pick=picks("contacts"), body=bodies.CHANGED_CONTACT, verb=VERB)
    def change_contact(self, who: str, pick: Pick, body: Json, verb: str) -> None:
        self.change(who, people.change_contact, "contact", verb, pick, body)

    @rule(who=WHO, pick=picks("contacts"), ago=st.integers(0, 3))
    def send_a_contact_back(self, who: str, pick: Pick, ago: int) -> None:
        self.send_back(who, people.change_contact, "contact", pick, ago, {})

    @rule(
        who=st.sampled_from(("jane", "robot", "tom")),
        name=st.sampled_from(("dora", "dora", "jane")),
        body=bodies.CHANGED_TECHNICIAN,
    )
    def change_technician(self, who: str, name: str, body: Json) -> None:
        number = getattr(self.driver.cast, name).id
        self.write(
            who,
            lambda world, actor, told: people.change_technician(world, actor, number, told),
            "technician",
            "PUT",
            f"/technicians/{number}",
            body,
        )

    @rule(seconds=st.sampled_from((0.2, 1, 59.999999, 3600, 86_400, -0.5, -90_000)))
    def let_time_pass(self, seconds: float) -> None:
        """Forwards or backwards; in between it stands still."""
        self.driver.wall += timedelta(seconds=seconds)
        self.world.wall = self.driver.wall

    @rule(
        customer=st.none() | picks("customers"),
        status=st.none() | bodies.written(("Open", "Closed")),
        page=PAGE,
        size=SIZE,
    )
    def look_at_tickets(self, customer: Pick | None, status: str | None, page: int, size: int) -> None:
        number = customer.among(self.world) if customer else None
        expected = looks.tickets(self.world, customer=number, status=status.capitalize() if status else None)
        asked = {"customerId": number, "ticketStatus": status}
        looks.assert_list(
            self.driver, "/tickets", expected, page, size, **{name: v for name, v in asked.items() if v is not None}
        )

    @rule(moment=st.integers(0, 400), page=PAGE, size=SIZE)
    def look_at_what_changed_status(self, moment: int, page: int, size: int) -> None:
        since = looks.instants(self.world)[moment % len(looks.instants(self.world))]
        expected = looks.status_modified(self.world, since)
        asked = {"modifiedAfter": since.isoformat()}
        looks.assert_list(self.driver, "/tickets/statusmodified", expected, page, size, **asked)

    @rule(
        noun=st.sampled_from(("customers", "contacts")),
        archived=st.booleans(),
        by_modified=st.booleans(),
        moment=st.none() | st.integers(0, 400),
        page=PAGE,
        size=SIZE,
    )
    def look_at_people(
        self, noun: str, archived: bool, by_modified: bool, moment: int | None, page: int, size: int
    ) -> None:
        show: Callable[[Any], Json] = shown.customer if noun == "customers" else lambda c: shown.contact(self.world, c)
        since = looks.instants(self.world)[moment % len(looks.instants(self.world))] if moment is not None else None
        things = list(getattr(self.world, noun).values())
        expected = looks.people(things, show, archived=archived, by_modified=by_modified, since=since)
        asked: Json = {"includeArchived": archived, "SortBy": "LastModified" if by_modified else "Creation"}
        if since:
            asked["FromLastModifiedDate"] = since.isoformat()
        looks.assert_list(self.driver, f"/{noun}", expected, page, size, **asked)

    @rule(part=st.sampled_from(("smith", "SMITH@", "acme", "STRASSE", "%", "_", "\\", "@")))
    def look_for_an_address(self, part: str) -> None:
        found = [c for c in self.world.contacts.values() if part.casefold() in said.key(c.email) and not c.archived_at]
        expected = [shown.contact(self.world, c) for c in sorted(found, key=lambda c: c.id, reverse=True)]
        looks.assert_whole_list(self.driver, "/contacts", expected, Email=part)

    @rule(pick=picks("tickets"))
    def look_at_a_ticket(self, pick: Pick) -> None:
        ticket = self.world.tickets.get(pick.among(self.world))
        if ticket:
            looks.assert_ticket(self.driver, self.world, ticket)

    def change(
        self, who: str, act: Any, noun: str, verb: str, pick: Pick, body: Json, spelling: str = "the brief's"
    ) -> None:
        """Update a thing."""
        number = pick.among(self.world)
        self.write(
            who,
            lambda world, actor, told: act(world, actor, number, told),
            noun,
            verb,
            f"/{noun}s/{number}",
            body,
            spelling,
        )

    def send_back(self, who: str, act: Any, noun: str, pick: Pick, ago: int, body: Json) -> None:
        """Update a thing with what was read of it, now or earlier, and perhaps a change."""
        path = f"/{noun}s/{pick.among(self.world)}"
        read = self.answers.get(path, [])[-1 - ago :][:1]
        self.change(who, act, noun, "PUT", pick, {**(read[0] if read else {}), **body})

    def add(
        self, who: str, act: Any, noun: str, pick: Pick, part: str, body: Json, spelling: str = "the brief's"
    ) -> None:
        """Add something to a ticket."""
        number = pick.among(self.world)
        self.write(
            who,
            lambda world, actor, told: act(world, actor, number, told),
            noun,
            "POST",
            f"/tickets/{number}/{part}",
            body,
            spelling,
            status=201,
        )

    def write(
        self,
        who: str,
        act: Callable[[World, Actor, Json], Any],
        noun: str,
        verb: str,
        path: str,
        body: Json,
        spelling: str = "the brief's",
        *,
        status: int = 200,
    ) -> None:
        """Let the desk and the world do the same, and compare what comes of it."""
        told = resolved(body, self.world)
        try:
            thing = act(self.world, self.actors[who], told)
        except Refused as refused:
            self.assert_refused(who, verb, path, spoken(noun, told, spelling), refused)
            return
        expected = self.show(noun, thing)
        answer = self.driver.send(who, verb, path, spoken(noun, told, spelling))
        assert answer == (status, {"ActionID": thing.id, **expected})
        if noun in ("ticket", "customer", "contact"):
            self.answers.setdefault(f"/{noun}s/{thing.id}", []).append(expected)
        self.driver.run(self._assert_clock())

    def remove(self, who: str, act: Callable[[Actor], Any], path: str, number: int) -> None:
        """Likewise with DELETE."""
        try:
            act(self.actors[who])
        except Refused as refused:
            self.assert_refused(who, "DELETE", path, None, refused)
            return
        assert self.driver.send(who, "DELETE", path) == (200, {"ActionID": number, "Success": True})
        self.driver.run(self._assert_clock())

    def assert_refused(self, who: str, verb: str, path: str, body: Json | None, refused: Refused) -> None:
        """The desk refuses for one of the reasons, and nothing is left of it."""
        status, answer = self.driver.send(who, verb, path, body)
        assert (status, answer.get("code")) in refused.answers, (answer, sorted(refused.answers))
        self.driver.run(self._assert_clock())

    def show(self, noun: str, thing: Any) -> Json:
        """A thing as the API must show it now."""
        match noun:
            case "ticket":
                return shown.ticket(self.world, thing)
            case "comment":
                return shown.comment(self.world, thing)
            case "work_hours":
                return shown.entry(self.world, thing)
            case "customer":
                return shown.customer(thing)
            case "contact":
                return shown.contact(self.world, thing)
        return shown.technician(thing)

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
