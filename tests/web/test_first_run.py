"""The first page of an empty desk: the printed link makes it, once, and nothing else does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from deskhand.app import Desk, desk_for
from deskhand.core.actor import system
from deskhand.desk.first_run import TOKEN_FILE, first_run_token
from deskhand.desk.found import list_accounts
from deskhand.directory.account import read_account
from deskhand.settings import Settings
from deskhand.storage.migrate import migrate
from tests.web.browser import PASSWORD
from tests.web.visitor import Seen, at_door


class Empty(NamedTuple):
    """A desk without anybody, and the token that its server printed."""

    desk: Desk
    token: str
    folder: Path

    async def names(self) -> list[str]:
        async with self.desk.engine.read() as read:
            return [account.name for account in await list_accounts(read)]


@pytest_asyncio.fixture
async def empty(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Empty]:
    migrate(fresh_database_url)
    folder = tmp_path / "data"
    desk = desk_for(Settings(database_url=fresh_database_url, data_dir=str(folder)))
    await desk.start()
    yield Empty(desk, first_run_token(folder), folder)
    await desk.stop()


def form(empty: Empty, **instead: str) -> dict[str, str]:
    whole = {
        "token": empty.token,
        "account_name": "Brightwater IT",
        "first_name": "Jane",
        "last_name": "Tech",
        "email": "jane.tech@brightwater.example",
        "password": PASSWORD,
        "time_zone": "Europe/Berlin",
    }
    return {**whole, **instead}


async def test_the_printed_link_makes_the_desk_and_logs_its_administrator_in(empty: Empty) -> None:
    async with at_door(empty.desk) as jane:
        assert "This desk is not set up yet" in (await jane.get("/login")).text
        seen = Seen((await jane.get(f"/first-run?token={empty.token}", cookie="deskhand_zone=Europe/Madrid")).text)
        assert seen.field("token") == empty.token
        assert seen.field("time_zone") == "Europe/Madrid"
        after = await jane.submit("/first-run", form(empty))
        assert after.url.path == "/tickets"
        assert "Your service desk is ready" in Seen(after.text).text
        assert not (empty.folder / TOKEN_FILE).exists()
        await jane.get("/profile")
        await jane.post("/logout")
        assert "Log in to Brightwater IT" in Seen((await jane.get("/login")).text).text
        await jane.log_in("jane.tech@brightwater.example")
    async with empty.desk.engine.read() as read:
        assert (await read_account(read, system(1))).time_zone == "Europe/Berlin"


async def test_a_used_link_leads_to_the_log_in(empty: Empty) -> None:
    async with at_door(empty.desk) as jane, at_door(empty.desk) as nora:
        await nora.get(f"/first-run?token={empty.token}")
        await jane.get(f"/first-run?token={empty.token}")
        await jane.submit("/first-run", form(empty))
        for answer in (
            await nora.get(f"/first-run?token={empty.token}", 410),
            await nora.post("/first-run", form(empty, account_name="Northgate"), 410),
        ):
            seen = Seen(answer.text)
            assert "This desk is set up already" in seen.text
            assert "/login" in seen.links
        assert not nora.session
    assert await empty.names() == ["Brightwater IT"]


async def test_of_two_at_once_one_founds_the_desk_and_the_other_is_told(empty: Empty) -> None:
    async with at_door(empty.desk) as jane, at_door(empty.desk) as nora:
        for one in (jane, nora):
            await one.get(f"/first-run?token={empty.token}")
        northgate = form(empty, account_name="Northgate", email="nora@northgate.example")
        answers = await asyncio.gather(
            *(
                one.http.post("/first-run", data={"form_token": one.token, **fields})
                for one, fields in ((jane, form(empty)), (nora, northgate))
            )
        )
        assert sorted(answer.status_code for answer in answers) == [303, 410]
        assert len(await empty.names()) == 1
        assert sorted([bool(jane.session), bool(nora.session)]) == [False, True]


@pytest.mark.parametrize("token", ["", "x", "%00", "%ff", "a" * 5000])
async def test_a_wrong_link_opens_nothing(empty: Empty, token: str) -> None:
    async with at_door(empty.desk) as visitor:
        seen = Seen((await visitor.get(f"/first-run?token={token}", 403)).text)
        assert "This is not the set-up link" in seen.text
        assert not seen.forms
        await visitor.get("/login")
        await visitor.get(f"/first-run?token={empty.token}")
        await visitor.post("/first-run", form(empty, token="wrong"), 403)
    assert await empty.names() == []


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ({"account_name": " "}, "Say what your company is called."),
        ({"email": "jane"}, "Write one such as mary.jones@acme.example."),
        ({"first_name": "J\nane"}, "A name is one line"),
        ({"password": "short"}, "Choose one of at least 10 characters"),
        ({"time_zone": "Mars/Olympus"}, "Choose one from the list."),
    ],
)
async def test_what_will_not_do_is_said_and_all_else_stays(
    empty: Empty, instead: dict[str, str], sentence: str
) -> None:
    async with at_door(empty.desk) as jane:
        await jane.get(f"/first-run?token={empty.token}")
        seen = Seen((await jane.post("/first-run", form(empty, **instead), 422)).text)
        assert sentence in seen.text
        for name in {"account_name", "first_name", "last_name", "email", "time_zone", "token"} - set(instead):
            assert seen.field(name) == form(empty)[name]
        assert seen.field("password") == ""
        [wrong] = [has for _, has in seen.elements if has.get("aria-invalid")]
        assert wrong["name"] == next(iter(instead))
    assert await empty.names() == []
