"""Attachments and folders on the wire."""

import msgspec

from deskhand.api.kinds import Text
from deskhand.api.shape import Field, Shape
from deskhand.api.uploads import Base64, Upload
from deskhand.api.v3.shapes.ticket import CUSTOMER
from deskhand.api.wire import InstantText
from deskhand.attachments.customers import FolderDraft
from deskhand.core.attachments import Attachment, Folder
from deskhand.core.time import show_instant

NAME = Text(1000)


class AttachmentSaved(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a new attachment. The Url is good for 15 minutes; listing gives a new one."""

    ActionID: int
    AttachmentID: int
    TicketID: int | None
    CustomerID: int | None
    Name: str
    Size: int
    ContentType: str
    CreatedOn: InstantText
    Url: str


class FolderOut(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of a customer."""

    FolderID: int
    CustomerID: int
    Name: str
    CreatedOn: InstantText


class FolderSaved(FolderOut, frozen=True, kw_only=True):
    """The answer to a new folder."""

    ActionID: int


def show_attachment(a: Attachment, url: str) -> AttachmentSaved:
    """A new attachment as the wire has it."""
    return AttachmentSaved(
        ActionID=a.id,
        AttachmentID=a.id,
        TicketID=a.ticket_id,
        CustomerID=a.customer_id,
        Name=a.name,
        Size=a.size,
        ContentType=a.media_type,
        CreatedOn=show_instant(a.created_at),
        Url=url,
    )


def show_folder(f: Folder) -> FolderOut:
    """A folder as the wire has it."""
    return FolderOut(
        FolderID=f.id,
        CustomerID=f.customer_id,
        Name=f.name,
        CreatedOn=show_instant(f.created_at),
    )


def show_folder_saved(f: Folder) -> FolderSaved:
    """A new folder as the wire has it."""
    return FolderSaved(ActionID=f.id, **msgspec.structs.asdict(show_folder(f)))


_FILE = (
    Field("name", "Name", NAME, ("FileName", "AttachmentName"), about="What the file is called."),
    Field(
        "content",
        "ContentBased64",
        Base64(),
        ("ContentBase64", "AttachmentContentBase64"),
        about="The file's bytes in base64, at most 25 MB of them; as a form, the file itself.",
    ),
)
_CUSTOMER = Field("customer_id", "CustomerId", CUSTOMER, about="Whose it is.")
NEW_TICKET_ATTACHMENT = Shape(Upload, _FILE, required=("ContentBased64",))
NEW_CUSTOMER_ATTACHMENT = Shape(Upload, (_CUSTOMER, *_FILE), required=("CustomerId", "ContentBased64"))
NEW_FOLDER = Shape(FolderDraft, (Field("name", "Name", NAME), _CUSTOMER), required=("Name", "CustomerId"))
