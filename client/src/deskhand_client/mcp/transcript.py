"""A ticket that was read, as a text for an agent: the desk's facts in the open, all other texts in the fence."""

from collections.abc import Iterator

from deskhand_client.mcp.digest import facts, moment, span
from deskhand_client.mcp.fence import Fence, quoted
from deskhand_client.mcp.ticket_shapes import Said, TicketRead, Work


def transcript(read: TicketRead, fence: Fence) -> str:
    """The whole text."""
    number = read.ticket.ticket_id
    parts = [fence.notice, *_state(read), fence.around(*_words(read))]
    if read.untrusted is not None and read.untrusted.description_left_out:
        more = read.untrusted.description_left_out
        parts.append(f"The description goes on for {more} characters: read_text(ticket_id={number}).")
    parts += _conversation(read, fence)
    if read.work:
        parts.append(f"Work, {len(read.work)} of {read.work_in_all} entries, {span(read.minutes_logged)} in all:")
        parts.append(fence.around(*(line for entry in read.work for line in _work(entry))))
    if read.untrusted is not None and read.untrusted.files:
        parts.append("Files, whose links are good for 15 minutes:")
        parts.append(fence.around(*(f"| {file.name} {file.link}" for file in read.untrusted.files)))
    if read.fields:
        parts.append("Custom fields:")
        parts.append(fence.around(*(f"| {field.name}: {field.untrusted.value}" for field in read.fields)))
    return "\n".join([*parts, *(f"Left out: {one}" for one in read.left_out)])


def _state(read: TicketRead) -> Iterator[str]:
    ticket = read.ticket
    yield facts(ticket)
    impact = f", impact {read.impact}" if read.impact else ""
    yield f"Customer {ticket.customer_id}, contact {ticket.contact_id}, came by {read.source}{impact}"
    yield (
        f"Opened {moment(ticket.opened_at)}, first response {moment(read.first_response_at)}, "
        f"last activity {moment(ticket.last_activity_at)}, resolved {moment(read.resolved_at)}"
    )
    if read.related:
        yield f"Related: {read.related}."


def _words(read: TicketRead) -> Iterator[str]:
    words = read.ticket.untrusted
    yield f"| Title: {words.title}"
    yield f"| Customer: {words.customer}"
    yield f"| Contact: {words.contact}"
    if words.tags:
        yield f"| Tags: {', '.join(words.tags)}"
    if read.untrusted is not None:
        yield "| Description:"
        yield from quoted(read.untrusted.description)


def _conversation(read: TicketRead, fence: Fence) -> Iterator[str]:
    if not read.comments_in_all:
        yield "Nobody has commented yet."
        return
    yield f"Conversation, {len(read.comments)} of {read.comments_in_all} comments, oldest first:"
    for comment in read.comments:
        yield f"Comment {comment.comment_id}, {moment(comment.at)}, {_by(comment)}:"
        yield fence.around(f"| From: {comment.untrusted.author}", *quoted(comment.untrusted.text))
        if comment.untrusted.left_out:
            yield f"It goes on for {comment.untrusted.left_out} characters: {_rest(read, comment)}"
    if read.part < read.parts:
        number, part = read.ticket.ticket_id, read.part + 1
        yield f"Older comments: read_ticket(ticket_id={number}, part={part}), and on to part {read.parts}."


def _by(comment: Said) -> str:
    person = comment.technician_id or comment.contact_id
    seen = "internal note" if comment.internal else "public"
    return f"{seen}, by {comment.by}{f' {person}' if person else ''}"


def _rest(read: TicketRead, comment: Said) -> str:
    if comment.comment_id is None:
        return "this server gives comments no number to read them by."
    return f"read_text(ticket_id={read.ticket.ticket_id}, comment_id={comment.comment_id})."


def _work(entry: Work) -> Iterator[str]:
    long = span(entry.minutes) if entry.minutes is not None else "unknown time"
    billed = "billable" if entry.billable else "not billable"
    place = ", on site" if entry.on_site else ""
    yield f"{moment(entry.start)}, {long}, {entry.technician or 'nobody named'}, {billed}{place}"
    if entry.untrusted.notes:
        yield f"| {entry.untrusted.notes}"
