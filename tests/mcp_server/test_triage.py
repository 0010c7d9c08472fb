"""An agent triages and resolves a ticket, however it is connected; the desk is then as it should be."""

import asyncio
from pathlib import Path

import pytest
from mcp.shared.exceptions import MCPError

from tests.compat.conftest import Account, make_account
from tests.mcp_server.agent import Way, connected, get, open_ticket
from tests.servers.deskhand import Server


async def test_an_agent_takes_a_ticket_from_its_opening_to_its_end(way: Way, account: Account) -> None:
    await take_a_ticket(way, account)


async def test_it_does_so_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with Server(postgres_url, folder=tmp_path, DESKHAND_WORKER="off") as server:
        account = await asyncio.to_thread(make_account, postgres_url, server.url, "an agent on PostgreSQL")
        await take_a_ticket(Way("http", True, "auto"), account)


async def take_a_ticket(way: Way, account: Account) -> None:
    """Open a ticket as the customer does, let an agent work on it, and look at what the desk says then."""
    number = open_ticket(account, "Outlook keeps asking for the password", "Since this morning, on both PCs.")
    async with connected(way, account) as agent:
        _, found = await agent.ask("search_tickets", query="outlook password", status=["open"], technician="none")
        assert [one["ticket_id"] for one in found["tickets"]] == [number]
        text, _ = await agent.ask("read_ticket", ticket_id=number)
        assert "| Since this morning, on both PCs." in text.splitlines()

        said, noted = await agent.ask("comment", ticket_id=number, text="Expired token; same as last week.")
        assert noted["internal"]
        assert "does not see it" in said
        _, changed = await agent.ask(
            "update_ticket", ticket_id=number, priority="High", type="Incident", technician="Tom", tags=["mail"]
        )
        assert changed["ticket"]["technician_id"] == account.cast.tom.id
        _, logged = await agent.ask("log_work", ticket_id=number, minutes=25, notes="Signed in anew", technician="tom")
        assert logged["minutes"] == 25
        _, answered = await agent.ask("comment", ticket_id=number, text="It works again.", public=True)
        assert not answered["internal"]
        _, done = await agent.ask("update_ticket", ticket_id=number, status="Resolved")
        assert done["ticket"]["status"] == "Resolved"

    ticket = get(account, f"/tickets/{number}")
    assert (ticket["TicketStatus"], ticket["TicketPriority"], ticket["TicketType"]) == ("Resolved", "High", "Incident")
    assert ticket["TechnicianContactID"] == account.cast.tom.id
    assert ticket["Tags"] == ["mail"]
    assert ticket["TotalDurationSeconds"] == 25 * 60
    comments = get(account, f"/tickets/{number}/comments")["items"]
    assert [(one["CommentText"], one["IsInternal"]) for one in comments] == [
        ("Expired token; same as last week.", True),
        ("It works again.", False),
    ]
    (work,) = get(account, f"/tickets/{number}/workhoursrecords")["items"]
    assert (work["Notes"], work["TechnicianContactID"]) == ("Signed in anew", account.cast.tom.id)
    # And the log says which agent it was; before 2026, agents over HTTP introduce themselves only by their user agent.
    events = get(account, "/events?after=0&limit=500")["items"]
    through = {one["Via"] for one in events if one["TicketID"] == number and one["Kind"] != "ticket.created"}
    assert len(through) == 1
    assert through == {"agent:triager/1.4"} or (way.name == "http-2025" and through.pop().startswith("agent:"))


async def test_an_agent_opens_a_ticket_for_a_contact(way: Way, account: Account) -> None:
    async with connected(way, account) as agent:
        _, people = await agent.ask("list_people", kind="contacts", name_has="mary")
        (mary,) = people["people"]
        _, opened = await agent.ask(
            "create_ticket", title="New laptop", description="For Monday", contact_id=mary["id"], type="request"
        )
    ticket = get(account, f"/tickets/{opened['ticket']['ticket_id']}")
    assert (ticket["TicketTitle"], ticket["EndUserID"]) == ("New laptop", account.cast.mary.id)
    assert ticket["TicketType"] == "Request"


async def test_an_agent_hands_a_ticket_back_and_lets_the_sla_say_when_it_is_due(way: Way, account: Account) -> None:
    number = open_ticket(account, "Printer", TechnicianContactID=account.cast.tom.id, DueDate="2030-01-01T00:00:00Z")
    async with connected(way, account) as agent:
        await agent.ask("update_ticket", ticket_id=number, technician="none", due_at="none", tags=[])
    ticket = get(account, f"/tickets/{number}")
    assert not ticket["TechnicianContactID"]
    assert ticket["DueDate"] != "2030-01-01T00:00:00Z"


async def test_an_agent_is_told_why_a_ticket_is_due_and_what_is_due_next(way: Way, account: Account) -> None:
    number = open_ticket(account, "Server room is hot", TicketPriority="Critical")
    async with connected(way, account) as agent:
        text, told = await agent.ask("explain_sla", ticket_id=number)
        assert {clock["clock"] for clock in told["clocks"]} >= {"Resolution"}
        assert "Resolution: " in text
        _, due = await agent.ask("due_next", within_hours=720, technician_id=0)
        assert number in {clock["ticket_id"] for clock in due["clocks"]}


async def test_resources_are_the_ticket_and_the_reference(way: Way, account: Account) -> None:
    number = open_ticket(account, "Scanner", "It scans black pages.")
    async with connected(way, account) as agent:
        templates = (await agent.client.list_resource_templates()).resource_templates
        assert [one.uri_template for one in templates] == ["deskhand://tickets/{ticket_id}"]
        assert [str(one.uri) for one in (await agent.client.list_resources()).resources] == ["deskhand://reference"]
        assert "| It scans black pages." in (await agent.read(f"deskhand://tickets/{number}")).splitlines()
        assert "Closed (final" in await agent.read("deskhand://reference")
        with pytest.raises(MCPError, match="search_tickets"):
            await agent.read("deskhand://tickets/987654")


async def test_prompts_say_how_to_triage_and_to_sum_up(way: Way, account: Account) -> None:
    async with connected(way, account) as agent:
        assert {one.name for one in (await agent.client.list_prompts()).prompts} == {"triage", "resolution_summary"}
        assert "Triage ticket 7" in await agent.prompt("triage", ticket_id="7")
        assert 'technician="none"' in await agent.prompt("triage")
        assert "Read ticket 7" in await agent.prompt("resolution_summary", ticket_id="7")


async def test_an_agent_fills_in_custom_fields(way: Way, account: Account) -> None:
    with account.client() as api:
        for name, kind in (("Serial number", "Text"), ("Seats", "Numeric")):
            field = {"Name": name, "DataType": kind, "Target": "Ticket"}
            assert api.post("/customvalues/customfields", json=field).status_code in (201, 409)
    number = open_ticket(account, "Laptop broken")
    async with connected(way, account) as agent:
        await agent.ask("update_ticket", ticket_id=number, custom_fields={"Serial number": "X1-77", "Seats": "2"})
        await agent.ask("update_ticket", ticket_id=number, priority="High", custom_fields={"Seats": ""})
        read, _ = await agent.ask("read_ticket", ticket_id=number)
        assert "X1-77" in read
        wrong = {"Serial number": "X1-78", "Colour": "red"}
        said = await agent.refused("update_ticket", ticket_id=number, status="Resolved", custom_fields=wrong)
        assert "'Colour'" in said
        assert "Set before: Serial number. All else that was given was changed." in said
        await agent.refused("update_ticket", ticket_id=number, due_at="soon", custom_fields={"Seats": "9"})
        assert "custom fields: Seats, Serial number" in said or "custom fields: Serial number, Seats" in said
    values = {one["FieldName"]: one["Value"] for one in get(account, f"/customvalues/ticketfields/{number}")}
    assert (values["Serial number"], values.get("Seats")) == ("X1-78", None)
    ticket = get(account, f"/tickets/{number}")
    assert (ticket["TicketPriority"], ticket["TicketStatus"]) == ("High", "Resolved")
