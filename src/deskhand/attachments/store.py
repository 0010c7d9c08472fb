"""The statements on attachments and on customers' folders."""

import sqlalchemy as sa

from deskhand.core.attachments import Attachment, Folder
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import attachment, customer_folder
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, get_of, insert_of, row_of

_ALL = sa.select(*columns_of(Attachment, attachment)).where(attachment.c.account_id == sa.bindparam("account_id"))

INSERT = insert_of(Attachment, attachment)
GET = get_of(Attachment, attachment)
OF_TICKET: Statement[Attachment] = Statement(
    _ALL.where(attachment.c.ticket_id == sa.bindparam("ticket_id")).order_by(attachment.c.id), Attachment
)
OF_CUSTOMER: Statement[Attachment] = Statement(
    _ALL.where(attachment.c.customer_id == sa.bindparam("customer_id")).order_by(attachment.c.id), Attachment
)
OF_COMMENT: Statement[Attachment] = Statement(
    _ALL.where(attachment.c.comment_id == sa.bindparam("comment_id")).order_by(attachment.c.id), Attachment
)
DELETE_OF_COMMENT: Statement[object] = Statement(
    sa.delete(attachment).where(
        attachment.c.account_id == sa.bindparam("account_id"), attachment.c.comment_id == sa.bindparam("comment_id")
    )
)
INSERT_FOLDER = insert_of(Folder, customer_folder)
FOLDERS: Statement[Folder] = Statement(
    sa.select(*columns_of(Folder, customer_folder))
    .where(
        customer_folder.c.account_id == sa.bindparam("account_id"),
        customer_folder.c.customer_id == sa.bindparam("customer_id"),
    )
    .order_by(customer_folder.c.id),
    Folder,
)


async def get(read: Read, account_id: int, attachment_id: int) -> Attachment | None:
    return await read.one(GET, account_id=account_id, id=attachment_id)


async def insert(tx: Tx, new: Attachment) -> None:
    await tx.run(INSERT, **row_of(new))


async def of_comment(tx: Tx, comment_id: int) -> list[Attachment]:
    """The files that were sent with a comment."""
    return await tx.fetch(OF_COMMENT, account_id=tx.account_id, comment_id=comment_id)


async def delete_of_comment(tx: Tx, comment_id: int) -> None:
    await tx.run(DELETE_OF_COMMENT, account_id=tx.account_id, comment_id=comment_id)


async def insert_folder(tx: Tx, new: Folder) -> None:
    await tx.run(INSERT_FOLDER, **row_of(new))
