"""Files on tickets and customers: what they may be called, how large they may be, and how they are served."""

import re
import unicodedata
from datetime import datetime

import msgspec

LARGEST = 25 * 1024 * 1024
LONGEST_NAME = 180
LONGEST_EXTENSION = 20

# What a browser may be told a file is, by its extension. Nothing that runs in a page is among them: the rest,
# HTML and SVG included, is a stream of bytes.
SAFE_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "gz": "application/gzip",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "log": "text/plain; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "wav": "audio/wav",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
ANYTHING = "application/octet-stream"

# What some file system or shell takes for something else, and the names that Windows keeps for its devices.
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_JOINERS = "\u200c\u200d"
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a ticket or a customer; its bytes lie in the object store under `object_key`.

    `comment_id` is the comment it was sent with, and `internal` whether that one is; both None for one that was not.
    """

    account_id: int
    id: int
    ticket_id: int | None
    customer_id: int | None
    name: str
    media_type: str
    size: int
    object_key: str
    created_at: datetime
    comment_id: int | None = None
    internal: bool | None = None


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of a customer, in which Atera keeps devices."""

    account_id: int
    id: int
    customer_id: int
    name: str
    created_at: datetime


def file_name(written: str) -> str:
    """A name that is safe on every file system and still readable in its language; `file` when nothing is left."""
    last = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    # Control and format characters go, such as the one that shows `gpj.exe` as `exe.jpg`. Joiners are part of words;
    # a tab or a line's end parts them.
    visible = "".join(
        char
        for char in last
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    tidy = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ")
    if _DEVICE.match(tidy):
        tidy = f"_{tidy}"
    return _shortened(tidy) or "file"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def media_type_of(name: str) -> str:
    """What a browser is told that the file is."""
    return SAFE_TYPES.get(name.rpartition(".")[2].casefold(), ANYTHING)
