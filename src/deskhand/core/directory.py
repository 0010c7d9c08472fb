"""Who is who: the customers an MSP serves, their people, and the MSP's own technicians."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from deskhand.core.actor import Role
from deskhand.core.errors import Refusal
from deskhand.core.work import Overlap


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An MSP. `time_zone` is an IANA name: what times without an offset mean where an API says account-local.

    `auto_close_days` after it was resolved a ticket closes by itself; 0: never.
    `work_overlap` says what becomes of work hours that overlap others of the same technician.
    """

    id: int
    name: str
    time_zone: str
    resolve_before_close: bool
    pause_first_response: bool
    auto_close_days: int
    work_overlap: Overlap
    created_at: datetime

    @property
    def zone(self) -> tzinfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """A company the MSP works for. Archived ones stay readable and take no new tickets.

    The account's one `catch_all` customer holds requesters whose company nobody knows yet.
    """

    account_id: int
    id: int
    version: int
    name: str
    business_number: str
    domain: str
    address: str
    city: str
    state: str
    country: str
    zip_code: str
    phone: str
    fax: str
    notes: str
    links: str
    longitude: float | None
    latitude: float | None
    catch_all: bool
    created_at: datetime
    modified_at: datetime
    archived_at: datetime | None


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """A department that contacts may belong to. Its name is unique among the account's, case folded."""

    account_id: int
    id: int
    version: int
    name: str
    description: str
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A person at a customer. `email` is unique among the account's active contacts, case folded."""

    account_id: int
    id: int
    version: int
    customer_id: int
    department_id: int | None
    email: str | None
    first_name: str
    last_name: str
    job_title: str
    phone: str
    mobile_phone: str
    is_contact_person: bool
    ignored: bool
    created_at: datetime
    modified_at: datetime
    archived_at: datetime | None


class Technician(msgspec.Struct, frozen=True, kw_only=True):
    """One of the MSP's own people. Inactive ones stay named where they worked and take no new work."""

    account_id: int
    id: int
    version: int
    email: str
    first_name: str
    last_name: str
    role: Role
    active: bool
    created_at: datetime
    modified_at: datetime

    @property
    def full_name(self) -> str:
        """First and last name with one blank between, as Atera shows technicians."""
        return f"{self.first_name} {self.last_name}".strip()


def checked_zone(name: str) -> str:
    """The time zone's name. Raises Refusal (`invalid_time_zone`) when there is no such zone."""
    tidy = name.strip()
    try:
        ZoneInfo(tidy)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(
            "invalid_time_zone",
            "Invalid time zone",
            f"{tidy[:60]!r} is no time zone; use an IANA name such as Europe/Berlin, America/New_York or UTC",
            field="time_zone",
        ) from None
    return tidy


def email_key(email: str) -> str:
    """The form under which an address is unique: no white space around it, case folded."""
    return email.strip().casefold()


def checked_email(email: str, field: str = "email") -> str:
    """The address without white space around it. Raises Refusal (`invalid_email`) when it cannot be one.

    `field` names the draft's attribute that it stands in.
    """
    tidy = email.strip()
    name, _, domain = tidy.partition("@")
    if not name or not domain or "@" in domain or any(c.isspace() or not c.isprintable() for c in tidy):
        raise Refusal("invalid_email", "Invalid email", f"{tidy!r} is no e-mail address", field=field)
    return tidy


def name_from_email(email: str) -> tuple[str, str]:
    """First and last name guessed from an address: jane.tech@example.org is Jane Tech."""
    words = email.partition("@")[0].replace("_", ".").replace("-", ".").split(".")
    names = [word.capitalize() for word in words if word]
    return (names[0], " ".join(names[1:])) if names else ("", "")
