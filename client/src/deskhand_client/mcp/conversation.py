"""What was said on a ticket, worked and attached: each bounded, and left out where the key may not read it."""

from collections.abc import Awaitable
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from deskhand_client.client import AsyncClient
from deskhand_client.errors import Forbidden, NotSupported
from deskhand_client.mcp.digest import minutes, name
from deskhand_client.mcp.fence import cut, one_line
from deskhand_client.mcp.pages import Piece, newest
from deskhand_client.mcp.ticket_shapes import (
    CommentWords,
    CustomField,
    FieldWords,
    FileWords,
    Said,
    TicketTexts,
    Work,
    WorkWords,
)
from deskhand_client.records.fields import CustomValue
from deskhand_client.records.ticket import Comment
from deskhand_client.records.work import WorkHours
from deskhand_client.talk import path

COMMENTS_IN_PART = 10
LONGEST_COMMENT = 1_500
LONGEST_DESCRIPTION = 4_000
WORK_SHOWN = 10
LONGEST_NOTES = 300
FILES_SHOWN = 20
FIELDS_SHOWN = 20
LONGEST_VALUE = 200

T = TypeVar("T")


async def allowed(asked: Awaitable[T], otherwise: T, what: str, left_out: list[str]) -> T:
    """What was asked for; where this key may not read it, or this server has none, that is noted instead."""
    try:
        return await asked
    except (Forbidden, NotSupported) as refusal:
        left_out.append(f"{what} cannot be read here: {refusal}.")
        return otherwise


async def comments_of(desk: AsyncClient, ticket_id: int, part: int) -> Piece[Comment]:
    """A part of the conversation, of which part 1 is the newest; oldest first within it."""
    return await newest(desk, path("tickets", ticket_id, "comments"), Comment, part, COMMENTS_IN_PART)


async def work_on(desk: AsyncClient, ticket_id: int) -> Piece[WorkHours]:
    """The newest work on a ticket."""
    return await newest(desk, path("tickets", ticket_id, "workhoursrecords"), WorkHours, 1, WORK_SHOWN)


def texts(description: str, links: list[str]) -> TicketTexts:
    """The description, cut where it is long, and the newest files behind links."""
    shown, left_out = cut(description, LONGEST_DESCRIPTION)
    newest_files = [FileWords(name=_file_name(link), link=link) for link in links[-FILES_SHOWN:]]
    return TicketTexts(description=shown, description_left_out=left_out, files=newest_files)


def said(comment: Comment) -> Said:
    """A comment as it is shown."""
    by = "technician" if comment.technician_id else "contact" if comment.contact_id else "integration"
    text, left_out = cut(comment.text, LONGEST_COMMENT)
    author = comment.creator_name or f"{comment.first_name or ''} {comment.last_name or ''}"
    return Said(
        comment_id=comment.id,
        at=comment.at,
        by=by,
        technician_id=comment.technician_id,
        contact_id=comment.contact_id,
        internal=comment.internal,
        untrusted=CommentWords(author=name(author), text=text, left_out=left_out),
    )


def worked(entry: WorkHours) -> Work:
    """An entry of work as it is shown."""
    seconds = entry.seconds
    if seconds is None and entry.start is not None and entry.end is not None:
        seconds = round((entry.end - entry.start).total_seconds())
    return Work(
        work_id=entry.id,
        technician=name(entry.technician_name) or None,
        start=entry.start,
        minutes=None if seconds is None else minutes(seconds),
        billable=entry.billable,
        on_site=entry.on_site,
        untrusted=WorkWords(notes=one_line(entry.notes)[:LONGEST_NOTES]),
    )


def fields(values: list[CustomValue]) -> list[CustomField]:
    """What custom fields say, of those that say something."""
    return [
        CustomField(name=name(one.field_name), untrusted=FieldWords(value=one_line(one.value)[:LONGEST_VALUE]))
        for one in values
        if one.value
    ][:FIELDS_SHOWN]


def _file_name(link: str) -> str:
    return name(unquote(urlsplit(link).path.rsplit("/", 1)[-1]))
