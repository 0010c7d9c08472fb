"""Which refusal wins when a request has several faults: each pair of faults, the earlier one in the ruled order."""

import itertools
from typing import Any

import msgspec

from deskhand.api.routes import BODY_LIMIT
from tests.cast import ERROR_KEYS, Client, Office


class Fault(msgspec.Struct, frozen=True):
    """A fault, and the status and code that it is refused with."""

    name: str
    status: int
    code: str


NO_KEY = Fault("no key", 401, "unauthorized")
TOO_OFTEN = Fault("too often", 429, "rate_limited")
NO_PATH = Fault("no such path", 404, "path_not_found")
NO_METHOD = Fault("no such method", 405, "method_not_allowed")
TOO_LARGE = Fault("too large", 413, "body_too_large")
NO_SCOPE = Fault("no scope", 403, "forbidden")
NO_ID = Fault("no id", 400, "invalid_ticket_id")
BAD_BODY = Fault("bad body", 400, "invalid_priority")
NO_ROW = Fault("no row in sight", 404, "ticket_not_found")
NO_VERB = Fault("no such verb", 403, "forbidden")
BROKEN_RULE = Fault("broken rule", 400, "title_required")

ORDER = (
    NO_KEY,
    TOO_OFTEN,
    NO_PATH,
    NO_METHOD,
    TOO_LARGE,
    NO_SCOPE,
    NO_ID,
    BAD_BODY,
    NO_ROW,
    NO_VERB,
    BROKEN_RULE,
)
# Faults that one request cannot have together.
APART = {(NO_KEY, TOO_OFTEN), (NO_PATH, NO_METHOD), (NO_ID, NO_ROW), (NO_PATH, NO_ID), (NO_PATH, NO_ROW)}


async def client_for(office: Office, faults: set[Fault]) -> Client:
    """A client whose key has the faults."""
    if NO_KEY in faults:
        return Client(office.http, "")
    client = await office.client(
        technician=office.cast.vera if NO_VERB in faults else None,
        scopes=["comments:write"] if NO_SCOPE in faults else None,
        per_minute=1 if TOO_OFTEN in faults else 1_000,
    )
    if TOO_OFTEN in faults:
        await client.send("GET", "/nowhere")
    return client


async def refusal(office: Office, ticket_id: int, faults: set[Fault]) -> tuple[int, str]:
    """Status and code of an update with these faults."""
    number = "x" if NO_ID in faults else 999_999 if NO_ROW in faults else ticket_id
    body: dict[str, Any] = {"TicketType": "Change"}
    if BAD_BODY in faults:
        body["TicketPriority"] = "Hihg"
    if BROKEN_RULE in faults:
        body["TicketTitle"] = " "
    client = await client_for(office, faults)
    sent = await client.send(
        "PATCH" if NO_METHOD in faults else "PUT",
        "/nowhere" if NO_PATH in faults else f"/tickets/{number}",
        content=msgspec.json.encode(body) + b" " * (BODY_LIMIT if TOO_LARGE in faults else 0),
    )
    answer = sent.json()
    assert sent.status_code < 400 or set(answer) == ERROR_KEYS
    return sent.status_code, answer.get("code", "")


async def test_each_fault_alone_is_refused_as_itself(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    assert await refusal(office, ticket_id, set()) == (200, "")
    alone = {fault.name: await refusal(office, ticket_id, {fault}) for fault in ORDER}
    assert alone == {fault.name: (fault.status, fault.code) for fault in ORDER}


async def test_of_two_faults_the_earlier_one_is_told(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    pairs = [pair for pair in itertools.combinations(ORDER, 2) if pair not in APART]
    told = {(one.name, two.name): await refusal(office, ticket_id, {one, two}) for one, two in pairs}
    assert told == {(one.name, two.name): (one.status, one.code) for one, two in pairs}
    assert len(pairs) == 50


async def test_nothing_of_it_changed_the_ticket(office: Office) -> None:
    made = await office.ticket()
    for fault in ORDER:
        await refusal(office, made["TicketID"], {fault})
    assert await office.api.get(f"/tickets/{made['TicketID']}") == {
        key: value for key, value in made.items() if key != "ActionID"
    }


async def test_a_row_out_of_sight_is_told_before_a_reference_that_is_not_there(office: Office) -> None:
    assert (await office.api.put("/tickets/999999", {"EndUserID": 888_888}, 404))["code"] == "ticket_not_found"


async def test_on_a_list_the_scope_is_told_before_a_bad_filter(office: Office) -> None:
    commenter = await office.client(scopes=["comments:write"])
    await commenter.get("/tickets?ticketStatus=Done", 403)
    await office.api.get("/tickets?ticketStatus=Done", 400)


async def test_a_role_that_may_not_write_is_told_before_the_fields_that_a_new_ticket_needs(office: Office) -> None:
    veras = await office.client_of(office.cast.vera)
    await veras.post("/tickets", {}, 403)
    await veras.post("/tickets", {"TicketPriority": "Hihg"}, 400)
