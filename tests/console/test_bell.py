"""The bell: who is called by what, what is read, and what is not shown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from deskhand.core.actor import TheseCustomers
from deskhand.core.directory import Technician
from deskhand.core.errors import Forbidden
from deskhand.directory.technicians import TechnicianDraft, change_technician
from deskhand.jobs.dispatch import hand_out
from deskhand.jobs.sweeps import sweep_due
from deskhand.notify.mark import mark_read, mark_ticket_read
from deskhand.notify.read import list_notifications, unread_count, unread_on_ticket
from deskhand.notify.store import Notice
from deskhand.tickets.take_back import take_back
from tests.api.brief import make_brief
from tests.api.history import log_of
from tests.cast import Office


async def rung(office: Office, who: Technician, **asked: Any) -> list[Notice]:
    while await hand_out(office.engine):
        pass
    async with office.engine.read() as read:
        return await list_notifications(read, office.cast.acting(who), **asked)


async def kinds(office: Office, who: Technician, **asked: Any) -> list[str]:
    return [one.kind.value for one in await rung(office, who, **asked)]


async def toms(office: Office, **fields: Any) -> int:
    return int((await office.ticket(TechnicianContactID=office.cast.tom.id, **fields))["TicketID"])


async def say(office: Office, number: int, text: str, who: Technician, **fields: Any) -> None:
    client = await office.client_of(who)
    await client.post(f"/tickets/{number}/comments", {"CommentText": text, **fields})


async def test_a_ticket_that_somebody_gives_me(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    dora = await office.client_of(office.cast.dora)
    await dora.put(f"/tickets/{number}", {"TechnicianContactID": office.cast.tom.id})
    [told] = await rung(office, office.cast.tom)
    assert (told.kind.value, told.ticket_id, told.title) == ("assigned", number, "No mail")
    assert (told.first_name, told.last_name, told.read_at, told.comment_id) == ("Dora", "Dispatch", None, None)
    assert await kinds(office, office.cast.dora) == []


async def test_what_i_do_myself_rings_nothing(office: Office) -> None:
    tom = await office.client_of(office.cast.tom)
    body = {"TicketTitle": "T", "EndUserID": office.cast.john.id, "TechnicianContactID": office.cast.tom.id}
    number = (await tom.post("/tickets", body))["TicketID"]
    await say(office, number, "@tom.field to do", office.cast.tom)
    assert await kinds(office, office.cast.tom) == []


@pytest.mark.parametrize("internal", [True, False])
async def test_a_mention_in_a_note_and_in_a_reply(office: Office, internal: bool) -> None:
    number = (await office.ticket())["TicketID"]
    await say(office, number, "Over to @Tom.Field and @dora.dispatch.", office.cast.jane, IsInternal=internal)
    [told] = await rung(office, office.cast.tom)
    assert (told.kind.value, told.first_name) == ("mentioned", "Jane")
    assert told.comment_id is not None
    assert await kinds(office, office.cast.dora) == ["mentioned"]
    assert await kinds(office, office.cast.jane) == []


async def test_a_customer_answers_on_my_ticket(office: Office) -> None:
    number = await toms(office)
    body = {"CommentText": "Still down, @dora.dispatch", "EndUserID": office.cast.john.id}
    await office.api.post(f"/tickets/{number}/comments", body)
    told = await rung(office, office.cast.tom)
    assert [one.kind.value for one in told] == ["replied", "assigned"]
    assert (told[0].first_name, told[0].last_name) == ("John", "Smith")
    assert await kinds(office, office.cast.dora) == []  # customers call nobody by name


async def test_what_was_taken_back_calls_nobody_any_more(office: Office) -> None:
    number = await toms(office)
    await say(office, number, "@tom.field, call me", office.cast.dora)
    mention = (await rung(office, office.cast.tom))[0]
    assert mention.comment_id is not None
    async with office.engine.transaction(office.cast.account_id) as tx:
        await take_back(tx, office.cast.acting(office.cast.dora), number, mention.comment_id)
    assert await kinds(office, office.cast.tom) == ["assigned"]
    async with office.engine.read() as read:
        assert await unread_count(read, office.cast.acting(office.cast.tom)) == 1


async def test_a_colleagues_word_on_my_ticket_rings_nothing(office: Office) -> None:
    number = await toms(office)
    await say(office, number, "I had this last week", office.cast.dora)
    assert await kinds(office, office.cast.tom) == ["assigned"]


async def test_warnings_and_breaches_on_my_ticket(office: Office) -> None:
    brief = await make_brief(office.engine, office.http, f"Overdue {office.cast.account_id}")
    opened = f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"
    number = (await brief.opened(opened, "No mail", technician_id=brief.sam.id)).id
    while await sweep_due(office.engine) or await hand_out(office.engine):
        pass
    sam = msgspec.structs.replace(office.cast.acting(brief.sam), account_id=brief.account_id)
    async with office.engine.read() as read:
        told = await list_notifications(read, sam)
    assert {one.ticket_id for one in told} == {number}
    assert [one.kind.value for one in told].count("breached") == 2  # the first response and the solution
    assert [one.kind.value for one in told].count("warned") == 2
    assert (told[0].actor_kind.value, told[0].first_name) == ("system", None)


async def test_who_has_left_is_called_by_nothing(office: Office) -> None:
    number = await toms(office)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_technician(
            tx, office.cast.acting(office.cast.jane), office.cast.tom.id, TechnicianDraft(active=False)
        )
    await say(office, number, "@tom.field?", office.cast.dora)
    assert await kinds(office, office.cast.tom) == []


async def test_what_is_read_is_not_counted(office: Office) -> None:
    first, second, third = [await toms(office) for _ in range(3)]
    tom = office.cast.acting(office.cast.tom)
    told = await rung(office, office.cast.tom)
    assert [one.ticket_id for one in told] == [third, second, first]
    async with office.engine.chore() as writes:
        assert await mark_ticket_read(writes, tom, second) == 1
        assert await mark_ticket_read(writes, tom, second) == 0
        assert await mark_read(writes, office.cast.acting(office.cast.dora), upto=told[0].seq) == 0
    async with office.engine.read() as read:
        assert await unread_count(read, tom) == 2
        assert [await unread_on_ticket(read, tom, number) for number in (first, second)] == [1, 0]
    assert [one.ticket_id for one in await rung(office, office.cast.tom, unread_only=True)] == [third, first]
    assert [one.ticket_id for one in await rung(office, office.cast.tom, limit=1)] == [third]
    assert [one.ticket_id for one in await rung(office, office.cast.tom, before=told[1].seq)] == [first]
    async with office.engine.chore() as writes:
        assert await mark_read(writes, tom, upto=told[2].seq) == 1
        assert await mark_read(writes, tom, seqs=[told[0].seq]) == 1
    async with office.engine.read() as read:
        assert await unread_count(read, tom) == 0
    assert all(one.read_at for one in await rung(office, office.cast.tom))


async def test_deleted_tickets_and_those_out_of_reach_are_not_shown(office: Office) -> None:
    deleted, kept = await toms(office), await toms(office)
    assert len(await rung(office, office.cast.tom)) == 2
    await office.api.delete(f"/tickets/{deleted}")
    assert [one.ticket_id for one in await rung(office, office.cast.tom)] == [kept]
    of_bakers = msgspec.structs.replace(
        office.cast.acting(office.cast.tom), reach=TheseCustomers((office.cast.bakers.id,))
    )
    async with office.engine.read() as read:
        assert await unread_count(read, office.cast.acting(office.cast.tom)) == 1
        assert await unread_count(read, of_bakers) == 0
        assert await list_notifications(read, of_bakers) == []
        with pytest.raises(Forbidden):
            await unread_count(read, office.cast.writing(office.cast.john))


async def test_what_happened_long_ago_is_no_news(office: Office) -> None:
    brief = await make_brief(office.engine, office.http, f"Long ago {office.cast.account_id}")
    await brief.opened("2024-02-15T09:00:00Z", "No mail", technician_id=brief.sam.id)
    while await hand_out(office.engine):
        pass
    sam = office.cast.acting(brief.sam)
    async with office.engine.read() as read:
        assert await list_notifications(read, msgspec.structs.replace(sam, account_id=brief.account_id)) == []


async def test_ringing_is_no_event(office: Office) -> None:
    await toms(office)
    before = await log_of(office.engine, office.cast.account_id)
    assert await kinds(office, office.cast.tom) == ["assigned"]
    assert await log_of(office.engine, office.cast.account_id) == before
