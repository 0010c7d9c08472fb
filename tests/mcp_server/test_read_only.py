"""An agent that may only read is shown no tool that writes, and cannot use one either."""

from contextlib import AbstractAsyncContextManager

import pytest

from tests.compat.conftest import Account
from tests.mcp_server.agent import Agent, Way, connected, get, key_with, open_ticket, over_http, over_stdio
from tests.mcp_server.test_tools import READING, WRITING

HTTP = Way("http", True, "auto")


def reading_only(account: Account, how: str) -> AbstractAsyncContextManager[Agent]:
    """An agent with a key that may do everything, which somebody connected for reading only."""
    match how:
        case "command":
            return over_stdio(account.url, account.janes_key, "--read-only")
        case "address":
            return over_http(account.url, account.janes_key, path="/mcp?read_only=true")
        case "address of an older agent":
            return over_http(account.url, account.janes_key, path="/mcp?read_only=1", mode="legacy")
    return over_http(account.url, account.janes_key, path="/MCP/?Read-Only")


@pytest.mark.parametrize("how", ["command", "address", "address of an older agent", "address, badly written"])
async def test_a_connection_for_reading_only(account: Account, how: str) -> None:
    number = open_ticket(account, "Printer")
    async with reading_only(account, how) as agent:
        assert set(await agent.tools()) == READING
        await agent.ask("read_ticket", ticket_id=number)
        said = await agent.refused("update_ticket", ticket_id=number, status="Closed")
    assert "read-only" in said
    assert get(account, f"/tickets/{number}")["TicketStatus"] == "Open"


async def test_a_key_that_reads_shows_only_tools_that_read(own_url: str, account: Account) -> None:
    key = await key_with(own_url, account, "tickets:read", "comments:read")
    number = open_ticket(account, "Printer")
    async with connected(HTTP, account, key=key) as agent:
        assert set(await agent.tools()) == READING
        assert "comments:write" in await agent.refused("comment", ticket_id=number, text="Hello")
        text, _ = await agent.ask("read_ticket", ticket_id=number)
        assert "Left out: Work cannot be read here" in text
        assert "technicians:read" in await agent.refused("list_people", kind="technicians")


async def test_a_key_shows_the_tools_that_its_scopes_open(own_url: str, account: Account) -> None:
    key = await key_with(own_url, account, "tickets:read", "comments:write", "workhours:write")
    async with connected(HTTP, account, key=key) as agent:
        assert set(await agent.tools()) == READING | {"comment", "log_work"}


async def test_a_technicians_role_counts_like_the_scopes(own_url: str, account: Account) -> None:
    vera = await key_with(own_url, account, technician=account.cast.vera)
    bill = await key_with(own_url, account, technician=account.cast.bill)
    async with connected(HTTP, account, key=vera) as agent:
        assert set(await agent.tools()) == READING
    async with connected(HTTP, account, key=bill) as agent:
        assert set(await agent.tools()) == READING | {"log_work"}
    async with connected(HTTP, account) as agent:
        assert set(await agent.tools()) == READING | WRITING


async def test_over_stdio_the_desk_itself_refuses(own_url: str, account: Account) -> None:
    key = await key_with(own_url, account, "tickets:read")
    number = open_ticket(account, "Printer")
    async with over_stdio(account.url, key) as agent:
        said = await agent.refused("comment", ticket_id=number, text="Hello")
        assert "comments:write" in said
        assert "trying again will not help" in said
