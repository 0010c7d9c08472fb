"""What is said on a ticket: sending a reply or a note, and taking it back."""

from datetime import datetime

import msgspec

from deskhand.attachments.objects import ObjectsAway
from deskhand.core.errors import Missing, Refusal
from deskhand.core.ticket import Status
from deskhand.core.undo import deliverable_from
from deskhand.core.unsent import LONGEST_UNSENT, UnsentKind
from deskhand.http.door import Answer
from deskhand.tickets.fill_reply import fill_reply
from deskhand.tickets.reply import CommentDraft
from deskhand.tickets.send import Sent, send
from deskhand.tickets.take_back import take_back
from deskhand.tickets.unsent import drop_draft, keep_draft, read_draft
from deskhand.web.answers import Said, see_other
from deskhand.web.pages.ticket import ticket_page
from deskhand.web.refusals import said_of
from deskhand.web.routes import FILES_LIMIT, Page
from deskhand.web.side.address import list_query, ticket_address
from deskhand.web.thread.composing import Notice, Typed
from deskhand.web.thread.sending import (
    Asked,
    SentBefore,
    canned_id,
    kept_files,
    let_go,
    read_asked,
    refuse_twice,
    what_holds,
)
from deskhand.web.visit import Visit
from deskhand.web.words import N_

SENT = {
    Status.PENDING: N_("Reply sent, ticket set to Pending"),
    Status.RESOLVED: N_("Reply sent, ticket resolved"),
}


async def take_reply(visit: Visit) -> Answer:
    """Send what the composer holds; where something stands in the way, show it again with everything typed."""
    asked = read_asked(visit)
    async with visit.engine.snapshot() as read:
        held = await what_holds(visit, read, asked)
    if held is not None:
        return await _not_sent(visit, asked, held)
    try:
        sent = await _sent(visit, asked)
    except Missing:
        raise
    except SentBefore as before:
        return await _said_before(visit, before)
    except Refusal as refusal:
        return await _not_sent(visit, asked, Notice(sentence=said_of(visit, refusal).sentence))
    except ObjectsAway:
        sentence = visit._(N_("The files could not be stored, so nothing was sent. Try again in a moment."))
        return await _not_sent(visit, asked, Notice(sentence=sentence, files_lost=True))
    return see_other(visit, ticket_address(visit, sent.ticket.id), _said(visit, sent))


async def _sent(visit: Visit, asked: Asked) -> Sent:
    draft = CommentDraft(text=asked.text, internal=asked.kind == UnsentKind.NOTE)
    async with (
        kept_files(visit.files.objects, visit.account_id, visit.form.files) as files,
        visit.engine.transaction(visit.account_id) as tx,
    ):
        await refuse_twice(visit, tx, asked)
        sent = await send(tx, visit.actor, visit.ids["ticket_id"], draft, then=asked.then, files=files)
        await drop_draft(tx, visit.actor, sent.ticket.id)
    return sent


async def _said_before(visit: Visit, before: SentBefore) -> Answer:
    """As if this time had been the first; the draft is none any more."""
    ticket_id, found = visit.ids["ticket_id"], before.said
    async with visit.engine.chore() as chore:
        await drop_draft(chore, visit.actor, ticket_id)
    text = N_("Internal note saved") if found.internal else N_("Reply sent")
    return see_other(visit, ticket_address(visit, ticket_id), _undo(visit, text, ticket_id, found.comment_id, found.at))


def _said(visit: Visit, sent: Sent) -> Said:
    """What is said of it, with the way back."""
    text = N_("Internal note saved") if sent.comment.internal else N_("Reply sent")
    if sent.ticket.status != sent.was_status and not sent.comment.internal:
        text = SENT.get(sent.ticket.status, text)
    return _undo(visit, text, sent.ticket.id, sent.comment.id, sent.comment.at)


def _undo(visit: Visit, text: str, ticket_id: int, comment_id: int | None, at: datetime) -> Said:
    path = f"/tickets/{ticket_id}/comments/{comment_id}/undo{list_query(visit)}"
    return Said(visit._(text), "undo", path, deliverable_from(at).timestamp())


async def _not_sent(visit: Visit, asked: Asked, notice: Notice) -> Answer:
    """The page with what was typed and why it was not sent; it is kept as a draft too, so that nothing is lost."""
    if asked.text.strip() and len(asked.text) <= LONGEST_UNSENT:
        async with visit.engine.chore() as chore:
            await keep_draft(chore, visit.actor, visit.ids["ticket_id"], asked.kind, asked.text)
    typed = Typed(kind=asked.kind, text=asked.text, seen=asked.seen, notice=notice)
    return _staying(await ticket_page(visit, 422, typed=typed))


async def compose(visit: Visit) -> Answer:
    """The composer's helpers without any script: the preview, and a canned reply put below what was typed."""
    asked, reply_id = read_asked(visit), canned_id(visit)
    text = asked.text
    if reply_id is not None:
        async with visit.engine.snapshot() as read:
            filled = await fill_reply(read, visit.actor, reply_id, visit.ids["ticket_id"], visit.moments.exact)
        text = f"{text}\n\n{filled}".lstrip("\n")
    wanted = visit.form.text("show")
    notice = Notice(files_lost=True) if visit.form.files else None
    typed = Typed(
        kind=asked.kind,
        text=text,
        seen=asked.seen,
        notice=notice,
        preview=wanted == "preview",
        canned=wanted == "canned",
    )
    return _staying(await ticket_page(visit, typed=typed))


async def take_comment_back(visit: Visit) -> Answer:
    """Undo a sending: the text stands in the composer again, above what was typed there since."""
    ticket_id = visit.ids["ticket_id"]
    path = ticket_address(visit, ticket_id)
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            taken = await take_back(tx, visit.actor, ticket_id, visit.ids["comment_id"])
            draft = await read_draft(tx, visit.actor, ticket_id)
            since = visit.form.raw("typed") if visit.form.has("typed") else draft.text if draft else ""
            kind = UnsentKind.NOTE if taken.comment.internal else UnsentKind.REPLY
            text = "\n\n".join(filter(str.strip, (taken.comment.text, since)))
            await keep_draft(tx, visit.actor, ticket_id, kind, text)
    except Refusal as refusal:
        return see_other(visit, path, Said(_why_not(visit, refusal), "wrong"))
    await let_go(visit.files.objects, taken.object_keys)
    if taken.object_keys:
        return see_other(visit, path, Said(visit._(N_("Taken back. Attach the files again before you send it."))))
    return see_other(visit, path, Said(visit._(N_("Taken back. The text is in the composer again."))))


def _why_not(visit: Visit, refusal: Refusal) -> str:
    if isinstance(refusal, Missing):
        return visit._(N_("It was taken back already."))
    return said_of(visit, refusal).sentence


def _staying(answer: Answer) -> Answer:
    """The same, with the address of the ticket's page kept: this one is only for posting."""
    return msgspec.structs.replace(answer, headers=[*answer.headers, (b"hx-push-url", b"false")])


async def back_to_ticket(visit: Visit) -> Answer:
    """Who reloads the page of something not sent comes to the ticket, where the draft is."""
    return see_other(visit, ticket_address(visit, visit.ids["ticket_id"]))


PAGES = (
    Page(methods=("POST",), path="/tickets/{ticket_id}/reply", handler=take_reply, limit=FILES_LIMIT),
    Page(path="/tickets/{ticket_id}/reply", handler=back_to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/compose", handler=compose, limit=FILES_LIMIT),
    Page(path="/tickets/{ticket_id}/compose", handler=back_to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/comments/{comment_id}/undo", handler=take_comment_back),
)
