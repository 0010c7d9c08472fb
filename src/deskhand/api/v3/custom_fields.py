"""Custom fields: define, change, delete, list."""

import msgspec

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes.custom_field import CHANGED_FIELD, NEW_FIELD, CustomFieldOut, CustomFieldSaved, show_field
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.fields import CustomField
from deskhand.fields.define import change_field, define_field, drop_field, list_fields
from deskhand.storage.engine import Tx


async def list_all(call: Call) -> list[CustomFieldOut]:
    async with call.engine.read() as database:
        fields = await list_fields(database, call.actor)
    names = {field.id: field.name for field in fields}
    return [show_field(field, names) for field in fields]


async def define(call: Call, tx: Tx) -> CustomFieldSaved:
    return await _show_saved(call, tx, await define_field(tx, call.actor, call.draft(NEW_FIELD)))


async def change(call: Call, tx: Tx) -> CustomFieldSaved:
    draft = call.draft(CHANGED_FIELD)
    return await _show_saved(call, tx, await change_field(tx, call.actor, call.ids["custom_field_id"], draft))


async def delete(call: Call, tx: Tx) -> Deleted:
    await drop_field(tx, call.actor, call.ids["custom_field_id"])
    return Deleted(ActionID=call.ids["custom_field_id"])


async def _show_saved(call: Call, tx: Tx, field: CustomField) -> CustomFieldSaved:
    names = {one.id: one.name for one in await list_fields(tx, call.actor)}
    return CustomFieldSaved(ActionID=field.id, **msgspec.structs.asdict(show_field(field, names)))


EXAMPLE = {
    "Name": "Site",
    "Target": "Ticket",
    "DataType": "Options",
    "PossibleValues": [{"Value": "SPR", "Text": "Springfield"}, {"Value": "SHE", "Text": "Shelbyville"}],
}

ROUTES = (
    Route(
        methods=("GET",),
        path="/customvalues/customfields",
        scope="tickets:read",
        handler=list_all,
        answer=list[CustomFieldOut],
        summary="List all custom fields",
        tag="Custom fields",
    ),
    Route(
        methods=("POST",),
        path="/customvalues/customfields",
        scope="admin",
        writer=define,
        answer=CustomFieldSaved,
        status=201,
        body=NEW_FIELD,
        summary="Define a custom field",
        tag="Custom fields",
        example=EXAMPLE,
    ),
    Route(
        methods=("POST", "PUT"),
        path="/customvalues/customfields/{custom_field_id}",
        scope="admin",
        writer=change,
        answer=CustomFieldSaved,
        body=CHANGED_FIELD,
        summary="Change a custom field's name or options",
        tag="Custom fields",
        example={"Name": "Scheduled for"},
    ),
    Route(
        methods=("DELETE",),
        path="/customvalues/customfields/{custom_field_id}",
        scope="admin",
        writer=delete,
        answer=Deleted,
        summary="Delete a custom field, and its values with it",
        tag="Custom fields",
    ),
)
