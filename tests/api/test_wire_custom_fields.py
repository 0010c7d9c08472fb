"""Custom fields of tickets, customers and contacts: defining them, and what they say."""

from typing import Any
from uuid import UUID

import pytest

from deskhand.events.replay import replay
from tests.api.history import history_of, log_of
from tests.cast import Client, Office, decoded


async def define(office: Office, name: str, kind: str = "Text", target: str = "Ticket", **more: Any) -> Any:
    return await office.api.post(
        "/customvalues/customfields", {"Name": name, "DataType": kind, "Target": target, **more}
    )


async def put(api: Client, path: str, value: Any, status: int = 200) -> Any:
    return decoded(await api.send("PUT", f"/customvalues/{path}", json={"Value": value}), status)


async def test_no_fields_are_an_empty_array(office: Office) -> None:
    assert await office.api.get("/customvalues/customfields?itemsInPage=50&") == []


async def test_a_field_is_defined_listed_renamed_and_deleted(office: Office) -> None:
    made = await define(office, " Scheduled  for ", "Date")
    assert made == {
        "ActionID": made["FieldID"],
        "Name": "Scheduled for",
        "DataType": "Date",
        "Target": "Ticket",
        "PossibleValues": [],
        "ParentAttributeName": None,
        "FieldID": made["FieldID"],
        "FieldName": "Scheduled for",
        "FieldType": "Date",
        "FieldDescription": "",
    }
    assert await office.api.get("/customvalues/customfields") == [
        {key: value for key, value in made.items() if key != "ActionID"}
    ]
    path = f"/customvalues/customfields/{made['FieldID']}"
    assert (await office.api.put(path, {"Name": "Due visit"}))["Name"] == "Due visit"
    assert await office.api.delete(path) == {"ActionID": made["FieldID"], "Success": True}
    assert await office.api.get("/customvalues/customfields") == []
    assert (await office.api.delete(path, 404))["message"] == "Custom field not found"
    await define(office, "Due visit")


async def test_a_name_is_unique_within_its_target_whatever_the_case(office: Office) -> None:
    await define(office, "Site")
    assert (await office.api.post("/customvalues/customfields", {"Name": "SITE", "Target": "ticket"}, 409))["code"] == (
        "custom_field_exists"
    )
    await define(office, "Site", target="Customer")


WRONG_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"Target": "Ticket"}, "Name required", "Name"),
    ({"Name": " ", "Target": "Ticket"}, "Name required", "Name"),
    ({"Name": "x"}, "Target required", "Target"),
    ({"Name": "x", "Target": "Agent"}, "Invalid target", "Target"),
    ({"Name": "x", "Target": "Ticket", "DataType": "Colour"}, "Invalid data type", "DataType"),
    ({"Name": "x", "Target": "Ticket", "PossibleValues": ["a"]}, "Invalid options", "PossibleValues"),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "Options", "PossibleValues": ["a", "A"]},
        "Invalid options",
        "PossibleValues",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "Options", "PossibleValues": [""]},
        "Invalid options",
        "PossibleValues",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "Options", "PossibleValues": [5]},
        "Invalid PossibleValues",
        "PossibleValues",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "Options", "PossibleValues": [{}]},
        "Invalid PossibleValues",
        "PossibleValues",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "OptionsWithDependencies"},
        "Invalid parent field",
        "ParentAttributeName",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "OptionsWithDependencies", "ParentAttributeName": "Nothing"},
        "Invalid parent field",
        "ParentAttributeName",
    ),
    (
        {"Name": "x", "Target": "Ticket", "DataType": "Options", "ParentAttributeName": "x"},
        "Invalid parent field",
        "ParentAttributeName",
    ),
]


@pytest.mark.parametrize(("body", "message", "field"), WRONG_FIELDS)
async def test_a_field_that_makes_no_sense_is_refused(
    office: Office, body: dict[str, Any], message: str, field: str
) -> None:
    refused = await office.api.post("/customvalues/customfields", body, 400)
    assert (refused["message"], [error["field"] for error in refused["errors"]]) == (message, [field])
    assert await office.api.get("/customvalues/customfields") == []


async def test_what_a_field_is_stays(office: Office) -> None:
    made = await define(office, "Site")
    path = f"/customvalues/customfields/{made['FieldID']}"
    await office.api.put(path, {**made, "Name": "Place"})
    assert (await office.api.put(path, {"DataType": "Date"}, 400))["errors"][0]["field"] == "DataType"
    assert (await office.api.post(path, {"Target": "Contact"}, 400))["errors"][0]["field"] == "Target"


async def things(office: Office) -> dict[str, int]:
    return {
        "ticket": (await office.ticket())["TicketID"],
        "customer": office.cast.acme.id,
        "contact": office.cast.john.id,
    }


@pytest.mark.parametrize("noun", ["ticket", "customer", "contact"])
async def test_a_value_is_set_and_read(office: Office, noun: str) -> None:
    await define(office, "Asset tag", target=noun.capitalize())
    thing = (await things(office))[noun]
    path = f"{noun}field/{thing}/Asset%20tag"
    [unset] = await office.api.get(f"/customvalues/{path}")
    assert (unset["ItemId"], unset["FieldName"], unset["ValueAsString"]) == (thing, "Asset tag", None)
    made = await put(office.api, path, "AT-17")
    assert made["ActionID"] == thing
    [read] = await office.api.get(f"/customvalues/{path}")
    assert read == {key: value for key, value in made.items() if key != "ActionID"}
    assert (read["Id"], read["ValueAsString"], read["Value"]) == (unset["Id"], "AT-17", "AT-17")
    assert await office.api.get(f"/customvalues/{noun}fields/{thing}") == [read]
    assert await office.api.get(f"/customvalues/{read['Id']}") == [read]
    assert await office.api.get(f"/customvalues/{read['Id'].upper()}") == [read]
    assert str(UUID(read["Id"])) == read["Id"]


VALUES: list[tuple[str, Any, dict[str, Any]]] = [
    ("Text", " as it is ", {"ValueAsString": " as it is "}),
    ("Text", 5, {"ValueAsString": "5"}),
    ("Text", True, {"ValueAsString": "true", "ValueAsBool": False}),
    ("Boolean", "True", {"ValueAsString": "true", "ValueAsBool": True}),
    ("Boolean", True, {"ValueAsString": "true", "ValueAsBool": True}),
    ("Boolean", 0, {"ValueAsString": "false", "ValueAsBool": False}),
    ("Numeric", "12.50", {"ValueAsString": "12.5", "ValueAsDecimal": 12.5}),
    ("Numeric", -3, {"ValueAsString": "-3", "ValueAsDecimal": -3.0}),
    ("Numeric", "1e3", {"ValueAsString": "1000", "ValueAsDecimal": 1000.0}),
    ("Numeric", "-0.0", {"ValueAsString": "0", "ValueAsDecimal": 0.0}),
    ("Date", "2024-02-15", {"ValueAsString": "2024-02-15T00:00:00Z", "ValueAsDateTime": "2024-02-15T00:00:00Z"}),
    ("Date", "2024-02-15T10:00:00+01:00", {"ValueAsDateTime": "2024-02-15T09:00:00Z"}),
    ("Options", "gold", {"ValueAsString": "Gold"}),
    ("Options", "The middle one", {"ValueAsString": "Silver"}),
]


@pytest.mark.parametrize(("kind", "value", "shown"), VALUES)
async def test_every_type_is_read_and_shown_in_its_own_way(
    office: Office, kind: str, value: Any, shown: dict[str, Any]
) -> None:
    options = ["Gold", {"Value": "Silver", "Text": "The middle one"}] if kind == "Options" else []
    await define(office, "Field", kind, PossibleValues=options)
    number = (await office.ticket())["TicketID"]
    made = await put(office.api, f"ticketfield/{number}/field", value)
    assert {key: made[key] for key in shown} == shown
    assert (made["OptionId"] is not None) == (kind == "Options")
    assert (await put(office.api, f"ticketfield/{number}/field", made["ValueAsString"])) == made


WRONG_VALUES: list[tuple[str, Any]] = [
    ("Text", "x" * 10_001),
    ("Text", []),
    ("Text", {}),
    ("Text", "a\u0000b"),
    ("Boolean", "maybe"),
    ("Numeric", "many"),
    ("Numeric", "NaN"),
    ("Numeric", "1,5"),
    ("Numeric", "1e400"),
    ("Numeric", 12345678901234567890),
    ("Date", "yesterday"),
    ("Date", "2024-02-30"),
    ("Date", 5),
    ("Options", "Bronze"),
]


@pytest.mark.parametrize(("kind", "value"), WRONG_VALUES)
async def test_a_value_that_does_not_fit_is_refused_with_a_sentence(office: Office, kind: str, value: Any) -> None:
    await define(office, "Grade", kind, PossibleValues=["Gold", "Silver"] if kind == "Options" else [])
    number = (await office.ticket())["TicketID"]
    refused = await put(office.api, f"ticketfield/{number}/Grade", value, 400)
    assert [error["field"] for error in refused["errors"]] == ["Value"]
    [read] = await office.api.get(f"/customvalues/ticketfield/{number}/Grade")
    assert read["ValueAsString"] is None


async def test_a_refused_option_names_those_there_are(office: Office) -> None:
    await define(office, "Grade", "Options", PossibleValues=["Gold", "Silver"])
    refused = await put(office.api, f"ticketfield/{(await office.ticket())['TicketID']}/Grade", "Bronze", 400)
    assert (refused["code"], refused["message"]) == ("invalid_custom_value", "Invalid Grade")
    assert refused["detail"] == "Grade takes one of Gold, Silver; 'Bronze' is not among them"


async def test_null_and_nothing_clear_a_value_and_its_id_stays(office: Office) -> None:
    await define(office, "Site")
    path = f"ticketfield/{(await office.ticket())['TicketID']}/Site"
    made = await put(office.api, path, "Springfield")
    for nothing in (None, ""):
        await put(office.api, path, "Springfield")
        cleared = await put(office.api, path, nothing)
        assert (cleared["ValueAsString"], cleared["Id"]) == (None, made["Id"])
    assert (await office.api.get(f"/customvalues/{made['Id']}"))[0]["ValueAsString"] is None
    refused = decoded(await office.api.send("PUT", f"/customvalues/{path}", json={}), 400)
    assert refused["message"] == "Value required"


@pytest.mark.parametrize("name", ["Größe in cm", "A/B", "100%", "What? & Why", "Ärger+Frust", "..a", "日本語", "a;b=c"])
async def test_names_in_paths_may_hold_anything(office: Office, name: str) -> None:
    await define(office, name)
    number = (await office.ticket())["TicketID"]
    escaped = "".join(f"%{byte:02X}" for byte in name.encode())
    assert (await put(office.api, f"ticketfield/{number}/{escaped}", "Yes"))["FieldName"] == name
    lowered = escaped.lower()
    assert (await office.api.get(f"/CustomValues/TicketField/{number}/{lowered}"))[0]["Value"] == "Yes"


async def test_the_older_client_sends_the_value_in_the_path(office: Office) -> None:
    await define(office, "Site")
    number = (await office.ticket())["TicketID"]
    answer = await office.api.send("PUT", f"/customvalues/ticketfield/{number}/Site/Big%20Apple%2FNY%20%C3%84")
    assert decoded(answer, 200)["ValueAsString"] == "Big Apple/NY Ä"
    decoded(await office.api.send("PUT", f"/customvalues/ticketfield/{number}/Site/%00"), 400)


async def test_post_sets_a_value_too(office: Office) -> None:
    await define(office, "Site")
    number = (await office.ticket())["TicketID"]
    made = await office.api.post(f"/customvalues/ticketfield/{number}/Site", {"Value": "Springfield"}, 200)
    assert made["ValueAsString"] == "Springfield"


async def test_node_ateras_spellings_are_served(office: Office) -> None:
    field = await define(office, "Site", target="Customer")
    acme = office.cast.acme.id
    assert [one["FieldName"] for one in await office.api.get("/customvalues/customerfield")] == ["Site"]
    assert await office.api.get("/customvalues/ticketfield") == []
    assert (await office.api.get("/customvalues/customerfieldname/site"))["FieldID"] == field["FieldID"]
    await office.api.get("/customvalues/ticketfieldname/Site", 404)
    body = {"FieldName": "Site", "Value": "Springfield"}
    made = await office.api.post(f"/customvalues/customer/{acme}", body, 200)
    assert {key: made[key] for key in body} == body
    assert [one["Value"] for one in await office.api.get(f"/customvalues/customer/{acme}")] == ["Springfield"]
    path = f"/customvalues/customer/{acme}/field/{field['FieldID']}"
    assert await office.api.delete(path) == {"ActionID": acme, "Success": True}
    assert [one["Value"] for one in await office.api.get(f"/customvalues/customer/{acme}")] == [None]
    await office.api.delete(f"/customvalues/contact/{office.cast.john.id}/field/{field['FieldID']}", 404)
    await office.api.delete(f"/customvalues/customer/{acme}/field/999999", 404)
    assert (await office.api.post(f"/customvalues/customer/{acme}", {"Value": "x"}, 400))["message"] == (
        "FieldName required"
    )


async def dependent(office: Office) -> int:
    """A ticket, and two fields of which the second depends on the first."""
    await define(office, "Country", "Options", PossibleValues=["Germany", "France"])
    cities = [{"Value": "Berlin", "ParentName": "Germany"}, {"Value": "Paris", "ParentName": "france"}]
    made = await define(office, "City", "OptionsWithDependencies", PossibleValues=cities, ParentAttributeName="country")
    assert made["ParentAttributeName"] == "Country"
    assert made["PossibleValues"][1] == {"Value": "Paris", "Text": "Paris", "ParentName": "France"}
    return int((await office.ticket())["TicketID"])


async def test_an_option_depends_on_what_the_parent_field_says(office: Office) -> None:
    path = f"ticketfield/{await dependent(office)}"
    refused = await put(office.api, f"{path}/City", "Berlin", 400)
    assert refused["detail"] == "City depends on Country; set that first"
    await put(office.api, f"{path}/Country", "Germany")
    assert (await put(office.api, f"{path}/City", "Paris", 400))["code"] == "invalid_custom_value"
    assert (await put(office.api, f"{path}/City", "berlin"))["ValueAsString"] == "Berlin"


async def test_what_depends_on_a_changed_value_and_fits_no_more_is_cleared(office: Office) -> None:
    number = await dependent(office)
    for name, value in (("Country", "Germany"), ("City", "Berlin"), ("Country", "France")):
        await put(office.api, f"ticketfield/{number}/{name}", value)
    shown = {
        one["FieldName"]: one["ValueAsString"] for one in await office.api.get(f"/customvalues/ticketfields/{number}")
    }
    assert shown == {"Country": "France", "City": None}


async def test_a_field_that_another_depends_on_stays(office: Office) -> None:
    await dependent(office)
    country, _ = await office.api.get("/customvalues/customfields")
    refused = await office.api.delete(f"/customvalues/customfields/{country['FieldID']}", 400)
    assert refused["code"] == "field_in_use"


async def test_values_are_events_that_only_refer_to_the_text(office: Office) -> None:
    await define(office, "Site")
    number = (await office.ticket())["TicketID"]
    for value in ("Springfield", "Springfield", "Shelbyville"):
        await put(office.api, f"ticketfield/{number}/Site", value)
    _, first, second = await history_of(office, number)
    assert (first.kind, second.kind) == ("custom_value.set", "custom_value.set")
    assert (first.data.texts, second.data.texts) == (("value",), ("value",))
    assert second.data.changes == {}
    assert "Springfield" not in str(first)


async def test_a_value_is_activity_on_its_ticket_closed_or_not(office: Office) -> None:
    await define(office, "Site")
    made = await office.ticket(TicketStatus="Closed")
    tag = (await office.api.send("GET", f"/tickets/{made['TicketID']}")).headers["etag"]
    await put(office.api, f"ticketfield/{made['TicketID']}/Site", "Springfield")
    assert (await office.api.send("GET", f"/tickets/{made['TicketID']}")).headers["etag"] != tag


@pytest.mark.parametrize("target", ["agent", "contract", "sla", "snmp", "tcp", "http", "generic", "nonsense"])
async def test_other_targets_are_not_there(office: Office, target: str) -> None:
    for path in (f"{target}field/1/Site", f"{target}fields/1", f"{target}field", f"{target}/1", f"{target}fieldname/x"):
        await office.api.get(f"/customvalues/{path}", 404)


@pytest.mark.parametrize("noun", ["ticket", "customer", "contact"])
async def test_what_is_not_there_has_no_values(office: Office, noun: str) -> None:
    await define(office, "Site", target=noun.capitalize())
    for path in (f"{noun}field/999999/Site", f"{noun}fields/999999", f"{noun}/999999"):
        assert (await office.api.get(f"/customvalues/{path}", 404))["message"] == f"{noun.capitalize()} not found"
    await put(office.api, f"{noun}field/999999/Site", "x", 404)
    assert (await office.api.get(f"/customvalues/{noun}fields/x", 400))["message"] == f"Invalid {noun} ID"
    thing = (await things(office))[noun]
    assert (await office.api.get(f"/customvalues/{noun}field/{thing}/Nothing", 404))["message"] == (
        "Custom field not found"
    )
    await office.api.get("/customvalues/00000000-0000-0000-0000-000000000000", 404)


async def test_values_go_with_their_noun_and_fields_with_administrators(office: Office) -> None:
    await define(office, "Site")
    made = await put(office.api, f"ticketfield/{(number := (await office.ticket())['TicketID'])}/Site", "x")
    reader = await office.client(scopes=["tickets:read"])
    await reader.get("/customvalues/customfields")
    await reader.get(f"/customvalues/{made['Id']}")
    await put(reader, f"ticketfield/{number}/Site", "y", 403)
    stranger = await office.client(scopes=["customers:write", "contacts:write"])
    await stranger.get(f"/customvalues/ticketfields/{number}", 403)
    vera = await office.client_of(office.cast.vera)
    await put(vera, f"ticketfield/{number}/Site", "y", 403)
    dora = await office.client_of(office.cast.dora)
    await dora.post("/customvalues/customfields", {"Name": "x", "Target": "Ticket"}, 403)
    await put(dora, f"ticketfield/{number}/Site", "y")


async def test_a_deleted_tickets_value_is_gone(office: Office) -> None:
    await define(office, "Site")
    number = (await office.ticket())["TicketID"]
    made = await put(office.api, f"ticketfield/{number}/Site", "x")
    await office.api.delete(f"/tickets/{number}")
    assert (await office.api.get(f"/customvalues/{made['Id']}", 404))["message"] == "Custom value not found"


async def test_the_log_of_fields_can_be_replayed(office: Office) -> None:
    number = await dependent(office)
    await put(office.api, f"ticketfield/{number}/Country", "Germany")
    await put(office.api, f"customerfield/{office.cast.acme.id}/x", "y", 404)
    async with office.engine.read() as read:
        things = await replay(read, office.cast.account_id)
    values = [standing.fields["value"] for (noun, _), standing in things.items() if noun == "custom_value"]
    assert values == ["Germany"]
    assert len(await log_of(office.engine, office.cast.account_id)) > 3
