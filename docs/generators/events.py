"""docs/reference/events.md: every kind of event, when it is appended and what it carries."""

import ast
from typing import NamedTuple

import msgspec

from deskhand.api.v3.shapes.event import INSTANTS, NAMES
from deskhand.core.actor import ActorKind
from deskhand.core.events import ABOUT, Event, EventData, EventKind
from deskhand.core.history import NOUNS, Tracked
from deskhand.core.ticket import Status
from generators import markdown, source
from generators.markdown import as_json, code, listed, table

INTRO = """An event is one line of an account's log. It is written in the transaction of the change it tells of, so
there is no change without its event and no event without its change. `seq` runs from 1 in the order of the commits and
has no gap. A thing's `version` is the `seq` of the last event that touched it.

`GET /api/v3/events` reads the log, as far as the key may see it: [keep another system in step](../guides/sync.md)."""

ROW = """## What every event carries

`thing_id` is the id of the noun in the kind's name. `ticket_id` is set on everything that happens on a ticket, its
comments and work hours included. `key_id` says through which API key it was done, null for none, and `via` what acted
with it: `agent:` and the name that a program gave itself in the header `X-Deskhand-Agent`, or `import:` and the source
of what was imported. `actor_kind` is one of {actors}."""

NAMED = """## What the API calls them

In the feed, `Changes` and `TextsChanged` name fields as the answers of the API do, and instants are as everywhere: cut
to the second, with `Z`."""

DATA = """## What is remembered of each noun

`data.changes` has, for every **value** that differs, what it was and what it is: ids and closed sets as they are,
instants as ISO texts. Of a new thing everything was null. `data.texts` only names the **texts** that were set. The
text itself stays in the thing's row; when it is replaced, the old one goes to the table `wording`, under the noun, its
id, the field and the event's `seq`. So erasing a person never rewrites an event. `data.dates` says of what was imported
when it happened there: of a ticket when it was created, resolved, closed, first answered and last worked on, of a
comment when it was said (`at`). The event's own `at` is when it came."""


KINDS_HEAD = ("kind", "what happened", "data", "on a ticket", "appended in")


class Appended(NamedTuple):
    """How one kind of event is appended, read from its call of `log.append`."""

    where: str
    compares: bool
    from_before: bool
    on_ticket: bool


def page() -> str:
    """The page."""
    found = appended()
    actors = listed((code(kind.value) for kind in ActorKind), "and")
    return markdown.page(
        "Events",
        INTRO,
        "## Kinds",
        table(
            ("kind", "what happened", "data", "on a ticket", "appended in"),
            (_row(kind, found[kind]) for kind in EventKind),
        ),
        ROW.format(actors=actors),
        table(("column", "type"), ([code(f.name), _type(f.type)] for f in msgspec.structs.fields(Event))),
        DATA,
        table(("noun", "values", "texts"), (_tracked(noun, tracked) for noun, tracked in NOUNS.items())),
        "For example, the data of a ticket that was resolved:",
        as_json(msgspec.to_builtins(EventData(changes={"status": (Status.OPEN, Status.RESOLVED)}))),
        NAMED,
        table(("noun", "fields"), (_named(noun, names) for noun, names in NAMES.items())),
    )


def appended() -> dict[EventKind, Appended]:
    """Every kind of event with the one place that appends it. A kind that none appends, or two do, stops the making."""
    found: dict[EventKind, Appended] = {}
    for module in source.modules():
        for call in module.calls("log.append"):
            kind = EventKind[ast.unparse(call.node.args[2]).removeprefix("EventKind.")]
            given = {keyword.arg for keyword in call.node.keywords}
            if kind in found:
                raise LookupError(f"{kind} is appended in {found[kind].where} and in {module.path}")
            found[kind] = Appended(module.path, "after" in given, "before" in given, "ticket_id" in given)
    missing = set(EventKind) - set(found)
    if missing:
        raise LookupError(f"nothing appends {listed(sorted(missing))}")
    return found


def _row(kind: EventKind, how: Appended) -> list[str]:
    noun = kind.noun.replace("_", " ")
    data = "none"
    if how.compares:
        data = f"what differs of the {noun}" if how.from_before else f"all of the new {noun}"
    return [code(kind.value), ABOUT[kind], data, "yes" if how.on_ticket else "", code(how.where)]


def _tracked(noun: str, tracked: Tracked) -> list[str]:
    return [noun.replace("_", " "), listed(map(code, tracked.values)), listed(map(code, tracked.texts))]


def _named(noun: str, names: dict[str, str]) -> list[str]:
    shown = (f"{code(field)}: {code(name)}{' (instant)' if field in INSTANTS else ''}" for field, name in names.items())
    return [noun.replace("_", " "), ", ".join(shown)]


def _type(kind: object) -> str:
    shown = getattr(kind, "__name__", None) or str(kind)
    words = {
        "int": "whole number",
        "datetime": "instant",
        "int | None": "whole number or null",
        "str | None": "text or null",
        "EventData": "JSON",
    }
    return words.get(shown, words.get(str(kind), "text"))
