"""What happened to a ticket, as sentences: one for each thing that an event changed."""

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.events import EventKind
from deskhand.core.policy import ClockKind
from deskhand.tickets.thread import Changed, Happened, Named
from deskhand.web.thread.values import FIELDS, value_words
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# i18n: what a field was and is, in a ticket's history: "Priority Medium to High"
FROM_TO = N_("%(field)s %(before)s to %(after)s")
SET_TO = N_("%(field)s set to %(after)s")
TAKEN_OUT = N_("%(field)s %(before)s removed")
# i18n: the same in the line that stands for several events: "Priority High"
NOW = N_("%(field)s %(after)s")
BY = N_("%(what)s by %(who)s")
BY_KEY = N_("%(what)s by the API key %(who)s")
# A program or an AI agent that acted with somebody's key.
THROUGH = N_("%(what)s, through %(agent)s")
CLOCKS = {
    ClockKind.FIRST_RESPONSE: (N_("First reply due soon, at %(at)s"), N_("First reply overdue since %(at)s")),
    ClockKind.NEXT_RESPONSE: (N_("Next reply due soon, at %(at)s"), N_("Next reply overdue since %(at)s")),
    ClockKind.RESOLUTION: (N_("Resolution due soon, at %(at)s"), N_("Resolution overdue since %(at)s")),
}
# Which of several events the line names that stands for them: the heaviest.
WEIGHTS = {
    "deleted": 100,
    "breached": 95,
    "status": 90,
    "assigned": 80,
    "priority": 70,
    "warned": 65,
    "customer_id": 60,
    "contact_id": 60,
    "parent": 55,
    "policy_id": 50,
    "worked": 45,
    "file": 40,
    "due_by_hand": 35,
    "custom": 30,
    "title": 25,
    "tags": 20,
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of what happened; `short` is it without who did it, `file_id` a file that it speaks of."""

    at: datetime
    text: str
    short: str
    weight: int
    file_id: int | None = None


class _Fact(msgspec.Struct, frozen=True):
    """What one event says of one thing: the whole, the short form, and what kind of thing it is."""

    whole: str
    short: str
    kind: str


def lines_of(visit: Visit, event: Happened) -> list[Line]:
    """The sentences of one event."""
    facts = list(_FACTS.get(event.kind, _changed)(visit, event))
    if not facts:
        facts = [_Fact(visit._(N_("Ticket changed")), visit._(N_("Ticket changed")), "")]
    return [
        Line(
            at=event.at,
            text=_by(visit, event, fact.whole),
            short=fact.short,
            weight=WEIGHTS.get(fact.kind, 10),
            file_id=event.file.id if event.file else None,
        )
        for fact in facts
    ]


def _by(visit: Visit, event: Happened, what: str) -> str:
    """The sentence with who did it, as far as anybody did."""
    if not event.actor.name:
        return what
    template = BY_KEY if event.actor.kind == ActorKind.INTEGRATION else BY
    whole = visit._(template) % {"what": what, "who": event.actor.name}
    return visit._(THROUGH) % {"what": whole, "agent": event.actor.agent} if event.actor.agent else whole


def _changed(visit: Visit, event: Happened) -> Iterator[_Fact]:
    for change in event.changes:
        yield _FIELD_FACTS.get(change.field, _field)(visit, change)
    for field in event.reworded:
        yield _same(visit, N_("Description changed") if field == "description" else N_("Text changed"), "")


def _field(visit: Visit, change: Changed, label: str = "", quoted: bool = False) -> _Fact:
    """A field's value before and after, by its label."""
    field = label or visit._(FIELDS.get(change.field, change.field))
    said = {
        "field": field,
        "before": value_words(visit, change.field, change.before),
        "after": value_words(visit, change.field, change.after),
    }
    if quoted:
        said |= {name: f"“{said[name]}”" for name in ("before", "after") if said[name]}
    if not said["after"]:
        return _Fact(visit._(TAKEN_OUT) % said, visit._(TAKEN_OUT) % said, change.field)
    template = FROM_TO if said["before"] else SET_TO
    return _Fact(visit._(template) % said, visit._(NOW) % said, change.field)


def _assigned(visit: Visit, change: Changed) -> _Fact:
    said = {
        "before": value_words(visit, change.field, change.before),
        "after": value_words(visit, change.field, change.after),
    }
    if not said["after"]:
        return _same(visit, N_("Taken from %(before)s, assigned to nobody"), "assigned", **said)
    short = visit._(N_("Assigned to %(after)s")) % said
    whole = visit._(N_("Assigned to %(after)s instead of %(before)s")) % said if said["before"] else short
    return _Fact(whole, short, "assigned")


def _tags(visit: Visit, change: Changed) -> _Fact:
    before, after = (str(value or "").split("\n") if value else [] for value in (change.before, change.after))
    said = {
        "added": ", ".join(tag for tag in after if tag not in before),
        "removed": ", ".join(tag for tag in before if tag not in after),
    }
    if said["added"] and said["removed"]:
        return _same(visit, N_("Tags added: %(added)s; removed: %(removed)s"), "tags", **said)
    if said["added"]:
        return _same(visit, N_("Tags added: %(added)s"), "tags", **said)
    return _same(visit, N_("Tags removed: %(removed)s"), "tags", **said)


def _parent(visit: Visit, change: Changed) -> _Fact:
    if change.after is not None:
        return _same(visit, N_("Became part of ticket #%(ticket)s"), "parent", ticket=str(change.after))
    return _same(visit, N_("No longer part of ticket #%(ticket)s"), "parent", ticket=str(change.before))


def _deleted(visit: Visit, event: Happened) -> Iterator[_Fact]:
    yield _same(visit, N_("Ticket deleted"), "deleted")


def _worked(visit: Visit, event: Happened) -> Iterator[_Fact]:
    after = {change.field: change.after for change in event.changes}
    said = {"time": visit.moments.long_duration(event.seconds or 0), "who": ""}
    worker = after.get("technician_id")
    if isinstance(worker, Named) and worker.id != event.actor.id:
        said["who"] = worker.name
        yield _same(visit, N_("%(time)s of %(who)s’s work logged"), "worked", **said)
    elif after.get("billable") is False:
        yield _same(visit, N_("%(time)s of work logged, not billable"), "worked", **said)
    else:
        yield _same(visit, N_("%(time)s of work logged"), "worked", **said)


def _work_changed(visit: Visit, event: Happened) -> Iterator[_Fact]:
    for change in event.changes:
        if change.field in ("billable", "on_site"):
            yield _same(visit, _SWITCHED[change.field, bool(change.after)], "worked")
        else:
            fact = _field(visit, change)
            yield _same(visit, N_("Entry of work: %(what)s"), "worked", what=fact.whole)
    if event.reworded:
        yield _same(visit, N_("Notes of an entry of work changed"), "worked")


_SWITCHED = {
    ("billable", True): N_("Entry of work made billable"),
    ("billable", False): N_("Entry of work made not billable"),
    ("on_site", True): N_("Entry of work set to on site"),
    ("on_site", False): N_("Entry of work set to remote"),
}


def _work_deleted(visit: Visit, event: Happened) -> Iterator[_Fact]:
    yield _same(visit, N_("Entry of work deleted"), "worked")


def _clock(visit: Visit, event: Happened) -> Iterator[_Fact]:
    after = {change.field: change.after for change in event.changes}
    breached = event.kind == EventKind.SLA_BREACHED
    due = after.get("clock_due_at")
    at = visit.moments.exact(due) if isinstance(due, datetime) else ""
    template = CLOCKS[ClockKind(str(after["clock"]))][breached]
    yield _same(visit, template, "breached" if breached else "warned", at=at)


def _moved(visit: Visit, event: Happened) -> Iterator[_Fact]:
    dates = [change for change in event.changes if change.field in ("due_at", "first_response_due_at")]
    for change in dates:
        fact = _field(visit, change)
        yield _same(visit, N_("%(what)s, as the SLA policy was changed"), "policy_id", what=fact.whole)
    if not dates:
        yield _same(visit, N_("Due dates moved, as the SLA policy was changed"), "policy_id")


def _custom(visit: Visit, event: Happened) -> Iterator[_Fact]:
    for change in event.changes:
        if change.field == "value":
            fact = _field(visit, change, event.about, quoted=True)
            yield _Fact(fact.whole, fact.short, "custom")


def _attached(visit: Visit, event: Happened) -> Iterator[_Fact]:
    yield _same(visit, N_("File %(name)s attached"), "file", name=event.file.name if event.file else "")


def _same(visit: Visit, template: str, kind: str, **said: str) -> _Fact:
    """What is said alike in the whole sentence and in short."""
    text = visit._(template) % said
    return _Fact(text, text, kind)


_FIELD_FACTS: dict[str, Callable[[Visit, Changed], _Fact]] = {
    "technician_id": _assigned,
    "tags": _tags,
    "parent_id": _parent,
    "title": lambda visit, change: _field(visit, change, quoted=True),
}
_FACTS: dict[EventKind, Callable[[Visit, Happened], Iterator[_Fact]]] = {
    EventKind.TICKET_DELETED: _deleted,
    EventKind.WORK_LOGGED: _worked,
    EventKind.WORK_CHANGED: _work_changed,
    EventKind.WORK_DELETED: _work_deleted,
    EventKind.SLA_WARNED: _clock,
    EventKind.SLA_BREACHED: _clock,
    EventKind.SLA_MOVED: _moved,
    EventKind.CUSTOM_VALUE_SET: _custom,
    EventKind.ATTACHMENT_ADDED: _attached,
}
