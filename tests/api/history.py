"""What the account's log has recorded, as tests compare it."""

from deskhand.core.events import Event, EventKind, Value
from deskhand.events.read import events_after
from deskhand.storage.engine import Engine
from tests.cast import Office


async def log_of(engine: Engine, account_id: int) -> list[Event]:
    """Every event of an account, oldest first."""
    async with engine.read() as read:
        return await events_after(read, account_id, 0, 1_000_000)


async def history_of(office: Office, ticket_id: int) -> list[Event]:
    """Every event of a ticket, oldest first."""
    return [event for event in await log_of(office.engine, office.cast.account_id) if event.ticket_id == ticket_id]


def status_moves(history: list[Event]) -> list[tuple[Value, Value]]:
    """The moves between statuses that a history tells of."""
    return [event.data.changes["status"] for event in history if event.kind == EventKind.TICKET_STATUS_CHANGED]
