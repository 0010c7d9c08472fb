"""A file as the pages show it: its size and kind in words, and whether it may be shown as an image."""

import msgspec

from deskhand.core.attachments import Attachment
from deskhand.web.visit import Visit
from deskhand.web.words import N_

IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
# Larger images are not drawn small: each would be fetched whole.
LARGEST_THUMB = 4 * 1024 * 1024
KINDS: tuple[tuple[str, str, str], ...] = (
    ("image/", N_("Image"), "image"),
    ("audio/", N_("Audio"), "play"),
    ("video/", N_("Video"), "play"),
    ("application/pdf", N_("PDF"), "file-text"),
    ("text/", N_("Text"), "file-text"),
    ("message/", N_("Mail"), "mail"),
    ("application/zip", N_("Archive"), "archive"),
    ("application/gzip", N_("Archive"), "archive"),
    ("application/vnd", N_("Document"), "file-text"),
    ("application/msword", N_("Document"), "file-text"),
)


class ShownFile(msgspec.Struct, frozen=True):
    """A file in the grid."""

    name: str
    about: str
    icon: str
    href: str
    thumb: str


def shown_file(visit: Visit, file: Attachment) -> ShownFile:
    """A file of a ticket, with the addresses under which it is fetched."""
    kind, icon = next(
        ((words, icon) for begins, words, icon in KINDS if file.media_type.startswith(begins)), (N_("File"), "file")
    )
    href = f"/tickets/{file.ticket_id}/files/{file.id}"
    drawn = file.media_type in IMAGES and file.size <= LARGEST_THUMB
    about = f"{visit._(kind)}, {size_words(visit, file.size)}"
    return ShownFile(file.name, about, icon, href, f"{href}?inline=1" if drawn else "")


def size_words(visit: Visit, size: int) -> str:
    """How large a file is: 212 kB, 1.8 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    point = "." if visit.words.language == "en" else ","
    return f"{size / 1_000_000:.1f} MB".replace(".", point)


def image_type(content: bytes) -> str | None:
    """Which image it is by its first bytes, whatever its name says; None: it is not shown as one."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None
