"""The agent's name goes to the desk with everything it does, over stdio and over HTTP; Atera is told nothing of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import Implementation

from deskhand.agents import server
from deskhand.agents.mount import Agents
from deskhand.core.actor import Actor, ActorKind
from deskhand.http.cors import Origins
from deskhand.http.door import Answer, Exchange, Receive, Scope, Send, answer
from deskhand_client.client import AsyncClient
from deskhand_client.mcp.caller import Caller
from deskhand_client.mcp.server import DeskServer
from deskhand_client.server import Server as Kind
from tests.mcp_server.agent import Agent

TICKET = {
    "TicketID": 7,
    "TicketTitle": "Printer",
    "TicketStatus": "Open",
    "TicketPriority": "Low",
    "TicketType": "Incident",
}


class Desk:
    """A server that answers little and keeps what it was sent."""

    def __init__(self, kind: Kind = Kind.DESKHAND, technician_id: int | None = None) -> None:
        self.kind = kind
        self.technician_id = technician_id
        self.sent: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The ticket, or a list of it."""
        self.sent.append(request)
        if request.method == "POST":
            return httpx.Response(201, json={"ActionID": "9"})
        items = [TICKET] if request.url.path.endswith("/tickets") else []
        listed = {"items": items, "totalItemCount": len(items), "page": 1, "itemsInPage": 50, "totalPages": 1}
        if "attachments" in request.url.path or "customvalues" in request.url.path:
            return httpx.Response(200, json=[])
        return httpx.Response(200, json=TICKET if request.url.path.endswith("/tickets/7") else listed)

    @asynccontextmanager
    async def agent(self, name: str = "claude-code", version: str = "2.1") -> AsyncIterator[Agent]:
        """An agent in this process."""

        def client(agent: str) -> AsyncClient:
            transport = httpx.MockTransport(self.answer)
            return AsyncClient("https://desk.example", "key", server=self.kind, agent=agent, transport=transport)

        @asynccontextmanager
        async def caller(_: Any) -> AsyncIterator[Caller]:
            yield Caller(client, server=self.kind, technician_id=self.technician_id)

        async with Client(DeskServer(caller), client_info=Implementation(name=name, version=version)) as connected:
            yield Agent(connected)


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("claude-code", "2.1", "claude-code/2.1"),
        ("agent", "", "agent"),
        ("Ägent\r\nX-Evil: 1", "1", "gentX-Evil: 1/1"),
        ("long" * 100, "1", "long" * 25),
    ],
)
async def test_the_agent_is_named_as_it_introduced_itself(name: str, version: str, told: str) -> None:
    desk = Desk()
    async with desk.agent(name, version) as agent:
        await agent.ask("search_tickets")
    assert [request.headers["x-deskhand-agent"] for request in desk.sent] == [told]


async def test_atera_is_offered_what_it_has_and_refuses_the_rest_in_words() -> None:
    desk = Desk(Kind.ATERA)
    async with desk.agent() as agent:
        tools = await agent.tools()
        assert {"search_tickets", "read_ticket", "comment"} <= set(tools)
        assert not {"explain_sla", "due_next"} & set(tools)
        assert "Atera's API has nothing" in await agent.refused("explain_sla", ticket_id=7)
        assert "no list of technicians" in await agent.refused("list_people", kind="technicians")
        assert "does not filter tickets by q" in await agent.refused("search_tickets", query="printer")
        assert "give the id instead of" in await agent.refused("update_ticket", ticket_id=7, technician="Tom")
        assert "give technician" in await agent.refused("comment", ticket_id=7, text="Hello")
        assert desk.sent == []
        text, _ = await agent.ask("read_ticket", ticket_id=7)
        assert "| Title: Printer" in text.splitlines()
    assert not [request for request in desk.sent if "x-deskhand-agent" in request.headers]


async def test_at_atera_the_profiles_technician_comments() -> None:
    desk = Desk(Kind.ATERA, technician_id=3)
    async with desk.agent() as agent:
        _, said = await agent.ask("comment", ticket_id=7, text="Hello")
        assert said["internal"]
    sent = json.loads(desk.sent[0].content)
    assert sent["TechnicianCommentDetails"] == {"TechnicianId": 3, "IsInternal": True}


class Behind:
    """What stands behind /mcp in this process: it keeps what the tools ask for."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.agents = Agents(self._desk, Origins(""), "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        actor = Actor(account_id=1, kind=ActorKind.INTEGRATION, name="key", key_id=1)
        scope["exchange"] = Exchange("id", 0.0, asyncio.Event(), actor)
        await self.agents.app(self._desk)(scope, receive, send)

    async def _desk(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append({name.decode(): value.decode() for name, value in scope["headers"]})
        await answer(send, Answer(200, b'{"items":[],"totalItemCount":0,"nextLink":""}'))

    async def name(self, *, mode: str, **headers: str) -> str:
        """Under which name an agent with these headers searches."""
        said = {"X-API-KEY": "dh_1_key", **{name.replace("_", "-"): value for name, value in headers.items()}}
        transport = httpx2.ASGITransport(self)
        async with httpx2.AsyncClient(headers=said, transport=transport) as http:
            over = streamable_http_client("http://desk.example/mcp", http_client=http)
            async with Client(over, client_info=Implementation(name="codex", version="3"), mode=mode) as client:
                await Agent(client).ask("search_tickets")
        return self.asked[-1]["x-deskhand-agent"]


async def test_over_http_it_is_named_by_a_header_else_by_itself_else_by_its_program() -> None:
    behind = Behind()
    try:
        assert (
            await behind.name(mode="auto", User_Agent="codex-cli/9", X_Deskhand_Agent="night triage") == "night triage"
        )
        assert await behind.name(mode="auto", User_Agent="codex-cli/9") == "codex/3"
        # Before 2026 agents introduced themselves once for all; here nothing is kept between two requests.
        assert await behind.name(mode="legacy", User_Agent="codex-cli/9") == "codex-cli/9"
    finally:
        await behind.agents.stop()


async def test_the_mcp_server_that_was_stopped_begins_anew() -> None:
    behind = Behind()
    for _ in range(2):
        assert await behind.name(mode="auto") == "codex/3"
        await behind.agents.stop()


async def test_what_could_not_be_loaded_is_loaded_by_the_next_request(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = Behind()
    with monkeypatch.context() as broken:
        broken.setattr(server, "_made", broken_off)
        with pytest.raises(ExceptionGroup):
            await behind.name(mode="auto")
    assert await behind.name(mode="auto") == "codex/3"
    await behind.agents.stop()


def broken_off() -> None:
    """A server that cannot be made."""
    raise OSError("no room")
