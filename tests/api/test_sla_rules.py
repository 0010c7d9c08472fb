"""Calendars and policies through the API: made, changed, refused with a sentence, and shown before they are changed."""

from typing import Any

import pytest

from deskhand.desk.found import found_account
from tests.cast import Client, Office, make_key

WEEK = {day: ["09:00-12:00", "13:00-17:00"] for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")}
BERLIN = {"Name": "Berlin office", "TimeZone": "Europe/Berlin", "Week": WEEK, "Country": "DE", "Region": "BE"}


async def calendar(office: Office, **more: Any) -> Any:
    return await office.api.post("/sla/calendars", {**BERLIN, **more})


async def policy(office: Office, **more: Any) -> Any:
    calendar_id = more.pop("CalendarID", None) or (await calendar(office))["CalendarID"]
    return await office.api.post("/sla/policies", {"Name": "Gold", "CalendarID": calendar_id, **more})


async def standard(office: Office) -> Any:
    found = await office.api.get("/sla/policies")
    return next(one for one in found["items"] if one["IsDefault"])


async def test_an_account_begins_with_the_brief_s_targets(office: Office) -> None:
    built_in = await standard(office)
    minutes = {name: targets["FirstResponseMinutes"] for name, targets in built_in["Targets"].items()}
    assert minutes == {"Critical": 60, "High": 240, "Medium": 480, "Low": 1440}
    resolution = {name: targets["ResolutionMinutes"] for name, targets in built_in["Targets"].items()}
    assert resolution == {"Critical": 240, "High": 480, "Medium": 1440, "Low": 4320}
    assert built_in["WarnPercent"] == 75
    calendars = {one["Name"]: one for one in (await office.api.get("/sla/calendars"))["items"]}
    assert calendars["Around the clock"]["CalendarID"] == built_in["CalendarID"]
    assert calendars["Around the clock"]["Week"]["Sunday"] == ["00:00-24:00"]
    assert calendars["Office hours"]["Week"]["Friday"] == ["09:00-17:00"]
    assert calendars["Office hours"]["Week"]["Saturday"] == []


async def test_a_calendar_is_shown_as_it_was_made(office: Office) -> None:
    day = {"Date": "12-24", "Name": "Christmas Eve", "Kind": "Half", "Times": ["09:00-12:00"]}
    made = await calendar(office, Days=[day])
    read = await office.api.get(f"/sla/calendars/{made['CalendarID']}")
    assert read["Week"] == {**WEEK, "Saturday": [], "Sunday": []}
    assert read["Days"] == [day]
    assert (read["TimeZone"], read["Country"], read["Region"]) == ("Europe/Berlin", "DE", "BE")


async def test_hours_are_put_in_order_and_may_be_written_as_objects(office: Office) -> None:
    made = await calendar(office, Week={"monday": ["13:00-17:00", {"From": "9:00", "To": "12:00"}]})
    assert made["Week"]["Monday"] == ["09:00-12:00", "13:00-17:00"]


REFUSED = {
    "hours that overlap": (
        {"Week": {"Monday": ["09:00-12:00", "11:30-17:00"]}},
        "Monday: 09:00-12:00 and 11:30-17:00 overlap",
    ),
    "hours without a length": ({"Week": {"Tuesday": ["09:00-09:00"]}}, "Tuesday: 09:00-09:00 has no length"),
    "hours that end before they start": (
        {"Week": {"Friday": ["22:00-06:00"]}},
        "hours over midnight are two intervals",
    ),
    "a week without hours": ({"Week": {"Monday": []}}, "The week has no working hours"),
    "a time that no clock shows": ({"Week": {"Monday": ["09:00-25:00"]}}, "'25:00' is no time of day"),
    "a day that is none": ({"Week": {"Funday": ["09:00-10:00"]}}, "'funday' is no weekday"),
    "an unknown zone": ({"TimeZone": "Europe/Atlantis"}, "'Europe/Atlantis' is no time zone"),
    "an unknown country": ({"Country": "QQ", "Region": ""}, "'QQ' is no country"),
    "an unknown region": ({"Region": "ZZ"}, "'ZZ' is no region of DE"),
    "a date that is none": ({"Days": [{"Date": "2026-02-30"}]}, "'2026-02-30' is no date"),
    "a date twice": ({"Days": [{"Date": "12-24"}, {"Date": "12-24", "Name": "Eve"}]}, "12-24 is there twice"),
    "half a day without hours": ({"Days": [{"Date": "12-24", "Kind": "Half"}]}, "a day that is Half has hours"),
    "no name": ({"Name": "  "}, "A calendar needs a name"),
}


@pytest.mark.parametrize(("said", "sentence"), REFUSED.values(), ids=REFUSED)
async def test_a_broken_calendar_is_refused_with_a_sentence(office: Office, said: Any, sentence: str) -> None:
    refused = await office.api.post("/sla/calendars", {**BERLIN, **said}, 400)
    assert sentence in refused["detail"]


async def test_a_calendar_in_use_stays(office: Office) -> None:
    made = await policy(office)
    refused = await office.api.delete(f"/sla/calendars/{made['CalendarID']}", 400)
    assert refused["code"] == "calendar_in_use"
    assert "Gold" in refused["detail"]
    await office.api.delete(f"/sla/policies/{made['PolicyID']}")
    await office.api.delete(f"/sla/calendars/{made['CalendarID']}")
    await office.api.get(f"/sla/calendars/{made['CalendarID']}", 404)


async def test_two_of_one_name_are_refused(office: Office) -> None:
    made = await policy(office)
    await office.api.post("/sla/calendars", {**BERLIN, "Name": "BERLIN  office"}, 409)
    await office.api.post("/sla/policies", {"Name": "gold", "CalendarID": made["CalendarID"]}, 409)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"Targets": {"High": {"FirstResponseMinutes": 0}}}, "invalid_field"),
        ({"Targets": {"Urgent": {"FirstResponseMinutes": 5}}}, "invalid_priority"),
        ({"WarnPercent": 101}, "invalid_field"),
        ({"CalendarID": 999_999}, "calendar_not_found"),
        ({"CustomerIDs": [999_999]}, "customer_not_found"),
        ({"Name": ""}, "name_required"),
    ],
)
async def test_a_broken_policy_is_refused(office: Office, said: Any, code: str) -> None:
    calendar_id = (await calendar(office))["CalendarID"]
    refused = await office.api.post("/sla/policies", {"Name": "Gold", "CalendarID": calendar_id, **said}, 400)
    assert refused["code"] == code


async def test_there_is_always_one_default(office: Office) -> None:
    was = await standard(office)
    made = await policy(office, IsDefault=True)
    assert (await standard(office))["PolicyID"] == made["PolicyID"]
    assert not (await office.api.get(f"/sla/policies/{was['PolicyID']}"))["IsDefault"]
    refused = await office.api.put(f"/sla/policies/{made['PolicyID']}", {"IsDefault": False}, 400)
    assert refused["code"] == "default_policy"
    await office.api.delete(f"/sla/policies/{made['PolicyID']}", 400)


async def test_a_customer_s_policy_goes_before_the_default(office: Office) -> None:
    acme, bakers = office.cast.acme.id, office.cast.bakers.id
    gold = await policy(office, CustomerIDs=[acme])
    assert gold["CustomerIDs"] == [acme]
    assert (await office.ticket(CustomerID=acme, EndUserID=None))["SLAName"] == "Gold"
    assert (await office.ticket(CustomerID=bakers, EndUserID=None))["SLAName"] == "Standard"
    silver = await policy(office, Name="Silver", CalendarID=gold["CalendarID"], CustomerIDs=[acme, bakers])
    assert silver["CustomerIDs"] == [acme, bakers]
    assert (await office.api.get(f"/sla/policies/{gold['PolicyID']}"))["CustomerIDs"] == []
    await office.api.put(f"/sla/policies/{silver['PolicyID']}", {"CustomerIDs": [bakers]})
    assert (await office.ticket(CustomerID=acme, EndUserID=None))["SLAName"] == "Standard"


async def test_a_deleted_policy_keeps_its_tickets(office: Office) -> None:
    gold = await policy(office, CustomerIDs=[office.cast.acme.id])
    ticket = await office.ticket(CustomerID=office.cast.acme.id, EndUserID=None)
    await office.api.delete(f"/sla/policies/{gold['PolicyID']}")
    assert (await office.api.get(f"/tickets/{ticket['TicketID']}"))["SLAName"] == "Gold"
    assert (await office.ticket(CustomerID=office.cast.acme.id, EndUserID=None))["SLAName"] == "Standard"
    await office.api.get(f"/sla/policies/{gold['PolicyID']}", 404)


async def test_only_an_administrator_changes_rules(office: Office) -> None:
    tom = await office.client_of(office.cast.tom)
    await tom.post("/sla/calendars", BERLIN, 403)
    await tom.put(f"/sla/policies/{(await standard(office))['PolicyID']}", {"WarnPercent": 50}, 403)
    assert (await tom.get("/sla/policies"))["totalItems"] == 1


async def test_a_dry_run_tells_what_a_change_moves_and_breaches(office: Office) -> None:
    default = await standard(office)
    high = await office.ticket(TicketPriority="High")
    await office.ticket(TicketPriority="Low")
    await office.ticket(TicketStatus="Closed")
    path = f"/sla/policies/{default['PolicyID']}"
    said = {"Targets": {"High": {"ResolutionMinutes": 240}}}
    tried = await office.api.put(f"{path}?dry_run=true", said)
    effect = tried["Answer"]["Effect"]
    assert effect == {"Tickets": 2, "Moved": 1, "NewlyBreached": 0, "NewlyBreachedTicketIDs": []}
    assert (await office.api.get(path))["Targets"] == default["Targets"]
    assert (await office.api.get(f"/tickets/{high['TicketID']}"))["DueDate"] == high["DueDate"]
    assert (await office.api.put(path, said))["Effect"] is None


async def test_a_name_that_changes_is_shown_and_tags_the_ticket_anew(office: Office) -> None:
    ticket = await office.ticket()
    path = f"/tickets/{ticket['TicketID']}"
    tag = (await office.api.send("GET", path)).headers["etag"]
    listed = (await office.api.send("GET", "/tickets")).headers["etag"]
    await office.api.put(f"/sla/policies/{ticket['SLAPolicyID']}", {"Name": "Bronze"})
    answer = await office.api.send("GET", path, headers={"if-none-match": tag})
    assert (answer.status_code, answer.json()["SLAName"]) == (200, "Bronze")
    assert (await office.api.send("GET", "/tickets", headers={"if-none-match": listed})).status_code == 200


async def test_a_policy_may_be_sent_back_as_it_was_read(office: Office) -> None:
    gold = await policy(office, CustomerIDs=[office.cast.acme.id])
    path = f"/sla/policies/{gold['PolicyID']}"
    await office.api.delete(f"/customers/{office.cast.acme.id}")
    assert (await office.api.put(path, await office.api.get(path)))["CustomerIDs"] == [office.cast.acme.id]
    await office.api.put(path, {"CustomerIDs": [999_999]}, 400)


async def test_names_of_what_is_built_in_are_taken_even_before_it_is_made(office: Office) -> None:
    """Or the account's first ticket could not be opened."""
    async with office.engine.chore() as writes:
        account, _ = await found_account(writes, f"Bare {office.cast.account_id}")
    api = Client(office.http, await make_key(office.engine, account.id))
    await api.post("/sla/calendars", {**BERLIN, "Name": "Office hours"}, 409)
    await api.post("/sla/calendars", BERLIN)
    made = await api.post("/customers", {"CustomerName": "Acme Corporation"})
    ticket = await api.post("/tickets", {"TicketTitle": "No mail", "CustomerID": made["CustomerID"]})
    assert ticket["SLAName"] == "Standard"
