"""The filters of the list: the terms of its query as chips, and a form that puts terms in and takes them out."""

from collections.abc import Mapping, Sequence

import msgspec

from deskhand.core.directory import Technician
from deskhand.core.ticket import Priority, SlaStatus, Status, TicketType
from deskhand.core.written import Written, with_term, without, written_terms
from deskhand.web import glyphs
from deskhand.web.forms import Form
from deskhand.web.list_view import ListAsked
from deskhand.web.visit import Visit
from deskhand.web.words import N_

LABELS: dict[str, str] = {
    "status": N_("Status"),
    "priority": N_("Priority"),
    "type": N_("Type"),
    "sla": N_("SLA"),
    "assignee": N_("Assignee"),
    "technician": N_("Assignee"),
    "customer": N_("Customer"),
    "contact": N_("Requester"),
    "requester": N_("Requester"),
    "tag": N_("Tag"),
    "tags": N_("Tag"),
    "created": N_("Created"),
    "updated": N_("Active"),
    "resolved": N_("Resolved"),
    "closed": N_("Closed"),
    "due": N_("Due"),
    "impact": N_("Impact"),
    "source": N_("Source"),
    "id": N_("Ticket"),
}
SLA_WORDS: dict[str, str] = {
    SlaStatus.ON_TRACK: N_("On time"),
    SlaStatus.WARNING: N_("Soon due"),
    SlaStatus.BREACHED: N_("Breached"),
    SlaStatus.PAUSED: N_("Paused"),
    SlaStatus.MET: N_("Met"),
    SlaStatus.MISSED: N_("Missed"),
}
CHOICES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("status", {one.value: glyphs.STATUS_WORD[one] for one in Status}),
    ("priority", {one.value: glyphs.PRIORITY_WORD[one] for one in reversed(Priority)}),
    ("sla", {one.value: SLA_WORDS[one] for one in SlaStatus}),
    ("type", {one.value: glyphs.TYPE_WORD[one] for one in TicketType}),
)
SPANS: tuple[tuple[str, str], ...] = (
    ("today", N_("today")),
    ("yesterday", N_("yesterday")),
    ("<7d", N_("in the last 7 days")),
    ("<30d", N_("in the last 30 days")),
    (">30d", N_("more than 30 days ago")),
)
TEXTS: tuple[tuple[str, str], ...] = (
    ("customer", N_("name or part of it")),
    ("requester", N_("name or e-mail")),
    ("tag", N_("one, or several parted by commas")),
)
# What the form speaks of, with the other names that the query language has for the same.
KEYS = ("status", "priority", "sla", "type", "assignee", "customer", "requester", "tag", "created")
SAME = {"technician": "assignee", "contact": "requester", "tags": "tag"}


class Chip(msgspec.Struct, frozen=True):
    """A term of the query: what it is of, what it says, and the address of the list without it."""

    label: str
    text: str
    without: str


class Option(msgspec.Struct, frozen=True):
    """A value to choose."""

    value: str
    text: str
    chosen: bool


class Field(msgspec.Struct, frozen=True):
    """A field of the form: one or several of some options, or a text."""

    key: str
    label: str
    options: Sequence[Option] = ()
    several: bool = False
    text: str = ""
    hint: str = ""


def chips_of_query(visit: Visit, asked: ListAsked) -> list[Chip]:
    """The terms that filter, in their order; words are not among them, since the search field shows them."""
    return [
        Chip(
            label=visit._(LABELS.get(term.key, N_("Filter"))),
            text=_said(visit, term),
            without=asked.address(query=without(asked.query, term)),
        )
        for term in written_terms(asked.query)
        if term.key
    ]


def fields_of_query(visit: Visit, asked: ListAsked, technicians: Sequence[Technician]) -> list[Field]:
    """The form, filled with what the query says."""
    said = {SAME.get(term.key, term.key): term for term in written_terms(asked.query) if not term.negated}
    values: dict[str, Sequence[str]] = {key: term.values for key, term in said.items()}
    fields = [_choice(visit, key, words, values.get(key, [])) for key, words in CHOICES]
    fields.append(_assignee(visit, technicians, values.get("assignee", [])))
    for key, hint in TEXTS:
        text = ", ".join(values.get(key, []))
        fields.append(Field(key, visit._(LABELS[key]), text=text, hint=visit._(hint)))
    chosen = next(iter(values.get("created", ())), "")
    spans = [Option(value, visit._(word), value == chosen) for value, word in SPANS]
    if chosen and not any(one.chosen for one in spans):
        spans.append(Option(chosen, chosen, True))
    fields.append(Field("created", visit._(LABELS["created"]), spans))
    return fields


def query_from_form(form: Form) -> str:
    """The query with what the form says: each of its fields takes the place of what stood there before."""
    query = form.text("q")
    for key in KEYS:
        values = [value.strip() for one in form.all(f"f_{key}") for value in _parted(key, one) if value.strip()]
        for term in reversed([t for t in written_terms(query) if SAME.get(t.key, t.key) == key and not t.negated]):
            query = without(query, term)
        if values:
            query = with_term(query, key, *values)
    return query


def _parted(key: str, text: str) -> Sequence[str]:
    # Of the fields to type in, those that may have several values part them by commas; a name may have one in it.
    return text.split(",") if key == "tag" else (text,)


def _said(visit: Visit, term: Written) -> str:
    """What a term says, in words where it has a closed set of values."""
    known = dict(CHOICES).get(term.key, {})
    words = {value.casefold(): visit._(word) for value, word in (*known.items(), *SPANS)}
    words |= {"me": visit._(N_("me")), "none": visit._(N_("none"))}
    text = ", ".join(words.get(value.replace(" ", "").casefold(), value) for value in term.values)
    return visit._(N_("not %(what)s")) % {"what": text} if term.negated else text


def _choice(visit: Visit, key: str, words: Mapping[str, str], chosen: Sequence[str]) -> Field:
    said = {value.replace(" ", "").casefold() for value in chosen}
    options = [Option(value, visit._(word), value.casefold() in said) for value, word in words.items()]
    return Field(key, visit._(LABELS[key]), options, several=True)


def _assignee(visit: Visit, technicians: Sequence[Technician], chosen: Sequence[str]) -> Field:
    """Me, nobody, or a colleague by e-mail, which no two share."""
    said = {value.casefold() for value in chosen}
    options = [Option("me", visit._(N_("Me")), "me" in said), Option("none", visit._(N_("Nobody")), "none" in said)]
    options += [
        Option(one.email, one.full_name, bool({one.email.casefold(), one.full_name.casefold()} & said))
        for one in technicians
    ]
    if chosen and not any(one.chosen for one in options):
        options.append(Option(chosen[0], chosen[0], True))
    return Field("assignee", visit._(LABELS["assignee"]), options)
