"""Customers, contacts and technicians on the wire."""

from typing import Any

import msgspec

from deskhand.api.kinds import Choice, Flag, Name, Number, Reference, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import CUSTOMER, EMAIL
from deskhand.api.wire import InstantText
from deskhand.core.actor import Role
from deskhand.core.directory import Contact, Customer, Department, Technician
from deskhand.core.time import show_instant
from deskhand.directory.contacts import ContactDraft
from deskhand.directory.customers import CustomerDraft
from deskhand.directory.departments import DepartmentDraft
from deskhand.directory.read import Places
from deskhand.directory.technicians import TechnicianDraft

LINE = Text(500)
DEPARTMENT = Reference("department", "Department not found", zero_is_none=True)


class CustomerOut(msgspec.Struct, frozen=True, kw_only=True):
    """A customer, in Atera's keys; Archived is ours."""

    CustomerID: int
    CustomerName: str
    CreatedOn: InstantText
    LastModified: InstantText
    BusinessNumber: str
    Domain: str
    Address: str
    City: str
    State: str
    Country: str
    Phone: str
    Fax: str
    Notes: str
    Logo: str | None
    Links: str
    Longitude: float | None
    Latitude: float | None
    ZipCodeStr: str
    Archived: bool


class CustomerSaved(CustomerOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int


class ContactOut(msgspec.Struct, frozen=True, kw_only=True):
    """A contact, in Atera's keys; names are spelled Firstname and Lastname there."""

    EndUserID: int
    CustomerID: int
    CustomerName: str
    Firstname: str
    Lastname: str
    JobTitle: str
    Email: str | None
    Phone: str
    MobilePhone: str
    IsContactPerson: bool
    InIgnoreMode: bool
    CreatedOn: InstantText
    LastModified: InstantText
    Archived: bool
    DepartmentID: int | None
    DepartmentName: str | None
    DefaultAgentId: int | None


class ContactSaved(ContactOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int


class DepartmentOut(msgspec.Struct, frozen=True, kw_only=True):
    """A department that contacts may belong to."""

    Id: int
    Name: str
    Description: str


class DepartmentSaved(DepartmentOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int


class TechnicianOut(msgspec.Struct, frozen=True, kw_only=True):
    """A technician, whom Atera does not list."""

    TechnicianContactID: int
    TechnicianFullName: str
    FirstName: str
    LastName: str
    Email: str
    Role: Role
    Active: bool


class TechnicianSaved(TechnicianOut, frozen=True, kw_only=True):
    """The answer to a create or update."""

    ActionID: int


def customer_fields(c: Customer) -> dict[str, Any]:
    """A customer as the wire has it."""
    return {
        "CustomerID": c.id,
        "CustomerName": c.name,
        "CreatedOn": show_instant(c.created_at),
        "LastModified": show_instant(c.modified_at),
        "BusinessNumber": c.business_number,
        "Domain": c.domain,
        "Address": c.address,
        "City": c.city,
        "State": c.state,
        "Country": c.country,
        "Phone": c.phone,
        "Fax": c.fax,
        "Notes": c.notes,
        "Logo": None,
        "Links": c.links,
        "Longitude": c.longitude,
        "Latitude": c.latitude,
        "ZipCodeStr": c.zip_code,
        "Archived": c.archived_at is not None,
    }


def contact_fields(c: Contact, places: Places) -> dict[str, Any]:
    """A contact as the wire has it. There are no agents, so none is anybody's default."""
    return {
        "EndUserID": c.id,
        "CustomerID": c.customer_id,
        "CustomerName": places.customers[c.customer_id],
        "Firstname": c.first_name,
        "Lastname": c.last_name,
        "JobTitle": c.job_title,
        "Email": c.email,
        "Phone": c.phone,
        "MobilePhone": c.mobile_phone,
        "IsContactPerson": c.is_contact_person,
        "InIgnoreMode": c.ignored,
        "CreatedOn": show_instant(c.created_at),
        "LastModified": show_instant(c.modified_at),
        "Archived": c.archived_at is not None,
        "DepartmentID": c.department_id,
        "DepartmentName": places.departments.get(c.department_id or 0),
        "DefaultAgentId": None,
    }


def department_fields(d: Department) -> dict[str, Any]:
    """A department as the wire has it."""
    return {"Id": d.id, "Name": d.name, "Description": d.description}


def technician_fields(t: Technician) -> dict[str, Any]:
    """A technician as the wire has it."""
    return {
        "TechnicianContactID": t.id,
        "TechnicianFullName": t.full_name,
        "FirstName": t.first_name,
        "LastName": t.last_name,
        "Email": t.email,
        "Role": t.role,
        "Active": t.active,
    }


CUSTOMER_FIELDS = (
    Field("name", "CustomerName", LINE),
    Field("business_number", "BusinessNumber", LINE),
    Field("domain", "Domain", LINE, about="Its mail domain; new contacts with it belong to the customer."),
    Field("address", "Address", LINE),
    Field("city", "City", LINE),
    Field("state", "State", LINE),
    Field("country", "Country", LINE),
    Field("phone", "Phone", LINE),
    Field("fax", "Fax", LINE),
    Field("notes", "Notes", Text()),
    Field("links", "Links", Text(5000), ("Website",)),
    Field("longitude", "Longitude", Number(-180, 180), null_is_none=True),
    Field("latitude", "Latitude", Number(-90, 90), null_is_none=True),
    Field("zip_code", "ZipCodeStr", LINE, ("ZipCode",)),
)
ARCHIVED = Field("archived", "Archived", Flag(), about="False restores an archived one.")
NEW_CUSTOMER = Shape(CustomerDraft, CUSTOMER_FIELDS, required=("CustomerName",))
CHANGED_CUSTOMER = Shape(CustomerDraft, (*CUSTOMER_FIELDS, ARCHIVED))

CONTACT_FIELDS = (
    Field("email", "Email", EMAIL),
    Field("customer_id", "CustomerID", CUSTOMER),
    Field("customer_name", "CustomerName", LINE, about="Instead of CustomerID: the exact name."),
    Field("first_name", "Firstname", LINE),
    Field("last_name", "Lastname", LINE),
    Field("job_title", "JobTitle", LINE),
    Field("phone", "Phone", LINE),
    Field("mobile_phone", "MobilePhone", LINE),
    Field("is_contact_person", "IsContactPerson", Flag(), about="Sees the tickets of the whole company."),
    Field("department_id", "DepartmentID", DEPARTMENT, about="Null or 0: none.", null_is_none=True),
    Field("department_name", "DepartmentName", LINE, about="Instead of DepartmentID: the name of one that is there."),
    Field("ignored", "InIgnoreMode", Flag(), about="Gets no mail and opens no ticket by mail."),
)
NEW_CONTACT = Shape(ContactDraft, CONTACT_FIELDS, required=("Email",))
CHANGED_CONTACT = Shape(ContactDraft, (*CONTACT_FIELDS, ARCHIVED))

DEPARTMENT_FIELDS = (Field("name", "Name", Name(500)), Field("description", "Description", Text(5000)))
NEW_DEPARTMENT = Shape(DepartmentDraft, DEPARTMENT_FIELDS, required=("Name",))
CHANGED_DEPARTMENT = Shape(DepartmentDraft, DEPARTMENT_FIELDS)

TECHNICIAN_FIELDS = (
    Field("email", "Email", EMAIL, ("TechnicianEmail",)),
    Field("first_name", "FirstName", LINE),
    Field("last_name", "LastName", LINE),
    Field("role", "Role", Choice(Role, "role")),
)
ACTIVE = Field("active", "Active", Flag())
NEW_TECHNICIAN = Shape(TechnicianDraft, TECHNICIAN_FIELDS, required=("Email",))
CHANGED_TECHNICIAN = Shape(TechnicianDraft, (*TECHNICIAN_FIELDS, ACTIVE))
