"""The brief's table of errors, word for word, and its 700 requests a minute."""

from typing import Any

import httpx
import pytest

from deskhand.auth.api_keys import KeyDraft, create_key, list_keys, revoke_key
from deskhand.core.actor import system
from tests.cast import Client, Office, decoded


def limits(sent: httpx.Response) -> tuple[int, int, int]:
    """What the headers say: limit, remaining, and seconds until more."""
    return tuple(int(sent.headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset"))  # type: ignore[return-value]


async def test_400_invalid_ticket_id(office: Office) -> None:
    refused = await office.api.get("/tickets/none", 400)
    assert refused["message"] == "Invalid ticket ID"


@pytest.mark.parametrize("key", ["", "none", "dh_1_x", "dh_999999_" + "A" * 43, "dh_x_y", "ключ", " ", "dh__"])
async def test_401_unauthorized(office: Office, key: str) -> None:
    sent = await office.http.get("/api/v3/tickets", headers={b"X-API-KEY": key.encode()})
    refused = decoded(sent, 401)
    assert refused["message"] == "Unauthorized"
    assert "X-API-KEY" in refused["detail"]
    assert sent.headers["WWW-Authenticate"] == "Bearer"


async def test_401_without_any_key(office: Office) -> None:
    assert decoded(await office.http.get("/api/v3/tickets"), 401)["message"] == "Unauthorized"


async def test_401_with_another_accounts_number_in_the_key(office: Office) -> None:
    account, rest = office.api.key.split("_", 2)[1:]
    forged = Client(office.http, f"dh_{int(account) + 1}_{rest}")
    await forged.get("/tickets", 401)


async def test_403_forbidden_by_role(office: Office) -> None:
    veras = await office.client_of(office.cast.vera)
    made = await office.ticket()
    refused = await veras.put(f"/tickets/{made['TicketID']}", {"TicketStatus": "Closed"}, 403)
    assert (refused["message"], refused["code"]) == ("Forbidden", "forbidden")
    assert "ticket.write" in refused["detail"]


async def test_403_forbidden_by_scope(office: Office) -> None:
    reader = await office.client(scopes=["tickets:read"])
    refused = await reader.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id}, 403)
    assert refused["message"] == "Forbidden"
    assert "tickets:write" in refused["detail"]


async def test_404_ticket_not_found(office: Office) -> None:
    for method, path in (
        ("GET", "/tickets/54321"),
        ("DELETE", "/tickets/54321"),
        ("GET", "/tickets/54321/comments"),
        ("GET", "/tickets/54321/workhours"),
        ("GET", "/tickets/54321/billableduration"),
    ):
        refused = decoded(await office.api.send(method, path), 404)
        assert (refused["message"], refused["code"]) == ("Ticket not found", "ticket_not_found")


async def test_429_rate_limited(office: Office) -> None:
    small = await office.client(per_minute=3)
    taken = [await small.send("GET", "/tickets") for _ in range(3)]
    assert [sent.status_code for sent in taken] == [200, 200, 200]
    assert [limits(sent)[:2] for sent in taken] == [(3, 2), (3, 1), (3, 0)]
    sent = await small.send("GET", "/tickets")
    refused = decoded(sent, 429)
    assert (refused["message"], refused["code"]) == ("Rate limited", "rate_limited")
    assert "3 requests a minute" in refused["detail"]
    limit, remaining, reset = limits(sent)
    assert (limit, remaining) == (3, 0)
    assert 50 <= reset <= 60
    assert sent.headers["Retry-After"] == str(reset)


async def test_429_counts_every_request_of_the_key_whatever_comes_of_it_but_refused_ones(office: Office) -> None:
    small = await office.client(per_minute=4)
    for method, path, status in (
        ("GET", "/tickets/none", 400),
        ("GET", "/tickets/54321", 404),
        ("GET", "/nowhere", 404),
        ("PATCH", "/tickets", 405),
        ("GET", "/tickets", 429),
        ("GET", "/tickets", 429),
    ):
        assert (await small.send(method, path)).status_code == status


async def test_429_is_the_keys_own_matter(office: Office) -> None:
    one, other = await office.client(per_minute=1), await office.client(per_minute=1)
    await one.get("/tickets")
    await one.get("/tickets", 429)
    await other.get("/tickets")


async def test_a_key_may_send_700_requests_a_minute(office: Office) -> None:
    async with office.engine.transaction(office.cast.account_id) as tx:
        _, text = await create_key(tx, system(tx.account_id), KeyDraft(name="ordinary"))
    ordinary = Client(office.http, text)
    statuses = [(await ordinary.send("GET", "/nowhere")).status_code for _ in range(700)]
    assert statuses == [404] * 700
    last = await ordinary.send("GET", "/nowhere")
    assert (last.status_code, limits(last)[:2]) == (429, (700, 0))


async def test_answers_of_every_kind_say_where_the_limit_stands(office: Office) -> None:
    for method, path in (("GET", "/tickets"), ("GET", "/tickets/none"), ("GET", "/nowhere"), ("PATCH", "/tickets")):
        assert limits(await office.api.send(method, path))[0] == 1_000_000


VALIDATION: list[tuple[dict[str, Any], str, str, str]] = [
    ({"EndUserID": 1}, "Title required", "title_required", "TicketTitle"),
    ({"TicketTitle": "x", "TicketPriority": "Hihg"}, "Invalid priority", "invalid_priority", "TicketPriority"),
    ({"TicketTitle": "x", "EndUserID": 999_999}, "Customer not found", "customer_not_found", "EndUserID"),
]


@pytest.mark.parametrize(("body", "message", "code", "field"), VALIDATION)
async def test_the_three_validation_errors(
    office: Office, body: dict[str, Any], message: str, code: str, field: str
) -> None:
    refused = await office.api.post("/tickets", body, 400)
    assert (refused["message"], refused["error"], refused["code"]) == (message, message, code)
    assert [wrong["field"] for wrong in refused["errors"]] == [field]


async def test_invalid_priority_names_the_fix(office: Office) -> None:
    refused = await office.api.post("/tickets", VALIDATION[1][0], 400)
    assert refused["errors"][0]["message"] == "Use Low, Medium, High, or Critical"


async def test_a_revoked_key_is_no_key(office: Office) -> None:
    client = await office.client(name="short-lived")
    boss = system(office.cast.account_id)
    async with office.engine.transaction(office.cast.account_id) as tx:
        key = next(key for key in await list_keys(tx, boss) if key.name == "short-lived")
        await revoke_key(tx, boss, key.id)
    await client.get("/tickets", 401)


async def test_a_key_ends_with_its_technician(office: Office) -> None:
    toms = await office.client_of(office.cast.tom)
    await office.api.delete(f"/technicians/{office.cast.tom.id}")
    await toms.get("/tickets", 401)
