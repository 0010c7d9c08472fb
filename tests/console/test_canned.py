"""What is kept ready: canned replies filled with what a ticket says, and templates of new tickets."""

from datetime import datetime
from typing import Any

import pytest

from deskhand.canned.replies import (
    CannedReplyDraft,
    change_canned_reply,
    create_canned_reply,
    delete_canned_reply,
    list_canned_replies,
    read_canned_reply,
)
from deskhand.canned.templates import (
    TicketTemplateDraft,
    change_ticket_template,
    create_ticket_template,
    delete_ticket_template,
    list_ticket_templates,
    read_ticket_template,
)
from deskhand.core.canned import CannedReply, TicketTemplate
from deskhand.core.directory import Technician
from deskhand.core.errors import Forbidden, Missing, Refusal, Taken
from deskhand.core.placeholders import unfilled
from deskhand.core.ticket import Impact, Priority, TicketType
from deskhand.tickets.fill_reply import fill_reply
from tests.api.history import log_of
from tests.cast import Office

VPN = {"title": "VPN reset", "shortcut": "vpn", "text": "Hi {{contact.first_name}}, **restart** the client."}


async def ready(office: Office, who: Technician | None = None, **draft: Any) -> CannedReply:
    async with office.engine.transaction(office.cast.account_id) as tx:
        return await create_canned_reply(
            tx, office.cast.acting(who or office.cast.tom), CannedReplyDraft(**{**VPN, **draft})
        )


async def template(office: Office, who: Technician | None = None, **draft: Any) -> TicketTemplate:
    async with office.engine.transaction(office.cast.account_id) as tx:
        asked = TicketTemplateDraft(**{"name": "New starter", **draft})
        return await create_ticket_template(tx, office.cast.acting(who or office.cast.tom), asked)


async def test_a_canned_reply_is_the_whole_desks(office: Office) -> None:
    await ready(office, shortcut="/Printer-2", title="  Printer   off ")
    kept = await ready(office)
    async with office.engine.read() as read:
        found = await list_canned_replies(read, office.cast.acting(office.cast.dora))
        assert await read_canned_reply(read, office.cast.acting(office.cast.vera), kept.id) == kept
    assert [(one.shortcut, one.title) for one in found] == [("printer-2", "Printer off"), ("vpn", "VPN reset")]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"title": " "}, "name_required"),
        ({"shortcut": ""}, "invalid_shortcut"),
        ({"shortcut": "vpn reset"}, "invalid_shortcut"),
        ({"shortcut": "vpn-"}, "invalid_shortcut"),
        ({"shortcut": "ü"}, "invalid_shortcut"),
        ({"shortcut": "x" * 31}, "invalid_shortcut"),
        ({"text": " \n"}, "text_required"),
        ({"text": "x" * 20_001}, "text_too_long"),
        ({"text": "Hi {{contact.nickname}}"}, "unknown_placeholder"),
    ],
)
async def test_what_will_not_do_is_refused(office: Office, draft: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        await ready(office, **draft)
    assert (refused.value.code, refused.value.field) == (code, next(iter(draft)))


async def test_a_shortcut_is_one_replys_and_free_again_after(office: Office) -> None:
    kept = await ready(office)
    with pytest.raises(Taken) as taken:
        await ready(office, shortcut="VPN", title="Another")
    assert taken.value.detail == "/vpn is VPN reset already; use another shortcut"
    actor = office.cast.acting(office.cast.dora)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await delete_canned_reply(tx, actor, kept.id)
    await ready(office)
    async with office.engine.read() as read:
        with pytest.raises(Missing):
            await read_canned_reply(read, actor, kept.id)


async def test_who_may_not_write_tickets_keeps_nothing_ready(office: Office) -> None:
    for who in (office.cast.vera, office.cast.bill):
        with pytest.raises(Forbidden):
            await ready(office, who)
        with pytest.raises(Forbidden):
            await template(office, who)


async def test_customers_see_none_of_it(office: Office) -> None:
    john = office.cast.writing(office.cast.john)
    async with office.engine.read() as read:
        with pytest.raises(Forbidden):
            await list_canned_replies(read, john)
        with pytest.raises(Forbidden):
            await list_ticket_templates(read, john)


async def test_a_reply_is_filled_from_the_ticket_and_shows_its_gaps(office: Office) -> None:
    text = (
        "{{contact.name}}, #{{ticket.id}} {{ticket.title}} ({{customer.name}}), due {{ticket.due}}. {{technician.name}}"
    )
    kept = await ready(office, text=text)
    number = (await office.ticket(DueDate="2031-02-15T09:00:00Z"))["TicketID"]
    bare = (await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id}))["TicketID"]
    tom = office.cast.acting(office.cast.tom)

    def due(at: datetime) -> str:
        return f"{at:%d.%m.%Y}"

    async with office.engine.read() as read:
        filled = await fill_reply(read, tom, kept.id, number, due)
        gaps = await fill_reply(read, tom, kept.id, bare, due)
        with pytest.raises(Missing):
            await fill_reply(read, tom, kept.id, 10**9, due)
    assert filled == f"John Smith, #{number} No mail (Acme Corporation), due 15.02.2031. Tom Field"
    assert unfilled(filled) == ()
    assert unfilled(gaps) == ("contact.name",)


async def test_changes_of_a_reply_are_events(office: Office) -> None:
    kept = await ready(office)
    tom = office.cast.acting(office.cast.tom)
    async with office.engine.transaction(office.cast.account_id) as tx:
        changed = await change_canned_reply(tx, tom, kept.id, CannedReplyDraft(text="Restart it"))
        assert await change_canned_reply(tx, tom, kept.id, CannedReplyDraft(shortcut="/VPN")) == changed
        await delete_canned_reply(tx, tom, kept.id)
    events = [one for one in await log_of(office.engine, office.cast.account_id) if one.kind.noun == "canned_reply"]
    assert [one.kind.value for one in events] == [
        "canned_reply.created",
        "canned_reply.changed",
        "canned_reply.deleted",
    ]
    assert events[1].data.texts == ("text",)
    assert (changed.text, changed.version) == ("Restart it", events[1].seq)


async def test_a_template_fills_the_form_of_a_new_ticket(office: Office) -> None:
    kept = await template(
        office,
        title="New  starter",
        description="Name:\nStarts on:",
        type=TicketType.REQUEST,
        priority=Priority.LOW,
        impact=Impact.MINOR,
        tags=("onboarding", "Onboarding", "hr"),
    )
    bare = await template(office, name="Anything")
    async with office.engine.read() as read:
        found = await list_ticket_templates(read, office.cast.acting(office.cast.vera))
        assert await read_ticket_template(read, office.cast.acting(office.cast.vera), kept.id) == kept
    assert [one.name for one in found] == ["Anything", "New starter"]
    assert (kept.title, kept.tags) == ("New starter", "onboarding\nhr")
    assert (bare.title, bare.type, bare.priority, bare.impact, bare.tags) == ("", None, None, None, "")


async def test_a_templates_name_is_unique(office: Office) -> None:
    await template(office)
    with pytest.raises(Taken):
        await template(office, name="NEW  starter")


async def test_changes_of_a_template_are_events(office: Office) -> None:
    kept = await template(office, priority=Priority.LOW)
    tom = office.cast.acting(office.cast.tom)
    async with office.engine.transaction(office.cast.account_id) as tx:
        changed = await change_ticket_template(tx, tom, kept.id, TicketTemplateDraft(priority=None, tags=("a",)))
        assert await change_ticket_template(tx, tom, kept.id, TicketTemplateDraft(tags=("a",))) == changed
        await delete_ticket_template(tx, tom, kept.id)
        with pytest.raises(Missing):
            await read_ticket_template(tx, tom, kept.id)
    events = [one for one in await log_of(office.engine, office.cast.account_id) if one.kind.noun == "ticket_template"]
    assert [one.kind.value.partition(".")[2] for one in events] == ["created", "changed", "deleted"]
    assert (events[1].data.changes, events[1].data.texts) == ({"priority": ("Low", None)}, ("tags",))


async def test_the_feed_tells_the_staff_of_it_and_names_no_text(office: Office) -> None:
    start = (await office.api.get("/events", after=0, limit=500))["last"]
    await ready(office)
    await template(office, title="T", priority=Priority.HIGH)
    vera = await office.client_of(office.cast.vera)
    told = (await vera.get("/events", after=start))["items"]
    assert [(one["Kind"], one["TextsChanged"]) for one in told] == [
        ("canned_reply.created", ["Title", "Shortcut", "Text"]),
        ("ticket_template.created", ["Name", "TicketTitle"]),
    ]
    assert told[1]["Changes"] == {"TicketPriority": {"Before": None, "After": "High"}}
    narrow = await office.client(scopes=("events:read", "customers:read"))
    assert (await narrow.get("/events", after=start))["items"] == []
