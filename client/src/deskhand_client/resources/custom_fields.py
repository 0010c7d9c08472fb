"""Custom fields, and what they say of tickets, customers and contacts."""

from typing import Literal

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.fields import CustomField, CustomValue
from deskhand_client.records.record import read
from deskhand_client.talk import Request, Talk, path

# `list` is the name of a call in the class below.
Fields = list[CustomField]
Values = list[CustomValue]
Target = Literal["ticket", "customer", "contact"]


class CustomFieldCalls(Calls):
    """Calls on custom fields and their values."""

    @operation
    def list(self) -> Talk[Fields]:
        """Every custom field of the account."""
        return [read(CustomField, one) for one in (yield Request("GET", "customvalues/customfields")).array()]

    @operation
    def values(self, target: Target, item_id: int) -> Talk[Values]:
        """What every custom field says of one thing."""
        request = Request("GET", path("customvalues", f"{target}fields", item_id))
        return [read(CustomValue, one) for one in (yield request).array()]

    @operation
    def value(self, target: Target, item_id: int, field_name: str) -> Talk[CustomValue | None]:
        """What one custom field says of one thing; None where it says nothing. Raises NotFound for an unknown field."""
        request = Request("GET", path("customvalues", f"{target}field", item_id, field_name))
        values = (yield request).array()
        return read(CustomValue, values[0]) if values else None

    @operation
    def set(self, target: Target, item_id: int, field_name: str, value: str | None) -> Talk[None]:
        """Let a custom field say something of one thing; None lets it say nothing. Raises BadRequest."""
        request = Request("PUT", path("customvalues", f"{target}field", item_id, field_name), body={"Value": value})
        yield request


class CustomFields(CustomFieldCalls, Blocking):
    """Calls on custom fields, blocking."""


class AsyncCustomFields(CustomFieldCalls, Awaiting):
    """Calls on custom fields, to be awaited."""
