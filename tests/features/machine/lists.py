"""Asking for lists of tickets: filters and words together, sorted, page by page or by the links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.features.machine import relating, shown
from tests.features.machine.filters import FILTERS, Drawn, Filter
from tests.features.machine.said import PRIORITIES, STATUSES
from tests.features.machine.searches import Needle, Phrase, needle, phrases
from tests.features.machine.things import Ticket
from tests.features.machine.viewers import Viewer, visible
from tests.features.machine.world import Json, World

COMMENT_FIELDS = (
    "FirstComment",
    "LastEndUserComment",
    "LastEndUserCommentTimestamp",
    "LastTechnicianComment",
    "LastTechnicianCommentTimestamp",
)
SORTS: dict[str, Callable[[Ticket], Any]] = {
    "id": lambda t: t.id,
    "created": lambda t: t.created_at,
    "updated": lambda t: t.last_activity_at,
    "resolved": lambda t: t.resolved_at,
    "due": lambda t: t.due_by_hand,
    "priority": lambda t: PRIORITIES.index(t.priority),
    "status": lambda t: STATUSES.index(t.status),
    "status changed": lambda t: t.status_changed_at,
}
ASKED_FOR = [sort for name in SORTS if name != "status changed" for sort in (name, f"-{name}")]
# The lists: the order of each where none is asked for, and whether comments are shown.
PATHS = {
    "/tickets": ("-id", True),
    "/tickets/nocomments": ("-id", False),
    "/tickets/lastmodified": ("updated", False),
    "/tickets/statusmodified": ("status changed", True),
}


def in_order(found: Sequence[Ticket], sort: str) -> list[Ticket]:
    """By a value, what is not set last either way, ids in the same direction."""
    value, backwards = SORTS[sort.removeprefix("-")], sort.startswith("-")
    valued = sorted((t for t in found if value(t) is not None), key=lambda t: (value(t), t.id), reverse=backwards)
    return valued + sorted((t for t in found if value(t) is None), key=lambda t: t.id, reverse=backwards)


@dataclass
class Question:
    """A list that somebody asks for, with everything that it must show over its pages, as things are now."""

    path: str
    viewer: Viewer
    filters: list[Filter]
    needle: Needle
    sort: str
    relations: bool
    size: int
    asked: dict[str, str] = field(default_factory=dict)

    def tickets(self, world: World) -> list[Ticket]:
        """What is found, in order."""
        found = [t for t in visible(world, self.viewer) if all(f.holds(t) for f in self.filters)]
        found = [t for t in found if self.needle.holds(t, self.viewer)]
        return sorted(found, key=self.place, reverse=True) if self.best_hits else in_order(found, self.order)

    @property
    def best_hits(self) -> bool:
        """Whether it is sorted as searches are: title hits first, then the last active."""
        return not self.sort and bool(self.needle.wanted) and PATHS[self.path][0] == "-id"

    def place(self, ticket: Ticket) -> Any:
        """Where a ticket stands in the order, as it is now."""
        if self.best_hits:
            return self.needle.in_title(ticket), ticket.last_activity_at, ticket.id
        return SORTS[self.order.removeprefix("-")](ticket), ticket.id

    @property
    def order(self) -> str:
        """By what it is sorted, when it is not by the best hits."""
        return self.sort or PATHS[self.path][0]

    def is_behind(self, ticket: Ticket, place: Any) -> bool:
        """Whether a ticket comes behind a place."""
        own = self.place(ticket)
        if self.best_hits:
            return bool(own < place)
        if (own[0] is None) != (place[0] is None):
            return own[0] is None
        one, other = (own[1], place[1]) if own[0] is None else (own, place)
        return bool(one < other if self.order.startswith("-") else one > other)

    def shown(self, world: World, ticket: Ticket) -> Json:
        """A ticket as this list shows it."""
        told = shown.ticket(world, ticket)
        if self.relations:
            kind, other = relating.relation(world, self.viewer, ticket) or ("None", None)
            told |= {"RelationType": kind, "RelatedTicketId": other}
        if PATHS[self.path][1]:
            return told
        if self.path == "/tickets/nocomments":
            return {name: value for name, value in told.items() if name not in COMMENT_FIELDS}
        return told | dict.fromkeys(COMMENT_FIELDS)


def since(path: str, world: World, moment: int | None) -> tuple[Filter | None, str]:
    """What a list of changes asks for besides: from which instant on. Its filter, and the instant if there is one."""
    if path in ("/tickets", "/tickets/nocomments"):
        return None, ""
    known = sorted({r.at for r in world.log})
    at = None if moment is None else known[moment % len(known)] + timedelta(seconds=(0, -0.4, 1)[moment % 3])
    text = at.isoformat() if at else ""
    if path == "/tickets/lastmodified":
        return Filter(
            lambda t: _is_since(t.last_activity_at, at or world.wall.replace(hour=0, minute=0, second=0))
        ), text
    if at is None:
        return Filter(lambda t: t.status in ("Resolved", "Closed")), text
    return Filter(lambda t: _is_since(t.status_changed_at, at)), text


def _is_since(changed: datetime | None, begin: datetime) -> bool:
    return changed is not None and changed >= begin.replace(microsecond=0)


@st.composite
def questions(draw: st.DrawFn) -> Callable[[World, Viewer], Question]:
    """Any list, with up to three filters and phrases."""
    path = draw(st.sampled_from(("/tickets",) * 5 + tuple(PATHS)))
    # Few at a time, most of the time: many together leave nothing.
    drawn = draw(st.sampled_from((0, 1, 1, 1, 2, 3)).flatmap(lambda n: st.lists(FILTERS, min_size=n, max_size=n)))
    said = draw(st.sampled_from((0, 0, 0, 1, 1, 2)).flatmap(lambda n: st.lists(phrases(), min_size=n, max_size=n)))
    sort = draw(
        st.just("") | st.sampled_from([s for name in SORTS if name != "status changed" for s in (name, f"-{name}")])
    )
    relations, size = draw(st.booleans()), draw(st.sampled_from((1, 2, 3, 50)))
    moment = draw(st.none() | st.integers(0, 400))
    return lambda world, viewer: _asked(world, viewer, path, drawn, said, sort, relations, size, moment)


def _asked(
    world: World,
    viewer: Viewer,
    path: str,
    drawn: list[Drawn],
    said: list[Callable[[World], Phrase]],
    sort: str,
    relations: bool,
    size: int,
    moment: int | None,
) -> Question:
    filters, spoken = [made(world, viewer) for made in drawn], [made(world) for made in said]
    # Of a parameter that is sent twice the first counts.
    spoken = [p for n, p in enumerate(spoken) if not (p.as_parameter and any(q.as_parameter for q in spoken[:n]))]
    parameters: dict[str, str] = {}
    kept: list[Filter] = []
    for one in filters:
        if one.parameter is None or SAME.get(one.parameter[0], one.parameter[0]) not in map(_same, parameters):
            kept.append(one)
            parameters |= dict([one.parameter]) if one.parameter else {}
    query = " ".join([*(f.query for f in kept if f.query), *(p.written for p in spoken if not p.as_parameter)])
    begun, instant = since(path, world, moment)
    asked = parameters | {"q": query, "text": "".join(p.text for p in spoken if p.as_parameter)}
    asked |= {"date": instant, "sort": sort, "includeRelations": "true" if relations else "", "itemsInPage": str(size)}
    return Question(
        path,
        viewer,
        [*kept, *([begun] if begun else [])],
        needle(spoken),
        sort,
        relations,
        size,
        {name: text for name, text in asked.items() if text},
    )


# Names of one parameter.
SAME = {"status": "ticketStatus", "TicketStatus": "ticketStatus", "priority": "ticketPriority", "type": "ticketType"}
SAME |= {"impact": "ticketImpact", "searchOptions.source": "ticketSource", "dateFrom": "createdFrom"}
SAME |= {"DateTo": "createdTo", "dueTo": "dueBefore"}


def _same(name: str) -> str:
    return SAME.get(name, name)
