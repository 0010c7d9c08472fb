"""Attachments of tickets and customers, and customers' folders: add, list."""

from datetime import UTC, datetime

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.uploads import UPLOAD_LIMIT, kept_upload, read_upload, store_upload
from deskhand.api.v3.shapes.attachment import (
    NEW_CUSTOMER_ATTACHMENT,
    NEW_FOLDER,
    NEW_TICKET_ATTACHMENT,
    AttachmentSaved,
    FolderOut,
    FolderSaved,
    show_attachment,
    show_folder,
    show_folder_saved,
)
from deskhand.attachments.customers import (
    attach_to_customer,
    create_folder,
    customer_attachments,
    customer_for_files,
    list_folders,
)
from deskhand.core.attachments import Attachment
from deskhand.storage.engine import Tx
from deskhand.tickets.attach import attach_to_ticket, ticket_attachments, ticket_for_files


async def store_for_ticket(call: Call) -> None:
    """Keep the bytes, once it is clear that the ticket will take them."""
    upload = await read_upload(call, NEW_TICKET_ATTACHMENT)
    async with call.engine.read() as database:
        await ticket_for_files(database, call.actor, call.ids["ticket_id"])
    await store_upload(call, upload)


async def add_to_ticket(call: Call, tx: Tx) -> AttachmentSaved:
    return _saved(call, await attach_to_ticket(tx, call.actor, call.ids["ticket_id"], kept_upload(call)))


async def list_of_ticket(call: Call) -> list[str]:
    async with call.engine.read() as database:
        found = await ticket_attachments(database, call.actor, call.ids["ticket_id"])
    return [_url(call, attachment) for attachment in found]


async def store_for_customer(call: Call) -> None:
    """Keep the bytes, once it is clear that the customer will take them."""
    upload = await read_upload(call, NEW_CUSTOMER_ATTACHMENT)
    async with call.engine.read() as database:
        await customer_for_files(database, call.actor, upload.customer_id)
    await store_upload(call, upload)


async def add_to_customer(call: Call, tx: Tx) -> AttachmentSaved:
    return _saved(call, await attach_to_customer(tx, call.actor, kept_upload(call)))


async def list_of_customer(call: Call) -> list[str]:
    async with call.engine.read() as database:
        found = await customer_attachments(database, call.actor, call.ids["customer_id"])
    return [_url(call, attachment) for attachment in found]


async def add_folder(call: Call, tx: Tx) -> FolderSaved:
    return show_folder_saved(await create_folder(tx, call.actor, call.draft(NEW_FOLDER)))


async def list_all_folders(call: Call) -> list[FolderOut]:
    async with call.engine.read() as database:
        return [show_folder(one) for one in await list_folders(database, call.actor, call.ids["customer_id"])]


def _saved(call: Call, attachment: Attachment) -> AttachmentSaved:
    return show_attachment(attachment, _url(call, attachment))


def _url(call: Call, attachment: Attachment) -> str:
    return call.files.links.to(call.base_url, attachment, datetime.now(UTC))


FILE = {"Name": "screenshot.png", "ContentBased64": "iVBORw0KGgo="}

ROUTES = (
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/attachments",
        scope="tickets:read",
        handler=list_of_ticket,
        answer=list[str],
        summary="List a ticket's attachments, as links that are good for 15 minutes",
        tag="Attachments",
    ),
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/attachments",
        scope="tickets:write",
        before=store_for_ticket,
        writer=add_to_ticket,
        answer=AttachmentSaved,
        status=201,
        body=NEW_TICKET_ATTACHMENT,
        takes_files=True,
        body_limit=UPLOAD_LIMIT,
        summary="Attach a file to a ticket",
        tag="Attachments",
        example=FILE,
    ),
    Route(
        methods=("POST",),
        path="/customers/attachments",
        scope="customers:write",
        before=store_for_customer,
        writer=add_to_customer,
        answer=AttachmentSaved,
        status=201,
        body=NEW_CUSTOMER_ATTACHMENT,
        takes_files=True,
        body_limit=UPLOAD_LIMIT,
        summary="Attach a file to a customer",
        tag="Attachments",
        example={"CustomerId": 12345, **FILE},
    ),
    Route(
        methods=("GET",),
        path="/customers/{customer_id}/attachments",
        scope="customers:read",
        handler=list_of_customer,
        answer=list[str],
        summary="List a customer's attachments, as links that are good for 15 minutes",
        tag="Attachments",
    ),
    Route(
        methods=("POST",),
        path="/customers/folders",
        scope="customers:write",
        writer=add_folder,
        answer=FolderSaved,
        status=201,
        body=NEW_FOLDER,
        summary="Create a customer's folder",
        tag="Customers",
        example={"Name": "Servers", "CustomerId": 12345},
    ),
    Route(
        methods=("GET",),
        path="/customers/{customer_id}/folders",
        scope="customers:read",
        handler=list_all_folders,
        answer=list[FolderOut],
        summary="List a customer's folders",
        tag="Customers",
    ),
)
