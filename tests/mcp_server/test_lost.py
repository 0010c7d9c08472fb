"""The desk ends and comes again under an agent, or never was there: nothing is done twice, and the agent is told."""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from tests.compat.conftest import Account, make_account
from tests.mcp_server.agent import Way, connected, get, open_ticket, over_stdio
from tests.servers.deskhand import COMMAND, Server, free_port


@pytest.fixture
def own_server(fresh_sqlite_url: str, tmp_path: Path) -> Server:
    """A server that a test may end; it is not started yet."""
    return Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_WORKER="off")


async def test_the_desk_is_killed_and_started_again_between_two_calls(
    way: Way, own_server: Server, fresh_sqlite_url: str
) -> None:
    with own_server as server:
        account = await asyncio.to_thread(make_account, fresh_sqlite_url, server.url, "Brightwater")
        number = open_ticket(account, "Printer")
        async with connected(way, account) as agent:
            await agent.ask("comment", ticket_id=number, text="Before")
            server.kill()
            server.start()
            await agent.ask("comment", ticket_id=number, text="After")
            _, read = await agent.ask("read_ticket", ticket_id=number)
            assert [one["untrusted"]["text"] for one in read["comments"]] == ["Before", "After"]
        assert [one["CommentText"] for one in get(account, f"/tickets/{number}/comments")["items"]] == [
            "Before",
            "After",
        ]


async def test_a_desk_that_has_served_an_agent_stops_as_ever(own_server: Server, fresh_sqlite_url: str) -> None:
    with own_server as server:
        account = await asyncio.to_thread(make_account, fresh_sqlite_url, server.url, "Brightwater")
        async with connected(Way("http", True, "auto"), account) as agent:
            await agent.ask("search_tickets")
            assert server.stop() == 0
        assert not [line for line in server.log_lines() if line["level"] != "info"]


async def test_an_agent_is_told_that_the_desk_is_away() -> None:
    async with over_stdio(f"http://127.0.0.1:{free_port()}", "dh_1_key", "--read-only") as agent:
        assert len(await agent.tools()) == 7
        said = await agent.refused("search_tickets")
    assert "Nothing was changed" in said
    assert "tell the user" in said


async def test_an_agent_is_told_that_its_key_is_not_known(account: Account) -> None:
    async with over_stdio(account.url, "dh_1_wrong") as agent:
        said = await agent.refused("search_tickets")
    assert "does not know this API key" in said


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DESKHAND_URL": "", "DESKHAND_KEY": ""}, "deskhand login"),
        ({"DESKHAND_URL": "http://127.0.0.1:1", "DESKHAND_KEY": ""}, "DESKHAND_KEY"),
        ({"DESKHAND_URL": "ftp://desk", "DESKHAND_KEY": "dh_1_key"}, "https://desk.example.com"),
    ],
)
def test_without_address_or_key_it_says_what_to_do(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    said = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), **environment}
    ended = subprocess.run([COMMAND, "mcp"], env=said, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert ended.returncode == 4
    assert sentence in ended.stderr
    assert ended.stdout == ""


def test_it_ends_with_its_input(account: Account) -> None:
    environment = {**os.environ, "DESKHAND_URL": account.url, "DESKHAND_KEY": account.key}
    ended = subprocess.run([COMMAND, "mcp"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
