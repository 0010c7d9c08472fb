"""A ticket together with the names and texts that everybody who reads it wants to see."""

from datetime import datetime

from deskhand.core.ticket import Ticket


class TicketView(Ticket, frozen=True, gc=False):
    """A ticket with its people's names and the first and last public things said, None where there is none."""

    customer_version: int
    contact_version: int | None
    technician_version: int | None
    policy_version: int | None
    customer_name: str
    customer_business_number: str
    contact_email: str | None
    contact_first_name: str | None
    contact_last_name: str | None
    contact_phone: str | None
    technician_email: str | None
    technician_first_name: str | None
    technician_last_name: str | None
    first_comment: str | None
    last_contact_comment: str | None
    last_contact_comment_at: datetime | None
    last_technician_comment: str | None
    last_technician_comment_at: datetime | None
    policy_name: str | None

    @property
    def shown_version(self) -> int:
        """The version of all that a reader sees: the ticket's own, or of a name it shows."""
        return max(
            self.version,
            self.customer_version,
            self.contact_version or 0,
            self.technician_version or 0,
            self.policy_version or 0,
        )
