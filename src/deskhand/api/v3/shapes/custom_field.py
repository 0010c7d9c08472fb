"""Custom fields and their values on the wire: Atera's keys and node-atera's."""

from datetime import datetime

import msgspec
from msgspec import UNSET

from deskhand.api.kinds import BadValue, Choice, ListOf, Name, Scalar, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.wire import InstantText
from deskhand.core import fields
from deskhand.core.drafts import Maybe
from deskhand.core.fields import LONGEST_VALUE, MOST_OPTIONS, CustomField, Option, option_uuid
from deskhand.core.time import show_instant
from deskhand.fields.define import FieldDraft
from deskhand.fields.values import ValueView

NAME = Text(500)


class OptionOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may be chosen; ParentName is the parent field's value that allows it."""

    Value: str
    Text: str
    ParentName: str | None


class CustomFieldOut(msgspec.Struct, frozen=True, kw_only=True):
    """A custom field. The last four keys are node-atera's, of which FieldID is what to change or delete it by."""

    Name: str
    DataType: fields.DataType
    Target: fields.Target
    PossibleValues: list[OptionOut]
    ParentAttributeName: str | None
    FieldID: int
    FieldName: str
    FieldType: fields.DataType
    FieldDescription: str


class CustomFieldSaved(CustomFieldOut, frozen=True, kw_only=True):
    """The answer to a new or changed field."""

    ActionID: int


class CustomValueOut(msgspec.Struct, frozen=True, kw_only=True):
    """What a field says of a thing. Where it says nothing, the texts and the date are null."""

    ItemId: int
    Id: str
    FieldName: str
    ValueAsString: str | None
    ValueAsDecimal: float
    ValueAsDateTime: InstantText | None
    ValueAsBool: bool
    OptionId: str | None
    FieldID: int
    Value: str | None


class CustomValueSaved(CustomValueOut, frozen=True, kw_only=True):
    """The answer to a value that was set."""

    ActionID: int


def show_field(field: CustomField, names: dict[int, str]) -> CustomFieldOut:
    """A field as the wire has it; `names` are those of all fields."""
    return CustomFieldOut(
        Name=field.name,
        DataType=field.data_type,
        Target=field.target,
        PossibleValues=[
            OptionOut(Value=option.value, Text=option.text, ParentName=option.parent) for option in field.choices
        ],
        ParentAttributeName=names.get(field.parent_id or 0),
        FieldID=field.id,
        FieldName=field.name,
        FieldType=field.data_type,
        FieldDescription="",
    )


def show_value(view: ValueView) -> CustomValueOut:
    """A value as the wire has it."""
    kind, value = view.field.data_type, view.value
    is_date = kind == fields.DataType.DATE and bool(value)
    return CustomValueOut(
        ItemId=view.thing_id,
        Id=view.uuid,
        FieldName=view.field.name,
        ValueAsString=value or None,
        ValueAsDecimal=float(value) if kind == fields.DataType.NUMERIC and value else 0.0,
        ValueAsDateTime=show_instant(datetime.fromisoformat(value)) if is_date else None,
        ValueAsBool=kind == fields.DataType.BOOLEAN and value == "true",
        OptionId=option_uuid(view.field, value),
        FieldID=view.field.id,
        Value=value or None,
    )


def show_value_saved(view: ValueView) -> CustomValueSaved:
    """A value that was just set."""
    return CustomValueSaved(ActionID=view.thing_id, **msgspec.structs.asdict(show_value(view)))


class OptionKind:
    """One option: a text, or an object of Value, Text and ParentName."""

    def read(self, value: object) -> Option:
        parts = (
            {str(name).lower(): part for name, part in value.items()} if isinstance(value, dict) else {"value": value}
        )
        texts = {
            name: NAME.read(part) for name in ("value", "text", "parentname") if (part := parts.get(name)) is not None
        }
        if "value" not in texts and "text" not in texts:
            raise BadValue("expected a text, or an object with Value, Text and ParentName")
        text = texts.get("text", "")
        return Option(texts.get("value", text), text, texts.get("parentname"))

    def schema(self) -> dict[str, object]:
        one = {"type": "string"}
        return {"anyOf": [one, {"type": "object", "properties": {"Value": one, "Text": one, "ParentName": one}}]}


_NAME = Field("name", "Name", Name(500), ("FieldName",), about="Unique among the fields of its target.")
_OPTIONS = (
    Field(
        "options",
        "PossibleValues",
        ListOf(OptionKind(), most=MOST_OPTIONS, what="options"),
        about="What may be chosen, each a text or an object of Value, Text and ParentName.",
    ),
    Field("parent_name", "ParentAttributeName", NAME, about="The field that the options depend on."),
)
_FIXED = (
    Field("target", "Target", Choice(fields.Target, "target"), about="What it is added to."),
    Field("data_type", "DataType", Choice(fields.DataType, "data type"), ("FieldType",), about="Default Text."),
)
NEW_FIELD = Shape(FieldDraft, (_NAME, *_FIXED, *_OPTIONS), required=("Name", "Target"))
CHANGED_FIELD = Shape(FieldDraft, (_NAME, *_FIXED, *_OPTIONS))


class SaidValue(msgspec.Struct, frozen=True, kw_only=True):
    """What a field is to say: null is nothing."""

    value: Maybe[str | None] = UNSET
    name: str = ""


_VALUE = Field("value", "Value", Scalar(LONGEST_VALUE), about="As text; null or empty clears it.", null_is_none=True)
SET_VALUE = Shape(SaidValue, (_VALUE,), required=("Value",))
SET_NAMED_VALUE = Shape(
    SaidValue, (Field("name", "FieldName", NAME, about="The field."), _VALUE), required=("FieldName", "Value")
)
