"""Who is on a ticket: seen by the others, written down seldom, gone by itself."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from deskhand.core.errors import Forbidden, Missing
from deskhand.core.presence import PresenceState
from deskhand.jobs.tidying import forget_who_was_here
from deskhand.storage.schema import presence
from deskhand.storage.statement import Statement
from deskhand.tickets.presence import gone, note_presence, presence_is_news, who_is_here
from tests.cast import Office

VIEWING, TYPING = PresenceState.VIEWING, PresenceState.TYPING
ROWS: Statement[object] = Statement(
    sa.select(presence.c.technician_id).where(presence.c.account_id == sa.bindparam("account_id"))
)
AGE: Statement[object] = Statement(
    sa.update(presence)
    .where(presence.c.account_id == sa.bindparam("account_id"))
    .values(seen_at=sa.bindparam("seen_at", type_=presence.c.seen_at.type))
)


async def test_the_others_are_seen_and_oneself_is_not(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    tom, dora = office.cast.acting(office.cast.tom), office.cast.acting(office.cast.dora)
    async with office.engine.chore() as writes:
        assert await note_presence(writes, tom, number, VIEWING)
        assert await note_presence(writes, dora, number, TYPING)
        now = writes.now
    async with office.engine.read() as read:
        [seen] = await who_is_here(read, tom, number, now)
        assert (seen.first_name, seen.last_name, seen.state) == ("Dora", "Dispatch", TYPING)
        [seen] = await who_is_here(read, tom, number, now + timedelta(seconds=20))
        assert seen.state is VIEWING
        assert [one.technician_id for one in await who_is_here(read, dora, number, now)] == [office.cast.tom.id]
        assert await who_is_here(read, tom, number, now + timedelta(seconds=31)) == []
    async with office.engine.chore() as writes:
        await gone(writes, dora, number)
    async with office.engine.read() as read:
        assert await who_is_here(read, tom, number, now) == []


async def test_it_is_written_when_it_changes_or_after_ten_seconds(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    tom = office.cast.acting(office.cast.tom)
    async with office.engine.chore() as writes:
        assert await note_presence(writes, tom, number, VIEWING)
        assert not await note_presence(writes, tom, number, VIEWING)
        assert await note_presence(writes, tom, number, TYPING)
        now = writes.now
    async with office.engine.read() as read:
        assert not await presence_is_news(read, tom, number, TYPING, now + timedelta(seconds=9))
        assert await presence_is_news(read, tom, number, TYPING, now + timedelta(seconds=10))
        assert await presence_is_news(read, tom, number, VIEWING, now)


async def test_only_technicians_who_may_see_the_ticket_are_there(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    async with office.engine.chore() as writes:
        with pytest.raises(Forbidden):
            await note_presence(writes, office.cast.writing(office.cast.john), number, VIEWING)
        with pytest.raises(Missing):
            await note_presence(writes, office.cast.acting(office.cast.tom), 10**9, VIEWING)
    async with office.engine.read() as read:
        with pytest.raises(Missing):
            await who_is_here(read, office.cast.acting(office.cast.tom), 10**9, datetime.now(UTC))


@pytest.mark.parametrize(("minutes", "left"), [(59, 1), (61, 0)])
async def test_what_is_an_hour_old_is_forgotten(office: Office, minutes: int, left: int) -> None:
    number = (await office.ticket())["TicketID"]
    async with office.engine.chore() as writes:
        await note_presence(writes, office.cast.acting(office.cast.tom), number, VIEWING)
        await writes.run(AGE, account_id=office.cast.account_id, seen_at=datetime.now(UTC) - timedelta(minutes=minutes))
    assert not await forget_who_was_here(office.engine)
    async with office.engine.read() as read:
        assert len(await read.fetch(ROWS, account_id=office.cast.account_id)) == left
