"""Use cases on custom fields: define, change, take away, list; written by administrators only."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.fields import (
    HAVE_OPTIONS,
    LONGEST_NAME,
    CustomField,
    DataType,
    Option,
    Target,
    checked_options,
    options_json,
)
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.events import log
from deskhand.fields import store
from deskhand.storage.engine import Read, Tx

MOST_FIELDS = 500


class FieldDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a custom field; `parent_name` is the field that its options depend on."""

    name: Maybe[str] = UNSET
    target: Maybe[Target] = UNSET
    data_type: Maybe[DataType] = UNSET
    options: Maybe[Sequence[Option]] = UNSET
    parent_name: Maybe[str] = UNSET


async def list_fields(read: Read, actor: Actor) -> list[CustomField]:
    """Every custom field of the account, in the order they were defined."""
    return await read.fetch(store.FIELDS, account_id=actor.account_id)


async def existing_field(read: Read, actor: Actor, field_id: int) -> CustomField:
    """One custom field. Raises Missing."""
    found = await store.field(read, actor.account_id, field_id)
    if found is None:
        raise Missing("Custom field")
    return found


async def define_field(tx: Tx, actor: Actor, draft: FieldDraft, *, field_id: int | None = None) -> CustomField:
    """A new custom field, with the next number if it is not given one.

    Refused without a name or a target, and when its options do not fit its type.
    """
    require(actor, Verb.ACCOUNT_ADMIN)
    if isinstance(draft.target, UnsetType):
        raise Refusal("target_required", "Target required", "Send Ticket, Customer or Contact", field="target")
    if len(await list_fields(tx, actor)) >= MOST_FIELDS:
        raise Refusal(
            "too_many_fields", "Too many custom fields", f"An account has at most {MOST_FIELDS}", field="name"
        )
    new = await _with_options(tx, _blank(tx, draft.target, said(draft.data_type, DataType.TEXT)), draft)
    new = await _named(tx, new, said(draft.name, ""))
    new = msgspec.structs.replace(new, id=field_id or tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.CUSTOM_FIELD_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert_field(tx, new)
    return new


async def change_field(tx: Tx, actor: Actor, field_id: int, draft: FieldDraft) -> CustomField:
    """Change a field's name or options; what it is added to and what its values are stays. No change: no event."""
    before = await existing_field(tx, actor, field_id)
    require(actor, Verb.ACCOUNT_ADMIN)
    for attribute, wanted, has in (
        ("target", said(draft.target, before.target), before.target),
        ("data_type", said(draft.data_type, before.data_type), before.data_type),
    ):
        if wanted != has:
            raise Refusal(
                "field_fixed", "Invalid custom field", f"It stays {has}; define another field instead", field=attribute
            )
    after = await _named(tx, await _with_options(tx, before, draft), said(draft.name, before.name))
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.CUSTOM_FIELD_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq)
    await store.update_field(tx, after)
    return after


async def drop_field(tx: Tx, actor: Actor, field_id: int) -> None:
    """Take a field away, and with it its values; its name is free again. Refused while another one depends on it."""
    before = await existing_field(tx, actor, field_id)
    require(actor, Verb.ACCOUNT_ADMIN)
    dependent = next((one for one in await list_fields(tx, actor) if one.parent_id == before.id), None)
    if dependent is not None:
        raise Refusal("field_in_use", "Custom field in use", f"{dependent.name} depends on it; delete that one first")
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.CUSTOM_FIELD_DELETED, before.id, before=before, after=after)
    await store.update_field(tx, msgspec.structs.replace(after, version=seq))


def _blank(tx: Tx, target: Target, data_type: DataType) -> CustomField:
    return CustomField(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        target=target,
        data_type=data_type,
        options="[]",
        parent_id=None,
        created_at=tx.now,
        deleted_at=None,
    )


async def _named(tx: Tx, field: CustomField, name: str) -> CustomField:
    """The field with its name tidied; refused when none is left, or when its target has another one of this name."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        detail = f"A custom field needs a name of 1 to {LONGEST_NAME} characters"
        raise Refusal("name_required", "Name required", detail, field="name")
    other = await store.named(tx, tx.account_id, field.target, tidy)
    if other is not None and other.id != field.id:
        raise Taken(
            "custom_field_exists",
            "Custom field already exists",
            f"{field.target}s have the field {other.name} already (number {other.id})",
            field="name",
        )
    return msgspec.structs.replace(field, name=tidy)


async def _with_options(tx: Tx, field: CustomField, draft: FieldDraft) -> CustomField:
    """The field with the options and the parent that the draft wants; refused when they do not fit."""
    parent = await _parent(tx, field, draft)
    options = said(draft.options, field.choices)
    if options and field.data_type not in HAVE_OPTIONS:
        detail = f"A field of type {field.data_type} has no options; Options and OptionsWithDependencies have"
        raise Refusal("invalid_options", "Invalid options", detail, field="options")
    checked = checked_options(options, parent.choices if parent else None)
    return msgspec.structs.replace(field, options=options_json(checked), parent_id=parent.id if parent else None)


async def _parent(tx: Tx, field: CustomField, draft: FieldDraft) -> CustomField | None:
    name = said(draft.parent_name, "")
    depends = field.data_type == DataType.OPTIONS_WITH_DEPENDENCIES
    if not name:
        if depends and field.parent_id is None:
            raise _bad_parent("Name the field that its options depend on")
        return await store.field(tx, tx.account_id, field.parent_id) if field.parent_id else None
    found = await store.named(tx, tx.account_id, field.target, name)
    if not depends:
        raise _bad_parent("Only a field of type OptionsWithDependencies depends on another one")
    if found is None or found.data_type not in HAVE_OPTIONS or found.id == field.id:
        raise _bad_parent(f"{field.target}s have no other field {name!r} that has options")
    await _refuse_circle(tx, field, found)
    return found


async def _refuse_circle(tx: Tx, field: CustomField, parent: CustomField) -> None:
    above: CustomField | None = parent
    while above is not None and above.parent_id is not None:
        if above.parent_id == field.id:
            raise _bad_parent(f"{parent.name} depends on {field.name} itself")
        above = await store.field(tx, tx.account_id, above.parent_id)


def _bad_parent(detail: str) -> Refusal:
    return Refusal("invalid_parent_field", "Invalid parent field", detail, field="parent_name")
