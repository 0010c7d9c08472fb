"""A desk that has some of everything, and all that its API can be asked."""

import re
from collections.abc import Iterator
from typing import Any

import httpx

from deskhand.api.v3 import ROUTES

# What depends on the moment of asking, or on the installation that answers.
OF_THE_MOMENT = frozenset({"AsOf", "UntilDate", "WorkingSecondsLeft", "SpentSeconds", "RemainingSeconds", "Day"})
SIGNED = re.compile(r"/attachments/\d+/(\d+)/([^?]*)\?.*")
# The feed is asked as far as both have the same: after the move each makes keys of its own.
# Not asked: streams and downloads, and what only a value's lasting id leads to.
APART = frozenset({"/export", "/export/attachments/{attachment_id}", "/customvalues/{custom_value}"})


def enrich(api: httpx.Client) -> None:
    """Add what a demo desk has none of."""

    def post(path: str, body: Any) -> dict[str, Any]:
        answer = api.post(path, json=body)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    for target in ("Ticket", "Customer", "Contact"):
        post("/customvalues/customfields", {"Name": f"{target} colour", "Target": target, "DataType": "Text"})
    options = [{"Value": "a"}, {"Value": "b"}]
    post(
        "/customvalues/customfields",
        {"Name": "Choice", "Target": "Ticket", "DataType": "Options", "PossibleValues": options},
    )
    api.put("/customvalues/ticketfield/1/Choice", json={"Value": "b"})
    api.put("/customvalues/ticketfield/1/Ticket colour", json={"Value": "=1+1"})
    api.put("/customvalues/customerfield/1/Customer colour", json={"Value": "blue"})
    post("/departments", {"Name": "Sales", "Description": "Upstairs"})
    post("/customers/folders", {"Name": "Contracts", "CustomerId": 1})
    post("/customers/attachments", {"CustomerId": 1, "Name": "c.txt", "ContentBased64": "Yw=="})
    post("/tickets/2/attachments", {"Name": "ä b.txt", "ContentBased64": "AAEC/w=="})
    post("/tickets/3/relations", {"RelatedTicketId": 9, "RelationType": "Parent"})
    post("/tickets/bulk", [{"TicketID": 5, "Tags": ["vip", "old"]}, {"TicketID": 6, "Delete": True}])
    api.put("/tickets/7", json={"TicketTitle": "Another title", "Description": "Other words, searched for: wombat"})
    entry = post("/tickets/8/workhours", {"TechnicianContactID": 1, "Hours": 1, "Date": "2026-01-05"})
    api.delete(f"/workhours/{entry['WorkHourID']}")


def everything_asked(api: httpx.Client) -> dict[str, Any]:
    """The answer to every GET of the API, for every thing there is; status and body by path."""
    answers = {}
    for path in _paths(api):
        answer = api.get(path)
        answers[path] = (answer.status_code, _plain(answer.json(), str(api.base_url).removesuffix("/api/v3/")))
    return answers


def _paths(api: httpx.Client) -> Iterator[str]:
    ids = {
        "ticket_id": [*_all(api, "/tickets", "TicketID"), 6],
        "customer_id": _all(api, "/customers", "CustomerID"),
        "contact_id": _all(api, "/contacts", "EndUserID"),
        "technician_id": _all(api, "/technicians", "TechnicianContactID"),
        "work_hours_id": _all(api, "/workhours", "WorkHoursID"),
        "department_id": _all(api, "/departments", "Id"),
        "calendar_id": _all(api, "/sla/calendars", "CalendarID"),
        "policy_id": _all(api, "/sla/policies", "PolicyID"),
    }
    for route in ROUTES:
        if "GET" not in route.methods or route.path in APART:
            continue
        name = next(iter(route.id_names), "")
        for number in ids[name] if name else [0]:
            path = route.path.replace("{" + name + "}", str(number))
            for field in ("Choice", "Ticket colour", "Customer colour", "Nothing") if "{field_name}" in path else ("",):
                yield path.replace("{field_name}", field)
    yield from (
        "/tickets?q=wombat",
        "/tickets?tags=vip",
        "/tickets?sort=-sla&itemsInPage=50",
        "/events?after=0&limit=300",
    )
    yield from ("/tickets/statusmodified?modifiedAfter=2020-01-01T00:00:00Z", "/tickets/lastmodified?date=2020-01-01")


def _all(api: httpx.Client, path: str, name: str) -> list[int]:
    found: list[int] = []
    page = 1
    while items := api.get(path, params={"page": page, "itemsInPage": 50}).json()["items"]:
        found += [item[name] for item in items]
        page += 1
    return found


def _plain(value: Any, url: str) -> Any:
    """An answer without what depends on the moment or on the installation."""
    if isinstance(value, dict):
        if "Lines" in value and value["EndDate"] is None:
            value = {**value, "Lines": value["Lines"][:-1]}  # the last line of a running clock ends now
        return {name: _plain(one, url) for name, one in value.items() if name not in OF_THE_MOMENT}
    if isinstance(value, list):
        return [_plain(one, url) for one in value]
    if isinstance(value, str):
        return SIGNED.sub(r"/attachments/\1/\2", value.replace(url, ""))
    return value
