"""Who is who at a strict Atera, and what custom fields say of them and of tickets."""

from functools import partial
from urllib.parse import unquote

from tests.client import atera_shapes as shapes
from tests.client.atera_calls import (
    Answered,
    Asked,
    Data,
    Refused,
    Route,
    Thing,
    changed,
    created,
    newest_first,
    next_id,
    now,
    one,
    since,
    whole,
)

# The kinds of things that are only kept: their path, which is also where the data has them, their id, their fields.
NOUNS = {
    "customers": ("CustomerID", shapes.CUSTOMER, shapes.NEW_CUSTOMER, shapes.CUSTOMER_UPDATE),
    "contacts": ("EndUserID", shapes.CONTACT, shapes.NEW_CONTACT, shapes.CONTACT_UPDATE),
    "departments": ("Id", shapes.DEPARTMENT, shapes.DEPARTMENT_BODY, shapes.DEPARTMENT_BODY),
}
DATED = ("FromLastModifiedDate", "SortBy")
ASKED = {
    "customers": DATED,
    "contacts": (*DATED, "Email", "Phone", "searchOptions.email", "searchOptions.phone"),
    "departments": (),
}


def kept(atera: Data, noun: str) -> list[Thing]:
    things: list[Thing] = getattr(atera, noun)
    return things


def list_things(noun: str, atera: Data, asked: Asked) -> Answered:
    id_name, names, *_ = NOUNS[noun]
    found = since(asked, "FromLastModifiedDate", newest_first(kept(atera, noun), id_name), "LastModified")
    for name, value in asked.query.items():
        field = name.removeprefix("searchOptions.").capitalize()
        if field in ("Email", "Phone"):
            found = [thing for thing in found if value.lower() in str(thing.get(field)).lower()]
    return atera.page(asked, found, names)


def read_thing(noun: str, atera: Data, asked: Asked, number: int) -> Answered:
    id_name, names, *_ = NOUNS[noun]
    return 200, whole(one(kept(atera, noun), id_name, number), names)


def new_thing(noun: str, atera: Data, asked: Asked) -> Answered:
    id_name = NOUNS[noun][0]
    if noun == "contacts" and not asked.body.get("CustomerID") and not asked.body.get("CustomerName"):
        raise Refused(400, "CustomerID or CustomerName is required")
    number = next_id(kept(atera, noun), id_name)
    kept(atera, noun).append({"CreatedOn": now(), "LastModified": now(), **asked.body, id_name: number})
    return created(number)


def change_thing(noun: str, atera: Data, asked: Asked, number: int) -> Answered:
    one(kept(atera, noun), NOUNS[noun][0], number).update({**asked.body, "LastModified": now()})
    return changed(number)


def delete_thing(noun: str, atera: Data, asked: Asked, number: int) -> Answered:
    kept(atera, noun).remove(one(kept(atera, noun), NOUNS[noun][0], number))
    return 204, None


def all_fields(atera: Data, asked: Asked) -> Answered:
    return 200, [whole(one, shapes.CUSTOM_FIELD) for one in atera.custom_fields]


def read_values(atera: Data, asked: Asked, target: str, number: int, name: str = "") -> Answered:
    found = [whole(one, shapes.CUSTOM_VALUE) for one in atera.values.get((target, number), [])]
    wanted = unquote(name)
    if wanted and not any(one["Name"] == wanted for one in atera.custom_fields):
        raise Refused(404, f"There is no field {wanted}")
    return 200, [one for one in found if not wanted or one["FieldName"] == wanted]


def set_value(atera: Data, asked: Asked, target: str, number: int, name: str) -> Answered:
    wanted = unquote(name)
    if not any(one["Name"] == wanted and one["Target"].lower() == target for one in atera.custom_fields):
        raise Refused(404, f"There is no field {wanted}")
    kept = [one for one in atera.values.get((target, number), []) if one["FieldName"] != wanted]
    value = {"ItemId": number, "FieldName": wanted, "ValueAsString": asked.body.get("Value"), "ValueAsDecimal": 0.0}
    atera.values[target, number] = [*kept, {**value, "ValueAsBool": False}]
    return changed(number)


def account(atera: Data, asked: Asked) -> Answered:
    said = {"AccountID": "acme-7", "CompanyName": "Brightwater IT", "TimeZoneName": "Europe/London", "CreatedOn": now()}
    return 200, whole({**said, "IsITDepartment": False, "Plan": "Power"}, shapes.ACCOUNT)


def of_noun(noun: str) -> tuple[Route, ...]:
    """The calls of one kind of thing."""
    _, _, new, update = NOUNS[noun]
    at, with_id = f"/{noun}", rf"/{noun}/(?P<number>\d+)"
    return (
        Route("GET", at, ASKED[noun], None, partial(list_things, noun)),
        Route("POST", at, (), new, partial(new_thing, noun)),
        Route("GET", with_id, (), None, partial(read_thing, noun)),
        Route("PUT", with_id, (), update, partial(change_thing, noun)),
        Route("POST", with_id, (), update, partial(change_thing, noun)),
        Route("DELETE", with_id, (), None, partial(delete_thing, noun)),
    )


TARGET = f"(?P<target>{'|'.join(shapes.TARGETS)})"
VALUE = rf"/customvalues/{TARGET}field/(?P<number>\d+)/(?P<name>[^/]+)"
ROUTES = (
    *of_noun("customers"),
    *of_noun("contacts"),
    *of_noun("departments"),
    Route("GET", "/account", (), None, account),
    Route("GET", "/customvalues/customfields", (), None, all_fields),
    Route("GET", rf"/customvalues/{TARGET}fields/(?P<number>\d+)", (), None, read_values),
    Route("GET", VALUE, (), None, read_values),
    Route("PUT", VALUE, (), shapes.NEW_VALUE, set_value),
    Route("POST", VALUE, (), shapes.NEW_VALUE, set_value),
)
