"""A ticket's timeline: messages and what else happened, by name and in order, for those who may see it."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from deskhand.attachments.keep import Kept
from deskhand.core.actor import ActorKind, system
from deskhand.core.errors import Missing
from deskhand.core.events import EventKind
from deskhand.core.ticket import Priority, Source, Status
from deskhand.tickets.attach import attach_to_ticket
from deskhand.tickets.thread import Changed, Happened, Named, Said, Timeline, Who
from deskhand.tickets.timeline import read_timeline
from deskhand.worklog.log import WorkDraft, log_work
from tests.cast import Office
from tests.features.desk import AtTheDesk, at_the_desk


def said(timeline: Timeline) -> list[str]:
    return [entry.text for entry in timeline.entries if isinstance(entry, Said)]


def happened(timeline: Timeline) -> list[Happened]:
    return [entry for entry in timeline.entries if isinstance(entry, Happened)]


async def test_the_description_is_the_first_message(office: Office) -> None:
    desk = await at_the_desk(office)
    [opening] = (await desk.timeline(desk.tom)).entries
    assert isinstance(opening, Said)
    assert (opening.comment_id, opening.text, opening.undo_until) == (None, "Since 9", None)
    assert opening.author == Who(kind=ActorKind.TECHNICIAN, id=office.cast.tom.id, name="Tom Field")


async def test_what_came_by_mail_was_written_by_its_contact(office: Office) -> None:
    desk = await at_the_desk(office)
    made = await office.ticket(Description="By an integration")
    john = Who(kind=ActorKind.CONTACT, id=office.cast.john.id, name="John Smith", email="john.smith@acme.example")
    for source, author in ((None, Who(kind=ActorKind.INTEGRATION, name="test")), (Source.EMAIL, john)):
        if source is None:
            desk.number = made["TicketID"]
        else:
            desk = await mailed(desk, source)
        [opening] = (await desk.timeline(desk.tom)).entries
        assert isinstance(opening, Said)
        assert opening.author == author


async def mailed(desk: AtTheDesk, source: Source) -> AtTheDesk:
    with patch.object(AtTheDesk, "tom", property(lambda own: system(own.cast.account_id, "mail"))):
        return await at_the_desk(desk.office, source=source)


async def test_messages_have_authors_files_and_an_end_of_undoing(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(10, desk.john, "It is urgent")
    sent = await desk.says(60, desk.tom, "We look into it", files=2)
    entries = (await desk.timeline(desk.tom)).entries
    assert [entry.seq for entry in entries] == sorted(entry.seq for entry in entries)
    _, by_john, by_tom = [entry for entry in entries if isinstance(entry, Said)]
    assert len(entries) == 3  # the files are in their message
    assert (by_john.author.name, by_john.author.email, by_john.undo_until) == (
        "John Smith",
        "john.smith@acme.example",
        None,
    )
    assert (by_tom.author.name, by_tom.author.email) == ("Tom Field", None)
    assert (by_tom.files, by_tom.undo_until) == (sent.files, sent.comment.at + timedelta(seconds=30))
    [again] = [e for e in (await desk.timeline(desk.john)).entries if isinstance(e, Said) and e.undo_until]
    assert again.comment_id == by_john.comment_id


async def test_changes_are_told_by_name(office: Office) -> None:
    desk = await at_the_desk(office)
    dora = office.cast.acting(office.cast.dora)
    due = desk.begun + timedelta(days=3)
    await desk.changes(1, dora, technician_id=office.cast.tom.id, priority=Priority.HIGH, due_by_hand=due)
    await desk.changes(2, dora, title="No mail at all", description="Since 8", tags=("vip",))
    await desk.changes(3, dora, customer_id=office.cast.bakers.id, contact_id=office.cast.pete.id)
    await desk.changes(4, desk.tom, status=Status.PENDING)
    given, renamed, moved, waits = happened(await desk.timeline(desk.tom))
    assert given.actor == Who(kind=ActorKind.TECHNICIAN, id=office.cast.dora.id, name="Dora Dispatch")
    assert set(given.changes) == {
        Changed("technician_id", None, Named(office.cast.tom.id, "Tom Field")),
        Changed("priority", "Medium", "High"),
        Changed("due_by_hand", None, due),
    }
    assert renamed.changes == (Changed("title", "No mail", "No mail at all"), Changed("tags", "", "vip"))
    assert renamed.reworded == ("description",)
    assert set(moved.changes) == {
        Changed(
            "customer_id",
            Named(office.cast.acme.id, "Acme Corporation"),
            Named(office.cast.bakers.id, "Bakers & Sons"),
        ),
        Changed("contact_id", Named(office.cast.john.id, "John Smith"), Named(office.cast.pete.id, "Pete Flour")),
    }
    assert (waits.kind, waits.changes) == (
        EventKind.TICKET_STATUS_CHANGED,
        (Changed("status", "Open", "Pending"),),
    )


async def test_files_and_work_are_told(office: Office) -> None:
    desk = await at_the_desk(office)
    async with desk.after(5) as tx:
        file = await attach_to_ticket(tx, desk.tom, desk.number, Kept(name="log.txt", size=3, object_key=str(tx.now)))
        draft = WorkDraft(starts_at=desk.begun, ends_at=desk.begun + timedelta(minutes=25), notes="Looked")
        await log_work(tx, desk.tom, desk.number, draft)
    told = happened(await desk.timeline(desk.tom))
    assert [one.kind for one in told] == [EventKind.ATTACHMENT_ADDED, EventKind.WORK_LOGGED]
    assert (told[0].file, told[0].seconds) == (file, None)
    assert (told[1].seconds, told[1].reworded) == (25 * 60, ("notes",))
    assert Changed("technician_id", None, Named(office.cast.tom.id, "Tom Field")) in told[1].changes


async def test_custom_fields_policies_and_the_desks_own_words_are_told(office: Office) -> None:
    desk = await at_the_desk(office)
    field = {"Name": "Serial", "Target": "Ticket", "DataType": "Text"}
    await office.api.post("/customvalues/customfields", field)
    for value in ("A1", "B2"):
        await office.api.put(f"/customvalues/ticketfield/{desk.number}/Serial", {"Value": value})
    [standard] = (await office.api.get("/sla/policies"))["items"]
    gold = {"Name": "Gold", **{key: standard[key] for key in ("CalendarID", "Targets")}}
    gold |= {"CustomerIDs": [office.cast.acme.id]}
    policy = (await office.api.post("/sla/policies", gold))["PolicyID"]
    await desk.changes(1, desk.tom, priority=Priority.HIGH)
    first, second, changed = happened(await desk.timeline(desk.tom))
    assert (first.about, second.about) == ("Serial", "Serial")
    assert Changed("value", None, "A1") in first.changes
    assert second.changes == (Changed("value", "A1", "B2"),)
    [told] = [change for change in changed.changes if change.field == "policy_id"]
    assert (told.before, told.after) == (Named(standard["PolicyID"], "Standard"), Named(policy, "Gold"))
    await desk.says(10 * 86_400, desk.tom)  # long after every promise
    told_of = happened(await desk.timeline(desk.tom))
    broken = [one for one in told_of if one.kind in (EventKind.SLA_WARNED, EventKind.SLA_BREACHED)]
    assert broken
    assert broken[0].actor == Who(kind=ActorKind.SYSTEM)


async def test_what_was_taken_back_is_in_no_timeline(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom, files=1)
    await desk.takes_back(61, desk.tom, sent.comment)
    assert said(await desk.timeline(desk.tom)) == ["Since 9"]
    assert happened(await desk.timeline(desk.tom)) == []


async def test_notes_are_for_those_who_may_see_them(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(10, desk.tom, "He is difficult", internal=True, files=1)
    await desk.says(20, desk.tom, "We look into it")
    assert said(await desk.timeline(desk.tom)) == ["Since 9", "He is difficult", "We look into it"]
    by_john = await desk.timeline(desk.john)
    assert said(by_john) == ["Since 9", "We look into it"]
    assert len(by_john.entries) == 2


async def test_a_stranger_sees_none(office: Office) -> None:
    desk = await at_the_desk(office)
    with pytest.raises(Missing):
        await desk.timeline(office.cast.writing(office.cast.pete))


async def test_it_is_read_page_by_page_from_the_end(office: Office) -> None:
    desk = await at_the_desk(office)
    for number in range(9):
        await desk.says(number + 1, desk.tom, f"No. {number}", files=number % 2)
    whole = await desk.timeline(desk.tom, latest=1000)
    assert whole.earlier is None
    for latest in (1, 2, 3, 7):
        pages: list[Any] = []
        page = await desk.timeline(desk.tom, latest=latest)
        pages = [*page.entries]
        while page.earlier is not None:
            page = await desk.timeline(desk.tom, latest=latest, before=page.earlier)
            pages = [*page.entries, *pages]
        assert pages == whole.entries


class Counting:
    """A database that counts what it is asked."""

    def __init__(self, read: Any) -> None:
        self.read = read
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        self.asked += 1
        return getattr(self.read, name)


async def statements(desk: AtTheDesk) -> int:
    """How many statements a timeline takes."""
    async with desk.office.engine.snapshot() as read:
        counting: Any = Counting(read)
        await read_timeline(counting, desk.tom, desk.number)
        return int(counting.asked)


async def test_a_long_one_takes_no_more_statements_than_a_short_one(office: Office) -> None:
    desk = await at_the_desk(office)
    await a_round(desk, 1)
    few = await statements(desk)
    for number in range(2, 20):
        await a_round(desk, number)
    assert await statements(desk) == few


async def a_round(desk: AtTheDesk, number: int) -> None:
    """A message, an answer with a file, and changes."""
    await desk.says(number * 10, desk.john, "Still?")
    await desk.says(number * 10 + 1, desk.tom, "Still", files=1)
    await desk.changes(number * 10 + 2, desk.tom, title=f"Title {number}", priority=list(Priority)[number % 4])
