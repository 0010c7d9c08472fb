"""What the wire adds to the machine: lists of every kind, retries, versions, trials, relations, and many at once."""

from collections.abc import Callable
from copy import deepcopy

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.features.machine import writes
from tests.features.machine.bodies import Pick
from tests.features.machine.lists import Question, questions
from tests.features.machine.requests import Request, assert_answered, expectation
from tests.features.machine.retries import Promises, assert_answered_again
from tests.features.machine.rules import DeskMachine
from tests.features.machine.versions import Seen, changed_since, seen, version
from tests.features.machine.viewers import Viewer
from tests.features.machine.walks import Page, Walk
from tests.features.machine.world import Refused, World
from tests.features.machine.writes import TICKETS, Write

WATCHERS = st.sampled_from(("robot", "robot", "jane", "tom", "vera", "narrow", "acme"))
KEYS = st.sampled_from(("a", "b", "c"))
Asking = Callable[[World, Viewer], Question]


class WireMachine(DeskMachine):
    """The same account, used through all that the API has."""

    def __init__(self) -> None:
        super().__init__()
        self.promises = Promises()
        self.states: dict[tuple[str, int, bool], list[Seen]] = {}
        self.pages: list[Page] = []
        self.walks: list[Walk] = []

    @rule(who=WATCHERS, asking=st.lists(questions(), min_size=1, max_size=4), page=st.sampled_from((1, 1, 2, 3)))
    def ask_for_pages(self, who: str, asking: list[Asking], page: int) -> None:
        for ask in asking:
            asked = Page(who, ask(self.world, self.viewers[who]), page)
            asked.assert_shown(self.driver, self.world)
            self.pages.append(asked)

    @rule(back=st.integers(0, 5))
    def ask_for_the_same_page_again(self, back: int) -> None:
        """With the tag that it came with: not sent again exactly when it shows the same."""
        if self.pages:
            self.pages[-1 - back % len(self.pages)].assert_shown(self.driver, self.world)

    @rule(who=WATCHERS, asking=st.lists(questions(), min_size=1, max_size=3))
    def walk_through_lists(self, who: str, asking: list[Asking]) -> None:
        for ask in asking:
            Walk(who, ask(self.world, self.viewers[who])).to_the_end(self.driver, self.world)

    @rule(who=WATCHERS, ask=questions())
    def begin_a_walk(self, who: str, ask: Asking) -> None:
        walk = Walk(who, ask(self.world, self.viewers[who]))
        walk.step(self.driver, self.world)
        self.walks.append(walk)

    @rule(back=st.integers(0, 3))
    def go_on_with_a_walk(self, back: int) -> None:
        """Whatever has changed meanwhile."""
        if self.walks:
            self.walks[-1 - back % len(self.walks)].step(self.driver, self.world)

    @rule(write=writes.RELATE | writes.PART | writes.BULK)
    def relate_or_change_many(self, write: Write) -> None:
        self.perform(write(self))

    @rule(write=writes.ANY)
    def try_out(self, write: Write) -> None:
        """A dry run says what would come of it, and leaves nothing."""
        self.later(self.pace)
        request, world = write(self), deepcopy(self.world)
        expected = expectation(request, world)
        answer = self.driver.ask(request.who, request.method, request.path, request.body, query={"dry_run": "true"})
        if isinstance(expected, Refused):
            assert_answered(answer, expected)
        else:
            told = answer.json()
            assert (answer.status_code, told["DryRun"], told["Answer"]) == (200, True, expected[1])
            assert [e["Kind"] for e in told["Events"]] == [r.kind for r in world.log[len(self.world.log) :]]
        self.unchanged()

    @rule(write=writes.POSTS, key=KEYS, again=st.booleans())
    def post_with_a_key(self, write: Write, key: str, again: bool) -> None:
        """Perhaps twice at once; the key may be in use for something else."""
        request = write(self)
        self._keyed(request, key)
        if again:
            self._keyed(request, key)

    @rule(back=st.integers(0, 7))
    def retry(self, back: int) -> None:
        """As a client does that never saw the answer, whatever has happened since."""
        if self.promises.sent:
            self._keyed(*self.promises.sent[-1 - back % len(self.promises.sent)])

    def _keyed(self, request: Request, key: str) -> None:
        self.later(self.pace)
        kept = self.promises.of(request, key, self.world.now)
        if kept is None:
            answer = self.settle(request, Idempotency_Key=key)
            self.promises.keep(request, key, answer, self.world)
            return
        headers = {"Idempotency-Key": key}
        answer = self.driver.ask(request.who, request.method, request.path, request.body, headers=headers)
        assert_answered_again(answer, kept, request)
        self.unchanged()

    @rule(
        who=WATCHERS,
        picked=st.lists(TICKETS, min_size=1, max_size=4),
        relations=st.booleans(),
        ago=st.integers(0, 3),
        hint=st.booleans(),
    )
    def read_tickets_again(self, who: str, picked: list[Pick], relations: bool, ago: int, hint: bool) -> None:
        """With a tag from earlier or without one."""
        for pick in picked:
            self._read(who, pick, relations, ago, hint)

    def _read(self, who: str, pick: Pick, relations: bool, ago: int, hint: bool) -> None:
        ticket = self.world.tickets.get(pick.among(self.world))
        if ticket is None:
            return
        known = self.states.setdefault((who, ticket.id, relations), [])
        old = known[-1 - ago % len(known)] if known and hint else None
        query = {"includeRelations": "true"} if relations else {}
        headers = {"If-None-Match": f'"x", W/{old.tag}' if ago == 1 else old.tag} if old else {}
        answer = self.driver.ask(who, "GET", f"/tickets/{ticket.id}", headers=headers, query=query)
        if ticket.deleted or not self.viewers[who].sees(ticket):
            assert answer.status_code == 404
            return
        now = seen(self.world, self.viewers[who], ticket, relations, answer.headers["etag"])
        if answer.status_code == 304:
            assert old is not None
            assert now == old, "a ticket that has changed was called unchanged"
            return
        assert (answer.status_code, answer.json()) == (200, now.shown)
        assert old is None or now != old, "a ticket that has not changed was sent again"
        known.append(now)

    @rule(write=writes.TO_A_TICKET, ago=st.integers(0, 3), how=st.sampled_from(("", "", "", "*", "two", "none")))
    def write_if_unchanged(self, write: Write, ago: int, how: str) -> None:
        """Only if the ticket still is what somebody once saw."""
        self.later(self.pace)
        request = write(self)
        number = int(request.path.split("/")[2])
        ticket = self.world.tickets.get(number)
        states = [one for (_, thing, _), known in self.states.items() if thing == number for one in known]
        if ticket is None or ticket.deleted or not states:
            return
        old = sorted(states, key=lambda one: one.version)[-1 - ago % len(states)]
        current = version(self.world, ticket)
        tags = {"*": "*", "two": f'"0-0", {old.tag}', "none": '"of another"'}.get(how, old.tag)
        if how == "*" or (how != "none" and old.version == current):
            self.settle(request, If_Match=tags)
            return
        answer = self.driver.ask(request.who, request.method, request.path, request.body, headers={"If-Match": tags})
        told = answer.json()
        assert (answer.status_code, told["code"]) == (412, "version_conflict")
        # A tag of something else says nothing about what this ticket has become since.
        expected = set() if how == "none" else changed_since(self.world, ticket, old.version)
        assert {error["field"] for error in told["errors"]} == expected
        self.unchanged()

    @rule(reader=st.integers(0, 5), limit=st.sampled_from((1, 2, 5, 30, 500)))
    def follow_the_feed(self, reader: int, limit: int) -> None:
        self.readers[reader].follow(self.driver, self.world, limit)
