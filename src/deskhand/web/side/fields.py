"""The side panel's custom fields: what each says of the ticket, and what its form offers."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.fields import CustomField, DataType, Option
from deskhand.fields.values import ValueView
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class ShownField(msgspec.Struct, frozen=True, kw_only=True):
    """A custom field. `shown` is its value in words; `waits_for` names the field that must be chosen first."""

    id: int
    name: str
    kind: str
    value: str
    shown: str
    options: Sequence[Option] = ()
    waits_for: str = ""


def fields_of(visit: Visit, values: Sequence[ValueView]) -> list[ShownField]:
    """The custom fields of a ticket, in the order they were defined."""
    by_field = {one.field.id: one for one in values}
    return [_field(visit, one, by_field) for one in values]


def _field(visit: Visit, view: ValueView, by_field: dict[int, ValueView]) -> ShownField:
    field = view.field
    parent = by_field.get(field.parent_id or 0)
    depends = field.data_type is DataType.OPTIONS_WITH_DEPENDENCIES
    waits_for = parent.field.name if depends and parent is not None and not parent.value else ""
    return ShownField(
        id=field.id,
        name=field.name,
        kind=field.data_type.value,
        value=view.value[:10] if field.data_type is DataType.DATE else view.value,
        shown=value_text(visit, field, view.value),
        options=() if waits_for else _options(field, parent.value if depends and parent else ""),
        waits_for=waits_for,
    )


def _options(field: CustomField, parent_value: str) -> list[Option]:
    if field.data_type is DataType.OPTIONS:
        return field.choices
    if field.data_type is not DataType.OPTIONS_WITH_DEPENDENCIES:
        return []
    return [one for one in field.choices if (one.parent or "").casefold() == parent_value.casefold()]


def value_text(visit: Visit, field: CustomField, value: str) -> str:
    """A value as people read it; empty where there is none."""
    if not value:
        return ""
    match field.data_type:
        case DataType.BOOLEAN:
            return visit._(N_("Yes") if value == "true" else N_("No"))
        case DataType.DATE:
            return _day_text(visit, value)
        case DataType.OPTIONS | DataType.OPTIONS_WITH_DEPENDENCIES:
            return next((one.text or one.value for one in field.choices if one.value == value), value)
    return value


def _day_text(visit: Visit, value: str) -> str:
    """A day without a time belongs to no time zone: it is told as it was written."""
    try:
        day = datetime.fromisoformat(value[:10])
    except ValueError:
        return value
    return visit.moments.plain_date(day)
