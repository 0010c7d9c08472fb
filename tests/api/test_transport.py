"""How answers travel: compressed for those who take it, and open to named origins only."""

import pytest

from deskhand.http.cors import Origins
from tests.cast import Office


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("gzip", "gzip"), ("gzip, zstd", "zstd"), ("br", None), ("gzip;q=0", None), ("identity", None)],
)
async def test_a_long_answer_is_compressed_as_the_client_takes_it(
    office: Office, accepts: str, encoding: str | None
) -> None:
    for n in range(3):
        await office.api.post("/tickets", {"TicketTitle": f"T{n}", "CustomerID": office.cast.acme.id})
    plain = await office.api.send("GET", "/tickets", headers={"Accept-Encoding": "identity"})
    answer = await office.api.send("GET", "/tickets", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("content-encoding") == encoding
    assert answer.json() == plain.json()
    assert answer.headers["etag"] == plain.headers["etag"]


async def test_a_short_answer_is_not_compressed(office: Office) -> None:
    answer = await office.api.send("GET", "/tickets", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


async def test_no_origin_may_call_unless_it_is_named(office: Office) -> None:
    answer = await office.api.send("GET", "/tickets", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


async def test_a_named_origin_may_ask_and_call(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.desk.door, "_cors", Origins("https://desk.example, https://other.example/"))
    asking = {"Origin": "https://other.example", "Access-Control-Request-Method": "PUT"}
    asked = await office.http.request("OPTIONS", "/api/v3/tickets/1", headers=asking)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "https://other.example"
    assert "x-api-key" in asked.headers["access-control-allow-headers"]
    called = await office.api.send("GET", "/tickets", headers={"Origin": "https://desk.example"})
    assert called.headers["access-control-allow-origin"] == "https://desk.example"
    assert "etag" in called.headers["access-control-expose-headers"]
    stranger = await office.api.send("GET", "/tickets", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in stranger.headers
