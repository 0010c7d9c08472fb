"""What stands round every page: the rail with its counts, the running timer, the bell."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.permissions import Verb, may
from deskhand.core.timer import TimerMode
from deskhand.events.read import last_seq
from deskhand.notify.read import unread_count
from deskhand.storage.engine import Read
from deskhand.tickets.counts import Counts, count_views
from deskhand.tickets.inbox import INBOX
from deskhand.views.read import list_views
from deskhand.views.store import ViewShown
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.worklog.timer_read import TimerView, read_timer

ICONS = {
    "mine": "user-round",
    "unassigned": "inbox",
    "breaching": "alarm-clock",
    "open": "circle",
    "pending": "circle-pause",
    "resolved": "circle-check",
    "all": "layers",
}
TITLES = {
    "mine": N_("Mine"),
    "unassigned": N_("Unassigned"),
    "breaching": N_("Breaching"),
    "open": N_("Open"),
    "pending": N_("Pending"),
    "resolved": N_("Resolved"),
    "all": N_("All tickets"),
}


# After G, the key that goes to a view.
GO_TO = {
    "mine": "g i",
    "unassigned": "g u",
    "breaching": "g s",
    "open": "g o",
    "pending": "g p",
    "resolved": "g r",
    "all": "g a",
}


class Item(msgspec.Struct, frozen=True):
    """A link of the rail or the tab bar. `alarm`: its count is of something that has gone wrong.

    `key` is what goes there, `g i` for G and then I.
    `id` is a saved view's; a script asks for its count after the page is shown.
    """

    title: str
    icon: str
    href: str
    current: bool = False
    count: int | None = None
    alarm: bool = False
    key: str = ""
    id: int | None = None


class RunningTimer(msgspec.Struct, frozen=True):
    """The person's timer, and the ticket on which it counts. `idle_seconds` is 0 unless nothing was seen of them."""

    ticket_id: int
    title: str
    seconds: int
    started_at: datetime
    idle_seconds: int
    idle_since: datetime | None


class Frame(msgspec.Struct, frozen=True):
    """The frame of one page. `seq` is the account's last event that the page can know of."""

    account_name: str
    inbox: Sequence[Item]
    saved: Sequence[Item]
    workspace: Sequence[Item]
    tabs: Sequence[Item]
    unread: int
    timer: RunningTimer | None
    timer_mode: TimerMode | None
    may_write: bool
    seq: int


async def frame_of(visit: Visit, read: Read, current: str = "") -> Frame:
    """The frame round a page; `current` names the view or the part of the desk that is shown."""
    counts = await count_views(read, visit.actor)
    views = await list_views(read, visit.actor)
    may_write = may(visit.actor, Verb.TICKET_WRITE)
    found = await read_timer(read, visit.actor, None, visit.now) if may(visit.actor, Verb.WORK_READ) else None
    return Frame(
        account_name=visit.known.account_name,
        inbox=[_inbox(visit, view.name, counts, current) for view in INBOX],
        saved=[_saved(one, current) for one in views],
        workspace=_workspace(visit, current),
        tabs=_tabs(visit, current, may_write),
        unread=await unread_count(read, visit.actor),
        timer=_running(found) if found else None,
        timer_mode=found.timer.mode if found and may(visit.actor, Verb.WORK_WRITE) else None,
        may_write=may_write,
        seq=await last_seq(read, visit.account_id),
    )


def _inbox(visit: Visit, name: str, counts: Counts, current: str) -> Item:
    # How many there are in all helps nobody through the day.
    count = None if name == "all" else getattr(counts, name)
    return Item(
        visit._(TITLES[name]),
        ICONS[name],
        f"/tickets?view={name}",
        current == name,
        count,
        alarm=name == "breaching" and counts.breached > 0,
        key=GO_TO[name],
    )


def _saved(view: ViewShown, current: str) -> Item:
    icon = "share-2" if view.shared else "bookmark"
    return Item(view.name, icon, f"/tickets?view={view.id}", current == str(view.id), id=view.id)


def _workspace(visit: Visit, current: str) -> list[Item]:
    """What the desk keeps ready."""
    return [
        Item(visit._(N_("Canned replies")), "square-slash", "/replies", current == "replies"),
        Item(visit._(N_("Templates")), "layout-template", "/templates", current == "templates"),
    ]


def _tabs(visit: Visit, current: str, may_write: bool) -> list[Item]:
    """The bar at the bottom of a phone, in place of the rail."""
    made = [
        Item(visit._(N_("Inbox")), "inbox", "/tickets?view=mine", current in TITLES),
        Item(visit._(N_("Views")), "bookmark", "/views", current == "views"),
    ]
    if may_write:
        made.append(Item(visit._(N_("New")), "plus", "/tickets/new", current == "new"))
    return [
        *made,
        Item(visit._(N_("Search")), "search", "/search", current == "search"),
        Item(visit._(N_("Me")), "user-round", "/profile", current == "profile"),
    ]


def _running(found: TimerView) -> RunningTimer | None:
    """The timer where it runs, and on a ticket that is still to be seen."""
    if found.ticket is None or found.timer.started_at is None:
        return None
    return RunningTimer(
        found.ticket.id,
        found.ticket.title,
        found.seconds,
        found.timer.started_at,
        found.idle_seconds,
        found.idle_since,
    )
