"""Changing a ticket in place: its fields, tags and custom fields, its relations, and deleting it."""

from collections.abc import Awaitable, Callable

from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.fields import Target
from deskhand.core.ticket import Related, Status
from deskhand.desk.custom_values import set_value
from deskhand.fields.define import existing_field
from deskhand.http.door import Answer
from deskhand.storage.engine import Tx
from deskhand.tickets.change import change_ticket
from deskhand.tickets.clash import Clash, refuse_clash, refuse_value_clash
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.read import read_ticket
from deskhand.tickets.relate import RelationDraft, relate, unrelate
from deskhand.web.answers import Said, page, see_other
from deskhand.web.forms import BadForm, whole_number
from deskhand.web.listing.asked import list_asked
from deskhand.web.pages.ticket import active_technicians, show_ticket_again
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.side.address import ticket_address
from deskhand.web.side.asked import asked_change
from deskhand.web.side.clash import ShownClash, shown_clash
from deskhand.web.side.side import Refused, find_people
from deskhand.web.visit import Visit
from deskhand.web.words import N_

MOVED = {
    Status.OPEN: N_("The ticket is open again"),
    Status.PENDING: N_("The ticket waits for somebody"),
    Status.RESOLVED: N_("The ticket is resolved"),
    Status.CLOSED: N_("The ticket is closed"),
}


async def change(visit: Visit) -> Answer:
    """Change fields of a ticket, unless somebody else has changed them since they were seen."""
    ticket_id = visit.ids["ticket_id"]
    try:
        asked = asked_change(visit)
    except Refusal as refusal:
        return await show_ticket_again(visit, 422, refused=_refused(visit, refusal, refusal.field or ""))

    async def work(tx: Tx) -> None:
        left = await refuse_clash(tx, visit.actor, ticket_id, asked.seen, asked.change)
        await change_ticket(tx, visit.actor, ticket_id, left)

    status = asked.change.status
    done = visit._(MOVED[status]) if isinstance(status, Status) else visit._(N_("Saved"))
    return await _tried(visit, asked.form, work, done, "change")


async def set_field(visit: Visit) -> Answer:
    """Let a custom field say something of the ticket."""
    ticket_id, field_id = visit.ids["ticket_id"], visit.ids["field_id"]
    wanted, seen = visit.form.raw("value"), visit.form.raw("seen_value")

    async def work(tx: Tx) -> None:
        field = await existing_field(tx, visit.actor, field_id)
        await refuse_value_clash(tx, visit.actor, ticket_id, field, seen, wanted)
        await set_value(tx, visit.actor, Target.TICKET, ticket_id, field.name, wanted)

    return await _tried(visit, f"field-{field_id}", work, visit._(N_("Saved")), f"fields/{field_id}", "value")


async def link(visit: Visit) -> Answer:
    """Make another ticket this one's parent or child."""
    number = whole_number(visit.form.text("related_id").removeprefix("#"))
    try:
        draft = RelationDraft(related_id=number, type=Related(visit.form.text("type")))
    except ValueError:
        raise BadForm("The form holds a choice that there is not") from None

    async def work(tx: Tx) -> None:
        await relate(tx, visit.actor, visit.ids["ticket_id"], draft)

    return await _tried(visit, "relate", work, visit._(N_("Linked")), "relate")


async def unlink(visit: Visit) -> Answer:
    """Take the ticket from its parent, or from it one of its children: then that one is named."""
    child = visit.form.number("child_id") or visit.ids["ticket_id"]

    async def work(tx: Tx) -> None:
        await unrelate(tx, visit.actor, child, Related.PARENT)

    return await _tried(visit, "relate", work, visit._(N_("The link was removed")), "unrelate")


async def delete(visit: Visit) -> Answer:
    """Delete the ticket, and go back to the list."""
    ticket_id = visit.ids["ticket_id"]
    async with visit.engine.transaction(visit.account_id) as tx:
        await delete_ticket(tx, visit.actor, ticket_id)
    async with visit.engine.read() as read:
        back = (await list_asked(visit, read, visit.query)).address()
    return see_other(visit, back, Said(visit._(N_("Ticket #%(id)s was deleted")) % {"id": ticket_id}))


async def requesters(visit: Visit) -> Answer:
    """The people that a search for another requester finds, as a part of the page."""
    async with visit.engine.read() as read:
        ticket = await read_ticket(read, visit.actor, visit.ids["ticket_id"])
        found = await find_people(visit, read, ticket)
    return page(visit, "ticket/side_found.html", found=found, t=ticket)


async def _tried(
    visit: Visit, form: str, work: Callable[[Tx], Awaitable[None]], done: str, action: str, called: str = ""
) -> Answer:
    """Do the work and go back to the ticket; what is refused or clashes is shown there, with everything typed."""
    ticket_id = visit.ids["ticket_id"]
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            await work(tx)
    except Clash as clash:
        shown = await _clash(visit, clash, f"/tickets/{ticket_id}/{action}", called)
        return await show_ticket_again(visit, 409, clash=shown)
    except (Missing, Forbidden):
        raise
    except Refusal as refusal:
        return await show_ticket_again(visit, 422, refused=_refused(visit, refusal, form))
    return see_other(visit, ticket_address(visit, ticket_id), Said(done))


async def _clash(visit: Visit, clash: Clash, action: str, called: str) -> ShownClash:
    async with visit.engine.read() as read:
        return await shown_clash(visit, read, clash, action, await active_technicians(read, visit.actor), called)


def _refused(visit: Visit, refusal: Refusal, form: str) -> Refused:
    return Refused(form, said_of(visit, refusal).sentence, visit.form)


async def to_ticket(visit: Visit) -> Answer:
    """Whoever loads the address of a form anew wants the ticket."""
    return see_other(visit, ticket_address(visit, visit.ids["ticket_id"]))


PAGES = (
    Page(methods=("POST",), path="/tickets/{ticket_id}/change", handler=change),
    Page(path="/tickets/{ticket_id}/change", handler=to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/fields/{field_id}", handler=set_field),
    Page(path="/tickets/{ticket_id}/fields/{field_id}", handler=to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/relate", handler=link),
    Page(path="/tickets/{ticket_id}/relate", handler=to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/unrelate", handler=unlink),
    Page(methods=("POST",), path="/tickets/{ticket_id}/delete", handler=delete),
    Page(path="/tickets/{ticket_id}/requesters", handler=requesters),
)
