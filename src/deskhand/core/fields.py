"""Custom fields: what an account adds to its tickets, customers and contacts, and what their values may be."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.time import BadInstant, parse_instant, show_instant

LONGEST_NAME = 200
LONGEST_VALUE = 10_000
MOST_OPTIONS = 1_000
# What a double still shows digit by digit.
MOST_DIGITS = 15
_YES = frozenset({"true", "1", "yes"})
_NO = frozenset({"false", "0", "no"})


class Target(StrEnum):
    """What a custom field is added to."""

    TICKET = "Ticket"
    CUSTOMER = "Customer"
    CONTACT = "Contact"


class DataType(StrEnum):
    """What the values of a custom field are, in Atera's words."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    NUMERIC = "Numeric"
    DATE = "Date"
    OPTIONS = "Options"
    OPTIONS_WITH_DEPENDENCIES = "OptionsWithDependencies"


HAVE_OPTIONS = frozenset({DataType.OPTIONS, DataType.OPTIONS_WITH_DEPENDENCIES})


class Option(msgspec.Struct, frozen=True):
    """Something that may be chosen. With a `parent` it may be chosen while the parent field has that value."""

    value: str
    text: str = ""
    parent: str | None = None


class CustomField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that the account added. `options` is JSON, as it is stored; `choices` are the same as values."""

    account_id: int
    id: int
    version: int
    name: str
    target: Target
    data_type: DataType
    options: str
    parent_id: int | None
    created_at: datetime
    deleted_at: datetime | None

    @property
    def choices(self) -> list[Option]:
        """What may be chosen; empty for a field without options."""
        return msgspec.json.decode(self.options, type=list[Option])


class CustomValue(msgspec.Struct, frozen=True, kw_only=True):
    """What a custom field says of one ticket, customer or contact: in canonical text, empty when it says nothing."""

    account_id: int
    id: int
    uuid: str
    field_id: int
    ticket_id: int | None
    customer_id: int | None
    contact_id: int | None
    value: str

    @property
    def thing_id(self) -> int:
        """The id of what it belongs to."""
        return self.ticket_id or self.customer_id or self.contact_id or 0


def name_key(name: str) -> str:
    """The form under which a field's or department's name is unique: case folded."""
    return name.casefold()


def value_uuid(field: CustomField, thing_id: int) -> str:
    """The value's lasting name, also before there is one."""
    return str(uuid5(NAMESPACE_OID, f"deskhand/{field.account_id}/custom-value/{field.id}/{thing_id}"))


def option_uuid(field: CustomField, value: str) -> str | None:
    """The lasting name of the option that a value has chosen; None where none is."""
    if field.data_type not in HAVE_OPTIONS or not value:
        return None
    return str(uuid5(NAMESPACE_OID, f"deskhand/{field.account_id}/custom-option/{field.id}/{value}"))


def checked_options(options: Sequence[Option], of_parent: Sequence[Option] | None) -> list[Option]:
    """The options, tidied. With a parent each names one of its values, without one none does.

    Raises Refusal (`invalid_options`) when there are too many, or two of the same.
    """
    if len(options) > MOST_OPTIONS:
        raise _bad_options(f"A field has at most {MOST_OPTIONS} options; these are {len(options)}")
    parents = None if of_parent is None else {option.value.casefold(): option.value for option in of_parent}
    found: dict[tuple[str, str], Option] = {}
    for option in options:
        tidy = _tidy(option, parents)
        key = (tidy.value.casefold(), (tidy.parent or "").casefold())
        if key in found:
            raise _bad_options(f"{_short(tidy.value)} is there twice")
        found[key] = tidy
    return list(found.values())


def _tidy(option: Option, parents: dict[str, str] | None) -> Option:
    value = option.value.strip()
    if not value or len(value) > LONGEST_NAME or len(option.text) > LONGEST_NAME:
        raise _bad_options(f"An option has a value of 1 to {LONGEST_NAME} characters")
    if parents is None:
        return Option(value, option.text.strip() or value)
    parent = parents.get((option.parent or "").strip().casefold())
    if parent is None:
        raise _bad_options(
            f"{_short(value)} needs a ParentName, which is one of {', '.join(list(parents.values())[:20])}"
        )
    return Option(value, option.text.strip() or value, parent)


def _bad_options(detail: str) -> Refusal:
    return Refusal("invalid_options", "Invalid options", detail, field="options")


def options_json(options: Sequence[Option]) -> str:
    """Options as they are stored."""
    return msgspec.json.encode(list(options)).decode()


def checked_value(field: CustomField, text: str, parent_name: str = "", parent_value: str = "") -> str:
    """The value in canonical text; an empty one clears. Raises Refusal (`invalid_custom_value`) when it does not fit.

    `parent_name` and `parent_value` say how the parent field is called and what it says of the same thing.
    """
    text = text if field.data_type == DataType.TEXT else text.strip()
    if not text:
        return ""
    match field.data_type:
        case DataType.BOOLEAN:
            return _boolean(field, text)
        case DataType.NUMERIC:
            return _numeric(field, text)
        case DataType.DATE:
            return _date(field, text)
        case DataType.OPTIONS:
            return _option(field, text, field.choices)
        case DataType.OPTIONS_WITH_DEPENDENCIES:
            return _dependent(field, text, parent_name, parent_value)
    if len(text) > LONGEST_VALUE:
        raise _unfit(field, f"takes at most {LONGEST_VALUE} characters; this has {len(text)}")
    return text


def _boolean(field: CustomField, text: str) -> str:
    if text.casefold() in _YES:
        return "true"
    if text.casefold() in _NO:
        return "false"
    raise _unfit(field, f"is true or false; {_short(text)} is neither")


def _numeric(field: CustomField, text: str) -> str:
    try:
        number = Decimal(text) if len(text) <= 100 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _unfit(field, f"is a number such as 12.5; {_short(text)} is none")
    digits = len(number.normalize().as_tuple().digits)
    if digits > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise _unfit(field, f"takes numbers of at most {MOST_DIGITS} digits")
    return "0" if number == 0 else f"{number.normalize():f}"


def _date(field: CustomField, text: str) -> str:
    try:
        return show_instant(parse_instant(text))
    except BadInstant:
        raise _unfit(field, f"is a date such as 2024-02-15 or 2024-02-15T09:00:00Z; {_short(text)} is none") from None


def _option(field: CustomField, text: str, options: Sequence[Option]) -> str:
    wanted = text.casefold()
    for option in options:
        if wanted in (option.value.casefold(), option.text.casefold()):
            return option.value
    listed = ", ".join(option.value for option in options[:20]) or "nothing yet"
    raise _unfit(
        field, f"takes one of {listed}{', ...' if len(options) > 20 else ''}; {_short(text)} is not among them"
    )


def _dependent(field: CustomField, text: str, parent_name: str, parent_value: str) -> str:
    if not parent_value:
        raise _unfit(field, f"depends on {parent_name}; set that first")
    fitting = [option for option in field.choices if (option.parent or "").casefold() == parent_value.casefold()]
    if not fitting:
        raise _unfit(field, f"has no option while {parent_name} is {parent_value}")
    return _option(field, text, fitting)


def _unfit(field: CustomField, detail: str) -> Refusal:
    return Refusal("invalid_custom_value", f"Invalid {field.name}", f"{field.name} {detail}", field="value")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}...")
