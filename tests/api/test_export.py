"""The export of an account: for its administrators only, of one moment, and with nothing of anybody else's."""

import json
from typing import Any

from tests.api.test_requesters import limited_client
from tests.api.walk import DOWNLOADS, make_things, path_of
from tests.cast import Client, Office, decoded, make_cast, make_key


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


async def attached(api: Client, ticket_id: int) -> int:
    file = {"Name": "a.bin", "ContentBased64": "AAEC"}
    return int((await api.post(f"/tickets/{ticket_id}/attachments", file))["AttachmentID"])


async def test_the_export_has_every_row_and_says_so(office: Office) -> None:
    await make_things(office.api, office.cast)
    sent = await office.api.send("GET", "/export")
    assert (sent.status_code, sent.headers["content-type"]) == (200, "application/x-ndjson")
    head, *rows, end = lines(sent.text)
    assert head["format"] == "deskhand-account"
    assert end["end"] == len(rows) == sum(head["tables"].values())
    counted = {table: sum(row["table"] == table for row in rows) for table in head["tables"]}
    assert counted == head["tables"]
    assert head["tables"]["ticket"] == 2
    assert "argon2" not in sent.text
    assert "sha256" not in sent.text


async def test_an_attachments_bytes_come_as_they_are(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id})
    number = await attached(office.api, made["TicketID"])
    sent = await office.api.send("GET", f"/export/attachments/{number}")
    assert (sent.status_code, sent.content) == (200, b"\x00\x01\x02")
    await office.api.delete(f"/tickets/{made['TicketID']}")
    assert (await office.api.send("GET", f"/export/attachments/{number}")).content == b"\x00\x01\x02"
    assert decoded(await office.api.send("GET", "/export/attachments/999999"), 404)["code"] == "attachment_not_found"


async def test_only_administrators_who_see_everything_may_export(office: Office) -> None:
    made = await make_things(office.api, office.cast)
    narrow = await office.client(scopes=("tickets:write", "customers:write", "events:read", "import"))
    technician = await office.client(technician=office.cast.tom)
    bakers = await limited_client(office, office.cast.bakers.id)
    for step in DOWNLOADS:
        for client in (narrow, technician, bakers):
            assert decoded(await client.send("GET", path_of(step, made)), 403)["code"] == "forbidden"


async def test_an_export_holds_nothing_of_another_account(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "Zebra crossing", "CustomerID": office.cast.acme.id})
    number = await attached(office.api, made["TicketID"])
    rival = await make_cast(office.engine, "Rival of an export")
    theirs = Client(office.http, await make_key(office.engine, rival.account_id))
    sent = await theirs.send("GET", "/export")
    assert "Zebra" not in sent.text
    assert (await theirs.send("GET", f"/export/attachments/{number}")).status_code == 404
