"""What the machine may do next: everything the API can, by everybody, sensibly and not."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.features.machine import bodies, looks, people, tickets, work
from tests.features.machine.bodies import SPELLINGS, Pick, picks
from tests.features.machine.steps import Steps
from tests.features.machine.world import Json, World
from tests.features.machine.writes import TICKETS, VERB, WHO

KEEPER = st.sampled_from(("robot",) * 9 + ("jane",) * 4 + ("bill",) * 3 + ("tom", "vera"))
PEOPLE = picks("customers") | picks("contacts")
AGO = st.integers(0, 3)
# Places in the cast, counted over those who are gone, too.
JANE, DORA = 50, 51
CHANGES = {"customers": people.change_customer, "contacts": people.change_contact}


class DeskMachine(Steps):
    """An account that is used at random."""

    @rule(who=WHO, body=bodies.NEW_TICKET, spelling=SPELLINGS)
    def open_ticket(self, who: str, body: Json, spelling: str) -> None:
        self.create(who, "ticket", tickets.open_ticket, body, spelling)

    @rule(who=WHO, pick=TICKETS, verb=VERB, body=bodies.CHANGED_TICKET, spelling=SPELLINGS)
    def change_ticket(self, who: str, pick: Pick, verb: str, body: Json, spelling: str) -> None:
        self.change(who, pick, tickets.change_ticket, verb, body, spelling)

    @rule(who=WHO, pick=TICKETS, verb=VERB, body=bodies.SMALL_CHANGE)
    def change_one_thing_of_a_ticket(self, who: str, pick: Pick, verb: str, body: Json) -> None:
        self.change(who, pick, tickets.change_ticket, verb, body)

    @rule(who=WHO, pick=TICKETS, statuses=st.lists(bodies.MOVES, min_size=1, max_size=4))
    def move_ticket(self, who: str, pick: Pick, statuses: list[str]) -> None:
        for status in statuses:
            self.change(who, pick, tickets.change_ticket, "POST", {"TicketStatus": status})

    @rule(who=WHO, pick=TICKETS, ago=AGO, body=bodies.SMALL_CHANGE | st.just({}))
    def send_a_ticket_back(self, who: str, pick: Pick, ago: int, body: Json) -> None:
        self.send_back(who, pick, tickets.change_ticket, ago, body)

    @rule(who=WHO, pick=TICKETS)
    def delete_ticket(self, who: str, pick: Pick) -> None:
        self.remove(who, pick, tickets.delete_ticket)

    @rule(who=WHO, pick=TICKETS, comments=st.lists(bodies.COMMENT, min_size=1, max_size=3), spelling=SPELLINGS)
    def comment(self, who: str, pick: Pick, comments: list[Json], spelling: str) -> None:
        for body in comments:
            self.add(who, pick, "comment", work.comment, body, spelling)

    @rule(
        who=st.sampled_from(("jane", "tom")),
        undoing=st.sampled_from(("jane", "tom", "tom")),
        pick=TICKETS,
        text=bodies.TEXT,
        internal=st.booleans(),
        then=st.sampled_from((None, "Pending", "Resolved")),
        meanwhile=st.lists(bodies.MOVES | bodies.END_USERS_COMMENT, max_size=2),
        seconds=st.sampled_from((0, 5, 29.999999, 30)),
    )
    def send_and_take_back(
        self,
        who: str,
        undoing: str,
        pick: Pick,
        text: str,
        internal: bool,
        then: str | None,
        meanwhile: list[str | Json],
        seconds: float,
    ) -> None:
        """At the desk itself; others go on with the ticket between."""
        number = pick.among(self.world)
        comment_id = self.send(who, number, text, internal=internal, then=then)
        for one in meanwhile:
            if isinstance(one, str):
                self.change("robot", pick, tickets.change_ticket, "POST", {"TicketStatus": one})
            else:
                self.add("robot", pick, "comment", work.comment, one)
        self.later(seconds)
        if comment_id is not None:
            self.take_back(undoing, number, comment_id)
            self.take_back(who, number, comment_id)

    @rule(pick=TICKETS, body=bodies.END_USERS_COMMENT, spelling=SPELLINGS)
    def hear_from_an_end_user(self, pick: Pick, body: Json, spelling: str) -> None:
        self.add("robot", pick, "comment", work.comment, body, spelling)

    @rule(who=WHO, pick=TICKETS, entries=st.lists(bodies.WORK, min_size=1, max_size=3), spelling=SPELLINGS)
    def log_work(self, who: str, pick: Pick, entries: list[Json], spelling: str) -> None:
        for body in entries:
            self.add(who, pick, "work_hours", work.log_work, body, spelling)

    @rule(who=KEEPER, body=bodies.NEW_CUSTOMER, spelling=SPELLINGS)
    def create_customer(self, who: str, body: Json, spelling: str) -> None:
        self.create(who, "customer", people.create_customer, body, spelling)

    @rule(who=KEEPER, pick=picks("customers"), verb=VERB, body=bodies.CHANGED_CUSTOMER)
    def change_customer(self, who: str, pick: Pick, verb: str, body: Json) -> None:
        self.change(who, pick, people.change_customer, verb, body)

    @rule(who=KEEPER, body=bodies.NEW_CONTACT, spelling=SPELLINGS)
    def create_contact(self, who: str, body: Json, spelling: str) -> None:
        self.create(who, "contact", people.create_contact, body, spelling)

    @rule(who=KEEPER, pick=picks("contacts"), verb=VERB, body=bodies.CHANGED_CONTACT)
    def change_contact(self, who: str, pick: Pick, verb: str, body: Json) -> None:
        self.change(who, pick, people.change_contact, verb, body)

    @rule(who=KEEPER, pick=PEOPLE, ago=AGO)
    def send_a_customer_or_contact_back(self, who: str, pick: Pick, ago: int) -> None:
        self.send_back(who, pick, CHANGES[pick.noun], ago, {})

    @rule(who=KEEPER, pick=PEOPLE)
    def archive(self, who: str, pick: Pick) -> None:
        archived = {"Archived": True}
        self.remove(who, pick, lambda world, actor, number: CHANGES[pick.noun](world, actor, number, archived))

    @rule(
        who=st.sampled_from(("jane", "robot", "robot", "tom")),
        number=st.sampled_from((DORA,) * 6 + (JANE, bodies.NONE)),
        body=bodies.CHANGED_TECHNICIAN,
    )
    def change_technician(self, who: str, number: int, body: Json) -> None:
        """Dora most of the time; the others must be able to go on."""
        self.change(who, Pick("technicians", number), people.change_technician, "PUT", body)

    @rule(seconds=st.sampled_from((0.2, 1, 59.999999, 3600, 86_400, -0.5, -90_000)))
    def let_time_pass(self, seconds: float) -> None:
        """Or the clock be set back."""
        self.later(seconds)

    @rule(look=looks.LISTS, page=st.integers(1, 3), size=st.sampled_from((1, 2, 5, 50)))
    def look_at_a_list(self, look: Callable[[World], looks.Look], page: int, size: int) -> None:
        looks.assert_list(self.driver, look(self.world), page, size)

    @rule(pick=TICKETS)
    def look_at_a_ticket(self, pick: Pick) -> None:
        ticket = self.world.tickets.get(pick.among(self.world))
        if ticket:
            looks.assert_ticket(self.driver, self.world, ticket)
