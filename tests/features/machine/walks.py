"""Pages and walks: what a page of a list must show, and a walk through it by its links while the desk goes on."""

from typing import Any

from tests.features.machine.driver import Driver
from tests.features.machine.lists import Question
from tests.features.machine.things import Ticket
from tests.features.machine.world import Json, World


class Page:
    """One page of a list by its number, and what was last seen of it."""

    def __init__(self, who: str, question: Question, number: int) -> None:
        self.who = who
        self.question = question
        self.number = number
        self.tag = ""
        self.seen: Json = {}
        self.versions: list[tuple[int, int]] = []

    def assert_shown(self, driver: Driver, world: World) -> None:
        """The page shows its part, and how much there is in all; what has been seen is not sent again.

        A list without comments is, after a comment within the second of the last activity: nothing that it shows has
        changed then, but a ticket has.
        """
        question, size = self.question, self.question.size
        tickets = question.tickets(world)
        part = tickets[(self.number - 1) * size : self.number * size]
        headers = {"If-None-Match": self.tag} if self.tag else {}
        asked = {**question.asked, "page": str(self.number)}
        answer = driver.ask(self.who, "GET", question.path, query=asked, headers=headers)
        items = [question.shown(world, ticket) for ticket in part]
        if answer.status_code == 304:
            assert (self.seen["items"], self.seen["totalItems"]) == (items, len(tickets)), "changed, but not sent"
            return
        told = answer.json()
        assert answer.status_code == 200, told
        versions = [(ticket.id, ticket.version) for ticket in part]
        assert (told, versions) != (self.seen, self.versions), "sent again, though nothing changed"
        assert told["items"] == items, (question.asked, [one["TicketID"] for one in told["items"]])
        assert_sizes(told, self.number, size, len(tickets))
        self.tag, self.seen, self.versions = answer.headers["etag"], told, versions


def assert_sizes(told: Json, number: int, size: int, total: int) -> None:
    """What the envelope says of the list."""
    pages = -(-total // size)
    assert told["totalItems"] == told["totalItemCount"] == total
    assert (told["page"], told["itemsInPage"], told["totalPages"]) == (number, size, pages)
    assert bool(told["nextLink"]) == (number < pages)
    assert bool(told["prevLink"]) == (number > 1)


class Walk:
    """A walk through a list by its links."""

    def __init__(self, who: str, question: Question) -> None:
        self.who = who
        self.question = question
        self.link = ""
        self.ended = False
        self.place: Any = None
        self.totals: set[int] = set()

    def to_the_end(self, driver: Driver, world: World) -> None:
        """All of it at once."""
        shown: list[Ticket] = []
        while not self.ended:
            shown += self.step(driver, world)
        assert shown == self.question.tickets(world)

    def step(self, driver: Driver, world: World) -> list[Ticket]:
        """The next page: of the tickets that there are now, those behind the last one that was seen as it then was."""
        if self.ended:
            return []
        question = self.question
        tickets = question.tickets(world)
        left = tickets if self.place is None else [t for t in tickets if question.is_behind(t, self.place)]
        expected = left[: question.size]
        answer = driver.ask(self.who, "GET", self.link or question.path, query=None if self.link else question.asked)
        told = answer.json()
        assert answer.status_code == 200, told
        assert told["items"] == [question.shown(world, ticket) for ticket in expected], question.asked
        self.totals.add(len(tickets))
        assert told["totalItems"] in self.totals
        assert bool(told["nextLink"]) == (len(left) > question.size)
        self.link, self.ended = told["nextLink"], not told["nextLink"]
        if expected:
            self.place = question.place(expected[-1])
        return expected
