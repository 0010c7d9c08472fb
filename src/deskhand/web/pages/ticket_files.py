"""The files of a ticket: saved by whoever may see them, never shown as a page; images also drawn within one."""

from urllib.parse import quote

from deskhand.attachments.objects import ObjectGone, ObjectsAway
from deskhand.core.attachments import Attachment
from deskhand.core.errors import Missing
from deskhand.http.door import Answer, Headers
from deskhand.tickets.attach import ticket_attachments
from deskhand.web.answers import page
from deskhand.web.routes import Page
from deskhand.web.thread.file_words import IMAGES, image_type
from deskhand.web.visit import Visit

# Whatever the file is: nothing in it may run, load or be framed.
SANDBOX: Headers = [
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"private, max-age=86400"),
]


async def show_file(visit: Visit) -> Answer:
    """A file to be saved; with `inline` an image, if that is what its bytes are."""
    async with visit.engine.snapshot() as read:
        files = await ticket_attachments(read, visit.actor, visit.ids["ticket_id"])
    file = next((one for one in files if one.id == visit.ids["file_id"]), None)
    if file is None:
        raise Missing("File")
    try:
        content = b"".join([piece async for piece in await visit.files.objects.get(file.object_key)])
    except ObjectGone:
        raise Missing("File") from None
    except ObjectsAway:
        return page(visit, "error.html", 503, kind="busy", refusal=None)
    if visit.query.has("inline"):
        return _inline(file, content)
    return Answer(200, content, [*SANDBOX, disposition(file.name)], file.media_type.encode())


def _inline(file: Attachment, content: bytes) -> Answer:
    """The image; what only calls itself one is never given to be drawn."""
    kind = image_type(content) if file.media_type in IMAGES else None
    if kind is None:
        raise Missing("Image")
    return Answer(200, content, [*SANDBOX, (b"content-disposition", b"inline")], kind.encode())


def disposition(name: str) -> tuple[bytes, bytes]:
    """Save it under this name: in ASCII for old clients, whole for all others (RFC 6266)."""
    plain = "".join(char if 32 <= ord(char) < 127 and char not in '"\\%' else "_" for char in name)
    value = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return b"content-disposition", value.encode()


PAGES = (Page(path="/tickets/{ticket_id}/files/{file_id}", handler=show_file),)
