"""The tools about promises: what is due next, and why a ticket is due when it is."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from deskhand_client.mcp.caller import Call, desk_of
from deskhand_client.mcp.choices import TicketId
from deskhand_client.mcp.digest import minutes, moment, name, span, words, words_of
from deskhand_client.mcp.fence import Fence, one_line
from deskhand_client.mcp.shapes import told
from deskhand_client.mcp.sla_shapes import ClockTold, DueClock, DueNext, LedgerLine, SlaTold
from deskhand_client.records.sla import Clock, Due, Receipt

LINES_SHOWN = 25


async def due_next(
    call: Call,
    within_hours: Annotated[
        float, Field(gt=0, le=720, description="Hours from now, nights and weekends included.")
    ] = 24,
    technician_id: Annotated[
        int | None, Field(ge=0, description="Only this technician's; 0: only tickets that nobody has.")
    ] = None,
    limit: Annotated[int, Field(ge=1, le=50)] = 15,
) -> Annotated[CallToolResult, DueNext]:
    """Say which promises are due next if nothing happens, by the working time left; those broken already come first."""
    async with desk_of(call) as desk:
        due = await desk.sla.forecast(hours=within_hours)
    if technician_id is not None:
        due = [one for one in due if (one.technician_id or 0) == technician_id]
    found = DueNext(total=len(due), clocks=[_clock(one) for one in due[:limit]])
    if not due:
        return told("Nothing is due in that time.", found)
    fence = Fence()
    lines = [line for one in found.clocks for line in (_facts(one), words(one.untrusted))]
    shown = f"{len(found.clocks)} of {found.total} clocks:"
    return told("\n".join((fence.notice, shown, fence.around(*lines))), found)


async def explain_sla(call: Call, ticket_id: TicketId) -> Annotated[CallToolResult, SlaTold]:
    """Explain why a ticket is due when it is: each promise, what of it is spent, and the ledger that adds up to it."""
    async with desk_of(call) as desk:
        receipt = await desk.sla.receipt(ticket_id)
    explained = _explained(receipt)
    if not explained.clocks:
        return told(f"Ticket {ticket_id} has no SLA policy with a target for it, and so no clocks.", explained)
    return told("\n".join(_lines(explained)), explained)


def _clock(due: Due) -> DueClock:
    return DueClock(
        clock=due.clock,
        due_at=due.due_at,
        working_minutes_left=minutes(due.seconds_left),
        sla=due.sla_status,
        ticket_id=due.ticket_id,
        status=due.status,
        priority=due.priority,
        technician_id=due.technician_id or None,
        technician=name(due.technician_name) or None,
        untrusted=words_of(due.title, due.customer_name, ""),
    )


def _facts(one: DueClock) -> str:
    who = f"technician {one.technician} ({one.technician_id})" if one.technician_id else "no technician"
    left = f"{span(one.working_minutes_left)} of working time left"
    return f"#{one.ticket_id} {one.clock} due {moment(one.due_at)}, {left}, {one.status}, {one.priority}, {who}"


def _explained(receipt: Receipt) -> SlaTold:
    return SlaTold(
        ticket_id=receipt.ticket_id,
        status=receipt.status,
        priority=receipt.priority,
        policy=name(receipt.policy_name) or None,
        calendar=name(receipt.calendar_name) or None,
        time_zone=receipt.time_zone,
        sla=receipt.sla_status,
        clocks=[_ticking(clock) for clock in receipt.clocks],
    )


def _ticking(clock: Clock) -> ClockTold:
    return ClockTold(
        clock=clock.kind,
        state=clock.state,
        due_at=clock.due_at,
        target_minutes=minutes(clock.target_seconds),
        spent_minutes=minutes(clock.spent_seconds),
        remaining_minutes=minutes(clock.remaining_seconds),
        set_by_hand=clock.set_by_hand,
        lines=[
            LedgerLine(
                start=line.start,
                end=line.end,
                minutes=minutes(line.seconds),
                counted_minutes=minutes(line.counted),
                why=one_line(line.text),
            )
            for line in clock.lines[-LINES_SHOWN:]
        ],
        lines_left_out=max(0, len(clock.lines) - LINES_SHOWN),
    )


def _lines(explained: SlaTold) -> list[str]:
    lines = [
        f"#{explained.ticket_id} {explained.status}, {explained.priority}, SLA {explained.sla}, policy "
        f"{explained.policy}, calendar {explained.calendar}, hours in {explained.time_zone}"
    ]
    for clock in explained.clocks:
        by_hand = ", set by hand" if clock.set_by_hand else ""
        lines.append(
            f"{clock.clock}: {clock.state}, due {moment(clock.due_at)}{by_hand}; of {span(clock.target_minutes)} "
            f"{span(clock.spent_minutes)} spent, {span(clock.remaining_minutes)} left"
        )
        if clock.lines_left_out:
            lines.append(f"  {clock.lines_left_out} earlier lines are left out")
        for line in clock.lines:
            counted = f"{line.minutes} min, {line.counted_minutes} count"
            lines.append(f"  {moment(line.start)} to {moment(line.end)}: {counted}, {line.why}")
    return lines
