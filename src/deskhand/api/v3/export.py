"""Everything of an account in one stream of JSON Lines, for administrators who move or keep it elsewhere."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import msgspec

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.attachments.objects import ObjectGone
from deskhand.core.errors import Missing
from deskhand.desk.export_account import export_account, exported_attachment, require_everything
from deskhand.desk.whole import End, Head, Rows
from deskhand.http.streams import Download

LINES = "application/x-ndjson"
BYTES = "application/octet-stream"


async def export(call: Call) -> Download:
    """The account as it stands now: its head, a line per row, and its end."""
    require_everything(call.actor)
    call.exporting.refuse_another(call.actor.account_id)
    return Download(LINES, lambda: _lines(call), call.ending)


async def _lines(call: Call) -> AsyncGenerator[bytes, None]:
    async with call.exporting.turn(call.actor.account_id), call.engine.snapshot() as read:
        async for part in export_account(read, call.actor, datetime.now(UTC)):
            yield _written(part)


def _written(part: Head | Rows | End) -> bytes:
    if not isinstance(part, Rows):
        return msgspec.json.encode(part) + b"\n"
    lines = ({"table": part.table, "row": dict(zip(part.columns, row, strict=True))} for row in part.rows)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


async def attachment(call: Call) -> Download:
    """The bytes of one attachment, whoever it was sent to."""
    async with call.engine.read() as read:
        found = await exported_attachment(read, call.actor, call.ids["attachment_id"])
    try:
        pieces = await call.files.objects.get(found.object_key)
    except ObjectGone:
        raise Missing("Attachment") from None
    return Download(BYTES, lambda: pieces, call.ending, size=found.size)


ROUTES = (
    Route(
        methods=("GET",),
        path="/export",
        scope="admin",
        handler=export,
        answer=str,
        media_type=LINES,
        summary="Read everything of the account, as it stands at one moment, as JSON Lines",
        tag="Moving",
    ),
    Route(
        methods=("GET",),
        path="/export/attachments/{attachment_id}",
        scope="admin",
        handler=attachment,
        answer=str,
        media_type=BYTES,
        summary="Read the bytes of an attachment",
        tag="Moving",
    ),
)
