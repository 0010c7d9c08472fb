"""One change to all tickets that are ticked in the list."""

from collections.abc import Sequence

from msgspec import UNSET

from deskhand.core.drafts import Maybe
from deskhand.core.ticket import Priority, Status
from deskhand.http.door import Answer
from deskhand.tickets.bulk import Outcome, change_many
from deskhand.tickets.change import TicketChange
from deskhand.web.answers import Said, own_path, see_other
from deskhand.web.forms import Form
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

MOST_NAMED = 3


async def take_bulk(visit: Visit) -> Answer:
    """Change what is ticked; each ticket takes the change or refuses it by itself, and the next page says which."""
    form = visit.form
    ids = form.numbers("ticket")
    back = own_path(form.text("back") or "/tickets")
    if not ids:
        return see_other(visit, back, Said(visit._(N_("Tick some tickets first")), "wrong"))
    tags = [tag.strip() for tag in form.text("tags").split(",") if tag.strip()] if form.has("tagging") else []
    removing = form.text("tagging") == "remove"
    async with visit.engine.transaction(visit.account_id) as tx:
        outcomes = await change_many(
            tx,
            visit.actor,
            ids,
            _change(form),
            add_tags=() if removing else tags,
            remove_tags=tags if removing else (),
        )
    return see_other(visit, back, _told(visit, outcomes))


def _change(form: Form) -> TicketChange:
    """What the pressed button asks for."""
    technician: Maybe[int | None] = UNSET
    if form.has("technician"):
        technician = form.number("technician")
    return TicketChange(
        status=Status(form.text("status")) if form.text("status") in set(Status) else UNSET,
        priority=Priority(form.text("priority")) if form.text("priority") in set(Priority) else UNSET,
        technician_id=technician,
    )


def _told(visit: Visit, outcomes: Sequence[Outcome]) -> Said:
    """How many were changed, and the first of those that refused."""
    changed = sum(1 for one in outcomes if one.changed)
    text = visit.words.ngettext("%(num)d ticket changed", "%(num)d tickets changed", changed) % {"num": changed}
    refused = [one for one in outcomes if one.refusal is not None]
    if not refused:
        return Said(text)
    named = "; ".join(
        f"#{one.ticket_id}: {said_of(visit, one.refusal).title}" for one in refused[:MOST_NAMED] if one.refusal
    )
    more = visit.words.ngettext("%(num)d was refused", "%(num)d were refused", len(refused)) % {"num": len(refused)}
    if len(refused) > MOST_NAMED:
        named += " …"
    both = visit._(N_("%(changed)s, %(refused)s: %(named)s"))
    return Said(both % {"changed": text, "refused": more, "named": named}, "wrong")


PAGES = (Page(methods=("POST",), path="/tickets/bulk", handler=take_bulk),)
