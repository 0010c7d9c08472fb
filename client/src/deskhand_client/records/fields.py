"""Custom fields, and what they say of tickets, customers and contacts."""

from datetime import datetime
from typing import Any

from msgspec import field

from deskhand_client.records.record import Record


class CustomField(Record, frozen=True, kw_only=True):
    """A field that the account has defined. `target` is Ticket, Customer or Contact (Atera has more)."""

    id: int | None = field(name="FieldID", default=None)
    name: str = field(name="Name", default="")
    data_type: str = field(name="DataType", default="")
    target: str = field(name="Target", default="")
    options: list[dict[str, Any]] = field(name="PossibleValues", default_factory=list)
    parent: str | None = field(name="ParentAttributeName", default=None)


class CustomValue(Record, frozen=True, kw_only=True):
    """What a custom field says of one thing; `value` is the text that would set it so."""

    id: str = field(name="Id", default="")
    item_id: int = field(name="ItemId", default=0)
    field_name: str = field(name="FieldName", default="")
    text: str | None = field(name="ValueAsString", default=None)
    number: float | None = field(name="ValueAsDecimal", default=None)
    instant: datetime | None = field(name="ValueAsDateTime", default=None)
    flag: bool | None = field(name="ValueAsBool", default=None)
    option_id: str | None = field(name="OptionId", default=None)
    value: str | None = field(name="Value", default=None)
