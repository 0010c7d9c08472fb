"""The composer as the page shows it: what is being written, to whom, and what stands in the way of sending it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.canned.replies import list_canned_replies
from deskhand.core.canned import CannedReply
from deskhand.core.ticket import Status
from deskhand.core.unsent import UnsentKind
from deskhand.storage.engine import Read
from deskhand.tickets.unsent import read_draft
from deskhand.tickets.view import TicketView
from deskhand.web.thread.markdown import Shown, rendered
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class NewerMessage(msgspec.Struct, frozen=True):
    """Something that was said while the person wrote."""

    name: str
    at: datetime
    excerpt: str


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing was sent. With `upto` it may be sent all the same, knowing of what happened until then."""

    sentence: str = ""
    gaps: Sequence[str] = ()
    newer: Sequence[NewerMessage] = ()
    upto: int = 0
    then: str = ""
    files_lost: bool = False


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What a form brought that was not sent, to be shown again."""

    kind: UnsentKind
    text: str
    seen: int = 0
    notice: Notice | None = None
    preview: bool = False
    canned: bool = False


class Composer(msgspec.Struct, frozen=True, kw_only=True):
    """The composer of a ticket's page. `address` is where a reply goes, empty where there is nobody to write to."""

    kind: UnsentKind
    text: str
    saved: str
    address: str
    name: str
    seen: int
    then: Sequence[Status]
    notice: Notice | None
    preview: Sequence[Shown]
    canned: Sequence[CannedReply] | None


async def composer_of(visit: Visit, read: Read, ticket: TicketView, typed: Typed | None = None) -> Composer:
    """The composer: with what was typed, else with the draft that was kept."""
    draft = await read_draft(read, visit.actor, ticket.id)
    kind = typed.kind if typed else draft.kind if draft else UnsentKind.REPLY
    text = typed.text if typed else draft.text if draft else ""
    name = f"{ticket.contact_first_name or ''} {ticket.contact_last_name or ''}".strip()
    return Composer(
        kind=kind,
        text=text,
        saved=saved_words(visit, draft.saved_at) if draft and not typed else "",
        address=ticket.contact_email or "",
        name=name or ticket.contact_email or "",
        seen=typed.seen if typed and typed.seen else ticket.version,
        then=then_of(ticket.status),
        notice=typed.notice if typed else None,
        preview=rendered(text) if typed and typed.preview and text.strip() else (),
        canned=await list_canned_replies(read, visit.actor) if typed and typed.canned else None,
    )


def then_of(status: Status) -> tuple[Status, ...]:
    """What a ticket may be set to together with a reply."""
    if status == Status.CLOSED:
        return ()
    return tuple(one for one in (Status.PENDING, Status.RESOLVED) if one != status)


def saved_words(visit: Visit, at: datetime) -> str:
    """When the draft was kept."""
    return visit._(N_("Draft saved %(time)s")) % {"time": visit.moments.clock(at)}
