"""A ticket's timeline as the page draws it: messages, and between them runs of events, each folded into one line."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.directory import Technician
from deskhand.core.mentions import mentions_in
from deskhand.tickets.thread import Happened, Said, Timeline, Who
from deskhand.tickets.view import TicketView
from deskhand.web.side.address import list_query, ticket_address
from deskhand.web.thread.file_words import ShownFile, shown_file
from deskhand.web.thread.happenings import Line, lines_of
from deskhand.web.thread.markdown import Shown, rendered
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message: `side` is in (a contact's), out (the desk's public one) or note."""

    anchor: str
    side: str
    label: str
    author: Who
    name: str
    to: str
    at: datetime
    parts: Sequence[Shown]
    files: Sequence[ShownFile]
    undo: str
    undo_until: float


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Events without a message between them, and the one line that stands for them."""

    anchor: str
    summary: str
    at: datetime
    lines: Sequence[Line]


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows of the timeline. `earlier` leads to what came before, `newest` back to its end.

    `query` is the part of every address here that says from which list the ticket was opened.
    """

    items: Sequence[Message | Run]
    earlier: str
    newest: str
    query: str


def thread_of(visit: Visit, ticket: TicketView, timeline: Timeline, everybody: Sequence[Technician]) -> Thread:
    """The timeline as it is drawn; `everybody` are all technicians, for mentions."""
    items: list[Message | Run] = []
    held: list[Happened] = []
    for entry in timeline.entries:
        if isinstance(entry, Happened):
            held.append(entry)
            continue
        if held:
            items.append(_run(visit, held))
            held = []
        items.append(_message(visit, ticket, entry, everybody))
    if held:
        items.append(_run(visit, held))
    here = ticket_address(visit, ticket.id)
    return Thread(
        items=items,
        earlier=f"{here}{'&' if '?' in here else '?'}before={timeline.earlier}" if timeline.earlier else "",
        newest=here if visit.query.has("before") else "",
        query=list_query(visit),
    )


def _message(visit: Visit, ticket: TicketView, said: Said, everybody: Sequence[Technician]) -> Message:
    side = _side(said)
    undoable = said.undo_until is not None and visit.now < said.undo_until and said.comment_id is not None
    name = said.author.name or visit._(N_("Deskhand"))
    calls = {said.text[one.start : one.end] for one in mentions_in(said.text, everybody)}
    return Message(
        anchor=f"c{said.comment_id}" if said.comment_id else "description",
        side=side,
        label=_label(visit, side, name, visit.moments.exact(said.at)),
        author=said.author,
        name=name,
        to=_requester(ticket) if side == "out" and said.comment_id else "",
        at=said.at,
        parts=rendered(said.text, tuple(sorted(calls))),
        files=[shown_file(visit, file) for file in said.files],
        undo=f"/tickets/{ticket.id}/comments/{said.comment_id}/undo{list_query(visit)}" if undoable else "",
        undo_until=said.undo_until.timestamp() if undoable and said.undo_until else 0.0,
    )


def _side(said: Said) -> str:
    if said.internal:
        return "note"
    # What an integration hands in as a ticket's description is a customer's matter, whoever's key it was.
    by_desk = said.author.kind == ActorKind.TECHNICIAN or said.comment_id is not None
    return "out" if by_desk and said.author.kind != ActorKind.CONTACT else "in"


def _label(visit: Visit, side: str, name: str, at: str) -> str:
    """What a screen reader calls the message."""
    said = {"name": name, "time": at}
    if side == "note":
        return visit._(N_("Internal note by %(name)s, %(time)s")) % said
    if side == "out":
        return visit._(N_("Reply by %(name)s, %(time)s")) % said
    return visit._(N_("Message from %(name)s, %(time)s")) % said


def _requester(ticket: TicketView) -> str:
    name = f"{ticket.contact_first_name or ''} {ticket.contact_last_name or ''}".strip()
    return name or ticket.contact_email or ""


def _run(visit: Visit, events: Sequence[Happened]) -> Run:
    lines = [line for event in events for line in lines_of(visit, event)]
    return Run(anchor=f"e{events[0].seq}", summary=_summary(visit, lines), at=events[-1].at, lines=lines)


def _summary(visit: Visit, lines: Sequence[Line]) -> str:
    """One line for several: what weighs most, the newest first where two weigh the same."""
    if len(lines) == 1:
        return lines[0].text
    ranked = sorted(enumerate(lines), key=lambda pair: (-pair[1].weight, -pair[0]))
    shorts = list(dict.fromkeys(line.short for _, line in ranked))
    named = (
        visit._(N_("%(first)s, %(second)s")) % {"first": shorts[0], "second": shorts[1]} if shorts[1:] else shorts[0]
    )
    more = len(lines) - min(2, len(shorts))
    if not more:
        return named
    counted = visit.words.ngettext("%(named)s and %(num)d more", "%(named)s and %(num)d more", more)
    return counted % {"named": named, "num": more}
