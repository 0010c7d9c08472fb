"""How the API must show what the desk holds."""

from datetime import datetime
from typing import Any

from tests.features.machine.things import Comment, Contact, Customer, Entry, Technician, Thing, Ticket
from tests.features.machine.world import Json, World


def at(instant: datetime | None) -> str | None:
    """An instant in UTC, cut to the second; null when unset."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def hours(seconds: int) -> float:
    """Hours with two decimals, half up."""
    return (seconds * 100 * 2 + 3600) // 7200 / 100


def ticket(world: World, t: Ticket) -> Json:
    """A ticket."""
    customer = world.customers[t.customer_id]
    contact = world.contacts.get(t.contact_id or 0)
    technician = world.technicians.get(t.technician_id or 0)
    public = [c for c in t.comments if not c.internal]
    first, by_contact, by_technician = public[:1], t.said_by(contact=True)[-1:], t.said_by(technician=True)[-1:]
    return {
        "TicketID": t.id,
        "TicketTitle": t.title,
        "TicketNumber": str(t.id),
        "Description": t.description,
        "TicketStatus": t.status,
        "TicketPriority": t.priority,
        "TicketType": t.type,
        "TicketImpact": t.impact,
        "TicketSource": "API",
        "Tags": t.tags.split("\n") if t.tags else [],
        "CustomerID": t.customer_id,
        "CustomerName": customer.name,
        "CustomerBusinessNumber": customer.business_number or None,
        "EndUserID": t.contact_id,
        "EndUserFirstName": contact.first_name if contact else None,
        "EndUserLastName": contact.last_name if contact else None,
        "EndUserEmail": contact.email if contact else None,
        "EndUserPhone": (contact.phone or None) if contact else None,
        "TechnicianContactID": t.technician_id,
        "TechnicianFullName": technician.name if technician else None,
        "TechnicianEmail": technician.email if technician else None,
        "TicketCreatedDate": at(t.created_at),
        "TicketResolvedDate": at(t.resolved_at),
        "FirstResponseDate": at(t.first_response_at),
        "TechnicianFirstCommentDate": at(t.first_response_at),
        "LastActivityDate": at(t.last_activity_at),
        "DueDate": at(t.due_by_hand),
        "FirstResponseDueDate": None,
        "ClosedTicketDueDate": at(t.due_by_hand),
        "FirstComment": t.description or (first[0].text if first else None),
        "LastEndUserComment": by_contact[0].text if by_contact else None,
        "LastEndUserCommentTimestamp": at(by_contact[0].at) if by_contact else None,
        "LastTechnicianComment": by_technician[0].text if by_technician else None,
        "LastTechnicianCommentTimestamp": at(by_technician[0].at) if by_technician else None,
        **_spent(t),
        "ContractID": None,
        "SLAPolicyID": None,
        "SLAName": None,
        "SLAStatus": None,
        "SLANextDueDate": None,
        "RelationType": None,
        "RelatedTicketId": None,
    }


def _spent(t: Ticket) -> Json:
    on_site = t.seconds(billable=True, on_site=True) + t.seconds(billable=False, on_site=True)
    off_site = t.seconds(billable=True, on_site=False) + t.seconds(billable=False, on_site=False)
    parts = {
        "OnSite": on_site,
        "OffSite": off_site,
        "OnSLA": on_site + off_site,
        "OffSLA": 0,
        "Total": on_site + off_site,
    }
    seconds = {f"{part}DurationSeconds": length for part, length in parts.items()}
    return seconds | {f"{part}DurationMinutes": length // 60 for part, length in parts.items()}


def durations(t: Ticket, *, billable: bool) -> Json:
    """What was worked on a ticket and is billed, or is not."""
    on_site, off_site = (t.seconds(billable=billable, on_site=where) for where in (True, False))
    return {
        "ticketId": t.id,
        "TotalDurationHours": hours(on_site + off_site),
        "OnSiteDurationHours": hours(on_site),
        "OffSiteDurationHours": hours(off_site),
        "OnSLADurationHours": hours(on_site + off_site),
        "OffSLADurationHours": 0.0,
    }


def billable_duration(t: Ticket) -> Json:
    """The brief's two keys beside."""
    total = t.seconds(billable=True, on_site=True) + t.seconds(billable=True, on_site=False)
    return durations(t, billable=True) | {"TotalBillableDuration": total, "TotalBillableHours": hours(total)}


def comment(world: World, c: Comment) -> Json:
    """A comment, with its author as he is called now."""
    author: Any = world.technicians.get(c.technician_id or 0) or world.contacts.get(c.contact_id or 0)
    return {
        "CommentID": c.id,
        "TicketID": c.ticket_id,
        "CommentText": c.text,
        "CommentDate": at(c.at),
        "CreatorContactID": c.technician_id or c.contact_id,
        "IsInternal": c.internal,
        "Comment": c.text,
        "CommentHtml": None,
        "Date": at(c.at),
        "EndUserID": c.contact_id,
        "TechnicianContactID": c.technician_id,
        "Email": author.email if author else None,
        "FirstName": author.first_name if author else None,
        "LastName": author.last_name if author else None,
        "CreatorName": (author.name or None) if author else None,
        "CreatorEmail": author.email if author else None,
    }


def entry(world: World, e: Entry) -> Json:
    """An entry of work."""
    technician = world.technicians[e.technician_id]
    return {
        "WorkHourID": e.id,
        "WorkHoursID": e.id,
        "TicketID": e.ticket_id,
        "TechnicianContactID": technician.id,
        "TechnicianFullName": technician.name,
        "TechnicianEmail": technician.email,
        "StartDate": at(e.starts_at),
        "StartWorkHour": at(e.starts_at),
        "EndDate": at(e.ends_at),
        "EndWorkHour": at(e.ends_at),
        "Duration": e.seconds,
        "IsBillable": e.billable,
        "Billiable": e.billable,
        "OnCustomerSite": e.on_site,
        "Notes": e.notes,
        "Description": e.notes,
        "RateID": None,
        "RateAmount": None,
    }


def beside(world: World, saved: Thing) -> Json:
    """What is said to whoever saved a thing: of an entry, with which others of the same technician it shares time."""
    if not isinstance(saved, Entry):
        return {}
    others = sorted(
        (e.starts_at, e.id, e)
        for t in world.alive
        for e in t.entries
        if e.id != saved.id and e.technician_id == saved.technician_id
        if e.starts_at < saved.ends_at and saved.starts_at < e.ends_at
    )
    sentences = [
        f"The entry overlaps entry {e.id} of the same technician on ticket {e.ticket_id}, "
        f"{at(e.starts_at)} to {at(e.ends_at)}"
        for _, _, e in others
    ]
    return {"Warnings": sentences[:5]}


def customer(c: Customer) -> Json:
    """A customer."""
    return {
        "CustomerID": c.id,
        "CustomerName": c.name,
        "CreatedOn": at(c.created_at),
        "LastModified": at(c.modified_at),
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


def contact(world: World, c: Contact) -> Json:
    """A contact."""
    return {
        "EndUserID": c.id,
        "CustomerID": c.customer_id,
        "CustomerName": world.customers[c.customer_id].name,
        "Firstname": c.first_name,
        "Lastname": c.last_name,
        "JobTitle": c.job_title,
        "Email": c.email,
        "Phone": c.phone,
        "MobilePhone": c.mobile_phone,
        "IsContactPerson": c.is_contact_person,
        "InIgnoreMode": c.ignored,
        "CreatedOn": at(c.created_at),
        "LastModified": at(c.modified_at),
        "Archived": c.archived_at is not None,
        "DepartmentID": None,
        "DepartmentName": None,
        "DefaultAgentId": None,
    }


def technician(t: Technician) -> Json:
    """A technician."""
    return {
        "TechnicianContactID": t.id,
        "TechnicianFullName": t.name,
        "FirstName": t.first_name,
        "LastName": t.last_name,
        "Email": t.email,
        "Role": t.role,
        "Active": t.active,
    }


def person(world: World, one: Customer | Contact) -> Json:
    """A customer or a contact."""
    return customer(one) if isinstance(one, Customer) else contact(world, one)


def thing(world: World, one: Thing) -> Json:
    """Anything."""
    match one:
        case Ticket():
            return ticket(world, one)
        case Comment():
            return comment(world, one)
        case Entry():
            return entry(world, one)
        case Technician():
            return technician(one)
    return person(world, one)
