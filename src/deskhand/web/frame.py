"""What stands round every page: the rail with its counts, the running timer, the bell."""

from collections.abc import Sequence

import msgspec

from deskhand.core.permissions import Verb, may
from deskhand.events.read import last_seq
from deskhand.notify.read import unread_count
from deskhand.storage.engine import Read
from deskhand.tickets.counts import Counts, count_views
from deskhand.tickets.inbox import INBOX
from deskhand.views.read import list_views
from deskhand.views.store import ViewShown
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.worklog.timer_read import read_timer

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


class Item(msgspec.Struct, frozen=True):
    """A link of the rail or the tab bar. `alarm`: its count is of something that has gone wrong.

    `id` is a saved view's; a script asks for its count after the page is shown.
    """

    title: str
    icon: str
    href: str
    current: bool = False
    count: int | None = None
    alarm: bool = False
    id: int | None = None


class RunningTimer(msgspec.Struct, frozen=True):
    """The person's timer, and the ticket on which it counts."""

    ticket_id: int
    title: str
    seconds: int


class Frame(msgspec.Struct, frozen=True):
    """The frame of one page. `seq` is the account's last event that the page can know of."""

    account_name: str
    inbox: Sequence[Item]
    saved: Sequence[Item]
    workspace: Sequence[Item]
    tabs: Sequence[Item]
    unread: int
    timer: RunningTimer | None
    may_write: bool
    seq: int


async def frame_of(visit: Visit, read: Read, current: str = "") -> Frame:
    """The frame round a page; `current` names the view or the part of the desk that is shown."""
    counts = await count_views(read, visit.actor)
    views = await list_views(read, visit.actor)
    may_write = may(visit.actor, Verb.TICKET_WRITE)
    return Frame(
        account_name=visit.known.account_name,
        inbox=[_inbox(visit, view.name, counts, current) for view in INBOX],
        saved=[_saved(one, current) for one in views],
        workspace=_workspace(visit, current),
        tabs=_tabs(visit, current, may_write),
        unread=await unread_count(read, visit.actor),
        timer=await _timer(visit, read),
        may_write=may_write,
        seq=await last_seq(read, visit.account_id),
    )


def _inbox(visit: Visit, name: str, counts: Counts, current: str) -> Item:
    href = f"/tickets?view={name}"
    if name == "breaching" and counts.breached:
        return Item(visit._(TITLES[name]), ICONS[name], href, current == name, counts.breaching, alarm=True)
    # How many there are in all helps nobody through the day.
    count = None if name == "all" else getattr(counts, name)
    return Item(visit._(TITLES[name]), ICONS[name], href, current == name, count)


def _saved(view: ViewShown, current: str) -> Item:
    icon = "share-2" if view.shared else "bookmark"
    return Item(view.name, icon, f"/tickets?view={view.id}", current == str(view.id), id=view.id)


def _workspace(visit: Visit, current: str) -> list[Item]:
    return [Item(visit._(N_("Canned replies and templates")), "square-slash", "/replies", current == "replies")]


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


async def _timer(visit: Visit, read: Read) -> RunningTimer | None:
    if not may(visit.actor, Verb.WORK_READ):
        return None
    found = await read_timer(read, visit.actor, None, visit.now)
    if found.ticket is None:
        return None
    return RunningTimer(found.ticket.id, found.ticket.title, found.seconds)
