"""Serving attachments by signed links, outside the API, since browsers and mail programs follow them without a key."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from deskhand.api.call import Serving
from deskhand.api.errors import BUSY, OBJECTS_AWAY, error
from deskhand.api.kinds import read_id
from deskhand.attachments.objects import ObjectGone, ObjectsAway
from deskhand.core.attachments import Attachment
from deskhand.core.errors import Missing
from deskhand.http.door import Answer, Headers, answer
from deskhand.storage.errors import StorageError
from deskhand.tickets.attach import linked_attachment

UNKNOWN_LINK = error(404, "attachment_not_found", "Attachment not found", "No attachment lies behind this link")
ENDED_LINK = error(
    403, "link_expired", "Link expired", "A link is good for 15 minutes; list the attachments again for a new one"
)
# Whatever the file is: nothing in it may run, load or be framed.
POLICY = b"default-src 'none'; sandbox"


def files_route(serving: Serving) -> HTTPRouteHandler:
    """The route that signed links lead to."""

    @get("/attachments/{account:str}/{number:str}/{name:str}")
    async def file(request: Request[Any, Any, Any]) -> ASGIApp:
        """One attachment, to be saved."""
        try:
            found = await _linked(serving, request)
            if isinstance(found, Answer):
                return _whole(found)
            return _streamed(found, await serving.files.objects.get(found.object_key))
        except (Missing, ObjectGone):
            return _whole(UNKNOWN_LINK)
        except ObjectsAway:
            return _whole(OBJECTS_AWAY)
        except StorageError:
            return _whole(BUSY)

    return file


async def _linked(serving: Serving, request: Request[Any, Any, Any]) -> Attachment | Answer:
    """The attachment that the link is for; the refusal where the link is not ours or has ended."""
    numbers = [request.path_params["account"], request.path_params["number"], request.query_params.get("expires", "")]
    account_id, attachment_id, ends = (read_id(text) or 0 for text in numbers)
    signature = str(request.query_params.get("signature", ""))
    if not serving.files.links.is_ours(account_id, attachment_id, ends, signature):
        return UNKNOWN_LINK
    if ends <= datetime.now(UTC).timestamp():
        return ENDED_LINK
    async with serving.engine.read() as database:
        return await linked_attachment(database, account_id, attachment_id)


def disposition(name: str) -> bytes:
    """Save it under this name: in ASCII for old clients, whole for all others (RFC 6266)."""
    plain = "".join(char if 32 <= ord(char) < 127 and char not in '"\\%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}".encode()


def _whole(whole: Answer) -> ASGIApp:
    async def send_it(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, whole)

    return send_it


def _streamed(attachment: Attachment, pieces: AsyncIterator[bytes]) -> ASGIApp:
    headers: Headers = [
        (b"content-type", attachment.media_type.encode()),
        (b"content-length", str(attachment.size).encode()),
        (b"content-disposition", disposition(attachment.name)),
        (b"content-security-policy", POLICY),
        (b"cache-control", b"private, max-age=600"),
    ]

    async def send_it(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return send_it
