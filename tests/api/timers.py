"""What tests of the timer share: Tom with a key of his own, two tickets, and a timer that began a while ago."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.storage.schema import timer
from deskhand.storage.statement import Statement
from tests.cast import Client, Office

SET: Statement[object] = Statement(
    sa.update(timer)
    .where(timer.c.account_id == sa.bindparam("account_id"), timer.c.id == sa.bindparam("technician_id"))
    .values({name: sa.bindparam(name, type_=timer.c[name].type) for name in ("started_at", "active_at")})
)


class Timed(msgspec.Struct):
    """An office in which Tom has a timer."""

    office: Office
    tom: Client
    mail: int
    oven: int

    async def act(self, action: str, status: int = 200, **more: Any) -> Any:
        """What Tom does to his timer; the answer."""
        return await self.tom.post("/timer", {"Action": action, **more}, status)

    async def read(self) -> Any:
        """Tom's timer."""
        return await self.tom.get("/timer")

    async def began(self, minutes_ago: float, *, active: float | None = None) -> datetime:
        """Let the timer have begun so many minutes ago, and its technician been active last so many ago: default just
        now."""
        now = datetime.now(UTC)
        start = now - timedelta(minutes=minutes_ago)
        seen = now - timedelta(minutes=active or 0)
        of = {"account_id": self.office.cast.account_id, "technician_id": self.office.cast.tom.id}
        async with self.office.engine.chore() as writes:
            assert await writes.run(SET, **of, started_at=start, active_at=seen) == 1
        return start

    async def entries(self) -> list[Any]:
        """Everybody's entries, in the order they began."""
        return list(reversed((await self.tom.get("/workhours"))["items"]))

    async def kinds(self, after: int) -> list[str]:
        """What has happened since an event."""
        return [event["Kind"] for event in (await self.office.api.get("/events", after=after, limit=500))["items"]]

    async def last(self) -> int:
        """The last event."""
        return int((await self.office.api.get("/events", after=0, limit=500))["last"])


async def timed_office(office: Office) -> Timed:
    """Tom, whose two tickets are about mail and an oven."""
    tom = await office.client_of(office.cast.tom)
    mail, oven = await office.ticket(), await office.ticket(TicketTitle="Oven", EndUserID=office.cast.pete.id)
    return Timed(office, tom, mail["TicketID"], oven["TicketID"])
