"""Values of custom fields: the same calls for tickets, customers and contacts, in Atera's spelling and node-atera's."""

from functools import partial

from msgspec import UnsetType

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes.custom_field import (
    SET_NAMED_VALUE,
    SET_VALUE,
    CustomFieldOut,
    CustomValueOut,
    CustomValueSaved,
    SaidValue,
    show_field,
    show_value,
    show_value_saved,
)
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.errors import Refusal
from deskhand.core.fields import Target
from deskhand.desk.custom_values import clear_value, read_fields, read_value, read_values, set_value, value_by_uuid
from deskhand.storage.engine import Tx

TAG = "Custom fields"
FIELD = {"field_name": "Scheduled for"}


def id_name(target: Target) -> str:
    """What a path calls the id of the thing."""
    return f"{target.value.lower()}_id"


async def fields(target: Target, call: Call) -> list[CustomFieldOut]:
    async with call.engine.read() as database:
        found = await read_fields(database, call.actor, target)
    names = {field.id: field.name for field in found}
    return [show_field(field, names) for field in found]


async def field_named(target: Target, call: Call) -> CustomFieldOut:
    async with call.engine.read() as database:
        found = await read_fields(database, call.actor, target, call.texts["field_name"])
    return show_field(found[0], {field.id: field.name for field in found})


async def values(target: Target, call: Call) -> list[CustomValueOut]:
    async with call.engine.read() as database:
        return [show_value(view) for view in await read_values(database, call.actor, target, call.ids[id_name(target)])]


async def value(target: Target, call: Call) -> list[CustomValueOut]:
    thing_id, name = call.ids[id_name(target)], call.texts["field_name"]
    async with call.engine.read() as database:
        return [show_value(await read_value(database, call.actor, target, thing_id, name))]


async def value_named_by_uuid(call: Call) -> list[CustomValueOut]:
    async with call.engine.read() as database:
        return [show_value(await value_by_uuid(database, call.actor, call.texts["custom_value"]))]


async def put(target: Target, call: Call, tx: Tx) -> CustomValueSaved:
    return await _set(target, call, tx, call.texts["field_name"], _said(call.draft(SET_VALUE)))


async def put_written(target: Target, call: Call, tx: Tx) -> CustomValueSaved:
    return await _set(target, call, tx, call.texts["field_name"], call.texts["value"])


async def put_named(target: Target, call: Call, tx: Tx) -> CustomValueSaved:
    draft = call.draft(SET_NAMED_VALUE)
    if not draft.name:
        raise Refusal("field_name_required", "FieldName required", "Name the field to set", field="name")
    return await _set(target, call, tx, draft.name, _said(draft))


async def clear(target: Target, call: Call, tx: Tx) -> Deleted:
    field_id = call.ids[f"{target.value.lower()}_field_id"]
    await clear_value(tx, call.actor, target, call.ids[id_name(target)], field_id)
    return Deleted(ActionID=call.ids[id_name(target)])


async def _set(target: Target, call: Call, tx: Tx, name: str, text: str) -> CustomValueSaved:
    return show_value_saved(await set_value(tx, call.actor, target, call.ids[id_name(target)], name, text))


def _said(draft: SaidValue) -> str:
    if isinstance(draft.value, UnsetType):
        raise Refusal("value_required", "Value required", "Send a Value; null or an empty text clears", field="value")
    return draft.value or ""


def _reads(target: Target) -> tuple[Route, ...]:
    noun = target.value.lower()
    named, scope = f"/customvalues/{noun}field/{{{noun}_id}}/{{field_name}}", f"{noun}s:read"
    return (
        Route(
            methods=("GET",),
            path=named,
            scope=scope,
            handler=partial(value, target),
            answer=list[CustomValueOut],
            summary=f"Read what one custom field says of a {noun}",
            tag=TAG,
            example_texts=FIELD,
        ),
        *(
            Route(
                methods=("GET",),
                path=path,
                scope=scope,
                handler=partial(values, target),
                answer=list[CustomValueOut],
                summary=f"Read what every custom field says of a {noun}{aside}",
                tag=TAG,
            )
            for path, aside in (
                (f"/customvalues/{noun}fields/{{{noun}_id}}", ""),
                (f"/customvalues/{noun}/{{{noun}_id}}", ", as node-atera asks"),
            )
        ),
    )


def _reads_of_fields(target: Target) -> tuple[Route, ...]:
    noun = target.value.lower()
    return (
        Route(
            methods=("GET",),
            path=f"/customvalues/{noun}field",
            scope=f"{noun}s:read",
            handler=partial(fields, target),
            answer=list[CustomFieldOut],
            summary=f"List the custom fields of {noun}s",
            tag=TAG,
        ),
        Route(
            methods=("GET",),
            path=f"/customvalues/{noun}fieldname/{{field_name}}",
            scope=f"{noun}s:read",
            handler=partial(field_named, target),
            answer=CustomFieldOut,
            summary=f"Read one custom field of {noun}s",
            tag=TAG,
            example_texts=FIELD,
        ),
    )


def _writes(target: Target) -> tuple[Route, ...]:
    noun = target.value.lower()
    named, scope = f"/customvalues/{noun}field/{{{noun}_id}}/{{field_name}}", f"{noun}s:write"
    return (
        Route(
            methods=("POST", "PUT"),
            path=named,
            scope=scope,
            writer=partial(put, target),
            answer=CustomValueSaved,
            body=SET_VALUE,
            summary=f"Set what a custom field says of a {noun}",
            tag=TAG,
            example={"Value": "2024-02-15"},
            example_texts=FIELD,
        ),
        Route(
            methods=("PUT",),
            path=f"{named}/{{value}}",
            scope=scope,
            writer=partial(put_written, target),
            answer=CustomValueSaved,
            summary=f"Set what a custom field says of a {noun}, in the path",
            tag=TAG,
            example_texts={**FIELD, "value": "2024-02-15"},
        ),
    )


def _node_writes(target: Target) -> tuple[Route, ...]:
    noun = target.value.lower()
    return (
        Route(
            methods=("POST",),
            path=f"/customvalues/{noun}/{{{noun}_id}}",
            scope=f"{noun}s:write",
            writer=partial(put_named, target),
            answer=CustomValueSaved,
            body=SET_NAMED_VALUE,
            summary=f"Set what a custom field says of a {noun}, the field in the body",
            tag=TAG,
            example={"FieldName": "Scheduled for", "Value": "2024-02-15"},
        ),
        Route(
            methods=("DELETE",),
            path=f"/customvalues/{noun}/{{{noun}_id}}/field/{{{noun}_field_id}}",
            scope=f"{noun}s:write",
            writer=partial(clear, target),
            answer=Deleted,
            summary=f"Let a custom field say nothing of a {noun}",
            tag=TAG,
        ),
    )


ROUTES = (
    *(
        route
        for target in Target
        for make in (_reads, _writes, _reads_of_fields, _node_writes)
        for route in make(target)
    ),
    Route(
        methods=("GET",),
        path="/customvalues/{custom_value}",
        scope="tickets:read",
        handler=value_named_by_uuid,
        answer=list[CustomValueOut],
        summary="Read a value by its lasting Id",
        tag=TAG,
        example_texts={"custom_value": "5e1c5f0e-6f0e-5b8e-9d43-2a51a4a3f0c1"},
    ),
)
