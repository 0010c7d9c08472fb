"""`--dry-run`: what would come of a change is said, and nothing is changed."""

import pytest

from tests.client_cli.commands import Desk, Run, at_terminal


def everything(desk: Desk) -> object:
    return desk.client.events.last()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("tickets new Title --customer acme", "new in tickets: opened: status Open, priority Medium"),
        ("tickets update {id} --priority critical", "tickets/{id}: priority Medium → Critical"),
        ("tickets update {id} --priority medium", "tickets/{id}: nothing would change"),
        ("tickets assign {id} dora", "tickets/{id}: technician "),
        ("tickets comment {id} -m Hello", "new in tickets/{id}/comments: internal note"),
        ("tickets resolve {id}", "tickets/{id}: status Open → Resolved"),
        ("tickets log {id} 45m", "new in tickets/{id}/workhours: logged 45 min"),
        ("timer start {id}", "timer: timer started"),
        ("customers new Candles", "new in customers: customer created"),
        ("customers update acme --city Leeds", "City rewritten"),
        ("contacts new a@acme.example --customer acme", "new in contacts: contact created"),
        ("contacts update john.smith@acme.example --phone 1", "Phone rewritten"),
    ],
)
def test_what_would_come_of_it_is_said_and_nothing_is_changed(desk: Desk, run: Run, command: str, says: str) -> None:
    ticket = desk.ticket()
    before = everything(desk)
    tried = run(*command.format(id=ticket.id).split(), "--dry-run")
    assert (tried.code, tried.err) == (0, "A dry run. Nothing was changed.\n")
    assert says.format(id=ticket.id).casefold() in tried.out.casefold()
    assert everything(desk) == before


def test_programs_get_what_the_server_says(desk: Desk, run: Run) -> None:
    one, two = desk.ticket(), desk.ticket()
    tried = run("tickets", "close", one.id, two.id, "-m", "Bye", "--dry-run", "--json").json
    assert [(each["Method"], each["Path"]) for each in tried][::2] == [
        ("POST", f"tickets/{one.id}/comments"),
        ("POST", f"tickets/{two.id}/comments"),
    ]
    assert all(each["DryRun"] is True for each in tried)
    assert tried[1]["Answer"]["TicketStatus"] == "Closed"
    assert [event["Kind"] for event in tried[1]["Events"]] == ["ticket.status_changed"] * 2


def test_what_would_be_refused_is_refused(desk: Desk, run: Run) -> None:
    assert run("tickets", "update", desk.ticket().id, "--priority", "urgent", "--dry-run").code == 1
    assert run("tickets", "close", 9999, "--dry-run").code == 3


def test_at_a_terminal_it_is_said_too(desk: Desk) -> None:
    ticket = desk.ticket()
    assert "Open → Pending" in at_terminal("tickets", "pending", ticket.id, "--dry-run").out
    assert desk.client.tickets.get(ticket.id).status == "Open"
