"""Who is who, as the domain's rules have it: customers, contacts and technicians."""

from dataclasses import replace
from typing import Any

from tests.features.machine.said import SILENT, Said, Silence, key, otherwise, tidy_email
from tests.features.machine.things import Contact, Customer, Technician
from tests.features.machine.world import Actor, Json, Refused, World

CUSTOMER_TEXTS = {
    "CustomerName": "name",
    "BusinessNumber": "business_number",
    "Domain": "domain",
    "Address": "address",
    "City": "city",
    "State": "state",
    "Country": "country",
    "ZipCodeStr": "zip_code",
    "Phone": "phone",
    "Fax": "fax",
    "Notes": "notes",
    "Links": "links",
}
CONTACT_TEXTS = {
    "Email": "email",
    "Firstname": "first_name",
    "Lastname": "last_name",
    "JobTitle": "job_title",
    "Phone": "phone",
    "MobilePhone": "mobile_phone",
}
# How domains may be written, and what they mean.
DOMAINS = {
    "acme.example": "acme.example",
    "Bakers.Example": "bakers.example",
    "@third.example": "third.example",
    "www.third.example": "third.example",
    "fourth.example, acme.example": "fourth.example",
    "": "",
    " ": "",
}
NOBODY = (400, "customer_not_found")


def active_customer(world: World, customer_id: int | None) -> Customer:
    """The customer, if it takes new tickets and contacts."""
    found = world.customers.get(customer_id or 0)
    if found is None or found.archived_at:
        raise Refused(NOBODY)
    return found


def active_contact(world: World, contact_id: int) -> Contact:
    """The contact, if it may open tickets and comment."""
    found = world.contacts.get(contact_id)
    if found is None or found.archived_at or world.customers[found.customer_id].archived_at:
        raise Refused(NOBODY)
    return found


def active_technician(world: World, technician_id: int | None, address: str = "") -> Technician:
    """The technician of this id or, without one, this address, if he takes new work."""
    for found in world.technicians.values():
        if found.active and (found.id == technician_id or (technician_id is None and key(found.email) == key(address))):
            return found
    raise Refused((400, "technician_not_found"))


def contact_at(world: World, address: str) -> Contact | None:
    """The active contact with an address."""
    return next((c for c in world.contacts.values() if not c.archived_at and key(c.email) == key(address)), None)


def customer_named(world: World, name: str) -> Customer:
    """The active customer of exactly this name; of several the oldest."""
    return active_customer(
        world, min((c.id for c in world.customers.values() if not c.archived_at and c.name == name), default=0)
    )


def customer_of_domain(world: World, address: str) -> Customer | None:
    """The active customer whose mail domain an address has; of several the oldest."""
    domain = key(address).rpartition("@")[2]
    fits = [c for _, c in sorted(world.customers.items()) if not c.archived_at and c.domain == domain]
    return fits[0] if fits else None


def catch_all(world: World, actor: Actor) -> Customer:
    """The customer of people whose company nobody knows: made, or brought back, when needed."""
    found = next((c for c in world.customers.values() if c.catch_all), None)
    if found is None:
        return _new_customer(world, actor, name="Unknown company", catch_all=True)
    before = replace(found)
    found.archived_at = None
    world.change(actor, "customer.changed", before, found)
    return found


def create_customer(world: World, actor: Actor, body: Json) -> Customer:
    """A new customer."""
    fields = _customer_fields(Said(body))
    actor.need("customer")
    if not fields.get("name", ""):
        raise Refused((400, "customer_name_required"))
    return _new_customer(world, actor, **fields)


def change_customer(world: World, actor: Actor, customer_id: int, body: Json) -> Customer:
    """A customer afterwards."""
    said = Said(body)
    archived = said.flag("Archived")
    fields = _customer_fields(said)
    customer = world.customers.get(customer_id)
    if customer is None:
        raise Refused((404, "customer_not_found"))
    actor.need("customer")
    if not fields.get("name", customer.name):
        raise Refused((400, "customer_name_required"))
    before = replace(customer)
    _set(customer, fields)
    _archive(world, customer, archived)
    world.change(actor, "customer.changed", before, customer)
    return customer


def create_contact(world: World, actor: Actor, body: Json) -> Contact:
    """A new contact of a customer that is named by id or, failing that, by its exact name."""
    customer_id, name, fields, flags = _contact_fields(Said(body))
    actor.need("contact")
    if not fields.get("email", ""):
        raise Refused((400, "email_required"))
    if customer_id is SILENT and not otherwise(name, ""):
        raise Refused((400, "customer_required"), (400, "email_required"))
    customer = (
        customer_named(world, str(name)) if isinstance(customer_id, Silence) else active_customer(world, customer_id)
    )
    return add_contact(world, actor, customer, fields | flags)


def add_contact(world: World, actor: Actor, customer: Customer, fields: dict[str, Any]) -> Contact:
    """A new contact of this customer."""
    email = tidy_email(fields["email"])
    if contact_at(world, email):
        raise Refused((409, "email_taken"))
    contact = Contact(world.next_id("person"), customer.id, world.now, world.now, **{**fields, "email": email})
    world.contacts[contact.id] = contact
    world.record(actor, "contact.created", None, contact)
    return contact


def change_contact(world: World, actor: Actor, contact_id: int, body: Json) -> Contact:
    """A contact afterwards; of what it is told, what it says already counts as unsaid."""
    said = Said(body)
    archived = said.flag("Archived")
    customer_id, name, fields, flags = _contact_fields(said)
    contact = world.contacts.get(contact_id)
    if contact is None:
        raise Refused((404, "contact_not_found"))
    actor.need("contact")
    customer = world.customers[contact.customer_id]
    if not isinstance(customer_id, Silence):
        if customer_id != contact.customer_id:
            customer = active_customer(world, customer_id)
    elif otherwise(name, "") not in ("", customer.name):
        customer = customer_named(world, str(name))
    email = tidy_email(fields.get("email", contact.email))
    stays_archived = contact.archived_at is not None if isinstance(archived, Silence) else archived
    holder = contact_at(world, email)
    if not stays_archived and holder is not None and holder is not contact:
        raise Refused((409, "email_taken"))
    before = replace(contact)
    _set(contact, {**fields, **flags, "email": email, "customer_id": customer.id})
    _archive(world, contact, archived)
    world.change(actor, "contact.changed", before, contact)
    return contact


def change_technician(world: World, actor: Actor, technician_id: int, body: Json) -> Technician:
    """A technician afterwards. One active administrator stays."""
    said = Said(body)
    first, last, active = said.text("FirstName", 500), said.text("LastName", 500), said.flag("Active")
    said.read()
    technician = world.technicians.get(technician_id)
    if technician is None:
        raise Refused((404, "technician_not_found"))
    actor.need("technician")
    others = [t for t in world.technicians.values() if t.role == "admin" and t.active and t is not technician]
    if active is False and technician.active and technician.role == "admin" and not others:
        raise Refused((400, "last_administrator"))
    before = replace(technician)
    technician.first_name = otherwise(first, technician.first_name)
    technician.last_name = otherwise(last, technician.last_name)
    technician.active = otherwise(active, technician.active)
    world.change(actor, "technician.changed", before, technician)
    return technician


def _new_customer(world: World, actor: Actor, **fields: Any) -> Customer:
    customer = Customer(world.next_id("customer"), world.now, world.now, **fields)
    world.customers[customer.id] = customer
    world.record(actor, "customer.created", None, customer)
    return customer


def _customer_fields(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {
        field: said.text(name, {"Notes": 1_000_000, "Links": 5000}.get(name, 500))
        for name, field in CUSTOMER_TEXTS.items()
    }
    found |= {"longitude": said.number("Longitude", -180, 180), "latitude": said.number("Latitude", -90, 90)}
    said.read()
    fields = {field: value for field, value in found.items() if value is not SILENT}
    if "name" in fields:
        fields["name"] = fields["name"].strip()
    if "domain" in fields:
        fields["domain"] = DOMAINS.get(fields["domain"].strip(), fields["domain"])
    return fields


def _contact_fields(said: Said) -> tuple[int | Silence, str | Silence, dict[str, str], dict[str, bool]]:
    texts = {field: said.text(name, 200 if name == "Email" else 500) for name, field in CONTACT_TEXTS.items()}
    flags = {"is_contact_person": said.flag("IsContactPerson"), "ignored": said.flag("InIgnoreMode")}
    customer_id, name = said.customer(), said.text("CustomerName", 500)
    said.read()
    return (
        customer_id,
        name,
        {field: text for field, text in texts.items() if not isinstance(text, Silence)},
        {field: flag for field, flag in flags.items() if not isinstance(flag, Silence)},
    )


def _set(thing: Customer | Contact, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        setattr(thing, field, value)


def _archive(world: World, thing: Customer | Contact, archived: bool | Silence) -> None:
    if not isinstance(archived, Silence) and archived != (thing.archived_at is not None):
        thing.archived_at = world.now if archived else None
