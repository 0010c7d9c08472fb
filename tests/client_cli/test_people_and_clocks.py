"""Customers, contacts, technicians; the timer; what is promised."""

import re

from deskhand_client.cli.exits import Code
from tests.client_cli.commands import Desk, Run, at_terminal


def test_customers_are_listed_and_looked_for(desk: Desk, run: Run) -> None:
    assert [row[1] for row in run("customers", "list").rows] == ["Bakers & Sons", "Acme Corporation"]
    assert [row[1] for row in run("customers", "list", "ACME").rows] == ["Acme Corporation"]
    some = run("customers", "list", "--limit", "1")
    assert (len(some.rows), some.err) == (1, "1 of 2 customers; --limit and --all show more.\n")
    nothing = run("customers", "list", "candles", "--json")
    assert (nothing.code, nothing.json, nothing.err) == (0, [], "No customers found.\n")


def test_a_customer_is_made_shown_and_changed(desk: Desk, run: Run) -> None:
    made = run("customers", "new", "Candles Ltd", "--domain", "candles.example", "--zip", "LS1", "--json").json
    assert (made["CustomerName"], made["ZipCodeStr"]) == ("Candles Ltd", "LS1")
    changed = run("customers", "update", "candles", "--city", "Leeds", "--name", "Candles & Co", "--json").json
    assert (changed["City"], changed["CustomerName"], changed["Domain"]) == ("Leeds", "Candles & Co", "candles.example")
    assert dict(row[:2] for row in run("customers", "show", "candles").rows)["City"] == "Leeds"
    assert "City" in at_terminal("customers", "show", made["CustomerID"]).out
    assert "City" not in run("customers", "update", "candles", "--city", "", "--json").json
    assert run("customers", "update", "candles").code == Code.USAGE
    assert run("customers", "show", "nobody").code == Code.NOT_FOUND
    assert run("customers", "show", 9999).code == Code.NOT_FOUND


def test_contacts_are_listed_and_looked_for(desk: Desk, run: Run) -> None:
    assert [row[1] for row in run("contacts", "list").rows] == ["Pete", "Mary", "John"]
    assert [row[1] for row in run("contacts", "list", "--customer", "acme").rows] == ["Mary", "John"]
    assert [row[1] for row in run("contacts", "list", "--email", "pete@").rows] == ["Pete"]
    assert [row[1] for row in run("contacts", "list", "smith", "--customer", "acme").rows] == ["John"]
    assert run("contacts", "list", "--customer", "acme", "--email", "x").code == Code.USAGE


def test_a_contact_is_made_shown_and_changed(desk: Desk, run: Run) -> None:
    made = run(
        *("contacts", "new", "ann@acme.example", "--customer", "acme", "--first-name", "Ann", "--contact-person"),
        "--json",
    ).json
    assert (made["Firstname"], made["IsContactPerson"]) == ("Ann", True)
    changed = run("contacts", "update", "ann", "--no-contact-person", "--customer", "bakers", "--json").json
    assert (changed["CustomerName"], "IsContactPerson" in changed) == ("Bakers & Sons", False)
    assert run("contacts", "show", "ann@acme.example", "--json").json["EndUserID"] == made["EndUserID"]
    taken = run("contacts", "new", "john.smith@acme.example", "--customer", "acme")
    assert (taken.code, taken.out) == (Code.FAILED, "")
    assert run("contacts", "update", "ann").code == Code.USAGE


def test_technicians_are_listed(desk: Desk, run: Run) -> None:
    rows = run("technicians", "list").rows
    assert [str(desk.cast.dora.id), "Dora Dispatch", "dora@brightwater.example", "dispatcher", "true"] in rows
    assert len(run("technicians", "list", "--json").json) == 5


def test_a_timer_counts_until_it_is_stopped(desk: Desk, run: Run) -> None:
    ticket = desk.ticket()
    assert at_terminal("timer", "status").out == "The timer does not run.\n"
    started = run("timer", "start", ticket.id, "-m", "New certificate", "--on-site", "--json").json
    assert (started["Running"], started["TicketID"], started["OnCustomerSite"]) == (True, ticket.id, True)
    assert f"runs on ticket {ticket.id} (Printer jams)" in at_terminal("timer", "status").out
    discarded = at_terminal("timer", "discard")
    assert discarded.out == "The timer is stopped; nothing is logged.\n"
    again = run("timer", "discard")
    assert (again.code, "No timer runs" in again.err) == (Code.FAILED, True)
    assert run("timer", "stop", "--idle", "forget").code == Code.USAGE


def test_what_a_timer_has_counted_is_logged(desk: Desk, run: Run) -> None:
    one, two = desk.ticket(), desk.ticket()
    run("timer", "start", one.id, "--not-billable", "--as", "dora")
    # Less than a second is no work; another ticket's comment takes one at least to tell apart.
    while run("timer", "status", "--as", "dora", "--json").json.get("Seconds", 0) < 1:
        pass
    run("timer", "start", two.id, "--as", "dora")
    (entry,) = desk.client.tickets.work_hours(one.id)
    assert (entry.technician_id, entry.billable) == (desk.cast.dora.id, False)
    run("timer", "discard", "--as", "dora")


def test_why_a_ticket_is_due(desk: Desk, run: Run) -> None:
    ticket = desk.ticket(priority="High")
    receipt = run("sla", "receipt", ticket.id, "--json").json
    assert [clock["Clock"] for clock in receipt["Clocks"]] == ["FirstResponse", "Resolution"]
    shown = at_terminal("sla", "receipt", ticket.id).out
    assert "First response: running" in shown
    assert "4 h 00 min" in shown
    assert run("sla", "receipt", 9999).code == Code.NOT_FOUND


def test_what_is_due_next(desk: Desk, run: Run) -> None:
    ticket = desk.ticket(priority="Critical")
    rows = run("sla", "next", "--hours", "8").rows
    assert (rows[0][0], rows[0][3]) == (str(ticket.id), "FirstResponse")
    assert re.search(r" (59 min|1 h 00 min) +FirstResponse +Critical +Printer jams", at_terminal("sla", "next").out)
    run("tickets", "close", ticket.id)
    nothing = run("sla", "next")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing is due within 24 hours.\n")
