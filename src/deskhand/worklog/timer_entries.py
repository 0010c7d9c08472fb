"""Turning what a timer has counted into entries of work."""

from collections.abc import Sequence

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.timer import Span, Timer
from deskhand.storage.engine import Tx
from deskhand.tickets import store as ticket_store
from deskhand.worklog.log import WorkDraft, log_work
from deskhand.worklog.overlap import Logged

IDLE_NOTE = "Idle"


async def log_spans(tx: Tx, actor: Actor, timer: Timer, spans: Sequence[Span]) -> tuple[Logged, ...]:
    """An entry for each span, of the timer's technician on its ticket; idle ones are not billed.

    Refused when the ticket was deleted or merged meanwhile.
    """
    if not spans or timer.ticket_id is None:
        return ()
    ticket_id = await _ticket_still_there(tx, actor, timer.ticket_id)
    return tuple([await log_work(tx, actor, ticket_id, _draft(timer, span), span_field="ends_at") for span in spans])


def _draft(timer: Timer, span: Span) -> WorkDraft:
    return WorkDraft(
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        technician_id=timer.id,
        billable=timer.billable and not span.idle,
        on_site=timer.on_site,
        notes=IDLE_NOTE if span.idle else timer.notes,
    )


async def _ticket_still_there(tx: Tx, actor: Actor, ticket_id: int) -> int:
    found = await ticket_store.get(tx, actor, ticket_id)
    if found is None:
        raise Refusal(
            "timer_ticket_gone",
            "Ticket of the timer is gone",
            "The timer's ticket was deleted, or you may not see it; "
            "send Stop with the TicketID of the ticket that the work belongs to, or Discard",
            field="ticket_id",
        )
    if found.merged_into is not None:
        raise Refusal(
            "timer_ticket_merged",
            f"Ticket {found.id} was merged into {found.merged_into}",
            f"Send Stop with TicketID {found.merged_into}, to which the work belongs now, or Discard",
            field="ticket_id",
        )
    return found.id
