"""Finding a moment in the log: the first event at or after it, without an index on instants."""

from datetime import timedelta

from deskhand.core.actor import system
from deskhand.core.events import EventKind
from deskhand.core.time import BEYOND, EARLIEST, parse_instant
from deskhand.events import log
from deskhand.events.read import events_after, events_of_technician, first_seq_at
from tests.cast import Office

NOON = parse_instant("2031-03-03T12:00:00Z")
MOMENT = timedelta(microseconds=1)


async def test_the_first_event_at_or_after_an_instant_is_found(office: Office) -> None:
    account_id = office.cast.account_id
    for minutes in (0, 0, 1, 1, 1, 5):  # several events of one transaction have one instant
        async with office.engine.transaction(account_id) as tx:
            tx.as_of(NOON + timedelta(minutes=minutes))
            for _ in range(2):
                await log.append(tx, system(account_id), EventKind.ACCOUNT_CHANGED, account_id)
    async with office.engine.read() as read:
        events = await events_after(read, account_id, 0, 1000)
        asked = {event.at + shift for event in events for shift in (-MOMENT, timedelta(0), MOMENT)}
        for instant in (*sorted(asked), EARLIEST, BEYOND):
            first = next((event.seq for event in events if event.at >= instant), len(events) + 1)
            assert await first_seq_at(read, account_id, instant) == first


async def test_an_account_without_events_has_no_first_one(office: Office) -> None:
    async with office.engine.read() as read:
        assert await first_seq_at(read, 10**12, NOON) == 1
        assert await events_of_technician(read, 10**12, 1, EARLIEST, BEYOND) == []
