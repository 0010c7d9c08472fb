"""The account, the choices that tickets offer, and the paths of nouns that are not there yet."""

import pytest

from tests.api.history import log_of
from tests.cast import Office


async def test_the_account_is_read_in_ateras_keys(office: Office) -> None:
    account = await office.api.get("/account")
    assert account["AccountID"] == str(office.cast.account_id)
    assert account["CompanyName"].startswith("Brightwater IT")
    assert (account["TimeZoneName"], account["IsITDepartment"], account["Plan"]) == ("UTC", False, None)
    assert account["CreatedOn"].endswith("Z")
    assert {key for key, value in account.items() if value is None} == {
        "Country",
        "State",
        "City",
        "Address",
        "PostalCode",
        "Phone",
        "Plan",
    }


async def test_an_administrator_sets_the_time_zone(office: Office) -> None:
    told = len(await log_of(office.engine, office.cast.account_id))
    changed = await office.api.put("/account", {"TimeZoneName": " Europe/Berlin "})
    assert (changed["TimeZoneName"], changed["ActionID"]) == ("Europe/Berlin", office.cast.account_id)
    assert (await office.api.post("/account", {"TimeZoneName": "Europe/Berlin"}, 200)) == changed
    assert (await office.api.put("/account", {})) == changed
    assert (await office.api.get("/account"))["TimeZoneName"] == "Europe/Berlin"
    [line] = (await log_of(office.engine, office.cast.account_id))[told:]
    assert line.kind == "account.changed"


@pytest.mark.parametrize("name", ["Atlantis", "", "Europe", "../UTC", "/etc/passwd", "Europe/Berlin/x"])
async def test_an_unknown_time_zone_is_refused(office: Office, name: str) -> None:
    refused = await office.api.put("/account", {"TimeZoneName": name}, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == ("Invalid time zone", "TimeZoneName")


async def test_reading_the_account_takes_little_and_changing_it_much(office: Office) -> None:
    reader = await office.client(scopes=["tickets:read"])
    await reader.get("/account")
    await reader.put("/account", {"TimeZoneName": "Europe/Berlin"}, 403)
    dora = await office.client_of(office.cast.dora)
    await dora.put("/account", {"TimeZoneName": "Europe/Berlin"}, 403)


async def test_the_statuses_come_as_a_bare_array(office: Office) -> None:
    assert await office.api.get("/tickets/statuses?itemsInPage=50&") == [
        {"StatusID": 1, "StatusName": "Open"},
        {"StatusID": 2, "StatusName": "Pending"},
        {"StatusID": 3, "StatusName": "Resolved"},
        {"StatusID": 4, "StatusName": "Closed"},
    ]


async def test_every_ready_made_filter_is_a_query_that_the_list_takes(office: Office) -> None:
    await office.ticket()
    filters = await office.api.get("/tickets/filters")
    assert {"FilterID", "FilterName", "Query"} == set(filters[0])
    for one in filters:
        await office.api.get("/tickets", q=one["Query"])
    assert (await office.api.get("/tickets", q=filters[0]["Query"]))["totalItems"] == 1


LATER = [
    "/rates",
    "/rates/1",
    "/rates/products",
    "/rates/products/1",
    "/rates/expenses",
    "/rates/expenses/1",
    "/contracts",
    "/contracts/1",
    "/contracts/customer/1",
    "/knowledgebases",
    "/knowledgebase",
    "/knowledgebase/articles",
    "/knowledgebase/articles/1",
    "/knowledgebase/folders",
    "/billing/invoices",
    "/billing/invoices/1",
    "/billing/invoice/1",
    "/customers/1/agents",
    "/customers/1/alerts",
    "/agents",
    "/alerts",
]


@pytest.mark.parametrize("path", LATER)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_what_comes_later_is_not_found_with_the_body_of_every_error(
    office: Office, method: str, path: str
) -> None:
    answer = await office.api.send(method, path, json={} if method in ("POST", "PUT") else None)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"
    assert (answer.json()["code"], answer.json()["status"]) == ("path_not_found", 404)
