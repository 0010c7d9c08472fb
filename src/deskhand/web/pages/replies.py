"""Canned replies: the list, and the form that makes, previews, changes and deletes one."""

from msgspec import structs

from deskhand.canned.replies import (
    CannedReplyDraft,
    change_canned_reply,
    create_canned_reply,
    delete_canned_reply,
    list_canned_replies,
    read_canned_reply,
)
from deskhand.core.canned import CannedReply
from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.permissions import Verb, may, require
from deskhand.core.placeholders import KNOWN, Filling, filled, placeholders_in
from deskhand.http.door import Answer
from deskhand.web.answers import Said, page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.refusals import SaidRefusal, said_of
from deskhand.web.routes import Page
from deskhand.web.thread.markdown import rendered
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# What each placeholder stands for, in the console's words; a test compares with core.placeholders.
PLACEHOLDERS = {
    "contact.first_name": N_("The requester’s first name"),
    "contact.name": N_("The requester’s first and last name"),
    "ticket.id": N_("The ticket’s number"),
    "ticket.title": N_("The ticket’s title"),
    "ticket.due": N_("When the ticket is due"),
    "customer.name": N_("The requester’s company"),
    "technician.first_name": N_("The first name of whoever sends the reply"),
    "technician.name": N_("The first and last name of whoever sends the reply"),
}


async def show_replies(visit: Visit) -> Answer:
    """All of them, by shortcut."""
    async with visit.engine.read() as read:
        found = await list_canned_replies(read, visit.actor)
        frame = await frame_of(visit, read, "replies")
    return page(visit, "kept/replies.html", frame=frame, replies=found, may_write=_may_write(visit))


async def show_new_reply(visit: Visit) -> Answer:
    """The form of a new one."""
    require(visit.actor, Verb.TICKET_WRITE)
    return await _form(visit, None, CannedReplyDraft(title="", shortcut="", text=""))


async def take_new_reply(visit: Visit) -> Answer:
    """Keep a new one; or show how it would read."""
    draft = _draft(visit)
    if visit.form.text("do") == "preview":
        return await _form(visit, None, draft)
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            made = await create_canned_reply(tx, visit.actor, draft)
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await _form(visit, None, draft, _said(visit, refusal, draft))
    return see_other(visit, "/replies", Said(visit._(N_("Canned reply /%(name)s kept")) % {"name": made.shortcut}))


async def show_reply(visit: Visit) -> Answer:
    """One of them: to change, or for those who may not, to read."""
    async with visit.engine.read() as read:
        found = await read_canned_reply(read, visit.actor, visit.ids["reply_id"])
    draft = CannedReplyDraft(title=found.title, shortcut=found.shortcut, text=found.text)
    return await _form(visit, found, draft)


async def take_reply(visit: Visit) -> Answer:
    """Change one; or show how it would read."""
    draft, reply_id = _draft(visit), visit.ids["reply_id"]
    async with visit.engine.read() as read:
        before = await read_canned_reply(read, visit.actor, reply_id)
    if visit.form.text("do") == "preview":
        return await _form(visit, before, draft)
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            changed = await change_canned_reply(tx, visit.actor, reply_id, draft)
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await _form(visit, before, draft, _said(visit, refusal, draft))
    return see_other(
        visit, "/replies", Said(visit._(N_("Canned reply /%(name)s changed")) % {"name": changed.shortcut})
    )


async def take_reply_deletion(visit: Visit) -> Answer:
    """Delete one."""
    async with visit.engine.transaction(visit.account_id) as tx:
        await delete_canned_reply(tx, visit.actor, visit.ids["reply_id"])
    return see_other(visit, "/replies", Said(visit._(N_("Canned reply deleted"))))


async def _form(
    visit: Visit, reply: CannedReply | None, draft: CannedReplyDraft, refusal: SaidRefusal | None = None
) -> Answer:
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "replies")
    return page(
        visit,
        "kept/reply_form.html",
        422 if refusal else 200,
        frame=frame,
        reply=reply,
        draft=draft,
        refusal=refusal,
        may_write=_may_write(visit),
        placeholders=PLACEHOLDERS,
        sample=rendered(filled(str(draft.text), example(visit))),
    )


def _said(visit: Visit, refusal: Refusal, draft: CannedReplyDraft) -> SaidRefusal:
    """What was refused; of a placeholder that stands for nothing, which one it is."""
    said = said_of(visit, refusal)
    unknown = next((name for name in placeholders_in(str(draft.text)) if name not in KNOWN), "")
    if refusal.code != "unknown_placeholder" or not unknown:
        return said
    sentence = visit._(N_("%(name)s stands for nothing. Use those that are listed here."))
    return structs.replace(said, sentence=sentence % {"name": f"{{{{{unknown}}}}}"})


def example(visit: Visit) -> Filling:
    """What the preview fills the placeholders with."""
    due = visit.moments.exact(visit.now.replace(minute=0))
    blank = Filling(
        contact_first_name="Mary",
        contact_name="Mary Jones",
        ticket_id="1042",
        ticket_title=visit._(N_("Laptop does not start")),
        ticket_due=due,
        customer_name="Acme Corporation",
    )
    me = visit.technician
    return structs.replace(blank, technician_first_name=me.first_name, technician_name=me.full_name)


def _draft(visit: Visit) -> CannedReplyDraft:
    form = visit.form
    return CannedReplyDraft(title=form.text("title"), shortcut=form.text("shortcut"), text=form.raw("text"))


def _may_write(visit: Visit) -> bool:
    return may(visit.actor, Verb.TICKET_WRITE)


PAGES = (
    Page(path="/replies", handler=show_replies),
    Page(path="/replies/new", handler=show_new_reply),
    Page(methods=("POST",), path="/replies/new", handler=take_new_reply),
    Page(path="/replies/{reply_id}", handler=show_reply),
    Page(methods=("POST",), path="/replies/{reply_id}", handler=take_reply),
    Page(methods=("POST",), path="/replies/{reply_id}/delete", handler=take_reply_deletion),
)
