"""What the composer's script asks for while somebody writes: drafts, presence, preview, canned replies, colleagues."""

from collections.abc import Sequence

import msgspec

from deskhand.canned.replies import list_canned_replies
from deskhand.core.canned import CannedReply
from deskhand.core.errors import Missing, Refusal
from deskhand.core.mentions import handles_of
from deskhand.core.placeholders import filled, unfilled
from deskhand.core.presence import PresenceState
from deskhand.core.unsent import UnsentKind
from deskhand.directory.read import all_technicians
from deskhand.http.door import Answer
from deskhand.tickets.fill_reply import filling_of
from deskhand.tickets.presence import gone, note_presence, presence_is_news
from deskhand.tickets.read import read_ticket
from deskhand.tickets.unsent import keep_draft
from deskhand.web.answers import json_answer, nothing, page
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.thread.composing import saved_words
from deskhand.web.thread.markdown import rendered
from deskhand.web.visit import Visit

MOST_OPTIONS = 8


class Told(msgspec.Struct, frozen=True):
    """A sentence for the script to show."""

    said: str


class Option(msgspec.Struct, frozen=True):
    """Something to pick: what is put into the text, how it is called, what it is, and the gaps that it leaves."""

    insert: str
    label: str
    about: str
    gaps: Sequence[str] = ()


async def take_draft(visit: Visit) -> Answer:
    """Keep what is being written."""
    kind = UnsentKind.NOTE if visit.form.text("kind") == UnsentKind.NOTE else UnsentKind.REPLY
    try:
        async with visit.engine.chore() as chore:
            kept = await keep_draft(chore, visit.actor, visit.ids["ticket_id"], kind, visit.form.raw("text"))
    except Missing:
        raise
    except Refusal as refusal:
        return json_answer(visit, Told(said_of(visit, refusal).sentence), 422)
    return json_answer(visit, Told(saved_words(visit, kept.saved_at) if kept else ""))


async def take_presence(visit: Visit) -> Answer:
    """Keep that the person is on the ticket, types there, or has left it; those who read it are told at once."""
    ticket_id, state = visit.ids["ticket_id"], visit.form.text("state")
    if state == "gone":
        async with visit.engine.chore() as chore:
            await gone(chore, visit.actor, ticket_id)
    else:
        here = PresenceState.TYPING if state == PresenceState.TYPING else PresenceState.VIEWING
        async with visit.engine.read() as read:
            if not await presence_is_news(read, visit.actor, ticket_id, here, visit.now):
                return nothing(visit)
        async with visit.engine.chore() as chore:
            await note_presence(chore, visit.actor, ticket_id, here)
    visit.engine.wakes.touched(visit.account_id)
    return nothing(visit)


async def show_preview(visit: Visit) -> Answer:
    """What is being written as it will look."""
    return page(visit, "ticket/preview.html", parts=rendered(visit.form.raw("text")))


async def find_canned(visit: Visit) -> Answer:
    """The canned replies that fit what was typed after the slash, filled with what the ticket says."""
    wanted = visit.query.text("q").casefold()
    async with visit.engine.snapshot() as read:
        ticket = await read_ticket(read, visit.actor, visit.ids["ticket_id"])
        found = [one for one in await list_canned_replies(read, visit.actor) if _fits(one, wanted)]
    due = "" if ticket.due_at is None else visit.moments.exact(ticket.due_at)
    values = filling_of(ticket, visit.technician, due)
    found.sort(key=lambda one: not one.shortcut.startswith(wanted))
    texts = [(one, filled(one.text, values)) for one in found[:MOST_OPTIONS]]
    return json_answer(visit, [Option(text, one.title, f"/{one.shortcut}", unfilled(text)) for one, text in texts])


def _fits(reply: CannedReply, wanted: str) -> bool:
    return reply.shortcut.startswith(wanted) or all(word in reply.title.casefold() for word in wanted.split())


async def find_people(visit: Visit) -> Answer:
    """The colleagues whose name or handle begins with what was typed after the @."""
    wanted = visit.query.text("q").casefold()
    async with visit.engine.read() as read:
        everybody = await all_technicians(read, visit.actor)
    handles = handles_of(everybody)
    found = [
        Option(f"@{handles[one.id]} ", one.full_name or one.email, f"@{handles[one.id]}")
        for one in everybody
        if one.active and any(part.startswith(wanted) for part in _called(one.full_name, handles[one.id]))
    ]
    return json_answer(visit, found[:MOST_OPTIONS])


def _called(name: str, handle: str) -> list[str]:
    """What somebody may be looked for by."""
    return [handle, name.casefold(), *name.casefold().split(), *handle.split(".")]


PAGES = (
    Page(methods=("POST",), path="/tickets/{ticket_id}/draft", handler=take_draft),
    Page(methods=("POST",), path="/tickets/{ticket_id}/here", handler=take_presence),
    Page(methods=("POST",), path="/tickets/{ticket_id}/preview", handler=show_preview),
    Page(path="/tickets/{ticket_id}/canned", handler=find_canned),
    Page(path="/tickets/{ticket_id}/people", handler=find_people),
)
