"""Taking back what was just sent: by its author, in time, and with all that followed from it."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from deskhand.attachments import store as attachment_store
from deskhand.core.actor import Actor
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.marks import read_marks
from deskhand.core.ticket import Status, Ticket
from deskhand.events.replay import replay
from deskhand.storage.engine import Read
from deskhand.tickets.attach import ticket_attachments
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.feed import feed
from deskhand.tickets.marks_of import marks_from_log
from deskhand.tickets.read import list_comments
from tests.api.history import history_of, status_moves
from tests.cast import Office
from tests.features.desk import AtTheDesk, at_the_desk

# What an act leaves behind, be it undone or not.
ACTED = ("version", "last_activity_at")


def still(ticket: Ticket, *but: str) -> dict[str, Any]:
    """A ticket as far as taking back restores it."""
    fields = msgspec.structs.asdict(ticket)
    return {name: value for name, value in fields.items() if name not in (*ACTED, *but)}


async def texts(read: Read, desk: AtTheDesk) -> list[str]:
    page = await list_comments(read, desk.tom, desk.number, limit=50, offset=0)
    return [row.text for row in page.rows]


async def test_a_first_reply_taken_back_was_never_said(office: Office) -> None:
    desk = await at_the_desk(office)
    before = await desk.ticket()
    sent = await desk.says(60, desk.tom, "Dear Mary, zanzibar")
    assert (await desk.ticket()).first_response_at == sent.comment.at
    assert sent.was_status == Status.OPEN
    back = await desk.takes_back(89.9, desk.tom, sent.comment)
    assert back.comment.text == "Dear Mary, zanzibar"
    assert back.ticket == await desk.ticket()
    assert still(back.ticket) == still(before)
    async with office.engine.read() as read:
        assert await texts(read, desk) == []
    assert (await office.api.get("/tickets", q="zanzibar"))["totalItemCount"] == 0
    assert (await office.api.get(f"/tickets/{desk.number}"))["FirstComment"] == "Since 9"


async def test_the_log_says_so_and_keeps_no_text(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(1, desk.tom, "The password is 1234")
    await desk.takes_back(2, desk.tom, sent.comment)
    *_, added, removed = await history_of(office, desk.number)
    assert (added.kind, removed.kind) == (EventKind.COMMENT_ADDED, EventKind.COMMENT_REMOVED)
    assert removed.thing_id == sent.comment.id
    assert removed.data.changes == {"technician_id": (office.cast.tom.id, None), "internal": (False, None)}
    async with office.engine.read() as read:
        standing = (await replay(read, office.cast.account_id))["comment", sent.comment.id]
    assert standing.deleted
    assert set(standing.fields.values()) == {None}


async def test_the_reply_before_it_is_the_last_one_again(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(10, desk.john, "Are you there?")
    await desk.says(20, desk.tom, "Yes")
    before = await desk.ticket()
    sent = await desk.says(30, desk.tom, "No")
    back = await desk.takes_back(40, desk.tom, sent.comment)
    assert still(back.ticket) == still(before)


async def test_a_later_answer_takes_the_place_of_the_one_taken_back(office: Office) -> None:
    desk = await at_the_desk(office)
    first = await desk.says(60, desk.tom, "Wrong ticket")
    second = await desk.says(70, desk.tom, "We look into it")
    back = await desk.takes_back(80, desk.tom, first.comment)
    assert back.ticket.first_response_at == second.comment.at
    assert [mark.at - read_marks(back.ticket.marks)[0].at for mark in read_marks(back.ticket.marks)] == [0, 70]
    async with office.engine.read() as read:
        assert await marks_from_log(read, office.cast.account_id, desk.number) == back.ticket.marks


async def test_an_internal_note_is_taken_back_too(office: Office) -> None:
    desk = await at_the_desk(office)
    before = await desk.ticket()
    sent = await desk.says(1, desk.tom, "He is difficult", internal=True)
    back = await desk.takes_back(2, desk.tom, sent.comment)
    assert still(back.ticket) == still(before)


@pytest.mark.parametrize("then", [Status.PENDING, Status.RESOLVED])
async def test_the_status_sent_with_it_is_undone_by_an_ordinary_move(office: Office, then: Status) -> None:
    desk = await at_the_desk(office)
    before = await desk.ticket()
    sent = await desk.says(60, desk.tom, "Done", then=then)
    assert (sent.was_status, sent.ticket.status) == (Status.OPEN, then)
    back = await desk.takes_back(70, desk.tom, sent.comment)
    assert still(back.ticket, "status_changed_at") == still(before, "status_changed_at")
    assert back.ticket.resolved_at is None
    history = await history_of(office, desk.number)
    assert status_moves(history) == [("Open", then.value), (then.value, "Open")]
    assert [event.kind.value for event in history[-2:]] == ["comment.removed", "ticket.status_changed"]


async def test_a_note_that_set_the_status_leaves_no_mark_either(office: Office) -> None:
    desk = await at_the_desk(office)
    before = await desk.ticket()
    sent = await desk.says(60, desk.tom, internal=True, then=Status.PENDING)
    back = await desk.takes_back(70, desk.tom, sent.comment)
    assert still(back.ticket, "status_changed_at") == still(before, "status_changed_at")


async def test_back_to_resolved_it_is_resolved_anew(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.changes(10, desk.tom, status=Status.RESOLVED)
    before = await desk.ticket()
    sent = await desk.says(60, desk.tom, then=Status.PENDING)
    back = await desk.takes_back(70, desk.tom, sent.comment)
    assert back.ticket.resolved_at == back.ticket.status_changed_at == desk.begun + timedelta(seconds=70)
    assert back.ticket.marks == before.marks


async def test_a_status_that_was_changed_since_stays(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom, "Done", then=Status.RESOLVED)
    dora = office.cast.acting(office.cast.dora)
    await desk.changes(65, dora, status=Status.OPEN)
    await desk.changes(66, dora, status=Status.RESOLVED)
    back = await desk.takes_back(70, desk.tom, sent.comment)
    assert back.ticket.status == Status.RESOLVED
    assert len(status_moves(await history_of(office, desk.number))) == 3


async def test_a_status_of_its_own_stays(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom)
    await desk.changes(65, desk.tom, status=Status.PENDING)
    assert (await desk.takes_back(70, desk.tom, sent.comment)).ticket.status == Status.PENDING


async def test_what_was_closed_stays_closed(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom, then=Status.CLOSED)
    back = await desk.takes_back(70, desk.tom, sent.comment)
    assert (back.ticket.status, back.ticket.next_due_at) == (Status.CLOSED, None)


async def test_an_end_user_takes_back_what_reopened_the_ticket(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(60, desk.tom, then=Status.PENDING)
    before = await desk.ticket()
    sent = await desk.says(600, desk.john, "It still fails")
    assert (sent.was_status, sent.ticket.status) == (Status.PENDING, Status.OPEN)
    back = await desk.takes_back(610, desk.john, sent.comment)
    assert still(back.ticket, "status_changed_at") == still(before, "status_changed_at")


@pytest.mark.parametrize(
    ("seconds", "who", "code"),
    [
        (30, "tom", "undo_too_late"),
        (3_000, "tom", "undo_too_late"),
        (1, "jane", "undo_not_yours"),
        (3_000, "jane", "undo_not_yours"),
        (1, "vera", "forbidden"),
        (1, "john", "undo_not_yours"),
        (1, "pete", "ticket_not_found"),
    ],
)
async def test_it_is_refused(office: Office, seconds: float, who: str, code: str) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom)
    before = await desk.ticket()
    with pytest.raises(Refusal) as refused:
        await desk.takes_back(60 + seconds, actor(desk, who), sent.comment)
    assert refused.value.code == code
    assert await desk.ticket() == before


def actor(desk: AtTheDesk, who: str) -> Actor:
    person = getattr(desk.cast, who)
    return desk.cast.writing(person) if who in ("john", "pete") else desk.cast.acting(person)


async def test_a_note_that_one_may_not_see_is_not_there(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom, internal=True)
    with pytest.raises(Missing) as missing:
        await desk.takes_back(61, desk.john, sent.comment)
    assert missing.value.code == "comment_not_found"


async def test_twice_and_of_another_ticket_there_is_none(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom)
    other = await at_the_desk(office)
    with pytest.raises(Missing):
        await other.takes_back(1, desk.tom, sent.comment)
    sent = await desk.says(200, desk.tom)
    await desk.takes_back(201, desk.tom, sent.comment)
    with pytest.raises(Missing):
        await desk.takes_back(202, desk.tom, sent.comment)


async def test_of_a_deleted_ticket_there_is_none(office: Office) -> None:
    desk = await at_the_desk(office)
    sent = await desk.says(60, desk.tom)
    async with desk.after(61) as tx:
        await delete_ticket(tx, office.cast.acting(office.cast.jane), desk.number)
    with pytest.raises(Missing):
        await desk.takes_back(62, desk.tom, sent.comment)


async def test_files_sent_with_it_go_and_others_stay(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(10, desk.tom, files=1)
    sent = await desk.says(60, desk.tom, files=2)
    assert [file.comment_id for file in sent.files] == [sent.comment.id] * 2
    back = await desk.takes_back(61, desk.tom, sent.comment)
    assert back.object_keys == tuple(file.object_key for file in sent.files)
    async with office.engine.read() as read:
        left = await ticket_attachments(read, desk.tom, desk.number)
        assert [file.object_key for file in left] == [f"{desk.number}/1"]
        assert await attachment_store.get(read, office.cast.account_id, sent.files[0].id) is None
        replayed = await replay(read, office.cast.account_id)
    assert [replayed["attachment", file.id].deleted for file in sent.files] == [True, True]
    kinds = [event.kind.value for event in await history_of(office, desk.number)]
    assert kinds[-3:] == ["attachment.removed", "attachment.removed", "comment.removed"]


async def test_a_notes_file_is_for_those_who_see_notes(office: Office) -> None:
    desk = await at_the_desk(office)
    await desk.says(10, desk.tom, files=1)
    await desk.says(20, desk.tom, internal=True, files=1)
    async with office.engine.read() as read:
        assert len(await ticket_attachments(read, desk.tom, desk.number)) == 2
        assert len(await ticket_attachments(read, desk.john, desk.number)) == 1
    narrow = await office.client(scopes=["tickets:read"])
    assert len(await narrow.get(f"/tickets/{desk.number}/attachments")) == 1


async def test_the_feed_tells_of_a_note_taken_back_only_to_those_who_saw_it(office: Office) -> None:
    desk = await at_the_desk(office)
    for internal in (True, False):
        sent = await desk.says(60, desk.tom, internal=internal, files=1)
        await desk.takes_back(61, desk.tom, sent.comment)
    async with office.engine.read() as read:
        seen = {
            who: [e.kind.value for e in (await feed(read, one, 0, 1000)).events if e.ticket_id == desk.number][1:]
            for who, one in (("tom", desk.tom), ("john", desk.john))
        }
    public = ["comment.added", "attachment.added", "attachment.removed", "comment.removed"]
    assert seen == {"tom": public * 2, "john": public}
    told = (await office.api.get("/events", after=0, limit=500))["items"][-1]
    assert (told["Kind"], told["Changes"]["IsInternal"]) == ("comment.removed", {"Before": False, "After": None})
