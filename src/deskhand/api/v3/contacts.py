"""Contacts: create, read, update, archive, list."""

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
from deskhand.directory.read import customer_names, list_contacts, read_contact
from deskhand.storage.engine import Read, Tx


async def create(call: Call, tx: Tx) -> ContactSaved:
    draft = call.draft(NEW_CONTACT)
    return await _show_saved(tx, call, await create_contact(tx, call.actor, draft))


async def read(call: Call) -> ContactOut:
    async with call.engine.read() as database:
        contact = await read_contact(database, call.actor, call.ids["contact_id"])
        names = await customer_names(database, call.actor, [contact])
    return _show(contact, names)


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
        names = await customer_names(database, call.actor, found.rows)
    return envelope(found.rows, found.total, page, call.link, lambda contact: _show(contact, names))


def _show(contact: Contact, names: dict[int, str]) -> ContactOut:
    return ContactOut(**contact_fields(contact, names[contact.customer_id]))


async def _show_saved(read: Read, call: Call, contact: Contact) -> ContactSaved:
    names = await customer_names(read, call.actor, [contact])
    return ContactSaved(ActionID=contact.id, **contact_fields(contact, names[contact.customer_id]))


ROUTES = (
    Route(
        methods=("GET",),
        path="/contacts",
        scope="contacts:read",
        handler=list_all,
        answer=Paged[ContactOut],
        query=(
            *PAGING,
            Param("Email", Text(200), "Anywhere in the address; searchOptions.email is read too."),
            Param("Phone", Text(200), "Anywhere in either number; searchOptions.phone is read too."),
            *FILTERS,
        ),
        summary="List contacts, newest first",
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
