"""Wire contract (d): which keys are taken from where, one body for every error, and limits said in headers."""

from typing import Any

import httpx

from tests.cast import ERROR_KEYS, Office, decoded


async def called(office: Office, headers: dict[str, str], status: int = 200) -> Any:
    return decoded(await office.http.get("/api/v3/tickets", headers=headers), status)


async def test_a_key_is_taken_as_x_api_key(office: Office) -> None:
    await called(office, {"X-API-KEY": office.api.key})
    await called(office, {"x-api-key": f"  {office.api.key} "})


async def test_a_key_is_taken_as_bearer(office: Office) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        await called(office, {"Authorization": f"{scheme} {office.api.key}"})
    await called(office, {"Authorization": f"Basic {office.api.key}"}, 401)
    await called(office, {"Authorization": office.api.key}, 401)
    await called(office, {"Authorization": "Bearer"}, 401)


async def test_clients_that_send_both_get_in_with_either(office: Office) -> None:
    key, wrong = office.api.key, "eyJhbGciOiJIUzI1NiJ9." + "x" * 200
    await called(office, {"X-API-KEY": key, "Authorization": f"Bearer {key}"})
    await called(office, {"X-API-KEY": key, "Authorization": f"Bearer {wrong}"})
    await called(office, {"X-API-KEY": wrong, "Authorization": f"Bearer {key}"})
    await called(office, {"X-API-KEY": "", "Authorization": f"Bearer {key}"})
    await called(office, {"X-API-KEY": wrong, "Authorization": f"Bearer {wrong}"}, 401)


async def refusals(office: Office) -> dict[int, httpx.Response]:
    """One refusal of each status."""
    api, cast, small = office.api, office.cast, await office.client(per_minute=1)
    reader, email = await office.client(scopes=["tickets:read"]), {"Email": cast.john.email, "CustomerID": cast.acme.id}
    await small.get("/tickets")
    return {
        400: await api.send("GET", "/tickets/x"),
        401: await office.http.get("/api/v3/tickets"),
        403: await reader.send("POST", "/tickets", json={}),
        404: await api.send("GET", "/tickets/54321"),
        405: await api.send("PATCH", "/tickets"),
        409: await api.send("POST", "/contacts", json=email),
        413: await api.send("POST", "/tickets", content=b" " * (8 * 1024 * 1024 + 1)),
        429: await small.send("GET", "/tickets"),
    }


async def test_every_error_has_the_body_that_every_client_can_read(office: Office) -> None:
    for status, sent in (await refusals(office)).items():
        body = decoded(sent, status)
        assert set(body) == ERROR_KEYS
        assert all(isinstance(body[key], str) and body[key] for key in ERROR_KEYS - {"errors", "status"})
        assert isinstance(body["errors"], list)


async def test_every_error_has_a_code_of_its_own(office: Office) -> None:
    codes = {status: sent.json()["code"] for status, sent in (await refusals(office)).items()}
    assert codes == {
        400: "invalid_ticket_id",
        401: "unauthorized",
        403: "forbidden",
        404: "ticket_not_found",
        405: "method_not_allowed",
        409: "email_taken",
        413: "body_too_large",
        429: "rate_limited",
    }


async def test_a_path_and_a_method_that_are_not_there(office: Office) -> None:
    assert (await office.api.get("/nowhere", 404))["code"] == "path_not_found"
    sent = await office.api.send("PATCH", "/tickets")
    assert decoded(sent, 405)["detail"] == "This path takes GET, POST"
    assert sent.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


async def test_delete_answers_200_with_json(office: Office) -> None:
    made = await office.ticket()
    answer = await office.api.delete(f"/tickets/{made['TicketID']}")
    assert answer == {"ActionID": made["TicketID"], "Success": True}


async def test_a_delete_may_carry_a_body_which_is_ignored(office: Office) -> None:
    made = await office.ticket()
    sent = await office.api.send("DELETE", f"/tickets/{made['TicketID']}", content=b"{}")
    decoded(sent, 200)


async def test_every_answer_has_a_number_and_is_not_sniffed(office: Office) -> None:
    answers = [*(await refusals(office)).values(), await office.api.send("GET", "/tickets")]
    assert len({sent.headers["X-Request-Id"] for sent in answers}) == len(answers)
    assert {sent.headers["X-Content-Type-Options"] for sent in answers} == {"nosniff"}
