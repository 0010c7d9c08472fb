"""The bell: what a technician should know of, newest first, and marking it as read."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.notifications import NotificationKind
from deskhand.http.door import Answer
from deskhand.notify.mark import mark_read
from deskhand.notify.read import NEWEST, list_notifications
from deskhand.notify.store import Notice
from deskhand.storage.engine import Read
from deskhand.web.answers import own_path, page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

PAGE_SIZE = 50
IN_PANEL = 10
KIND_ICON = {
    NotificationKind.ASSIGNED: "user-round-check",
    NotificationKind.MENTIONED: "at-sign",
    NotificationKind.REPLIED: "reply",
    NotificationKind.WARNED: "alarm-clock",
    NotificationKind.BREACHED: "triangle-alert",
}
SENTENCES = {
    NotificationKind.ASSIGNED: N_("%(who)s assigned you this ticket"),
    NotificationKind.MENTIONED: N_("%(who)s mentioned you"),
    NotificationKind.REPLIED: N_("%(who)s replied"),
    NotificationKind.WARNED: N_("A target is about to be missed"),
    NotificationKind.BREACHED: N_("A target was missed"),
}
TONES = {NotificationKind.WARNED: "i-warn", NotificationKind.BREACHED: "i-bad"}


class ShownNotice(msgspec.Struct, frozen=True):
    """A notification in words, and where it leads."""

    notice: Notice
    sentence: str
    icon: str
    tone: str
    href: str

    @property
    def unread(self) -> bool:
        """Whether it was not read."""
        return self.notice.read_at is None


async def show_notifications(visit: Visit) -> Answer:
    """All of them, a page at a time."""
    before = visit.query.number("before") or NEWEST
    unread_only = visit.query.text("show") == "unread"
    async with visit.engine.read() as read:
        found = await shown_notices(visit, read, PAGE_SIZE + 1, before, unread_only=unread_only)
        frame = await frame_of(visit, read, "notifications")
    shown = found[:PAGE_SIZE]
    more = shown[-1].notice.seq if len(found) > PAGE_SIZE else 0
    return page(visit, "find/notifications.html", frame=frame, notices=shown, more=more, unread_only=unread_only)


async def show_panel(visit: Visit) -> Answer:
    """The newest, for the panel that opens from the bell."""
    async with visit.engine.read() as read:
        found = await shown_notices(visit, read, IN_PANEL)
    return page(
        visit,
        "find/notifications_panel.html",
        notices=found,
        back=own_path(visit.header(b"x-deskhand-page") or "/notifications"),
    )


async def take_read(visit: Visit) -> Answer:
    """Mark one as read, or all up to the newest that the page showed."""
    form = visit.form
    async with visit.engine.chore() as chore:
        await mark_read(chore, visit.actor, upto=form.number("upto"), seqs=form.numbers("seq"))
    return see_other(visit, own_path(form.text("back") or "/notifications"))


async def shown_notices(
    visit: Visit, read: Read, limit: int, before: int = NEWEST, *, unread_only: bool = False
) -> Sequence[ShownNotice]:
    """The newest notifications before a sequence, in words."""
    found = await list_notifications(read, visit.actor, limit=limit, before=before, unread_only=unread_only)
    return [_shown(visit, one) for one in found]


def _shown(visit: Visit, one: Notice) -> ShownNotice:
    sentence = visit._(SENTENCES[one.kind]) % {"who": _who(visit, one)}
    href = f"/tickets/{one.ticket_id}" + (f"#c{one.comment_id}" if one.comment_id else "")
    return ShownNotice(one, sentence, KIND_ICON[one.kind], TONES.get(one.kind, ""), href)


def _who(visit: Visit, one: Notice) -> str:
    name = f"{one.first_name or ''} {one.last_name or ''}".strip()
    if name:
        return name
    return visit._(N_("The customer") if one.actor_kind == ActorKind.CONTACT else N_("The desk"))


PAGES = (
    Page(path="/notifications", handler=show_notifications),
    Page(path="/notifications/panel", handler=show_panel),
    Page(methods=("POST",), path="/notifications/read", handler=take_read),
)
