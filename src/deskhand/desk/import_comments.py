"""Importing comments: what was said, when and by whom; no ticket is reopened by it, and nobody is called."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Refusal
from deskhand.core.history import compare, says_something
from deskhand.core.importing import Noun, not_imported
from deskhand.core.past import refuse_future_date
from deskhand.core.ticket import Comment
from deskhand.desk.import_run import Key, Run
from deskhand.desk.import_technicians import technician_addressed
from deskhand.tickets import store
from deskhand.tickets.reply import keep_said, refuse_empty
from deskhand.tickets.reword import reword


class CommentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What another system says of a comment. `author` is a technician or a contact; all ids are of that system."""

    ticket: Maybe[str | None] = UNSET
    text: Maybe[str] = UNSET
    internal: Maybe[bool] = UNSET
    technician: Maybe[str | None] = UNSET
    contact: Maybe[str | None] = UNSET
    author: Maybe[str | None] = UNSET
    technician_email: Maybe[str] = UNSET
    at: Maybe[datetime] = UNSET

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it may refer to."""
        pairs = (
            (Noun.TICKET, self.ticket),
            (Noun.TECHNICIAN, self.technician),
            (Noun.CONTACT, self.contact),
            (Noun.TECHNICIAN, self.author),
            (Noun.CONTACT, self.author),
        )
        return tuple((noun, one) for noun, one in pairs if isinstance(one, str))


async def take_comment(run: Run, source_id: str, record: CommentRecord, known: int | None) -> int:
    """Add the comment, or reword the one that the record became; its id."""
    refuse_future_date(said(record.at, None), "at", run.tx.now)
    return await (_added(run, source_id, record) if known is None else _reworded(run, record, known))


async def _added(run: Run, source_id: str, record: CommentRecord) -> int:
    tx, ticket = run.tx, await run.ticket(said(record.ticket, None), "ticket")
    refuse_empty(said(record.text, ""))
    technician_id, contact_id = await _author(run, record)
    comment = Comment(
        account_id=tx.account_id,
        id=run.numbers.of(Noun.COMMENT, source_id),
        ticket_id=ticket.id,
        at=said(record.at, tx.now),
        technician_id=technician_id,
        contact_id=contact_id,
        internal=said(record.internal, contact_id is None),
        text=said(record.text, ""),
    )
    await keep_said(tx, run.actor, comment, {"at": comment.at.isoformat()})
    run.touch(ticket.id, comment.at, reworded=True)
    return comment.id


async def _reworded(run: Run, record: CommentRecord, known: int) -> int:
    before = await store.get_comment(run.tx, run.tx.account_id, known)
    if before is None:
        raise Refusal("comment_deleted", f"Comment {known} was taken back", "What was taken back here is left alone")
    ticket = await run.ticket_here(before.ticket_id)
    technician_id, contact_id = before.technician_id, before.contact_id
    if (record.technician, record.contact, record.author) != (UNSET, UNSET, UNSET):
        technician_id, contact_id = await _author(run, record)
    after = msgspec.structs.replace(
        before,
        at=said(record.at, before.at),
        technician_id=technician_id,
        contact_id=contact_id,
        internal=said(record.internal, before.internal),
        text=said(record.text, before.text),
    )
    refuse_empty(after.text)
    dates = {} if after.at == before.at else {"at": after.at.isoformat()}
    if dates or says_something(compare(before, after)):
        await reword(run.tx, run.actor, before, after, dates)
        run.touch(ticket.id, after.at, reworded=True)
    return known


async def _author(run: Run, record: CommentRecord) -> tuple[int | None, int | None]:
    """The technician or the contact who spoke; neither, where the source names nobody."""
    if isinstance(record.technician, str) and isinstance(record.contact, str):
        raise Refusal(
            "one_author", "Invalid author", "A comment has one author: a technician or an end user", field="contact"
        )
    if isinstance(record.technician, str):
        return run.refer(Noun.TECHNICIAN, record.technician, "technician"), None
    if isinstance(record.contact, str):
        return None, run.refer(Noun.CONTACT, record.contact, "contact")
    if run.by_name and said(record.technician_email, ""):
        return await technician_addressed(run, said(record.technician_email, "")), None
    if isinstance(record.author, UnsetType) or record.author is None:
        return None, None
    technician, contact = run.known(Noun.TECHNICIAN, record.author), run.known(Noun.CONTACT, record.author)
    if technician is None and contact is None:
        raise not_imported(Noun.CONTACT, record.author, run.source, "author")
    return (technician.id, None) if technician else (None, contact.id if contact else None)
