"""The form of a new ticket: who it is for, what is open for them already, what is wrong; kept until it is sent."""

from collections.abc import Sequence

import msgspec

from deskhand.canned.templates import list_ticket_templates
from deskhand.core.attachments import LARGEST
from deskhand.core.canned import TicketTemplate
from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Impact, Priority, Status, Ticket, TicketType
from deskhand.core.unsent import NEW_TICKET, UnsentKind
from deskhand.http.door import Answer
from deskhand.storage.engine import Read
from deskhand.tickets.attach import attach_to_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.unsent import drop_draft, keep_draft, read_draft
from deskhand.web.answers import Said, nothing, page, see_other
from deskhand.web.frame import Frame, frame_of
from deskhand.web.new.form import BLANK, Filled, Typed, draft_of, filled_by, problems_of, typed_in
from deskhand.web.new.people import People, customer_meant, found_people, people_of
from deskhand.web.new.twice import opened_before
from deskhand.web.pages.ticket import active_technicians
from deskhand.web.refusals import said_of
from deskhand.web.routes import FILES_LIMIT, Page
from deskhand.web.thread.sending import kept_files, let_go
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# Where the form shows what a use case refuses; anything else is said on top.
FIELDS = {
    "title": "title",
    "customer_id": "who",
    "contact_id": "who",
    "email": "email",
    "technician_id": "assignee",
    "tags": "tags",
}


class FormShown(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it is drawn. `kept_at` is set when it goes on with what was typed earlier."""

    typed: Typed
    people: People
    templates: Sequence[TicketTemplate]
    technicians: Sequence[Technician]
    problems: dict[str, str]
    filled: Filled | None = None
    kept_at: str = ""
    statuses: Sequence[Status] = tuple(Status)
    priorities: Sequence[Priority] = tuple(reversed(Priority))
    types: Sequence[TicketType] = tuple(TicketType)
    impacts: Sequence[Impact] = tuple(Impact)


async def show_new(visit: Visit) -> Answer:
    """An empty form, one with what the address says, or what was typed and not sent."""
    require(visit.actor, Verb.TICKET_WRITE)
    async with visit.engine.read() as read:
        typed, kept_at = await _begun(visit, read)
        return await _form(visit, read, typed, {}, kept_at=kept_at)


async def _begun(visit: Visit, read: Read) -> tuple[Typed, str]:
    asked = visit.query
    contact, customer = asked.number("contact"), asked.number("customer")
    if contact or customer or asked.text("title"):
        requester = f"contact-{contact}" if contact else f"customer-{customer}" if customer else ""
        return msgspec.structs.replace(BLANK, requester=requester, title=asked.text("title")), ""
    kept = await read_draft(read, visit.actor, NEW_TICKET)
    if kept is None:
        return BLANK, ""
    try:
        return msgspec.json.decode(kept.text, type=Typed), visit.moments.exact(kept.saved_at)
    except msgspec.MsgspecError:  # of an older version of this form
        return BLANK, ""


async def take_new(visit: Visit) -> Answer:
    """Open the ticket; or find the requester, or take a template, and show the form again."""
    require(visit.actor, Verb.TICKET_WRITE)
    typed, wanted = typed_in(visit.form), visit.form.text("do")
    async with visit.engine.read() as read:
        if wanted == "template":
            filled = await _filled(visit, read, typed)
            return await _form(visit, read, filled.typed if filled else typed, {}, filled=filled)
        if wanted == "find":
            return await _form(visit, read, typed, {})
        problems = problems_of(visit, typed)
        meant = await customer_meant(visit, read, typed.customer if typed.makes_contact else "")
        if meant.problem:
            problems["customer"] = meant.problem
        if any(len(file.content) > LARGEST for file in visit.form.files):
            problems["files"] = visit._(N_("A file may have 25 MB. Choose smaller ones."))
        if problems:
            return await _form(visit, read, typed, problems, 422)
    try:
        opened = await _open(visit, draft_of(visit, typed, meant.id))
    except Refusal as refusal:
        said = said_of(visit, refusal)
        async with visit.engine.read() as read:
            return await _form(visit, read, typed, {FIELDS.get(said.field or "", ""): said.sentence}, 422)
    said_text = visit._(N_("Ticket #%(id)d opened")) % {"id": opened.id}
    return see_other(visit, f"/tickets/{opened.id}", Said(said_text))


async def _open(visit: Visit, draft: TicketDraft) -> Ticket:
    """The new ticket with its files, whose bytes are kept before the account is locked; the draft is forgotten.

    A form that comes again opens nothing, and its files are let go.
    """
    async with (
        kept_files(visit.files.objects, visit.account_id, visit.form.files) as files,
        visit.engine.transaction(visit.account_id) as tx,
    ):
        before = await opened_before(visit, tx, draft)
        opened = before or await open_ticket(tx, visit.actor, draft)
        for kept in files if before is None else ():
            await attach_to_ticket(tx, visit.actor, opened.id, kept)
        await drop_draft(tx, visit.actor, NEW_TICKET)
    if before is not None:
        await let_go(visit.files.objects, [kept.object_key for kept in files])
    return opened


async def _form(
    visit: Visit,
    read: Read,
    typed: Typed,
    problems: dict[str, str],
    status: int = 200,
    *,
    filled: Filled | None = None,
    kept_at: str = "",
) -> Answer:
    frame: Frame = await frame_of(visit, read, "new")
    shown = FormShown(
        typed=typed,
        people=await people_of(visit, read, typed),
        templates=await list_ticket_templates(read, visit.actor),
        technicians=await active_technicians(read, visit.actor),
        problems=problems,
        filled=filled,
        kept_at=kept_at,
    )
    return page(visit, "new/new_ticket.html", status, frame=frame, form=shown, typed=typed, people=shown.people)


async def _filled(visit: Visit, read: Read, typed: Typed) -> Filled | None:
    known = {str(one.id): one for one in await list_ticket_templates(read, visit.actor)}
    chosen = known.get(typed.template)
    return filled_by(typed, chosen, known.get(typed.applied)) if chosen else None


async def show_requesters(visit: Visit) -> Answer:
    """Whom a ticket can be for, as options while somebody types."""
    async with visit.engine.read() as read:
        found = await found_people(visit, read, visit.query.text("q"))
    return page(visit, "new/new_ticket_options.html", choices=found)


async def show_chosen(visit: Visit) -> Answer:
    """Who was chosen, and what is open for them already."""
    typed = msgspec.structs.replace(BLANK, requester=visit.query.text("requester"), title=visit.query.text("title"))
    async with visit.engine.read() as read:
        people = await people_of(visit, read, typed)
    return page(visit, "new/new_ticket_chosen.html", typed=typed, people=people)


async def take_draft(visit: Visit) -> Answer:
    """Keep what is typed so far, or forget it and begin anew."""
    fresh = visit.form.text("do") == "drop"
    typed = typed_in(visit.form)
    begun = msgspec.structs.replace(typed, who="", template="", applied="") != BLANK
    async with visit.engine.chore() as chore:
        text = msgspec.json.encode(typed).decode() if begun and not fresh else ""
        await keep_draft(chore, visit.actor, NEW_TICKET, UnsentKind.REPLY, text)
    return see_other(visit, "/tickets/new") if fresh else nothing(visit)


PAGES = (
    Page(path="/tickets/new", handler=show_new),
    Page(methods=("POST",), path="/tickets/new", handler=take_new, limit=FILES_LIMIT),
    Page(path="/tickets/new/requesters", handler=show_requesters),
    Page(path="/tickets/new/chosen", handler=show_chosen),
    Page(methods=("POST",), path="/tickets/new/draft", handler=take_draft),
)
