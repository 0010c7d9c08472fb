"""A ticket's logged time on the wire: seconds where the brief has seconds, hours in every `*Hours` key."""

import msgspec

from deskhand.api.kinds import ListOf, Reference
from deskhand.api.shape import Bare
from deskhand.core.time import hours
from deskhand.core.work import Durations


class TicketDurationsOut(msgspec.Struct, frozen=True, kw_only=True):
    """Atera's six keys. `ticketId` begins in lower case there, so no TicketID may stand beside it."""

    ticketId: int
    TotalDurationHours: float
    OnSiteDurationHours: float
    OffSiteDurationHours: float
    OnSLADurationHours: float
    OffSLADurationHours: float


class BillableDurationOut(TicketDurationsOut, frozen=True, kw_only=True):
    """The brief's two keys, and Atera's six."""

    TotalBillableDuration: int
    TotalBillableHours: float


class NonBillableDurationOut(TicketDurationsOut, frozen=True, kw_only=True):
    """The same for the time that is not billed."""

    TotalNonBillableDuration: int
    TotalNonBillableHours: float


class SiteDurationOut(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket's billable seconds, split by where the work was done."""

    TicketID: int
    TotalDurationSeconds: int
    OnSiteDurationSeconds: int
    OffSiteDurationSeconds: int


class SiteDurationsOut(msgspec.Struct, frozen=True, kw_only=True):
    """Atera wraps these in an object, the other list of durations it does not."""

    TicketsWorkHoursSiteDurationSummaries: list[SiteDurationOut]


TICKET_IDS = Bare(ListOf(Reference("ticket", "Ticket not found"), least=1, most=50, what="ticket IDs"))


def show_site(ticket_id: int, spent: Durations) -> SiteDurationOut:
    """Logged time by where it was spent."""
    return SiteDurationOut(
        TicketID=ticket_id,
        TotalDurationSeconds=spent.total,
        OnSiteDurationSeconds=spent.on_site,
        OffSiteDurationSeconds=spent.off_site,
    )


def show_durations(ticket_id: int, spent: Durations) -> TicketDurationsOut:
    """Logged time in Atera's shape."""
    return TicketDurationsOut(**_hours(ticket_id, spent))  # type: ignore[arg-type]


def show_billable(ticket_id: int, spent: Durations) -> BillableDurationOut:
    """Billable time in the brief's shape and Atera's."""
    return BillableDurationOut(
        TotalBillableDuration=spent.total,
        TotalBillableHours=hours(spent.total),
        **_hours(ticket_id, spent),  # type: ignore[arg-type]
    )


def show_non_billable(ticket_id: int, spent: Durations) -> NonBillableDurationOut:
    """Time that is not billed, likewise."""
    return NonBillableDurationOut(
        TotalNonBillableDuration=spent.total,
        TotalNonBillableHours=hours(spent.total),
        **_hours(ticket_id, spent),  # type: ignore[arg-type]
    )


def _hours(ticket_id: int, spent: Durations) -> dict[str, float]:
    """On-SLA time lies inside the hours of the ticket's calendar, off-SLA time outside of them."""
    return {
        "ticketId": ticket_id,
        "TotalDurationHours": hours(spent.total),
        "OnSiteDurationHours": hours(spent.on_site),
        "OffSiteDurationHours": hours(spent.off_site),
        "OnSLADurationHours": hours(spent.on_sla),
        "OffSLADurationHours": hours(spent.total - spent.on_sla),
    }
