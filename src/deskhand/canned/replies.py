"""Use cases on canned replies: create, change, delete, read."""

import msgspec
from msgspec import UNSET

from deskhand.canned.store import REPLIES
from deskhand.canned.who import require_ready_read, require_ready_write
from deskhand.core.actor import Actor
from deskhand.core.canned import MOST_REPLIES, CannedReply, checked_label, checked_reply_text, checked_shortcut
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class CannedReplyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a canned reply; a new one needs all three."""

    title: Maybe[str] = UNSET
    shortcut: Maybe[str] = UNSET
    text: Maybe[str] = UNSET


async def list_canned_replies(read: Read, actor: Actor) -> list[CannedReply]:
    """Every canned reply of the account, by shortcut."""
    require_ready_read(actor)
    return await REPLIES.all(read, actor.account_id)


async def read_canned_reply(read: Read, actor: Actor, reply_id: int) -> CannedReply:
    """One canned reply. Raises Missing."""
    require_ready_read(actor)
    found = await REPLIES.get(read, actor.account_id, reply_id)
    if found is None:
        raise Missing("Canned reply")
    return found


async def create_canned_reply(tx: Tx, actor: Actor, draft: CannedReplyDraft) -> CannedReply:
    """A new canned reply. Refused with a placeholder that stands for nothing, or a shortcut that another one has."""
    require_ready_write(actor)
    if await REPLIES.count(tx, tx.account_id) >= MOST_REPLIES:
        detail = f"An account has at most {MOST_REPLIES:,} canned replies; delete one first"
        raise Refusal("too_many_canned_replies", "Too many canned replies", detail, field="title")
    new = msgspec.structs.replace(await _checked(tx, _blank(tx), draft), id=tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.CANNED_REPLY_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await REPLIES.insert(tx, new, new.shortcut)
    return new


async def change_canned_reply(tx: Tx, actor: Actor, reply_id: int, draft: CannedReplyDraft) -> CannedReply:
    """Change what the draft names. No difference: no event."""
    require_ready_write(actor)
    before = await read_canned_reply(tx, actor, reply_id)
    after = await _checked(tx, before, draft)
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.CANNED_REPLY_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await REPLIES.update(tx, after, after.shortcut)
    return after


async def delete_canned_reply(tx: Tx, actor: Actor, reply_id: int) -> None:
    """Take a canned reply away; its shortcut is free again."""
    require_ready_write(actor)
    before = await read_canned_reply(tx, actor, reply_id)
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.CANNED_REPLY_DELETED, before.id, before=before, after=after)
    await REPLIES.update(tx, msgspec.structs.replace(after, version=seq), after.shortcut)


async def _checked(read: Read, before: CannedReply, draft: CannedReplyDraft) -> CannedReply:
    shortcut = checked_shortcut(said(draft.shortcut, before.shortcut))
    other = await REPLIES.keyed(read, before.account_id, shortcut)
    if other is not None and other.id != before.id:
        detail = f"/{shortcut} is {other.title} already; use another shortcut"
        raise Taken("shortcut_exists", "Shortcut already exists", detail, field="shortcut")
    return msgspec.structs.replace(
        before,
        title=checked_label(said(draft.title, before.title), "canned reply", "title"),
        shortcut=shortcut,
        text=checked_reply_text(said(draft.text, before.text)),
    )


def _blank(tx: Tx) -> CannedReply:
    return CannedReply(
        account_id=tx.account_id,
        id=0,
        version=0,
        title="",
        shortcut="",
        text="",
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
