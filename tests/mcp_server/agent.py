"""An agent: the official MCP client, connected to a desk as agents' programs do it."""

import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, Implementation, TextContent, TextResourceContents

from deskhand.core.directory import Technician
from deskhand.database import engine_for
from deskhand.settings import Settings
from tests.cast import make_key
from tests.compat.conftest import Account
from tests.servers.deskhand import COMMAND

TRIAGER = Implementation(name="triager", version="1.4")


class Way(NamedTuple):
    """A way to connect."""

    name: str
    over_http: bool
    mode: str


def ways() -> list[Way]:
    """Every way there is; most programs of agents speak as they did in 2025, so the command is mostly spoken to so."""
    return [Way("stdio", False, "legacy"), Way("http", True, "auto"), Way("http-2025", True, "legacy")]


class Agent:
    """A connected agent."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def tools(self) -> dict[str, Any]:
        """The tools it is offered, by their names."""
        return {tool.name: tool for tool in (await self.client.list_tools()).tools}

    async def ask(self, tool: str, /, **arguments: Any) -> tuple[str, dict[str, Any]]:
        """What a tool answers, as text and structured; it must not refuse."""
        result = await self._call(tool, arguments)
        assert not result.is_error, text_of(result)
        assert result.structured_content is not None
        return text_of(result), result.structured_content

    async def refused(self, tool: str, /, **arguments: Any) -> str:
        """What a tool says that refuses."""
        result = await self._call(tool, arguments)
        assert result.is_error, text_of(result)
        return text_of(result)

    async def read(self, uri: str) -> str:
        """The text of a resource."""
        (content,) = (await self.client.read_resource(uri)).contents
        assert isinstance(content, TextResourceContents)
        return content.text

    async def prompt(self, name: str, **arguments: str) -> str:
        """The text of a prompt."""
        (message,) = (await self.client.get_prompt(name, arguments)).messages
        assert isinstance(message.content, TextContent)
        return message.content.text

    async def _call(self, tool: str, arguments: dict[str, Any]) -> CallToolResult:
        result = await self.client.call_tool(tool, arguments)
        assert isinstance(result, CallToolResult)
        return result


def text_of(result: CallToolResult) -> str:
    """The text of an answer."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@asynccontextmanager
async def connected(way: Way, account: Account, *, key: str = "") -> AsyncIterator[Agent]:
    """An agent with a key of the account, Jane's unless told otherwise."""
    key = key or account.janes_key
    if way.over_http:
        async with over_http(account.url, key, mode=way.mode) as agent:
            yield agent
    else:
        async with over_stdio(account.url, key, mode=way.mode) as agent:
            yield agent


@asynccontextmanager
async def over_stdio(url: str, key: str, *arguments: str, mode: str = "auto") -> AsyncIterator[Agent]:
    """An agent that started `deskhand mcp`."""
    environment = {**os.environ, "DESKHAND_URL": url, "DESKHAND_KEY": key}
    command = StdioServerParameters(command=str(COMMAND), args=["mcp", *arguments], env=environment)
    async with Client(stdio_client(command), client_info=TRIAGER, mode=mode) as client:
        yield Agent(client)


@asynccontextmanager
async def over_http(
    url: str, key: str, *, mode: str = "auto", path: str = "/mcp", headers: dict[str, str] | None = None
) -> AsyncIterator[Agent]:
    """An agent that was given the address and a key."""
    said = {"Authorization": f"Bearer {key}", **(headers or {})}
    async with httpx2.AsyncClient(headers=said, timeout=30, verify=False) as http:
        transport = streamable_http_client(f"{url}{path}", http_client=http)
        async with Client(transport, client_info=TRIAGER, mode=mode) as client:
            yield Agent(client)


async def key_with(
    database_url: str, account: Account, *scopes: str, technician: Technician | None = None, per_minute: int = 1_000_000
) -> str:
    """A key of the account with some scopes only; all of them where none is named."""
    engine = engine_for(Settings(database_url=database_url))
    await engine.start()
    try:
        wanted: Sequence[str] | None = scopes or None
        account_id = account.cast.account_id
        return await make_key(engine, account_id, technician=technician, scopes=wanted, per_minute=per_minute)
    finally:
        await engine.stop()


def open_ticket(account: Account, title: str, description: str = "", **more: Any) -> int:
    """A ticket of John Smith's, opened over the API: its number."""
    body = {"TicketTitle": title, "Description": description, "EndUserID": account.cast.john.id, **more}
    with account.client() as api:
        answer = api.post("/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["ActionID"])


def get(account: Account, path: str) -> Any:
    """What the API says."""
    with account.client() as api:
        answer = api.get(path)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.content)
