"""Customers: create, read, update, archive, list."""

from deskhand.api.call import Call
from deskhand.api.kinds import Flag, Text
from deskhand.api.moments import AccountInstant
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import PAGING, people_asked
from deskhand.api.v3.shapes.directory import (
    CHANGED_CUSTOMER,
    NEW_CUSTOMER,
    CustomerOut,
    CustomerSaved,
    customer_fields,
)
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.directory import Customer
from deskhand.directory.customers import archive_customer, change_customer, create_customer
from deskhand.directory.read import list_customers, read_customer
from deskhand.storage.engine import Tx


def show(customer: Customer) -> CustomerOut:
    return CustomerOut(**customer_fields(customer))


def show_saved(customer: Customer) -> CustomerSaved:
    return CustomerSaved(ActionID=customer.id, **customer_fields(customer))


async def create(call: Call, tx: Tx) -> CustomerSaved:
    draft = call.draft(NEW_CUSTOMER)
    return show_saved(await create_customer(tx, call.actor, draft))


async def read(call: Call) -> CustomerOut:
    async with call.engine.read() as database:
        return show(await read_customer(database, call.actor, call.ids["customer_id"]))


async def update(call: Call, tx: Tx) -> CustomerSaved:
    draft = call.draft(CHANGED_CUSTOMER)
    return show_saved(await change_customer(tx, call.actor, call.ids["customer_id"], draft))


async def delete(call: Call, tx: Tx) -> Deleted:
    archived = await archive_customer(tx, call.actor, call.ids["customer_id"])
    return Deleted(ActionID=archived.id)


async def list_all(call: Call) -> Paged[CustomerOut]:
    page, asked = call.page, people_asked(call)
    async with call.engine.read() as database:
        found = await list_customers(database, call.actor, asked, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show)


FILTERS = (
    Param("FromLastModifiedDate", AccountInstant(), "Changed since; without an offset in the account's time zone."),
    Param("SortBy", Text(40), "Creation (default) or LastModified, newest first."),
    Param("includeArchived", Flag(), "Archived ones too."),
)

ROUTES = (
    Route(
        methods=("GET",),
        path="/customers",
        scope="customers:read",
        handler=list_all,
        answer=Paged[CustomerOut],
        query=(*PAGING, *FILTERS),
        summary="List customers, newest first",
        tag="Customers",
    ),
    Route(
        methods=("POST",),
        path="/customers",
        scope="customers:write",
        writer=create,
        answer=CustomerSaved,
        status=201,
        body=NEW_CUSTOMER,
        summary="Create a customer",
        tag="Customers",
        example={"CustomerName": "Acme Corporation", "Domain": "acme.com", "City": "Springfield"},
    ),
    Route(
        methods=("GET",),
        path="/customers/{customer_id}",
        scope="customers:read",
        handler=read,
        answer=CustomerOut,
        summary="Read a customer",
        tag="Customers",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/customers/{customer_id}",
        scope="customers:write",
        writer=update,
        answer=CustomerSaved,
        body=CHANGED_CUSTOMER,
        summary="Update a customer; what is not sent stays",
        tag="Customers",
        example={"Phone": "+1 555 0100"},
    ),
    Route(
        methods=("DELETE",),
        path="/customers/{customer_id}",
        scope="customers:write",
        writer=delete,
        answer=Deleted,
        summary="Archive a customer; it stays readable by id",
        tag="Customers",
    ),
)
