"""Who is who: customers, their contacts, the desk's technicians, and the account itself."""

from datetime import datetime

from msgspec import field

from deskhand_client.records.record import Record


class Customer(Record, frozen=True, kw_only=True):
    """A company that the desk works for."""

    id: int = field(name="CustomerID", default=0)
    name: str = field(name="CustomerName", default="")
    business_number: str = field(name="BusinessNumber", default="")
    domain: str = field(name="Domain", default="")
    address: str = field(name="Address", default="")
    city: str = field(name="City", default="")
    state: str = field(name="State", default="")
    country: str = field(name="Country", default="")
    zip_code: str = field(name="ZipCodeStr", default="")
    phone: str = field(name="Phone", default="")
    fax: str = field(name="Fax", default="")
    notes: str = field(name="Notes", default="")
    links: str = field(name="Links", default="")
    logo: str | None = field(name="Logo", default=None)
    longitude: float | None = field(name="Longitude", default=None)
    latitude: float | None = field(name="Latitude", default=None)
    created_at: datetime | None = field(name="CreatedOn", default=None)
    modified_at: datetime | None = field(name="LastModified", default=None)
    archived: bool = field(name="Archived", default=False)


class Contact(Record, frozen=True, kw_only=True):
    """A person at a customer; the API calls one an end user."""

    id: int = field(name="EndUserID", default=0)
    customer_id: int | None = field(name="CustomerID", default=None)
    customer_name: str = field(name="CustomerName", default="")
    first_name: str = field(name="Firstname", default="")
    last_name: str = field(name="Lastname", default="")
    job_title: str = field(name="JobTitle", default="")
    email: str | None = field(name="Email", default=None)
    phone: str = field(name="Phone", default="")
    mobile_phone: str = field(name="MobilePhone", default="")
    is_contact_person: bool = field(name="IsContactPerson", default=False)
    in_ignore_mode: bool = field(name="InIgnoreMode", default=False)
    created_at: datetime | None = field(name="CreatedOn", default=None)
    modified_at: datetime | None = field(name="LastModified", default=None)
    archived: bool = field(name="Archived", default=False)
    department_id: int | None = field(name="DepartmentID", default=None)
    department_name: str | None = field(name="DepartmentName", default=None)
    default_technician_id: int | None = field(name="DefaultAgentId", default=None)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Technician(Record, frozen=True, kw_only=True):
    """One of the desk's own people. Atera has no call that lists them."""

    id: int = field(name="TechnicianContactID", default=0)
    name: str = field(name="TechnicianFullName", default="")
    first_name: str = field(name="FirstName", default="")
    last_name: str = field(name="LastName", default="")
    email: str = field(name="Email", default="")
    role: str = field(name="Role", default="")
    active: bool = field(name="Active", default=True)


class Department(Record, frozen=True, kw_only=True):
    """A department that contacts belong to."""

    id: int = field(name="Id", default=0)
    name: str = field(name="Name", default="")
    description: str = field(name="Description", default="")


class Account(Record, frozen=True, kw_only=True):
    """The desk's own account. Ids of Atera's accounts are texts."""

    id: str = field(name="AccountID", default="")
    name: str = field(name="CompanyName", default="")
    time_zone: str | None = field(name="TimeZoneName", default=None)
    country: str | None = field(name="Country", default=None)
    city: str | None = field(name="City", default=None)
    plan: str | None = field(name="Plan", default=None)
    created_at: datetime | None = field(name="CreatedOn", default=None)
