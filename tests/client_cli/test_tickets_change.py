"""Working on tickets: open, change, assign, comment, resolve, log."""

from datetime import UTC, datetime, timedelta

import pytest

from deskhand_client.cli.exits import Code
from tests.client_cli.commands import Desk, Run


def said(desk: Desk, ticket: int) -> list[tuple[str, bool, int | None]]:
    return [(one.text, one.internal, one.technician_id) for one in desk.client.tickets.comments(ticket)]


def test_a_ticket_is_opened_for_a_contact(desk: Desk, run: Run) -> None:
    opened = run("tickets", "new", "Printer jams", "--contact", "john.smith@acme.example", "--priority", "high")
    ticket = desk.client.tickets.get(int(opened.rows[0][0]))
    assert (ticket.title, ticket.contact_id, ticket.priority) == ("Printer jams", desk.cast.john.id, "High")


def test_a_ticket_is_opened_for_a_customer_with_everything(desk: Desk, run: Run) -> None:
    opened = run(
        *("tickets", "new", "Disk full", "-d", "C: has 2 GB left", "--customer", "acme", "--technician", "me"),
        *("--status", "pending", "--type", "incident", "--impact", "crisis", "--due", "2030-01-02T12:00Z"),
        *("--tag", "vip", "--tag", "disk", "--json"),
    )
    ticket = desk.client.tickets.get(opened.json["TicketID"])
    assert (ticket.customer_id, ticket.contact_id) == (desk.cast.acme.id, None)
    assert (ticket.technician_id, ticket.status, ticket.type) == (desk.cast.jane.id, "Pending", "Incident")
    assert (ticket.impact, ticket.tags, ticket.description) == ("Crisis", ["vip", "disk"], "C: has 2 GB left")
    assert ticket.due_at == datetime(2030, 1, 2, 12, tzinfo=UTC)


def test_a_contact_is_found_by_name_among_those_of_the_customer(desk: Desk, run: Run) -> None:
    opened = run("tickets", "new", "Slow", "--customer", "acme", "--contact", "mary", "--json").json
    assert opened["EndUserID"] == desk.cast.mary.id
    elsewhere = run("tickets", "new", "Slow", "--customer", "acme", "--contact", "pete")
    assert (elsewhere.code, elsewhere.err) == (Code.NOT_FOUND, "There is no contact 'pete'.\n")


def test_an_address_that_nobody_has_makes_a_contact(desk: Desk, run: Run) -> None:
    opened = run("tickets", "new", "Hello", "--contact", "new@acme.example", "--json").json
    assert opened["EndUserEmail"] == "new@acme.example"
    assert opened["CustomerID"] == desk.cast.acme.id


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("Title",), Code.USAGE, "--contact ADDRESS or --customer NAME"),
        (("--customer", "acme"), Code.USAGE, "Say what it is about"),
        (("Title", "--customer", "nobody"), Code.NOT_FOUND, "There is no customer 'nobody'"),
        (("Title", "--customer", "acme", "--due", "soon"), Code.USAGE, "'soon' is no moment"),
        (("Title", "--customer", "acme", "--technician", "nobody"), Code.NOT_FOUND, "no technician 'nobody'"),
        (("", "--customer", "acme"), Code.FAILED, "Title required"),
    ],
)
def test_a_ticket_that_cannot_be_opened(
    desk: Desk, run: Run, arguments: tuple[str, ...], code: Code, says: str
) -> None:
    refused = run("tickets", "new", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert says in refused.err
    assert desk.client.tickets.list().total() == 0


def test_only_what_is_said_changes(desk: Desk, run: Run) -> None:
    one, two = desk.ticket(priority="Low", tags=["vip"]), desk.ticket("Mail is slow")
    changed = run("tickets", "update", one.id, two.id, "--priority", "critical", "--technician", "dora")
    assert [row[:3] for row in changed.rows] == [[str(one.id), "Open", "Critical"], [str(two.id), "Open", "Critical"]]
    now = desk.client.tickets.get(one.id)
    assert (now.title, now.technician_id, now.tags) == ("Printer jams", desk.cast.dora.id, ["vip"])


def test_what_was_set_is_taken_back(desk: Desk, run: Run) -> None:
    ticket = desk.ticket(tags=["vip"], technician_id=desk.cast.dora.id, due_at=datetime(2030, 1, 2, tzinfo=UTC))
    run("tickets", "update", ticket.id, "--no-tags", "--technician", "none", "--due", "none")
    now = desk.client.tickets.get(ticket.id)
    assert (now.tags, now.technician_id) == ([], None)
    assert now.due_at != ticket.due_at


def test_a_ticket_moves_to_another_requester(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    run("tickets", "update", ticket.id, "--contact", "pete@bakers.example")
    assert desk.client.tickets.get(ticket.id).customer_id == desk.cast.bakers.id


def test_changing_nothing_is_a_wrong_command_line(desk: Desk, run: Run) -> None:
    assert run("tickets", "update", desk.ticket().id).code == Code.USAGE


def test_tickets_are_given_to_somebody(desk: Desk, run: Run) -> None:
    one, two = desk.ticket(), desk.ticket()
    assert [row[5] for row in run("tickets", "assign", one.id, two.id, "dora").rows] == ["Dora Dispatch"] * 2
    assert run("tickets", "assign", one.id, "me").rows[0][5] == "Jane Tech"
    assert run("tickets", "assign", one.id, "none").rows[0][5] == ""
    assert run("tickets", "assign", one.id, "tom@brightwater.example").rows[0][5] == "Tom Field"


def test_a_comment_is_internal_unless_it_is_public(desk: Desk, run: Run) -> None:
    ticket, jane = desk.ticket(), desk.cast.jane.id
    run("tickets", "comment", ticket.id, "-m", "Call at noon")
    run("tickets", "comment", ticket.id, "-m", "We are on our way", "--public")
    run("tickets", "comment", ticket.id, "-m", "-", typed="Two\nlines\n")
    assert said(desk, ticket.id) == [
        ("Call at noon", True, jane),
        ("We are on our way", False, jane),
        ("Two\nlines", True, jane),
    ]


def test_a_comment_without_a_text_is_not_sent(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    assert run("tickets", "comment", ticket.id).code == Code.USAGE
    assert run("tickets", "comment", ticket.id, "-m", "  ").code == Code.USAGE
    assert run("tickets", "comment", ticket.id, "-m", "-", typed="").code == Code.USAGE
    assert said(desk, ticket.id) == []


def test_the_last_word_on_a_ticket_is_for_the_customer(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    assert run("tickets", "resolve", ticket.id, "-m", "Renewed the certificate").rows[0][1] == "Resolved"
    assert said(desk, ticket.id) == [("Renewed the certificate", False, desk.cast.jane.id)]


def test_a_word_with_a_status_may_stay_internal(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    run("tickets", "pending", ticket.id, "-m", "Waits for parts", "--internal")
    assert said(desk, ticket.id) == [("Waits for parts", True, desk.cast.jane.id)]


def test_a_ticket_goes_through_its_statuses(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    for command, status in (
        ("pending", "Pending"),
        ("reopen", "Open"),
        ("resolve", "Resolved"),
        ("reopen", "Open"),
        ("close", "Closed"),
    ):
        assert run("tickets", command, ticket.id).rows[0][1] == status
        assert desk.client.tickets.get(ticket.id).status == status


def test_nothing_is_said_to_the_customer_when_the_status_is_refused(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    run("tickets", "close", ticket.id)
    refused = run("tickets", "reopen", ticket.id, "-m", "Is it still broken?")
    assert (refused.code, refused.out) == (Code.FAILED, "")
    assert "closed" in refused.err
    assert said(desk, ticket.id) == []


def test_a_dry_run_says_of_a_status_that_is_refused_only_that(desk: Desk, run: Run) -> None:
    closed = desk.ticket()
    run("tickets", "close", closed.id)
    tried = run("tickets", "resolve", closed.id, "-m", "Done", "--dry-run")
    assert tried.code == Code.FAILED
    assert "closed" in tried.err
    assert "comment" not in tried.err + tried.out


def test_one_that_is_refused_does_not_stop_the_others(desk: Desk, run: Run) -> None:
    one, closed, two = desk.ticket(), desk.ticket(), desk.ticket()
    run("tickets", "close", closed.id)
    mixed = run("tickets", "pending", one.id, closed.id, 9999, two.id)
    assert mixed.code == Code.FAILED
    assert [int(row[0]) for row in mixed.rows] == [one.id, two.id]
    assert mixed.err.splitlines()[0].startswith(f"Ticket {closed.id}: ")
    assert mixed.err.splitlines()[1].startswith("Ticket 9999: Ticket not found")


def test_those_that_fail_alike_have_one_exit_code(desk: Desk, run: Run) -> None:
    missing = run("tickets", "close", 9998, desk.ticket().id, 9999, "--json")
    assert missing.code == Code.NOT_FOUND
    assert [one["TicketStatus"] for one in missing.json] == ["Closed"]


def test_the_same_ticket_twice_is_done_once(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    assert len(run("tickets", "comment", ticket.id, ticket.id, "-m", "Once").rows) == 1


def test_work_that_ended_just_now_is_logged(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    logged = run("tickets", "log", ticket.id, "45m", "-m", "New certificate", "--json").json
    assert (logged["Duration"], logged["IsBillable"], logged["Notes"]) == (2700, True, "New certificate")
    (entry,) = desk.client.tickets.work_hours(ticket.id)
    assert (entry.technician_id, entry.on_site) == (desk.cast.jane.id, False)
    assert entry.end is not None
    assert abs(datetime.now(UTC) - entry.end) < timedelta(minutes=5)


def test_work_is_logged_as_it_was(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    when = ("--end", "2026-01-05 17:00Z")
    run("tickets", "log", ticket.id, "1h30", *when, "--not-billable", "--on-site", "--as", "dora")
    (entry,) = desk.client.tickets.work_hours(ticket.id)
    assert (entry.start, entry.end) == (
        datetime(2026, 1, 5, 15, 30, tzinfo=UTC),
        datetime(2026, 1, 5, 17, tzinfo=UTC),
    )
    assert (entry.billable, entry.on_site, entry.technician_id) == (False, True, desk.cast.dora.id)


def test_work_that_overlaps_is_logged_and_told(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    run("tickets", "log", ticket.id, "1h", "--end", "2026-01-05 17:00Z")
    again = run("tickets", "log", ticket.id, "30m", "--end", "2026-01-05 17:00Z")
    assert again.code == 0
    assert "overlap" in again.err


@pytest.mark.parametrize("length", ["90", "soon", "-1h", "0m", "25h"])
def test_work_that_cannot_be_so_is_not_logged(desk: Desk, run: Run, length: str) -> None:
    ticket = desk.ticket()
    refused = run("tickets", "log", "--end", "2026-01-05 17:00Z", "--", ticket.id, length)
    assert refused.code in (Code.USAGE, Code.FAILED)
    assert list(desk.client.tickets.work_hours(ticket.id)) == []


def test_a_key_that_is_nobodys_own_has_to_say_who(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = desk.ticket()
    monkeypatch.setenv("DESKHAND_KEY", desk.key)
    assert "--as WHO" in run("tickets", "log", ticket.id, "45m").err
    assert run("tickets", "log", ticket.id, "45m", "--as", "dora").code == 0
    nobody = run("tickets", "assign", ticket.id, "me")
    assert (nobody.code, "nobody's own" in nobody.err) == (Code.FAILED, True)
    nobodys = run("tickets", "list", "--mine")
    assert (nobodys.code, "nobody's own" in nobodys.err) == (Code.FAILED, True)
