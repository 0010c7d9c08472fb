"""Finding tickets: lists, searches, one ticket."""

import pytest

from deskhand_client.cli.exits import Code
from tests.client_cli.commands import Desk, Run
from tests.servers.deskhand import run_command


def numbers(rows: list[list[str]]) -> list[int]:
    return [int(row[0]) for row in rows]


def test_a_list_has_the_newest_first(desk: Desk, run: Run) -> None:
    first, second = desk.ticket("Printer jams"), desk.ticket("Mail is slow", priority="High")
    found = run("tickets", "list")
    assert numbers(found.rows) == [second.id, first.id]
    assert found.rows[0][:6] == [str(second.id), "Open", "High", "Mail is slow", "Acme Corporation", ""]
    assert found.err == ""


def test_options_narrow_a_list_together(desk: Desk, run: Run) -> None:
    jam = desk.ticket("Printer jams", priority="High", technician_id=desk.cast.dora.id)
    desk.ticket("Mail is slow", priority="High")
    desk.client.tickets.create("Oven", customer_id=desk.cast.bakers.id, technician_id=desk.cast.jane.id)

    def found(*arguments: str) -> list[str]:
        return [row[3] for row in run("tickets", "list", *arguments).rows]

    assert found("--priority", "high", "--technician", "dora") == ["Printer jams"]
    assert found("--priority", "HIGH,low") == ["Mail is slow", "Printer jams"]
    assert found("--priority", "high", "--priority", "medium") == ["Oven", "Mail is slow", "Printer jams"]
    assert found("--customer", "bakers") == found("--customer", str(desk.cast.bakers.id)) == ["Oven"]
    assert found("--mine") == found("--technician", "me") == ["Oven"]
    assert found("--technician", "none") == ["Mail is slow"]
    assert found("--technician", str(desk.cast.dora.id)) == ["Printer jams"]
    assert found("--contact", "john smith") == ["Mail is slow", "Printer jams"]
    assert found("-q", "priority:high -jams") == ["Mail is slow"]
    assert found("--status", "pending") == []
    assert found("--sort", "id") == ["Printer jams", "Mail is slow", "Oven"]
    run("tickets", "resolve", jam.id)
    assert found("--status", "resolved", "--sla", "met") == ["Printer jams"]


@pytest.mark.parametrize("name", ['Bakers "& Sons', "Bakers\\", "status:closed"])
def test_a_name_is_a_name_whatever_it_is_made_of(desk: Desk, run: Run, name: str) -> None:
    desk.client.tickets.create("Oven", customer_id=desk.client.customers.create(name).id)
    assert [row[3] for row in run("tickets", "list", "--customer", name).rows] == ["Oven"]


def test_a_list_ends_where_it_should_and_says_what_is_left_out(desk: Desk, run: Run) -> None:
    opened = [desk.ticket(f"Ticket {number}").id for number in range(53)]
    some = run("tickets", "list")
    assert numbers(some.rows) == opened[:2:-1]
    assert some.err == "50 of 53 tickets; --limit and --all show more.\n"
    assert run("tickets", "list", "--limit", "2").err == "2 of 53 tickets; --limit and --all show more.\n"
    assert numbers(run("tickets", "list", "--limit", "52").rows) == opened[:0:-1]
    whole = run("tickets", "list", "--all")
    assert (numbers(whole.rows), whole.err) == (opened[::-1], "")
    assert run("tickets", "list", "--limit", "53").err == ""
    assert len(run("tickets", "list", "--all", "--json").json) == 53


def test_an_empty_list_is_no_failure(desk: Desk, run: Run) -> None:
    empty = run("tickets", "list")
    assert (empty.code, empty.out, empty.err) == (0, "", "No tickets found.\n")
    assert run("tickets", "list", "--json").json == []


def test_a_search_that_finds_nothing_says_so_to_scripts(desk: Desk, run: Run) -> None:
    desk.ticket("Outlook has lost the calendar")
    assert numbers(run("tickets", "search", "calendar", "outlook").rows)
    assert numbers(run("tickets", "search", "--", "outlook", "-printer", "status:open").rows)
    assert run("tickets", "search", "bicycle").code == Code.NOT_FOUND
    wrong = run("tickets", "search", "stattus:open")
    assert wrong.code == Code.FAILED
    assert "there is no stattus:" in wrong.err


def test_mine_and_technician_contradict_each_other(desk: Desk, run: Run) -> None:
    assert run("tickets", "list", "--mine", "--technician", "dora").code == Code.USAGE


def test_a_ticket_is_shown_with_what_was_said_on_it(desk: Desk, run: Run) -> None:
    ticket = desk.ticket("Printer jams", tags=["vip", "second floor"])
    desk.client.tickets.comment(ticket.id, "Paper\tis\nwet", technician_id=desk.cast.dora.id)
    shown = dict(row[:2] for row in run("tickets", "show", ticket.id).rows if row[0] != "Comment")
    assert shown["TicketTitle"] == "Printer jams"
    assert shown["Tags"] == "vip,second floor"
    assert shown["TicketCreatedDate"].endswith("Z")
    (comment,) = [row for row in run("tickets", "show", ticket.id).rows if row[0] == "Comment"]
    assert comment[2:] == ["internal", "Dora Dispatch", "Paper is wet"]
    assert [one["CommentText"] for one in run("tickets", "show", ticket.id, "--json").json["Comments"]] == [
        "Paper\tis\nwet"
    ]
    assert "Comments" not in run("tickets", "show", ticket.id, "--json", "--no-comments").json


def test_a_key_that_may_only_read_tickets_still_finds_ones_own(
    desk: Desk, run: Run, sqlite_url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may not ask whose key it is, which the server knows all the same."""
    desk.client.tickets.create("Oven", customer_id=desk.cast.bakers.id, technician_id=desk.cast.jane.id)
    account = request.node.nodeid  # the fixture's name for it
    made = run_command(
        *("keys", "create", "--name", "reader", "--technician", desk.cast.jane.email, "--account", account),
        *("--scope", "tickets:read"),
        database_url=sqlite_url,
    )
    monkeypatch.setenv("DESKHAND_KEY", made.stdout.strip())
    assert [row[3] for row in run("tickets", "list", "--mine").rows] == ["Oven"]
