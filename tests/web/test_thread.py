"""The conversation of a ticket and its composer, by plain forms, as they work without any script."""

from typing import Any

import pytest

from deskhand.canned.replies import CannedReplyDraft, create_canned_reply
from deskhand.core.actor import system
from deskhand.directory.technicians import TechnicianDraft, change_technician, create_technician
from deskhand.notify.read import unread_on_ticket
from deskhand.tickets.timeline import read_timeline
from deskhand.tickets.unsent import read_draft
from tests.cast import Office
from tests.web.visitor import Seen, Visitor, visiting

pytestmark = pytest.mark.asyncio
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


async def opened(office: Office, **fields: Any) -> int:
    """A ticket of John's that Tom works on."""
    made = await office.ticket(TechnicianContactID=office.cast.tom.id, **fields)
    return int(made["ActionID"])


async def comments(office: Office, ticket_id: int) -> list[Any]:
    """What was said on a ticket, as the API tells it."""
    items: list[Any] = (await office.api.get(f"/tickets/{ticket_id}/comments"))["items"]
    return items


async def typed(visitor: Visitor, ticket_id: int) -> dict[str, str]:
    """The composer's form of the ticket's page as it stands."""
    seen = Seen((await visitor.get(f"/tickets/{ticket_id}")).text)
    return dict(seen.form(f"/tickets/{ticket_id}/reply").fields)


async def draft_of(office: Office, ticket_id: int) -> str:
    """What Tom has begun to write."""
    async with office.engine.read() as read:
        found = await read_draft(read, office.cast.acting(office.cast.tom), ticket_id)
    return found.text if found else ""


async def says_john(office: Office, ticket_id: int, text: str) -> None:
    body = {"CommentText": text, "EnduserCommentDetails": {"EnduserId": office.cast.john.id}}
    await office.api.post(f"/tickets/{ticket_id}/comments", body)


async def test_a_reply_is_public_and_says_so(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        page = await tom.get(f"/tickets/{ticket_id}")
        assert "Send to john.smith@acme.example" in page.text
        answer = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "It is **back**."})
    assert "Reply sent" in answer.text
    assert "It is <strong>back</strong>." in answer.text
    said = (await comments(office, ticket_id))[-1]
    assert (said["Comment"], said["IsInternal"]) == ("It is **back**.", False)


async def test_a_note_stays_among_technicians(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "note", "text": "Call Acme"})
    assert "Internal note saved" in answer.text
    assert 'class="msg msg-note"' in answer.text
    assert (await comments(office, ticket_id))[-1]["IsInternal"] is True


async def test_the_pressed_button_decides_not_the_state_around_it(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/reply", {"kind": "reply", "as": "note", "text": "Only us"})
    assert (await comments(office, ticket_id))[-1]["IsInternal"] is True


async def test_without_a_button_the_chosen_kind_counts(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/reply", {"kind": "note", "text": "Only us"})
    assert (await comments(office, ticket_id))[-1]["IsInternal"] is True


@pytest.mark.parametrize(("then", "status"), [("Pending", "Pending"), ("Resolved", "Resolved"), ("Closed", "Open")])
async def test_send_and_set_a_status(office: Office, then: str, status: str) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/reply", {"kind": "reply", "then": then, "text": "Done"})
    assert (await office.api.get(f"/tickets/{ticket_id}"))["TicketStatus"] == status


async def test_an_empty_reply_is_not_sent(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        answer = await tom.post(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "  \n"}, status=422)
    assert "Write a message first." in answer.text
    assert answer.headers["hx-push-url"] == "false"


async def test_what_was_sent_can_be_taken_back_and_stands_in_the_composer_again(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "note", "text": "Wrong ticket"})
        undo = next(one.action for one in Seen(page.text).forms if one.action.endswith("/undo"))
        assert undo in (await tom.get(f"/tickets/{ticket_id}")).text  # also after the sentence is gone
        page = await tom.submit(undo, {"typed": "and more"})
        again = await tom.submit(undo)
    assert "The text is in the composer again." in page.text
    fields = dict(Seen(page.text).form(f"/tickets/{ticket_id}/reply").fields)
    assert (fields["kind"], fields["text"]) == ("note", "Wrong ticket\n\nand more")
    assert await comments(office, ticket_id) == []
    assert "It was taken back already." in again.text


async def test_nobody_takes_back_what_another_said(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom, visiting(office, office.cast.dora) as dora:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "Mine"})
        undo = next(one.action for one in Seen(page.text).forms if one.action.endswith("/undo"))
        assert undo not in (await dora.get(f"/tickets/{ticket_id}")).text
        answer = await dora.submit(undo)
    assert "Only who wrote it may take it back." in answer.text
    assert len(await comments(office, ticket_id)) == 1


async def test_a_draft_is_kept_and_goes_with_the_sending(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        told = await tom.post(f"/tickets/{ticket_id}/draft", {"kind": "note", "text": "half a "}, status=200)
        assert told.json()["said"].startswith("Draft saved ")
        fields = await typed(tom, ticket_id)
        assert (fields["kind"], fields["text"]) == ("note", "half a ")
        await tom.post(f"/tickets/{ticket_id}/draft", {"kind": "reply", "text": "another tab"}, status=200)
        assert (await typed(tom, ticket_id))["text"] == "another tab"
        await tom.post(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "another tab, sent"})
        assert (await typed(tom, ticket_id))["text"] == ""
    assert await draft_of(office, ticket_id) == ""


async def test_a_draft_is_nobody_elses(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom, visiting(office, office.cast.dora) as dora:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/draft", {"kind": "reply", "text": "secret"}, status=200)
        assert "secret" not in (await dora.get(f"/tickets/{ticket_id}")).text


async def test_a_draft_too_long_says_so(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        told = await tom.post(f"/tickets/{ticket_id}/draft", {"kind": "reply", "text": "x" * 100_001}, status=422)
    assert "100,000 characters" in told.json()["said"]


async def test_a_message_that_came_meanwhile_holds_the_reply_once(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        fields = await typed(tom, ticket_id)
        await says_john(office, ticket_id, "It works <b>again</b>, thanks")
        form = {"as": "reply", "text": "Please restart it", "seen": fields["seen"]}
        held = await tom.post(f"/tickets/{ticket_id}/reply", form, status=422)
        seen = Seen(held.text)
        assert "John Smith wrote while you were writing" in seen.text
        assert "It works again, thanks" in seen.text
        assert dict(seen.form(f"/tickets/{ticket_id}/reply").fields)["text"] == "Please restart it"
        assert await draft_of(office, ticket_id) == "Please restart it"
        again = dict(seen.form(f"/tickets/{ticket_id}/reply").fields)
        await says_john(office, ticket_id, "Really")
        twice = await tom.post(f"/tickets/{ticket_id}/reply", {**again, "anyway": seen.field("anyway")}, status=422)
        assert Seen(twice.text).text.count("wrote while you were writing") == 1
        seen = Seen(twice.text)
        again = dict(seen.form(f"/tickets/{ticket_id}/reply").fields)
        await tom.post(f"/tickets/{ticket_id}/reply", {**again, "anyway": seen.field("anyway")})
    assert [one["Comment"] for one in await comments(office, ticket_id)][-1] == "Please restart it"


async def test_neither_ones_own_message_nor_a_note_is_held(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        fields = await typed(tom, ticket_id)
        form = {"as": "reply", "text": "One more thing", "seen": fields["seen"]}
        await tom.post(f"/tickets/{ticket_id}/reply", form)
        await tom.post(f"/tickets/{ticket_id}/reply", {**form, "text": "And another"})
        await says_john(office, ticket_id, "Hello?")
        await tom.post(f"/tickets/{ticket_id}/reply", {**form, "as": "note"})
    assert len(await comments(office, ticket_id)) == 4


async def test_gaps_of_a_canned_reply_are_asked_about_once(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        form = {"then": "Pending", "kind": "reply", "text": "Due {{ticket.due}}, {{braces}}"}
        held = await tom.post(f"/tickets/{ticket_id}/reply", form, status=422)
        assert "{{ticket.due}}" in Seen(held.text).text
        seen = Seen(held.text)
        again = dict(seen.form(f"/tickets/{ticket_id}/reply").fields)
        await tom.post(f"/tickets/{ticket_id}/reply", {**again, "anyway": seen.field("anyway")})
    ticket = await office.api.get(f"/tickets/{ticket_id}")
    assert ticket["TicketStatus"] == "Pending"


async def _canned(office: Office, title: str, shortcut: str, text: str) -> int:
    async with office.engine.transaction(office.cast.account_id) as tx:
        draft = CannedReplyDraft(title=title, shortcut=shortcut, text=text)
        return (await create_canned_reply(tx, system(office.cast.account_id), draft)).id


async def test_a_canned_reply_without_any_script(office: Office) -> None:
    ticket_id = await opened(office)
    reply_id = await _canned(
        office, "Greeting", "hello", "Hello {{contact.first_name}}, it is {{technician.first_name}}"
    )
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        form = {"kind": "reply", "text": "Before"}
        listed = await tom.post(f"/tickets/{ticket_id}/compose", {**form, "show": "canned"}, status=200)
        assert ("canned", str(reply_id)) in Seen(listed.text).form(f"/tickets/{ticket_id}/reply").buttons
        page = await tom.post(f"/tickets/{ticket_id}/compose", {**form, "canned": reply_id}, status=200)
    fields = dict(Seen(page.text).form(f"/tickets/{ticket_id}/reply").fields)
    assert fields["text"] == "Before\n\nHello John, it is Tom"


async def test_canned_replies_for_the_picker(office: Office) -> None:
    ticket_id = await opened(office)
    await _canned(office, "Restart the router", "router", "Due {{ticket.due}}")
    await _canned(office, "Hello there", "hello", "Hello {{contact.first_name}}")
    await office.promise_nothing()
    bare = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        assert [one["about"] for one in (await tom.get(f"/tickets/{ticket_id}/canned?q=")).json()] == [
            "/hello",
            "/router",
        ]
        assert (await tom.get(f"/tickets/{ticket_id}/canned?q=hel")).json()[0]["insert"] == "Hello John"
        assert (await tom.get(f"/tickets/{bare}/canned?q=router")).json()[0]["gaps"] == ["ticket.due"]
        assert (await tom.get(f"/tickets/{ticket_id}/canned?q=zzz")).json() == []
        await tom.get("/tickets/999999/canned?q=", status=404)


async def test_colleagues_for_the_picker_and_their_mention(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        found = (await tom.get(f"/tickets/{ticket_id}/people?q=do")).json()
        assert len(found) == 1
        handle = found[0]["insert"].strip()
        assert found[0]["label"] == office.cast.dora.full_name
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "note", "text": f"{handle} please look"})
    assert f'<span class="mention">{handle}</span>' in page.text


async def test_the_picker_leaves_out_nobody_but_who_has_left(office: Office) -> None:
    ticket_id = await opened(office)
    async with office.engine.transaction(office.cast.account_id) as tx:
        boss = office.cast.acting(office.cast.jane)
        for number in range(501):
            await create_technician(tx, boss, TechnicianDraft(email=f"aa{number}@big.example"))
        await create_technician(tx, boss, TechnicianDraft(email="zoe.last@big.example"))
        await change_technician(tx, boss, office.cast.bill.id, TechnicianDraft(active=False))
    async with visiting(office, office.cast.tom) as tom:
        for wanted, inserted in (("zoe", "@zoe.last "), ("dora", "@dora.dispatch ")):
            found = (await tom.get(f"/tickets/{ticket_id}/people?q={wanted}")).json()
            assert [one["insert"] for one in found] == [inserted]
        assert (await tom.get(f"/tickets/{ticket_id}/people?q=bill")).json() == []


async def test_a_preview_without_any_script_keeps_what_was_typed(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        form = {"kind": "note", "text": "**so**<script>alert(1)</script>"}
        page = await tom.post(f"/tickets/{ticket_id}/compose", {**form, "show": "preview"}, status=200)
        assert "<strong>so</strong>&lt;script&gt;" in page.text
        fields = dict(Seen(page.text).form(f"/tickets/{ticket_id}/reply").fields)
        assert (fields["kind"], fields["text"]) == ("note", form["text"])
        part = await tom.post(f"/tickets/{ticket_id}/preview", form, status=200)
    assert "<strong>so</strong>" in part.text
    assert "<html" not in part.text


async def test_files_go_with_a_message_and_are_only_ever_saved(office: Office) -> None:
    ticket_id = await opened(office)
    files = [
        ("file", ("page.html", b"<script>alert(1)</script>", "text/html")),
        ("file", ("photo.png", PNG, "image/png")),
        ("file", ("not.png", b"<script>alert(1)</script>", "image/png")),
    ]
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "See"}, files=files)
        links = [link for link in Seen(page.text).links if "/files/" in link]
        assert len(links) == 3
        html, png, fake = [await tom.get(link) for link in links]
        for answer in (html, png, fake):
            assert answer.headers["content-disposition"].startswith("attachment; ")
            assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert html.headers["content-type"] == "application/octet-stream"
        assert html.content == b"<script>alert(1)</script>"
        drawn = await tom.get(f"{links[1]}?inline=1")
        assert (drawn.headers["content-type"], drawn.headers["content-disposition"]) == ("image/png", "inline")
        await tom.get(f"{links[0]}?inline=1", status=404)
        await tom.get(f"{links[2]}?inline=1", status=404)


async def test_the_file_of_a_note_is_for_who_may_read_notes_and_of_this_ticket(office: Office) -> None:
    ticket_id, other = await opened(office), await opened(office)
    files = [("file", ("plan.txt", b"secret", "text/plain"))]
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "note", "text": "See"}, files=files)
        link = next(link for link in Seen(page.text).links if "/files/" in link)
        file_id = link.rpartition("/")[2]
        await tom.get(f"/tickets/{other}/files/{file_id}", status=404)
    async with office.engine.read() as read:
        timeline = await read_timeline(read, office.cast.writing(office.cast.john), ticket_id)
    assert len(timeline.entries) == 1  # the contact sees neither the note nor its file


async def test_a_file_too_large_is_refused_and_the_text_stays(office: Office) -> None:
    ticket_id = await opened(office)
    files = [("file", ("big.iso", b"x" * (25 * 1024 * 1024 + 1), "application/octet-stream"))]
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.post(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "See"}, status=422, files=files)
    assert "big.iso has 26.2 MB; a file may have 25 MB." in page.text
    assert "Choose the files again" in page.text
    assert await comments(office, ticket_id) == []


async def test_a_refused_reply_leaves_no_file_behind(office: Office) -> None:
    ticket_id = await opened(office)
    folder = office.desk.files.objects.folder if hasattr(office.desk, "files") else None
    files = [("file", ("a.txt", b"x", "text/plain"))]
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": " "}, status=422, files=files)
    if folder is not None:
        assert not [one for one in (folder / str(office.cast.account_id)).rglob("*") if one.is_file()]


async def test_presence_is_told_and_seen_by_others(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom, visiting(office, office.cast.dora) as dora:
        await tom.get(f"/tickets/{ticket_id}")
        await tom.post(f"/tickets/{ticket_id}/here", {"state": "typing"}, status=204)
        assert f"{office.cast.tom.full_name} is typing" in Seen((await dora.get(f"/tickets/{ticket_id}")).text).text
        assert "is typing" not in Seen((await tom.get(f"/tickets/{ticket_id}")).text).text
        await tom.post(f"/tickets/{ticket_id}/here", {"state": "gone"}, status=204)
        assert office.cast.tom.full_name + " is" not in Seen((await dora.get(f"/tickets/{ticket_id}")).text).text


async def test_who_only_reads_has_no_composer(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.vera) as vera:
        page = await vera.get(f"/tickets/{ticket_id}")
        assert "Your role reads tickets and does not write on them." in page.text
        await vera.post(f"/tickets/{ticket_id}/reply", {"as": "reply", "text": "Hi"}, status=422)
    assert await comments(office, ticket_id) == []


async def test_a_ticket_that_is_not_there(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        await tom.get("/tickets/999999", status=404)
        for path in ("reply", "draft", "here", "compose"):
            await tom.post(f"/tickets/999999/{path}", {"as": "reply", "text": "x", "state": "viewing"}, status=404)


async def test_opening_a_ticket_reads_its_notifications(office: Office) -> None:
    ticket_id = await opened(office)
    actor = office.cast.acting(office.cast.tom)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        async with office.engine.read() as read:
            assert await unread_on_ticket(read, actor, ticket_id) == 0


async def test_a_long_history_is_read_page_by_page(office: Office) -> None:
    ticket_id = await opened(office, Description="The very first words")
    for number in range(105):
        await says_john(office, ticket_id, f"Message number {number}.")
    async with visiting(office, office.cast.tom) as tom:
        page = await tom.get(f"/tickets/{ticket_id}")
        assert "Message number 104." in page.text
        assert 'id="description"' not in page.text
        link = next(link for link in Seen(page.text).links if "before=" in link)
        earlier = await tom.get(link)
    assert 'id="description"' in earlier.text
    assert "Message number 104." not in earlier.text
    assert "Back to the newest" in earlier.text
    assert not any("before=" in one for one in Seen(earlier.text).links)


async def test_the_list_that_a_ticket_was_opened_from_is_kept(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        page = await tom.get(f"/tickets/{ticket_id}?view=mine")
        action = Seen(page.text).form(f"/tickets/{ticket_id}/reply").action
        answer = await tom.post(action, {"as": "reply", "text": "Hi"})
    assert answer.headers["location"] == f"/tickets/{ticket_id}?view=mine"


async def test_an_undo_whose_text_would_be_no_draft_is_refused_and_nothing_is_lost(office: Office) -> None:
    ticket_id = await opened(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{ticket_id}")
        page = await tom.submit(f"/tickets/{ticket_id}/reply", {"as": "note", "text": "x" * 100_001})
        undo = next(one.action for one in Seen(page.text).forms if one.action.endswith("/undo"))
        answer = await tom.submit(undo)
    assert "A draft may have 100,000 characters" in answer.text
    assert len(await comments(office, ticket_id)) == 1
