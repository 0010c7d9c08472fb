"""Clocks: a ticket's receipt, and what is due next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from deskhand.api.call import Call
from deskhand.api.errors import FieldError
from deskhand.api.kinds import Text, Whole
from deskhand.api.routes import Param, Route
from deskhand.api.shape import BadRequest
from deskhand.api.v3.shapes.receipt import ForecastOut, ReceiptOut, show_forecast, show_receipt
from deskhand.core.directory import checked_zone
from deskhand.core.errors import Refusal
from deskhand.directory.account import read_account
from deskhand.tickets.explain import explain, forecast

ZONE = Param("timeZone", Text(100), "In which the receipt's spans are told; default the account's.")
HOURS = Param("hours", Whole(1, 24 * 31), "How far to look ahead; default 24.")
TAG = "SLA"


async def receipt(call: Call) -> ReceiptOut:
    now = datetime.now(UTC)
    async with call.engine.snapshot() as database:
        zone = call.asked("timeZone", kind=Text(100)) or (await read_account(database, call.actor)).time_zone
        try:
            name = checked_zone(zone)
        except Refusal as wrong:
            problem = [FieldError("timeZone", wrong.detail)]
            raise BadRequest("Invalid time zone", f"timeZone: {wrong.detail}", "invalid_time_zone", problem) from None
        found = await explain(database, call.actor, call.ids["ticket_id"], now)
    return show_receipt(found, name, ZoneInfo(name), now)


async def due_next(call: Call) -> ForecastOut:
    now = datetime.now(UTC)
    until = now + timedelta(hours=call.asked("hours", kind=HOURS.kind) or 24)
    async with call.engine.snapshot() as database:
        return show_forecast(await forecast(database, call.actor, now, until), now, until)


ROUTES = (
    Route(
        methods=("GET",),
        path="/sla/forecast",
        scope="tickets:read",
        handler=due_next,
        answer=ForecastOut,
        query=(HOURS,),
        summary="Which tickets are due next, by the working time left",
        tag=TAG,
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/sla",
        scope="tickets:read",
        handler=receipt,
        answer=ReceiptOut,
        query=(ZONE,),
        summary="The receipt: for every clock the ledger that adds up to its figure",
        tag=TAG,
    ),
)
