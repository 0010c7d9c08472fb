"""What acts with somebody's key is told wherever one sees who did something."""

import asyncio
from typing import Any

import pytest

from deskhand.tickets.thread import Happened, Said
from deskhand.tickets.timeline import read_timeline
from tests.cast import Client, Office


async def last_via(office: Office) -> str | None:
    """What the newest event was done through."""
    last = (await office.api.get("/events", latest="true"))["last"]
    told: str | None = (await office.api.get("/events", after=last - 1))["items"][-1]["Via"]
    return told


async def open_through(api: Client, office: Office, agent: str | bytes | None) -> dict[str, Any]:
    headers = {} if agent is None else {"X-Deskhand-Agent": agent}
    body = {"TicketTitle": "No mail", "CustomerID": office.cast.acme.id}
    made = await api.send("POST", "/tickets", json=body, headers=headers)
    assert made.status_code == 201
    answer: dict[str, Any] = made.json()
    return answer


@pytest.mark.parametrize(
    ("agent", "via"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ("claude-code/2.1", "agent:claude-code/2.1"),
        ("  two   words ", "agent:two words"),
        ("x" * 200, "agent:" + "x" * 80),
        ("\x1b[31mred", None),
        ("\x7f", None),
    ],
)
async def test_the_feed_says_through_what_somebody_acted(office: Office, agent: str | None, via: str | None) -> None:
    await open_through(office.api, office, agent)
    assert await last_via(office) == via


async def test_one_key_used_by_several_agents_at_once_is_told_apart(office: Office) -> None:
    """A key that was verified is believed for a second; who uses it may differ with every request."""
    start = (await office.api.get("/events", latest="true"))["last"]
    agents = ["one", None, "two", "three", None]
    made = await asyncio.gather(*(open_through(office.api, office, agent) for agent in agents))
    told = (await office.api.get("/events", after=start))["items"]
    by_ticket = {event["TicketID"]: event["Via"] for event in told}
    assert [by_ticket[one["TicketID"]] for one in made] == [agent and f"agent:{agent}" for agent in agents]


async def test_an_agent_waits_for_events_like_anybody(office: Office) -> None:
    """While it waits its key is looked at again, which stands for the same actor as before."""
    start = (await office.api.get("/events", latest="true"))["last"]
    headers = {"X-Deskhand-Agent": "watcher"}
    waiting = asyncio.create_task(office.api.send("GET", f"/events?after={start}&wait=30", headers=headers))
    await asyncio.sleep(0.1)
    await open_through(office.api, office, None)
    async with asyncio.timeout(10):
        answer = await waiting
    assert (answer.status_code, len(answer.json()["items"])) == (200, 1)


async def test_the_timeline_says_through_what_toms_key_acted(office: Office) -> None:
    tom = await office.client_of(office.cast.tom)
    number = (await open_through(tom, office, "claude-code"))["TicketID"]
    headers = {"X-Deskhand-Agent": "claude-code"}
    await tom.send("PUT", f"/tickets/{number}", json={"TicketPriority": "High"}, headers=headers)
    await tom.send("POST", f"/tickets/{number}/comments", json={"CommentText": "Looked at it"}, headers=headers)
    await tom.put(f"/tickets/{number}", {"TicketPriority": "Low"})
    async with office.engine.snapshot() as read:
        entries = (await read_timeline(read, office.cast.acting(office.cast.tom), number)).entries
    told = [entry.author if isinstance(entry, Said) else entry.actor for entry in entries]
    assert [(who.name, who.agent) for who in told] == [("Tom Field", "claude-code")] * (len(told) - 1) + [
        ("Tom Field", "")
    ]
    assert {type(entry) for entry in entries} == {Said, Happened}
