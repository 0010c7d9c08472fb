"""Who may import, and what holds for every write: tried first, sent twice, broken off, beside another account."""

import asyncio
from typing import Any

import pytest

from tests.api.test_requesters import limited_client
from tests.cast import Client, Office, decoded, make_cast, make_key
from tests.importing.records import CUSTOMER, EVERYTHING, OTHER, TICKET, changed, last_seq, record, results, send
from tests.importing.whole import assert_whole


async def test_administrators_and_keys_that_may_import_do(office: Office) -> None:
    for client in (
        await office.client_of(office.cast.jane),
        await office.client_of(office.cast.jane, scopes=("import",)),
        await office.client(scopes=("import",)),
        await office.client(),
    ):
        await send(client, *EVERYTHING)
    await assert_whole(office)


async def test_nobody_else_does(office: Office) -> None:
    seq, others = await last_seq(office), ("dora", "tom", "bill", "vera")
    for name in others:
        client = await office.client_of(getattr(office.cast, name))
        refused = await send(client, CUSTOMER, status=403)
        assert "account.import" in refused["detail"]
    narrow = await office.client(scopes=("tickets:write", "customers:write", "admin"))
    assert "import" in (await send(narrow, CUSTOMER, status=403))["detail"]
    assert await last_seq(office) == seq + len(others) + 1, "no more than the keys that were made for this"


async def test_a_key_that_is_limited_to_some_customers_imports_nothing(office: Office) -> None:
    narrow = await limited_client(office, office.cast.acme.id)
    refused = await send(narrow, CUSTOMER, status=403)
    assert "not limited to some customers" in refused["detail"]


async def test_a_key_that_may_only_import_cannot_do_otherwise_what_it_imports(office: Office) -> None:
    key = await office.client(scopes=("import",))
    await send(key, *EVERYTHING)
    await key.get("/tickets", 403)
    await key.post("/customers", {"CustomerName": "C"}, 403)


async def test_a_dry_run_says_what_would_come_and_leaves_nothing(office: Office) -> None:
    seq = await last_seq(office)
    sent = await office.api.send(
        "POST", "/import?dry_run=true", json={"Source": "elsewhere", "Records": [*EVERYTHING, record("Ticket", 9)]}
    )
    tried = decoded(sent, 200)
    assert tried["DryRun"] is True
    assert results(tried["Answer"]) == ["Created"] * len(EVERYTHING) + ["Refused"]
    assert len(tried["Events"]) == len(EVERYTHING)
    assert await last_seq(office) == seq
    await office.api.get("/tickets/40001", 404)
    assert (await office.ticket())["TicketID"] == 1, "no number was taken"
    assert results(await send(office.api, CUSTOMER)) == ["Created"]


async def test_a_request_that_is_sent_again_gets_its_answer_again(office: Office) -> None:
    body = {"Source": "elsewhere", "Records": EVERYTHING}
    answers = [
        decoded(await office.api.send("POST", "/import", json=body, headers={"Idempotency-Key": "once"}), 200)
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[1]["Created"] == len(EVERYTHING)


async def test_two_at_once_do_it_once(office: Office) -> None:
    answers = await asyncio.gather(*(send(office.api, *EVERYTHING) for _ in range(4)))
    assert sorted(answer["Created"] for answer in answers) == [0, 0, 0, len(EVERYTHING)]
    assert sum(answer["Unchanged"] for answer in answers) == 3 * len(EVERYTHING)
    await assert_whole(office)


async def test_other_accounts_know_nothing_of_it(office: Office) -> None:
    """Neither what came from the same source, nor its things, nor its people's addresses."""
    cast = await make_cast(office.engine, f"Rival of {office.cast.account_id}")
    rival = Client(office.http, await make_key(office.engine, cast.account_id))
    await send(rival, *EVERYTHING)
    seen = await rival.get("/tickets/40001")
    assert results(await send(office.api, TICKET, OTHER)) == ["Refused", "Refused"]
    assert results(await send(office.api, *EVERYTHING)) == ["Created"] * len(EVERYTHING)
    await send(office.api, changed(TICKET, TicketTitle="Ours"))
    assert await rival.get("/tickets/40001") == seen
    await assert_whole(office)


class Cut(Exception):
    """The process ends here."""


@pytest.mark.parametrize("after", [1, 6, 9, 13])
async def test_what_breaks_off_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """A server that is killed does the same: a call is one transaction."""
    from deskhand.desk import import_records

    take, seq, left = import_records._take, await last_seq(office), [after]

    async def cut_off(*given: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise Cut
        return await take(*given)

    monkeypatch.setattr(import_records, "_take", cut_off)
    await send(office.api, *EVERYTHING, status=500)
    assert await last_seq(office) == seq
    monkeypatch.undo()
    assert results(await send(office.api, *EVERYTHING)) == ["Created"] * len(EVERYTHING)
    await assert_whole(office)
