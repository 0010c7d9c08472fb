"""Files and folders of customers."""

import msgspec

from deskhand.attachments import store
from deskhand.attachments.keep import Kept, keep_attachment
from deskhand.core.actor import Actor, covers
from deskhand.core.attachments import LONGEST_NAME, Attachment, Folder
from deskhand.core.directory import Customer
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.directory import customer_store
from deskhand.directory.contacts import customer_unknown
from deskhand.directory.customers import visible_customer
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class FolderDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a folder."""

    customer_id: int | None = None
    name: str = ""


async def customer_for_files(read: Read, actor: Actor, customer_id: int | None) -> Customer:
    """The active customer that a body names, for somebody who may give it files. Refused when there is none."""
    found = None if customer_id is None else await customer_store.get(read, actor.account_id, customer_id)
    if found is None or found.archived_at is not None or not covers(actor.reach, found.id, None):
        raise customer_unknown()
    require(actor, Verb.CUSTOMER_WRITE)
    return found


async def attach_to_customer(tx: Tx, actor: Actor, kept: Kept) -> Attachment:
    """Give the customer that it is for a file whose bytes are kept already."""
    customer = await customer_for_files(tx, actor, kept.customer_id)
    attachment, _ = await keep_attachment(tx, actor, kept, customer_id=customer.id)
    return attachment


async def customer_attachments(read: Read, actor: Actor, customer_id: int) -> list[Attachment]:
    """A customer's files, oldest first. Raises Missing when there is no such customer to be seen."""
    require(actor, Verb.CUSTOMER_READ)
    await visible_customer(read, actor, customer_id)
    return await read.fetch(store.OF_CUSTOMER, account_id=actor.account_id, customer_id=customer_id)


async def create_folder(tx: Tx, actor: Actor, draft: FolderDraft) -> Folder:
    """A new folder of a customer. Refused without a name or a customer."""
    customer = await customer_for_files(tx, actor, draft.customer_id)
    name = " ".join(draft.name.split())
    if not name or len(name) > LONGEST_NAME:
        detail = f"A folder needs a name of 1 to {LONGEST_NAME} characters"
        raise Refusal("name_required", "Name required", detail, field="name")
    new = Folder(
        account_id=tx.account_id,
        id=tx.next_id("other"),
        customer_id=customer.id,
        name=name,
        created_at=tx.now,
    )
    await store.insert_folder(tx, new)
    await log.append(tx, actor, EventKind.FOLDER_CREATED, new.id, after=new)
    return new


async def list_folders(read: Read, actor: Actor, customer_id: int) -> list[Folder]:
    """A customer's folders, oldest first. Raises Missing when there is no such customer to be seen."""
    require(actor, Verb.CUSTOMER_READ)
    await visible_customer(read, actor, customer_id)
    return await read.fetch(store.FOLDERS, account_id=actor.account_id, customer_id=customer_id)
