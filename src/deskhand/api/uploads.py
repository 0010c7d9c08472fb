"""Reading a file out of a request: a form with one file, or JSON with its bytes in base64."""

import asyncio
import base64
import binascii
from contextlib import suppress
from typing import Any

import msgspec
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from deskhand.api.call import Call
from deskhand.api.errors import FieldError
from deskhand.api.kinds import BadValue
from deskhand.api.shape import BadRequest, Shape
from deskhand.attachments.keep import Kept
from deskhand.attachments.objects import ObjectsAway
from deskhand.core.attachments import LARGEST
from deskhand.http.body import TooLarge

# A file in base64, which is a third longer, and what stands around it.
UPLOAD_LIMIT = 35 * 1024 * 1024
# Below this, reading the file is quicker than handing it to a thread.
WORTH_A_THREAD = 256 * 1024
MOST_PARTS = 50


class Base64:
    """Bytes as base64, with or without line ends; or as they are, where a form brought them."""

    def read(self, value: Any) -> bytes:
        if isinstance(value, bytes):
            return value
        if not isinstance(value, str) or not value:
            raise BadValue("expected the file's bytes in base64")
        try:
            # Some clients send a data URL.
            text = value.partition(",")[2] if value.startswith("data:") else value
            return base64.b64decode("".join(text.split()), validate=True)
        except (ValueError, binascii.Error):
            raise BadValue("expected the file's bytes in base64") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "contentEncoding": "base64"}


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was sent."""

    name: str = ""
    content: bytes | None = None
    customer_id: int | None = None


async def read_upload(call: Call, shape: Shape[Upload]) -> Upload:
    """The file that the request brings. Raises BadRequest, or TooLarge when it has more than 25 MB."""
    if len(call.body) > WORTH_A_THREAD:
        return await asyncio.to_thread(_read, call, shape)
    return _read(call, shape)


async def store_upload(call: Call, upload: Upload) -> None:
    """Put the file's bytes into the object store, before the transaction that records them; a dry run does not."""
    content = upload.content or b""
    key = "" if call.dry_run else await call.files.objects.put(call.actor.account_id, content)
    call.kept = Kept(name=upload.name, size=len(content), object_key=key, customer_id=upload.customer_id)


async def forget_upload(call: Call) -> None:
    """Let stored bytes go that no record speaks of: of a refused request, or of a retry that was answered already."""
    if call.kept is not None and call.kept.object_key:
        with suppress(ObjectsAway):  # what stays behind is swept later
            await call.files.objects.forget(call.kept.object_key)


def kept_upload(call: Call) -> Kept:
    """The file that `store_upload` kept."""
    assert call.kept is not None  # the route's `before` has seen to it  # noqa: S101
    return call.kept


def _read(call: Call, shape: Shape[Upload]) -> Upload:
    kind, options = parse_options_header(call.header(b"content-type"))
    said = _form(call.body, options.get("boundary", "")) if kind == "multipart/form-data" else call.json()
    upload = shape.read(said)
    if upload.content is None:
        detail = "Send one file as a form, or as JSON Name and ContentBased64"
        raise BadRequest("File required", detail, "file_required", [FieldError("ContentBased64", detail)])
    if len(upload.content) > LARGEST:
        raise TooLarge
    return upload


def _form(body: bytes, boundary: str) -> dict[str, Any]:
    """A form as an object: its texts by their names, the one file's bytes as the content."""
    found: dict[str, Any] = {}
    part: MultipartSegment | None = None
    held = bytearray()
    try:
        with PushMultipartParser(boundary, content_length=len(body), max_segment_count=MOST_PARTS) as parser:
            for event in parser.parse(body):
                if isinstance(event, MultipartSegment):
                    part, held = event, bytearray()
                elif event:
                    held += event
                elif part is not None:
                    _take(found, part, bytes(held))
                    part = None
    except (MultipartError, ValueError) as wrong:
        raise BadRequest("Invalid form", f"The form cannot be read: {wrong}", "invalid_form") from None
    return found


def _take(found: dict[str, Any], part: MultipartSegment, content: bytes) -> None:
    if part.filename is None:
        found[part.name] = content.decode("utf-8", "replace")
    elif "ContentBased64" in found:
        raise BadRequest("Invalid form", "Send one file at a time", "invalid_form")
    else:
        found["ContentBased64"] = content
        found.setdefault("Name", part.filename)
