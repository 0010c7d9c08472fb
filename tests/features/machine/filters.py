"""Filters of ticket lists: each says for itself which tickets it leaves, and how it is written in a request."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from deskhand.core.words import folded
from tests.features.machine.bodies import TEXT, Pick, picks, written
from tests.features.machine.said import IMPACTS, PRIORITIES, STATUSES, TYPES, key
from tests.features.machine.spans import DATES
from tests.features.machine.things import Ticket
from tests.features.machine.viewers import Viewer
from tests.features.machine.world import World


class Filter(NamedTuple):
    """Which tickets are left, and the filter's text in the query language or as a parameter of its own."""

    holds: Callable[[Ticket], bool]
    query: str = ""
    parameter: tuple[str, str] | None = None


Drawn = Callable[[World, Viewer], Filter]

CHOICES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "status": ((*STATUSES,), ("ticketStatus", "status", "TicketStatus")),
    "priority": ((*PRIORITIES,), ("ticketPriority", "priority")),
    "type": ((*TYPES,), ("ticketType", "type")),
    "impact": ((*IMPACTS, "Site Down"), ("ticketImpact", "impact")),
    "source": (("Portal", "API", "API"), ("ticketSource", "searchOptions.source")),
}


def quoted(text: str) -> str:
    """A value that may hold anything, in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def term(name: str, values: Sequence[str], *, negated: bool) -> str:
    """A term of the query language."""
    plain = [value if value.isalnum() else quoted(value) for value in values]
    return f"{'-' * negated}{name}:{','.join(plain)}"


def either_way(holds: Callable[[Ticket], bool], negated: bool) -> Callable[[Ticket], bool]:
    """The condition, or that it does not hold."""
    return (lambda t: not holds(t)) if negated else holds


@st.composite
def choices(draw: st.DrawFn) -> Drawn:
    """A field with a closed set of values."""
    field = draw(st.sampled_from(sorted(CHOICES)))
    among, names = CHOICES[field]
    values = draw(st.lists(written(among), min_size=1, max_size=4))
    keys = {value.replace(" ", "").casefold() for value in values}
    negated, name = draw(st.booleans()), draw(st.none() | st.sampled_from(names))

    def holds(t: Ticket) -> bool:
        return str(getattr(t, field)).casefold() in keys

    if name:
        return lambda world, viewer: Filter(holds, parameter=(name, " ,".join(values)))
    return lambda world, viewer: Filter(either_way(holds, negated), term(field, values, negated=negated))


PEOPLE = {
    "customer": ("customers", ("customer", "Customer"), "customerId"),
    "contact": ("contacts", ("contact", "requester"), "endUserId"),
    "technician": ("technicians", ("assignee", "technician"), "technicianId"),
}


def named(field: str, person: Any) -> str:
    """The text that part of a name is looked for in."""
    if field == "contact":
        return f"{person.first_name} {person.last_name} {person.email}"
    return str(person.name)


def meant(world: World, viewer: Viewer, field: str, name: str) -> set[int | None]:
    """Whom a name means."""
    if name.casefold() == "none":
        return {None}
    if field == "technician" and name.casefold() == "me":
        return {viewer.technician_id} - {None}
    if name.isascii() and name.isdigit():
        return {int(name)}
    people = getattr(world, PEOPLE[field][0])
    found = {number for number, person in people.items() if folded(name) in folded(named(field, person))}
    if field == "technician":
        found |= {number for number, person in people.items() if key(person.email) == key(name)}
    return found


Namer = Callable[[World], str]


@st.composite
def names(draw: st.DrawFn, field: str) -> Namer:
    """How somebody is named: by number, by a part of the name or address, by a word that means somebody, or badly."""
    how = draw(st.sampled_from(("id", "id", "part", "part", "none", "me", "text")))
    pick, start, length = draw(picks(PEOPLE[field][0])), draw(st.integers(0, 12)), draw(st.integers(1, 9))
    text = draw(TEXT).strip() or "%"
    if how == "part":
        return lambda world: _part(world, field, pick, start, length)
    return lambda world: {"id": str(pick.among(world)), "none": "None", "me": "me", "text": text}[how]


def _part(world: World, field: str, pick: Pick, start: int, length: int) -> str:
    person = getattr(world, PEOPLE[field][0]).get(pick.among(world))
    told = f"{named(field, person)} {getattr(person, 'email', '')}" if person else "nobody"
    return told[start % len(told) :][:length].strip() or "none"


@st.composite
def people(draw: st.DrawFn) -> Drawn:
    """Customers, contacts or technicians."""
    field = draw(st.sampled_from(sorted(PEOPLE)))
    _, keys, parameter = PEOPLE[field]
    said = draw(st.lists(names(field), min_size=1, max_size=3))
    asked, negated, as_parameter = draw(st.sampled_from(keys)), draw(st.booleans()), draw(st.booleans())

    def made(world: World, viewer: Viewer) -> Filter:
        texts = [name(world) for name in said]
        plain = field == "technician" or all(text.isascii() and text.isdigit() for text in texts)
        alone = as_parameter and plain and not any("," in text for text in texts)
        nobody = {None} if alone and "0" in texts else set()

        def holds(t: Ticket) -> bool:
            # Whom the names mean when it is asked: a walk may meet others later.
            own = getattr(t, f"{field}_id")
            return own in nobody or any(own in meant(world, viewer, field, text) for text in texts)

        if alone:
            return Filter(holds, parameter=(parameter, ", ".join(texts)))
        return Filter(either_way(holds, negated), term(asked, texts, negated=negated))

    return made


@st.composite
def tags(draw: st.DrawFn) -> Drawn:
    """Tickets with any of some tags."""
    asked = draw(
        st.lists(st.sampled_from(("vip", "Vip", "ON SITE", "strasse", "a", "none", "%")), min_size=1, max_size=2)
    )
    negated, as_parameter = draw(st.booleans()), draw(st.booleans())

    def holds(t: Ticket) -> bool:
        return bool({tag.casefold() for tag in asked} & {tag.casefold() for tag in t.tags.split("\n")})

    if as_parameter:
        return lambda world, viewer: Filter(holds, parameter=("tags", " , ".join(asked)))
    return lambda world, viewer: Filter(either_way(holds, negated), term("tag", asked, negated=negated))


@st.composite
def ids(draw: st.DrawFn) -> Drawn:
    """Some tickets by their numbers."""
    asked = draw(st.lists(picks("tickets"), min_size=1, max_size=4))
    negated, as_parameter = draw(st.booleans()), draw(st.booleans())

    def made(world: World, viewer: Viewer) -> Filter:
        numbers = [pick.among(world) for pick in asked]
        texts = [str(number) for number in numbers]
        if as_parameter:
            return Filter(lambda t: t.id in numbers, parameter=("ids", ",".join(texts)))
        holds: Callable[[Ticket], bool] = lambda t: t.id in numbers  # noqa: E731
        return Filter(either_way(holds, negated), term("id", [f"#{text}" for text in texts], negated=negated))

    return made


@st.composite
def dates(draw: st.DrawFn) -> Drawn:
    """Tickets of which something happened within a span."""
    field, name = draw(st.sampled_from(sorted(DATES))), draw(st.integers(0, 3))
    (relative, span), negated, as_parameter = draw(DATES[field].spans), draw(st.booleans()), draw(st.booleans())

    def made(world: World, viewer: Viewer) -> Filter:
        text, *fixed = span(world)
        value, parameters = DATES[field].value, DATES[field].parameters(*fixed)
        alone = as_parameter and bool(parameters)

        def holds(t: Ticket) -> bool:
            start, end = span(world)[1:] if relative and not alone else fixed
            at = value(t)
            if text == "none":
                return at is None
            return at is not None and (start is None or at >= start) and (end is None or at < end)

        if alone:
            return Filter(holds, parameter=parameters[name % len(parameters)])
        return Filter(either_way(holds, negated), f"{'-' * negated}{field}:{text}")

    return made


FILTERS = st.one_of(choices(), people(), tags(), ids(), dates())
