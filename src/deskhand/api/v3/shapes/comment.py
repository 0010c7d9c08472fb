"""Comments on the wire: the brief's keys, Atera's and node-atera's."""

from typing import Any

import msgspec

from deskhand.api.kinds import Flag, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import CONTACT, EMAIL, TECHNICIAN
from deskhand.api.wire import InstantText
from deskhand.core.time import show_instant
from deskhand.tickets.comment_store import CommentView
from deskhand.tickets.reply import CommentDraft


class CommentOut(msgspec.Struct, frozen=True, kw_only=True):
    """A comment. CreatorContactID is the technician's or the contact's id, null for an integration's."""

    CommentID: int
    TicketID: int
    CommentText: str
    CommentDate: InstantText
    CreatorContactID: int | None
    IsInternal: bool
    Comment: str
    CommentHtml: str | None
    Date: InstantText
    EndUserID: int | None
    TechnicianContactID: int | None
    Email: str | None
    FirstName: str | None
    LastName: str | None
    CreatorName: str | None
    CreatorEmail: str | None


class CommentSaved(CommentOut, frozen=True, kw_only=True):
    """The answer to a new comment."""

    ActionID: int


def show_comment(comment: CommentView) -> CommentOut:
    """A comment as the wire has it."""
    return CommentOut(**_fields(comment))


def show_saved(comment: CommentView) -> CommentSaved:
    """A comment that was just written."""
    return CommentSaved(ActionID=comment.id, **_fields(comment))


def _fields(c: CommentView) -> dict[str, Any]:
    name = f"{c.first_name or ''} {c.last_name or ''}".strip()
    at = show_instant(c.at)
    return {
        "CommentID": c.id,
        "TicketID": c.ticket_id,
        "CommentText": c.text,
        "CommentDate": at,
        "CreatorContactID": c.technician_id or c.contact_id,
        "IsInternal": c.internal,
        "Comment": c.text,
        "CommentHtml": None,
        "Date": at,
        "EndUserID": c.contact_id,
        "TechnicianContactID": c.technician_id,
        "Email": c.email,
        "FirstName": c.first_name,
        "LastName": c.last_name,
        "CreatorName": name or None,
        "CreatorEmail": c.email,
    }


NEW_COMMENT = Shape(
    CommentDraft,
    (
        Field("text", "CommentText", Text(), ("Comment",), about="What is said."),
        Field(
            "internal",
            "IsInternal",
            Flag(),
            ("TechnicianCommentDetails.IsInternal",),
            about="Default true, so that a note never leaks by omission; what an end user says is never internal.",
        ),
        Field(
            "technician_id",
            "TechnicianContactID",
            TECHNICIAN,
            ("TechnicianCommentDetails.TechnicianId", "TechnicianCommentDetails.TechnicianContactID"),
            about="Who says it; default the key's technician.",
        ),
        Field("technician_email", "TechnicianEmail", EMAIL, ("TechnicianCommentDetails.TechnicianEmail",)),
        Field("contact_id", "EndUserID", CONTACT, ("EnduserCommentDetails.EnduserId",), about="An end user says it."),
    ),
    required=("CommentText",),
)
