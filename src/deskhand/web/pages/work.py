"""Time on a ticket: logging, changing and deleting entries of work."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.http.door import Answer
from deskhand.storage.engine import Tx
from deskhand.web.answers import Said, page, see_other
from deskhand.web.local_time import read_local
from deskhand.web.pages.ticket import show_ticket_again
from deskhand.web.pages.ticket_change import to_ticket
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.side.address import ticket_address
from deskhand.web.side.durations import read_duration
from deskhand.web.side.side import Refused
from deskhand.web.side.time import gap_fields
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.worklog.change import WorkChange, change_work
from deskhand.worklog.delete import delete_work
from deskhand.worklog.gaps import list_gaps
from deskhand.worklog.log import WorkDraft, log_work_once
from deskhand.worklog.overlap import Logged
from deskhand.worklog.read import visible_entry

MOST_GAPS = 4


async def log_time(visit: Visit) -> Answer:
    """Log an entry on the ticket; a form that comes again logs nothing more."""

    async def work(tx: Tx) -> Logged:
        start, end = _span(visit)
        draft = WorkDraft(
            starts_at=start,
            ends_at=end,
            technician_id=visit.technician.id,
            billable=visit.form.has("billable"),
            on_site=visit.form.has("on_site"),
            notes=visit.form.text("notes"),
        )
        return await log_work_once(tx, visit.actor, visit.ids["ticket_id"], draft)

    return await _tried(visit, "log", work)


async def change_entry(visit: Visit) -> Answer:
    """Change an entry."""
    entry_id = visit.ids["entry_id"]

    async def work(tx: Tx) -> Logged:
        start, end = _span(visit)
        changes = WorkChange(
            starts_at=start,
            ends_at=end,
            billable=visit.form.has("billable"),
            on_site=visit.form.has("on_site"),
            notes=visit.form.text("notes"),
        )
        await _refuse_elsewhere(tx, visit)
        return await change_work(tx, visit.actor, entry_id, _unless_seen(visit, changes))

    return await _tried(visit, f"entry-{entry_id}", work)


async def delete_entry(visit: Visit) -> Answer:
    """Delete an entry."""
    async with visit.engine.transaction(visit.account_id) as tx:
        await _refuse_elsewhere(tx, visit)
        await delete_work(tx, visit.actor, visit.ids["entry_id"])
    back = ticket_address(visit, visit.ids["ticket_id"])
    return see_other(visit, back, Said(visit._(N_("The entry was deleted"))))


async def _refuse_elsewhere(tx: Tx, visit: Visit) -> None:
    """Raise Missing for an entry of another ticket than the one whose address this is."""
    entry = await visible_entry(tx, visit.actor, visit.ids["entry_id"])
    if entry.ticket_id != visit.ids["ticket_id"]:
        raise Missing("Work hours")


async def gaps(visit: Visit) -> Answer:
    """Today's time at the ticket that nobody logged, as a part of the form."""
    async with visit.engine.read() as read:
        found = await list_gaps(read, visit.actor, None, None, visit.now)
    return page(visit, "ticket/side_gaps.html", gaps=gap_fields(visit, visit.ids["ticket_id"], found)[:MOST_GAPS])


async def _tried(visit: Visit, form: str, work: Callable[[Tx], Awaitable[Logged]]) -> Answer:
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            done = await work(tx)
    except (Missing, Forbidden):
        raise
    except Refusal as refusal:
        refused = Refused(form, said_of(visit, refusal).sentence, visit.form)
        return await show_ticket_again(visit, 422, refused=refused)
    return see_other(visit, ticket_address(visit, visit.ids["ticket_id"]), _said(visit, done))


def _said(visit: Visit, done: Logged) -> Said:
    if done.warnings:
        return Said(visit._(N_("Saved. It overlaps another entry of the same technician.")), kind="wrong")
    time = visit.moments.long_duration(done.entry.seconds)
    return Said(visit._(N_("%(time)s logged")) % {"time": time})


def _span(visit: Visit) -> tuple[datetime, datetime]:
    """From when to when: by two times of a day, or by one and how long it took; past midnight if it ends before."""
    form, zone = visit.form, visit.zone
    day, length = form.text("day"), read_duration(form.text("length"))
    start = read_local(day, form.text("start"), zone)
    end = read_local(day, form.text("end"), zone)
    if form.text("length") and length is None:
        raise _bad(N_("Write a duration such as 45, 1:30 or 1h 30m"), visit)
    if length is not None and length <= timedelta(0):
        raise _bad(N_("The entry must last at least a minute"), visit)
    if length is not None and (start or end) is not None:
        return (start, start + length) if start is not None else _before(end, length)
    if start is None or end is None:
        raise _bad(N_("Say on which day, and from when to when or how long"), visit)
    if start == end:  # rather a slip than a whole day
        raise _bad(N_("The entry must last at least a minute"), visit)
    return start, end if end > start else end + timedelta(days=1)


def _before(end: datetime | None, length: timedelta) -> tuple[datetime, datetime]:
    assert end is not None  # noqa: S101  (one of both is there)
    return end - length, end


def _bad(sentence: str, visit: Visit) -> Refusal:
    return Refusal("invalid_work_hours", "Invalid work hours", visit._(sentence), field="starts_at")


def _unless_seen(visit: Visit, changes: WorkChange) -> WorkChange:
    """The change without a span whose fields are as they were: they show no seconds, which are not to be lost."""
    names = ("day", "start", "end")
    same = all(visit.form.text(name) == visit.form.text(f"seen_{name}") for name in names)
    if same and not visit.form.text("length"):
        return WorkChange(billable=changes.billable, on_site=changes.on_site, notes=changes.notes)
    return changes


PAGES = (
    Page(path="/tickets/{ticket_id}/gaps", handler=gaps),
    Page(methods=("POST",), path="/tickets/{ticket_id}/work", handler=log_time),
    Page(path="/tickets/{ticket_id}/work", handler=to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/work/{entry_id}", handler=change_entry),
    Page(path="/tickets/{ticket_id}/work/{entry_id}", handler=to_ticket),
    Page(methods=("POST",), path="/tickets/{ticket_id}/work/{entry_id}/delete", handler=delete_entry),
)
