"""Every kind of write, as a request that may be sent in any manner: plainly, twice, on trial, or only if unchanged."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.features.machine import bodies, bulk, people, relating, tickets, work
from tests.features.machine.bodies import SPELLINGS, Pick, picks
from tests.features.machine.requests import Expected, Request
from tests.features.machine.steps import Steps
from tests.features.machine.world import Json, World

# Everybody writes now and then; who may do much, most of the time.
WHO = st.sampled_from(("robot",) * 9 + ("jane",) * 4 + ("tom",) * 5 + ("bill", "vera"))
VERB = st.sampled_from(("POST", "PUT"))
TICKETS = picks("tickets")
KINDS = st.sampled_from(("Parent", "Child"))

Write = Callable[[Steps], Request]


def relating_two(machine: Steps, who: str, pick: Pick, other: Pick, kind: str) -> Request:
    """A POST that makes one ticket the other's parent or child."""
    number, actor = pick.among(machine.world), machine.actors[who]
    body = {"RelatedTicketId": other.among(machine.world), "RelationType": kind}

    def do(world: World) -> Expected:
        relating.relate(world, actor, number, body)
        return 201, {"ActionID": number, "TicketID": number, **body}

    return Request(who, "POST", f"/tickets/{number}/relations", body, do)


def parting(machine: Steps, who: str, pick: Pick, kind: str) -> Request:
    """A DELETE of a ticket's parent or children."""
    number, actor = pick.among(machine.world), machine.actors[who]

    def do(world: World) -> Expected:
        relating.unrelate(world, actor, number, kind)
        return 200, {"ActionID": number, "Success": True}

    return Request(who, "DELETE", f"/tickets/{number}/relations/{kind}", None, do)


def many(machine: Steps, who: str, changes: list[Json], bare: bool) -> Request:
    """A POST of many changes, in an object or as a bare list."""
    told, actor = bulk.told(changes, machine.world), machine.actors[who]
    body = told if bare else {"items": told}
    return Request(who, "POST", "/tickets/bulk", body, lambda world: bulk.change_many(world, actor, told))


OPEN: st.SearchStrategy[Write] = st.builds(
    lambda who, body, spelling: lambda m: m.creating(who, "ticket", tickets.open_ticket, body, spelling),
    WHO,
    bodies.NEW_TICKET,
    SPELLINGS,
)
CHANGE: st.SearchStrategy[Write] = st.builds(
    lambda who, pick, verb, body: lambda m: m.changing(who, pick, tickets.change_ticket, verb, body),
    WHO,
    TICKETS,
    VERB,
    bodies.SMALL_CHANGE | bodies.CHANGED_TICKET | bodies.MOVES.map(lambda status: {"TicketStatus": status}),
)
DELETE: st.SearchStrategy[Write] = st.builds(
    lambda who, pick: lambda m: m.removing(who, pick, tickets.delete_ticket), WHO, TICKETS
)
COMMENT: st.SearchStrategy[Write] = st.builds(
    lambda who, pick, body: lambda m: m.adding(who, pick, "comment", work.comment, body),
    WHO,
    TICKETS,
    bodies.COMMENT | bodies.END_USERS_COMMENT,
)
LOG: st.SearchStrategy[Write] = st.builds(
    lambda who, pick, body: lambda m: m.adding(who, pick, "work_hours", work.log_work, body), WHO, TICKETS, bodies.WORK
)
RELATE: st.SearchStrategy[Write] = st.builds(
    lambda who, pick, other, kind: lambda m: relating_two(m, who, pick, other, kind), WHO, TICKETS, TICKETS, KINDS
)
PART: st.SearchStrategy[Write] = st.builds(
    lambda who, pick, kind: lambda m: parting(m, who, pick, kind), WHO, TICKETS, KINDS
)
BULK: st.SearchStrategy[Write] = st.builds(
    lambda who, changes, bare: lambda m: many(m, who, changes, bare), WHO, bulk.CHANGES, st.booleans()
)
CONTACT: st.SearchStrategy[Write] = st.builds(
    lambda who, body: lambda m: m.creating(who, "contact", people.create_contact, body), WHO, bodies.NEW_CONTACT
)
TO_A_TICKET = st.one_of(CHANGE, CHANGE, DELETE, COMMENT, LOG, RELATE, PART)
ANY = st.one_of(OPEN, CHANGE, COMMENT, LOG, DELETE, RELATE, BULK, CONTACT)
POSTS = st.one_of(OPEN, OPEN, CHANGE, COMMENT, LOG, RELATE, BULK, CONTACT)
