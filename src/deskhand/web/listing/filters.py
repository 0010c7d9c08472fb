"""The filters of the list: the terms of its query as chips, and a form that puts terms in and takes them out."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from deskhand.core.directory import Technician
from deskhand.core.query import QueryError, values_of
from deskhand.core.ticket import SlaStatus
from deskhand.core.written import Written, quoted, without, written_terms
from deskhand.web import glyphs
from deskhand.web.forms import Form
from deskhand.web.listing.asked import ListAsked
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
SLA_WORDS: dict[SlaStatus, str] = {
    SlaStatus.ON_TRACK: N_("On time"),
    SlaStatus.WARNING: N_("Soon due"),
    SlaStatus.BREACHED: N_("Breached"),
    SlaStatus.PAUSED: N_("Paused"),
    SlaStatus.MET: N_("Met"),
    SlaStatus.MISSED: N_("Missed"),
}
NONE = N_("none")


def _by_value(words: Mapping[Any, str]) -> dict[str, str]:
    """A closed set's words by its values as queries have them: `noimpact`."""
    return {one.value.replace(" ", "").lower(): word for one, word in words.items()}


CHOICES: dict[str, Mapping[str, str]] = {
    "status": _by_value(glyphs.STATUS_WORD),
    "priority": _by_value(glyphs.PRIORITY_WORD),
    "sla": {**_by_value(SLA_WORDS), "none": N_("Without a target")},
    "type": _by_value(glyphs.TYPE_WORD),
}
# More that terms may say.
WORDS: dict[str, Mapping[str, str]] = {
    **CHOICES,
    "impact": {**_by_value(glyphs.IMPACT_WORD), "none": NONE},
    "source": _by_value(glyphs.SOURCE_WORD),
}
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
SPAN_WORDS = dict(SPANS)
# Dates that lie behind, of which `<7d` says that they are less than a week ago; of `due` it says otherwise.
PAST = frozenset({"created", "updated", "resolved", "closed"})
# What the form speaks of, with the other names that the query language has for the same.
KEYS = ("status", "priority", "sla", "type", "assignee", "customer", "requester", "tag", "created")
SAME = {"technician": "assignee", "contact": "requester", "tags": "tag"}


class Chip(msgspec.Struct, frozen=True):
    """A term of the query: what it is of, what it says, and the address of the list without it.

    `field` is the form's field that changes it, empty where there is none.
    """

    field: str
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


def chips_of_query(visit: Visit, asked: ListAsked, technicians: Sequence[Technician]) -> list[Chip]:
    """The terms that filter, in their order; words are not among them, since the search field shows them."""
    names = {one.email.casefold(): one.full_name for one in technicians}
    return [
        Chip(
            field=key if (key := SAME.get(term.key, term.key)) in KEYS else "",
            label=visit._(LABELS[term.key]) if term.key in LABELS else term.key,
            text=_said(visit, term, names),
            without=asked.address(query=without(asked.query, term)),
        )
        for term in written_terms(asked.query)
        if term.key
    ]


def fields_of_query(visit: Visit, asked: ListAsked, technicians: Sequence[Technician]) -> list[Field]:
    """The form, filled with what the query says."""
    values = {key: _values(asked.query, key) for key in KEYS}
    fields = [_choice(visit, key, words, values[key]) for key, words in CHOICES.items()]
    fields.append(_assignee(visit, technicians, values["assignee"]))
    for key, hint in TEXTS:
        fields.append(Field(key, visit._(LABELS[key]), text=_typed(key, values[key]), hint=visit._(hint)))
    chosen = next(iter(values["created"]), "")
    spans = [Option(value, visit._(word), value == chosen) for value, word in SPANS]
    if chosen and not any(one.chosen for one in spans):
        spans.append(Option(chosen, chosen, True))
    fields.append(Field("created", visit._(LABELS["created"]), spans))
    return fields


def query_from_form(form: Form) -> str:
    """The query with what the form says: a field that differs takes the place of what stood there before.

    What the form left as it was stays as it was written, and so does every negated term: the form has none.
    """
    query = form.text("q")
    for key in KEYS:
        values = _sent(key, form)
        if not _alike(key, values, _values(query, key)):
            query = _replaced(query, key, values)
    return query


def _terms(query: str, key: str) -> list[Written]:
    """The terms that the form's field stands for."""
    return [term for term in written_terms(query) if SAME.get(term.key, term.key) == key and not term.negated]


def _values(query: str, key: str) -> Sequence[str]:
    """What the field shows of the query: of several terms of one key, the last."""
    terms = _terms(query, key)
    return terms[-1].values if terms else ()


def _replaced(query: str, key: str, values: Sequence[str]) -> str:
    """The query with this said of a key where it spoke of it first, else at its end."""
    terms = _terms(query, key)
    said = f"{key}:{','.join(map(quoted, values))}" if values else ""
    for term in reversed(terms[1:]):
        query = without(query, term)
    if terms:
        return f"{query[: terms[0].start]}{said}{query[terms[0].end :]}".strip() if said else without(query, terms[0])
    return f"{query} {said}".strip()


def _alike(key: str, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of values mean the same: their order does not matter, nor how a known value is written."""
    same = _plain if key in CHOICES else str.casefold
    return set(map(same, one)) == set(map(same, other))


def _sent(key: str, form: Form) -> list[str]:
    """What the form says of a key."""
    parted = [part for text in form.all(f"f_{key}") for part in _parted(key, text)]
    return [value.strip() for value in parted if value.strip()]


def _parted(key: str, text: str) -> Sequence[str]:
    """The values of a field. A name may have a comma in it, so that several names stand in quotation marks."""
    if key == "tag":
        return text.split(",")
    if key != "assignee" and not text.strip().startswith('"'):
        return (text,)
    try:
        return values_of(text, 0, len(text))
    except QueryError:
        return (text,)


def _typed(key: str, values: Sequence[str]) -> str:
    """Values as somebody would type them; `_parted` reads them."""
    if key == "tag" or (len(values) == 1 and not values[0].startswith('"')):
        return ", ".join(values)
    return ", ".join('"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"')) for value in values)


def _said(visit: Visit, term: Written, names: Mapping[str, str]) -> str:
    """What a term says, in words where it has a closed set of values."""
    key = SAME.get(term.key, term.key)
    words = {value: visit._(word) for value, word in WORDS.get(key, SPAN_WORDS if key in PAST else {}).items()}
    if key == "assignee":
        words = {"me": visit._(N_("me")), "none": visit._(N_("nobody")), **names}
    text = ", ".join(words.get(_plain(value), value) for value in term.values)
    return visit._(N_("not %(what)s")) % {"what": text} if term.negated else text


def _choice(visit: Visit, key: str, words: Mapping[str, str], chosen: Sequence[str]) -> Field:
    said = set(map(_plain, chosen))
    options = [Option(value, visit._(word), value in said) for value, word in words.items()]
    return Field(key, visit._(LABELS[key]), options, several=True)


def _assignee(visit: Visit, technicians: Sequence[Technician], chosen: Sequence[str]) -> Field:
    """Me, nobody, or a colleague by e-mail, which no two share; several at once stay as they were written."""
    said = chosen[0].casefold() if len(chosen) == 1 else ""
    options = [Option("me", visit._(N_("Me")), said == "me"), Option("none", visit._(N_("Nobody")), said == "none")]
    for one in technicians:
        here = said in (one.email.casefold(), one.full_name.casefold())
        options.append(Option(quoted(chosen[0]) if here else one.email, one.full_name, here))
    if chosen and not any(one.chosen for one in options):
        options.append(Option(",".join(map(quoted, chosen)), ", ".join(chosen), True))
    return Field("assignee", visit._(LABELS["assignee"]), options)


def _plain(value: str) -> str:
    return value.replace(" ", "").casefold()
