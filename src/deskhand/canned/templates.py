"""Use cases on ticket templates: create, change, delete, read."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.canned.store import TEMPLATES
from deskhand.canned.who import require_ready_read, require_ready_write
from deskhand.core.actor import Actor
from deskhand.core.canned import (
    MOST_TEMPLATES,
    TicketTemplate,
    checked_description,
    checked_label,
    checked_ticket_title,
)
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.tags import tag_text
from deskhand.core.ticket import Impact, Priority, TicketType
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class TicketTemplateDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a ticket template; a new one needs a name. None: the form keeps what it has."""

    name: Maybe[str] = UNSET
    title: Maybe[str] = UNSET
    description: Maybe[str] = UNSET
    type: Maybe[TicketType | None] = UNSET
    priority: Maybe[Priority | None] = UNSET
    impact: Maybe[Impact | None] = UNSET
    tags: Maybe[Sequence[str]] = UNSET


async def list_ticket_templates(read: Read, actor: Actor) -> list[TicketTemplate]:
    """Every ticket template of the account, by name."""
    require_ready_read(actor)
    return await TEMPLATES.all(read, actor.account_id)


async def read_ticket_template(read: Read, actor: Actor, template_id: int) -> TicketTemplate:
    """One ticket template. Raises Missing."""
    require_ready_read(actor)
    found = await TEMPLATES.get(read, actor.account_id, template_id)
    if found is None:
        raise Missing("Ticket template")
    return found


async def create_ticket_template(tx: Tx, actor: Actor, draft: TicketTemplateDraft) -> TicketTemplate:
    """A new ticket template. Refused without a name, or with one that another template has."""
    require_ready_write(actor)
    if await TEMPLATES.count(tx, tx.account_id) >= MOST_TEMPLATES:
        detail = f"An account has at most {MOST_TEMPLATES:,} ticket templates; delete one first"
        raise Refusal("too_many_ticket_templates", "Too many ticket templates", detail, field="name")
    new = msgspec.structs.replace(await _checked(tx, _blank(tx), draft), id=tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.TICKET_TEMPLATE_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await TEMPLATES.insert(tx, new, new.name)
    return new


async def change_ticket_template(tx: Tx, actor: Actor, template_id: int, draft: TicketTemplateDraft) -> TicketTemplate:
    """Change what the draft names. No difference: no event."""
    require_ready_write(actor)
    before = await read_ticket_template(tx, actor, template_id)
    after = await _checked(tx, before, draft)
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.TICKET_TEMPLATE_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await TEMPLATES.update(tx, after, after.name)
    return after


async def delete_ticket_template(tx: Tx, actor: Actor, template_id: int) -> None:
    """Take a ticket template away; its name is free again."""
    require_ready_write(actor)
    before = await read_ticket_template(tx, actor, template_id)
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.TICKET_TEMPLATE_DELETED, before.id, before=before, after=after)
    await TEMPLATES.update(tx, msgspec.structs.replace(after, version=seq), after.name)


async def _checked(read: Read, before: TicketTemplate, draft: TicketTemplateDraft) -> TicketTemplate:
    name = checked_label(said(draft.name, before.name), "ticket template", "name")
    other = await TEMPLATES.keyed(read, before.account_id, name)
    if other is not None and other.id != before.id:
        detail = f"There is a ticket template {other.name} already; use that one, or another name"
        raise Taken("ticket_template_exists", "Ticket template already exists", detail, field="name")
    return msgspec.structs.replace(
        before,
        name=name,
        title=checked_ticket_title(said(draft.title, before.title)),
        description=checked_description(said(draft.description, before.description)),
        type=said(draft.type, before.type),
        priority=said(draft.priority, before.priority),
        impact=said(draft.impact, before.impact),
        tags=before.tags if isinstance(draft.tags, UnsetType) else tag_text(draft.tags),
    )


def _blank(tx: Tx) -> TicketTemplate:
    return TicketTemplate(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        title="",
        description="",
        type=None,
        priority=None,
        impact=None,
        tags="",
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
