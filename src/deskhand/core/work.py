"""Work hours: one entry of one technician on one ticket, and the totals kept from entries."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.ticket import Ticket
from deskhand.core.time import EARLIEST, LATEST, whole_seconds

LONGEST_ENTRY = timedelta(hours=24)


class Overlap(StrEnum):
    """What becomes of an entry that overlaps another of the same technician: the account's choice."""

    WARN = "Warn"
    REFUSE = "Refuse"
    ALLOW = "Allow"


class Worked(msgspec.Struct, frozen=True):
    """When somebody worked, and whether it is billable: what totals are made of."""

    starts_at: datetime
    ends_at: datetime
    billable: bool

    @property
    def seconds(self) -> int:
        """The span's length in whole seconds."""
        return whole_seconds(self.starts_at, self.ends_at)


class WorkEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a technician did on a ticket from `starts_at` to `ends_at`."""

    account_id: int
    id: int
    ticket_id: int
    technician_id: int
    starts_at: datetime
    ends_at: datetime
    billable: bool
    on_site: bool
    notes: str
    deleted_at: datetime | None = None

    @property
    def seconds(self) -> int:
        """The entry's length in whole seconds."""
        return whole_seconds(self.starts_at, self.ends_at)


def worked(entry: WorkEntry) -> Worked:
    """The entry as far as totals are made of it."""
    return Worked(entry.starts_at, entry.ends_at, entry.billable)


def check_span(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an entry that does not end after it starts, cannot be kept, or is longer than a day."""
    if ends_at <= starts_at:
        raise Refusal("invalid_work_hours", "Invalid work hours", "The entry must end after it starts", field="ends_at")
    if starts_at < EARLIEST or ends_at > LATEST:
        field = "starts_at" if starts_at < EARLIEST else "ends_at"
        between = f"The entry must lie between {EARLIEST.date()} and {LATEST.date()}"
        raise Refusal("invalid_work_hours", "Invalid work hours", between, field=field)
    if ends_at - starts_at > LONGEST_ENTRY:
        raise Refusal(
            "invalid_work_hours",
            "Invalid work hours",
            "One entry may not exceed 24 hours; write one entry per day",
            field="ends_at",
        )


def counted(ticket: Ticket, entry: WorkEntry) -> Ticket:
    """The ticket with the entry's seconds in the one total of four that they belong to."""
    return _shifted(ticket, entry, entry.seconds)


def uncounted(ticket: Ticket, entry: WorkEntry) -> Ticket:
    """The ticket without the seconds of an entry that it had counted."""
    return _shifted(ticket, entry, -entry.seconds)


def _shifted(ticket: Ticket, entry: WorkEntry, seconds: int) -> Ticket:
    total = f"{'billable' if entry.billable else 'unbillable'}_{'on' if entry.on_site else 'off'}_site_seconds"
    return msgspec.structs.replace(ticket, **{total: getattr(ticket, total) + seconds})


class Durations(msgspec.Struct, frozen=True):
    """Whole seconds of a ticket's entries of one kind (billable or not), split by where the work was done.

    `on_sla` is the part of them inside the hours of the ticket's calendar.
    """

    on_site: int
    off_site: int
    on_sla: int

    @property
    def total(self) -> int:
        """Both together, in whole seconds."""
        return self.on_site + self.off_site
