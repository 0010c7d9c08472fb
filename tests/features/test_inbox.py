"""The inbox: its counts are those of the lists behind them, for everybody who looks."""

from datetime import UTC, datetime

import msgspec
import pytest

from deskhand.core.actor import Actor, Everything, Own, Reach, TheseCustomers, system
from deskhand.core.chips import ChipState
from deskhand.core.query import QueryError
from deskhand.core.ticket import SlaStatus
from deskhand.sla.rulebook import current_rulebook
from deskhand.tickets.ask import asked_for
from deskhand.tickets.chips import chips_of
from deskhand.tickets.counts import count_of_query, count_views
from deskhand.tickets.inbox import INBOX
from deskhand.tickets.listing import list_tickets
from deskhand.tickets.neighbours import neighbours_of
from tests.cast import Office
from tests.features.lists import many_tickets, rows_of, ten_seconds_later, tom_within


def reaches(office: Office) -> list[Reach]:
    cast = office.cast
    return [Everything(), TheseCustomers((cast.bakers.id,)), TheseCustomers(()), Own(cast.john.id)]


async def test_counts_are_the_totals_of_the_lists(office: Office) -> None:
    await many_tickets(office, 80, seed=2)
    await ten_seconds_later(office, 80)
    now = datetime.now(UTC)
    for reach in reaches(office):
        actor = tom_within(office.cast, reach)
        async with office.engine.read() as read:
            counts = await count_views(read, actor)
            for view in INBOX:
                asked = await asked_for(read, actor, view.query, now, order=view.order)
                page = await list_tickets(read, actor, msgspec.structs.replace(asked, limit=500))
                assert page.total == len(page.rows) == getattr(counts, view.name), (view, reach)
                assert await count_of_query(read, actor, view.query, now) == page.total
        if isinstance(reach, Everything):
            assert min(counts.mine, counts.unassigned, counts.breached, counts.pending, counts.resolved) > 0


async def test_nothing_is_an_integrations_own(office: Office) -> None:
    await office.ticket()
    async with office.engine.read() as read:
        counts = await count_views(read, system(office.cast.account_id))
    assert (counts.mine, counts.unassigned, counts.open, counts.all) == (0, 1, 1, 1)


async def test_a_saved_view_counts_words_too_and_says_what_it_does_not_understand(office: Office) -> None:
    for title in ("Printer jams", "Printer is out", "No mail"):
        await office.ticket(TicketTitle=title)
    actor, now = office.cast.acting(office.cast.tom), datetime.now(UTC)
    async with office.engine.read() as read:
        assert await count_of_query(read, actor, "printer status:open", now) == 2
        with pytest.raises(QueryError):
            await count_of_query(read, actor, "colour:red", now)


async def test_chips_agree_with_what_the_rows_say(office: Office) -> None:
    states = {
        None: ChipState.NONE,
        SlaStatus.ON_TRACK: ChipState.OK,
        SlaStatus.WARNING: ChipState.WARN,
        SlaStatus.BREACHED: ChipState.OVER,
        SlaStatus.PAUSED: ChipState.PAUSED,
        SlaStatus.MET: ChipState.MET,
        SlaStatus.MISSED: ChipState.MISSED,
    }
    await many_tickets(office, 40, seed=3)
    now = await ten_seconds_later(office, 40)
    rows = await rows_of(office, 40)
    async with office.engine.read() as read:
        book = await current_rulebook(office.engine, read, office.cast.account_id)
    assert {row.sla_status for row in rows} > {SlaStatus.ON_TRACK, SlaStatus.BREACHED, SlaStatus.PAUSED}
    for row, chip in zip(rows, chips_of(book, rows, now), strict=True):
        assert chip.state == states[row.sla_status], row
        if row.sla_status == SlaStatus.ON_TRACK:
            assert chip.due_at == row.next_due_at


async def test_a_ticket_knows_its_place_in_the_list_it_was_opened_from(office: Office) -> None:
    numbers = [(await office.ticket(TicketTitle="Printer"))["TicketID"] for _ in range(3)]
    actor = office.cast.acting(office.cast.tom)
    first, second, third = numbers

    async def place(text: str, ticket_id: int, actor: Actor = actor) -> tuple[int | None, ...] | None:
        async with office.engine.read() as read:
            return await neighbours_of(read, actor, text, None, ticket_id, datetime.now(UTC))

    assert await place("status:open", second) == (2, 3, third, first)
    assert await place("status:open", third) == (1, 3, None, second)
    assert await place("printer", first) == (3, 3, second, None)
    assert await place("status:closed", first) is None
    assert await place("", first, tom_within(office.cast, TheseCustomers((office.cast.bakers.id,)))) is None


async def test_beyond_the_first_two_hundred_no_place_is_told(office: Office) -> None:
    rows = await many_tickets(office, 230, seed=4)
    ids = sorted((row.id for row in rows), reverse=True)
    actor = office.cast.acting(office.cast.tom)
    async with office.engine.read() as read:
        now = datetime.now(UTC)
        assert await neighbours_of(read, actor, "", None, ids[199], now) == (200, len(ids), ids[198], ids[200])
        assert await neighbours_of(read, actor, "", None, ids[200], now) is None
