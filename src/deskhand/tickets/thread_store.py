"""The statements that a page of a timeline needs beside its events: one per kind of thing, by lists of ids."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.attachments import Attachment
from deskhand.storage.schema import api_key, attachment, custom_field, custom_value
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import one_of

# Those that came with some comments, and those that came by themselves.
FILES: Statement[Attachment] = Statement(
    sa.select(*columns_of(Attachment, attachment))
    .where(
        attachment.c.account_id == sa.bindparam("account_id"),
        attachment.c.ticket_id == sa.bindparam("ticket_id"),
        sa.or_(one_of(attachment.c.comment_id, "comments"), one_of(attachment.c.id, "ids")),
    )
    .order_by(attachment.c.id),
    Attachment,
)
KEY_NAMES: Statement[tuple[Any, ...]] = Statement(
    sa.select(api_key.c.id, api_key.c.name).where(
        api_key.c.account_id == sa.bindparam("account_id"), one_of(api_key.c.id, "ids")
    )
)
# By the ids of values, since only the first event of a value says which field's it is.
FIELD_NAMES: Statement[tuple[Any, ...]] = Statement(
    sa.select(custom_value.c.id, custom_field.c.name)
    .select_from(
        custom_value.join(
            custom_field,
            sa.and_(
                custom_field.c.account_id == custom_value.c.account_id, custom_field.c.id == custom_value.c.field_id
            ),
        )
    )
    .where(custom_value.c.account_id == sa.bindparam("account_id"), one_of(custom_value.c.id, "ids"))
)
