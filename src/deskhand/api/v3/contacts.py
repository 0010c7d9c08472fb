"""Contacts: create, read, update, archive, list."""

import msgspec

from deskhand.api.call import Call
from deskhand.api.kinds import Text
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Param, Route
from deskhand.api.v3.customers import FILTERS
from deskhand.api.v3.params import PAGING, people_asked
from deskhand.api.v3.shapes.directory import CHANGED_CONTACT, NEW_CONTACT, ContactOut, ContactSaved, contact_fields
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.directory import Contact
from deskhand.directory.contacts import archive_contact, change_contact, create_contact
from deskhand.directory.customers import visible_customer
from deskhand.directory.read import Places, list_contacts, places_of, read_contact
from deskhand.storage.engine import Read, Tx


async def create(call: Call, tx: Tx) -> ContactSaved:
    draft = call.draft(NEW_CONTACT)
    return await _show_saved(tx, call, await create_contact(tx, call.actor, draft))


async def read(call: Call) -> ContactOut:
    async with call.engine.read() as database:
        contact = await read_contact(database, call.actor, call.ids["contact_id"])
        places = await places_of(database, call.actor, [contact])
    return _show(contact, places)


async def update(call: Call, tx: Tx) -> ContactSaved:
    draft = call.draft(CHANGED_CONTACT)
    return await _show_saved(tx, call, await change_contact(tx, call.actor, call.ids["contact_id"], draft))


async def delete(call: Call, tx: Tx) -> Deleted:
    archived = await archive_contact(tx, call.actor, call.ids["contact_id"])
    return Deleted(ActionID=archived.id)


async def list_all(call: Call) -> Paged[ContactOut]:
    page, asked = call.page, people_asked(call)
    async with call.engine.read() as database:
        found = await list_contacts(database, call.actor, asked, limit=page.limit, offset=page.offset)
        places = await places_of(database, call.actor, found.rows)
    return envelope(found.rows, found.total, page, call.link, lambda contact: _show(contact, places))


async def list_of_customer(call: Call) -> Paged[ContactOut]:
    page, customer_id = call.page, call.ids["customer_id"]
    asked = msgspec.structs.replace(people_asked(call), customer_id=customer_id)
    async with call.engine.read() as database:
        await visible_customer(database, call.actor, customer_id)
        found = await list_contacts(database, call.actor, asked, limit=page.limit, offset=page.offset)
        places = await places_of(database, call.actor, found.rows)
    return envelope(found.rows, found.total, page, call.link, lambda contact: _show(contact, places))


def _show(contact: Contact, places: Places) -> ContactOut:
    return ContactOut(**contact_fields(contact, places))


async def _show_saved(read: Read, call: Call, contact: Contact) -> ContactSaved:
    places = await places_of(read, call.actor, [contact])
    return ContactSaved(ActionID=contact.id, **contact_fields(contact, places))


SEARCH = (
    *PAGING,
    Param("Email", Text(200), "Anywhere in the address; searchOptions.email is read too."),
    Param("Phone", Text(200), "Anywhere in either number; searchOptions.phone is read too."),
    *FILTERS,
)

ROUTES = (
    Route(
        methods=("GET",),
        path="/contacts",
        scope="contacts:read",
        handler=list_all,
        answer=Paged[ContactOut],
        query=SEARCH,
        summary="List contacts, newest first",
        tag="Contacts",
    ),
    Route(
        methods=("GET",),
        path="/contacts/customer/{customer_id}",
        scope="contacts:read",
        handler=list_of_customer,
        answer=Paged[ContactOut],
        query=SEARCH,
        summary="List a customer's contacts, newest first",
        tag="Contacts",
    ),
    Route(
        methods=("POST",),
        path="/contacts",
        scope="contacts:write",
        writer=create,
        answer=ContactSaved,
        status=201,
        body=NEW_CONTACT,
        summary="Create a contact",
        tag="Contacts",
        example={"Email": "john.smith@acme.com", "CustomerID": 12345, "Firstname": "John", "Lastname": "Smith"},
    ),
    Route(
        methods=("GET",),
        path="/contacts/{contact_id}",
        scope="contacts:read",
        handler=read,
        answer=ContactOut,
        summary="Read a contact",
        tag="Contacts",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/contacts/{contact_id}",
        scope="contacts:write",
        writer=update,
        answer=ContactSaved,
        body=CHANGED_CONTACT,
        summary="Update a contact; what is not sent stays",
        tag="Contacts",
        example={"JobTitle": "Head of Sales"},
    ),
    Route(
        methods=("DELETE",),
        path="/contacts/{contact_id}",
        scope="contacts:write",
        writer=delete,
        answer=Deleted,
        summary="Archive a contact; it stays readable by id",
        tag="Contacts",
    ),
)
