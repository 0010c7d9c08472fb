"""What the tools say of themselves is true: names, closed sets, hints; and what they refuse, they refuse helpfully."""

import re
from typing import Any, get_args

import pytest

from deskhand.core.ticket import Impact, Priority, SlaStatus, Status, TicketType
from deskhand_client.mcp import choices
from deskhand_client.mcp.offers import OFFERS
from deskhand_client.mcp.prompts import resolution_summary, triage
from deskhand_client.mcp.reference import TEXT
from deskhand_client.mcp.server import INSTRUCTIONS
from tests.compat.conftest import Account
from tests.mcp_server.agent import Way, connected, get, open_ticket

READING = {
    "search_tickets",
    "read_ticket",
    "read_text",
    "due_next",
    "explain_sla",
    "list_people",
    "read_reference",
}
WRITING = {"create_ticket", "update_ticket", "comment", "log_work"}


async def test_tools_say_whether_they_change_something(way: Way, account: Account) -> None:
    async with connected(way, account) as agent:
        tools = await agent.tools()
    assert set(tools) == READING | WRITING
    assert {name for name, tool in tools.items() if tool.annotations.read_only_hint} == READING
    assert {name for name, tool in tools.items() if tool.annotations.destructive_hint} == {"update_ticket"}
    assert all(tool.output_schema and tool.input_schema["additionalProperties"] is False for tool in tools.values())


@pytest.mark.parametrize(
    ("offered", "known"),
    [
        (choices.Status, Status),
        (choices.Priority, Priority),
        (choices.Type, TicketType),
        (choices.Impact, Impact),
        (choices.Sla, SlaStatus),
    ],
)
def test_closed_sets_are_the_desks(offered: Any, known: Any) -> None:
    assert list(get_args(offered)) == [one.value for one in known]


def test_what_is_told_names_only_what_there_is() -> None:
    names = {offer.name for offer in OFFERS} | {argument for offer in OFFERS for argument in offer.takes()}
    shapes = {word for offer in OFFERS for word in re.findall(r"'(\w+)'", str(offer.tool().output_schema))}
    told = [INSTRUCTIONS, TEXT, triage(), triage("7"), resolution_summary("7")]
    told += [str(offer.tool().description) + str(offer.tool().parameters) for offer in OFFERS]
    named = {word for text in told for word in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", text)}
    assert {word for word in named if word not in names | shapes} == set()


async def test_the_query_language_is_told_as_it_is(account: Account, way: Way) -> None:
    section = TEXT.split("## The query language")[1].split("##")[0]
    examples = re.findall(r"`([^`]+)`", section)
    assert len(examples) > 15
    async with connected(way, account) as agent:
        for example in examples:
            await agent.ask("search_tickets", query=example)


async def test_an_argument_that_a_tool_does_not_take_is_not_passed_over(way: Way, account: Account) -> None:
    number = open_ticket(account, "Printer")
    async with connected(way, account) as agent:
        said = await agent.refused("update_ticket", ticket_id=number, technicain="Tom", status="Pending")
    assert "did you mean technician?" in said
    assert get(account, f"/tickets/{number}")["TicketStatus"] == "Open"


@pytest.mark.parametrize(
    ("tool", "arguments", "advice"),
    [
        ("update_ticket", {"ticket_id": 1, "status": "done"}, "'Open', 'Pending', 'Resolved' or 'Closed'"),
        ("update_ticket", {"ticket_id": 1}, "at least one of"),
        ("update_ticket", {"ticket_id": 1, "technician": "Nobody Here"}, 'list_people(kind="technicians")'),
        ("update_ticket", {"ticket_id": 1, "due_at": "soon"}, "2026-11-30T16:00:00Z"),
        ("update_ticket", {"ticket_id": 987654, "status": "Pending"}, "search_tickets"),
        ("read_ticket", {"ticket_id": 987654}, "search_tickets"),
        ("read_ticket", {"ticket_id": 1, "part": 9}, "1 parts"),
        ("read_text", {"ticket_id": 1, "comment_id": 987654}, "read_ticket shows"),
        ("read_text", {"ticket_id": 1, "part": 5}, "1 parts"),
        ("search_tickets", {"query": "priority:hihg"}, "low, medium, high, critical"),
        ("search_tickets", {"page_token": "made up"}, "without page_token"),
        ("search_tickets", {"page_token": "WyJub25lIl0"}, "without page_token"),
        ("search_tickets", {"limit": 5000}, "less than or equal to 50"),
        ("comment", {"ticket_id": 1, "text": "   "}, "must not be empty"),
        ("log_work", {"ticket_id": 1, "minutes": 0}, "greater than or equal to 1"),
        ("create_ticket", {"title": "No requester"}, "EndUserID"),
        ("delete_ticket", {"ticket_id": 1}, "There is no tool 'delete_ticket'"),
    ],
)
async def test_a_refusal_says_what_to_do(account: Account, tool: str, arguments: dict[str, Any], advice: str) -> None:
    open_ticket(account, "Printer")
    async with connected(Way("http", True, "auto"), account) as agent:
        assert advice in await agent.refused(tool, **arguments)


async def test_a_technician_is_found_by_what_people_call_them(way: Way, account: Account) -> None:
    number = open_ticket(account, "Printer")
    tom = account.cast.tom
    async with connected(way, account) as agent:
        for called in (tom.id, str(tom.id), "tom", "Tom Field", "TOM@brightwater.example", "field"):
            await agent.ask("update_ticket", ticket_id=number, technician="none")
            _, changed = await agent.ask("update_ticket", ticket_id=number, technician=called)
            assert changed["ticket"]["technician_id"] == tom.id, called


async def test_people_are_listed_page_by_page_and_by_name(way: Way, account: Account) -> None:
    async with connected(way, account) as agent:
        _, first = await agent.ask("list_people", kind="technicians", limit=3)
        _, second = await agent.ask("list_people", kind="technicians", page_token=first["next_page_token"])
        assert (first["total"], len(first["people"]), len(second["people"])) == (5, 3, 2)
        assert second["next_page_token"] is None
        _, of_acme = await agent.ask("list_people", kind="contacts", customer_id=account.cast.acme.id)
        assert {one["id"] for one in of_acme["people"]} == {account.cast.john.id, account.cast.mary.id}
        _, bakers = await agent.ask("list_people", kind="customers", name_has="baker")
        assert [one["id"] for one in bakers["people"]] == [account.cast.bakers.id]


async def test_the_next_page_is_of_the_same_list(way: Way, account: Account) -> None:
    async with connected(way, account) as agent:
        _, first = await agent.ask("list_people", kind="contacts", customer_id=account.cast.acme.id, limit=1)
        _, second = await agent.ask("list_people", kind="contacts", page_token=first["next_page_token"])
        assert "page_token" in await agent.refused(
            "list_people", kind="technicians", page_token=first["next_page_token"]
        )
    assert {one["id"] for one in (*first["people"], *second["people"])} == {
        account.cast.john.id,
        account.cast.mary.id,
    }
    assert second["next_page_token"] is None


@pytest.mark.parametrize("query", ["null", '"phone company"', "true", "7"])
async def test_words_that_look_like_json_are_words(account: Account, query: str) -> None:
    open_ticket(account, "Something else")
    number = open_ticket(account, "null true 7 phone company")
    async with connected(Way("http", True, "auto"), account) as agent:
        _, found = await agent.ask("search_tickets", query=query)
    assert [one["ticket_id"] for one in found["tickets"]] == [number]
