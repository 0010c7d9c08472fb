"""A desk with tickets of every kind, for what is said of lists."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from deskhand.core.actor import Actor, Everything, Reach, system
from deskhand.core.ticket import Priority, Source, Status, Ticket, TicketType
from deskhand.storage.engine import Tx
from deskhand.tickets import store
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from deskhand.tickets.sweep import sweep
from tests.cast import Cast, Office

TITLES = ("Mail", "mail again", "Äpfel", "apple", "Zoo", "éclair", "_note", "B 2", "b 10", "ÖL", "Printer", "printer")


def tom_within(cast: Cast, reach: Reach) -> Actor:
    """Tom, who sees no more than this."""
    seen = {name: getattr(cast.acting(cast.tom), name) for name in Actor.__struct_fields__}
    return Actor(**seen | {"reach": reach})


async def many_tickets(office: Office, count: int, seed: int = 1) -> list[Ticket]:
    """Random tickets, opened one after the other; some are deleted. The rows of those that lists show."""
    rng = Random(seed)
    async with office.engine.transaction(office.cast.account_id) as tx:
        for _ in range(count):
            tx.as_of(tx.now + timedelta(microseconds=rng.randrange(2)))
            ticket = await _opened(tx, office.cast, rng)
            if rng.random() < 0.5:
                said = CommentDraft(text="On it", internal=False, technician_id=office.cast.tom.id)
                await reply(tx, system(tx.account_id), ticket.id, said)
            if rng.random() < 0.5:
                change = TicketChange(status=rng.choice(list(Status)))
                await change_ticket(tx, system(tx.account_id), ticket.id, change)
            if rng.random() < 0.05:
                await delete_ticket(tx, system(tx.account_id), ticket.id)
    return await rows_of(office, count)


async def ten_seconds_later(office: Office, count: int) -> datetime:
    """The sweep has seen to so many tickets, ten seconds after they were opened; when that is."""
    async with office.engine.transaction(office.cast.account_id) as tx:
        tx.as_of(tx.now + timedelta(seconds=10))
        for ticket_id in range(1, count + 1):
            await sweep(tx, ticket_id)
        return tx.now


async def rows_of(office: Office, count: int) -> list[Ticket]:
    """The first so many tickets that lists show."""
    async with office.engine.read() as read:
        return await store.get_several(read, system(office.cast.account_id), range(1, count + 1))


async def _opened(tx: Tx, cast: Cast, rng: Random) -> Ticket:
    requester = rng.choice(
        [
            Requester(contact_id=cast.john.id),
            Requester(contact_id=cast.mary.id),
            Requester(contact_id=cast.pete.id),
            Requester(customer_id=cast.bakers.id),
        ]
    )
    draft = TicketDraft(
        title=rng.choice(TITLES),
        source=Source.PORTAL,
        requester=requester,
        priority=rng.choice(list(Priority)),
        type=rng.choice(list(TicketType)),
        technician_id=rng.choice([None, cast.tom.id, cast.dora.id, cast.jane.id]),
        due_by_hand=tx.now + timedelta(days=rng.randrange(-5, 20)) if rng.random() < 0.4 else None,
    )
    return await open_ticket(tx, system(tx.account_id), draft)


def within(cast: Cast, rows: Sequence[Ticket], reach: Reach) -> list[Ticket]:
    """Those of one customer, or all."""
    return [row for row in rows if isinstance(reach, Everything) or row.customer_id == cast.bakers.id]
