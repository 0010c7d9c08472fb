"""Against Atera itself: what it can is done, what it cannot is told in a sentence, and nothing is sent by mistake."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskhand_client.cli import profiles
from deskhand_client.cli.exits import Code
from deskhand_client.cli.profiles import Kept, Profile
from tests.client.atera import DROP, Atera
from tests.client.atera_calls import Answered, Asked, Refused
from tests.client_cli.commands import Run, Terminal

TICKET = {
    "TicketID": 7,
    "TicketTitle": "Printer jams",
    "TicketStatus": "Open",
    "TicketPriority": "High",
    "CustomerID": 1,
    "CustomerName": "Acme Corporation",
    "TicketCreatedDate": "2026-11-27T09:00:00Z",
}


@pytest.fixture
def atera(home: Path) -> Iterator[Atera]:
    """A strict Atera, and somebody with the technician id 12 who has logged in to it."""
    customers = [{"CustomerID": 1, "CustomerName": "Acme Corporation"}, {"CustomerID": 2, "CustomerName": "Bakers"}]
    contacts = [
        {"EndUserID": 5, "CustomerID": 1, "Firstname": "John", "Lastname": "Smith", "Email": "john@acme.example"}
    ]
    with Atera(customers=customers, contacts=contacts, tickets=[dict(TICKET)]) as started:
        profiles.write(Kept({"atera": Profile(started.url, started.key, "atera", 12)}, "atera"))
        yield started


def sent(atera: Atera) -> list[tuple[str, str, object]]:
    return [(one.method, one.path, one.body) for one in atera.asked if one.method != "GET"]


def test_logging_in_tries_the_key(atera: Atera, run: Run) -> None:
    arguments = ("login", "--url", atera.url, "--profile", "new", "--server", "atera", "--technician", "12")
    assert run(*arguments, "--key", atera.key).code == 0
    assert profiles.read().profiles["new"] == Profile(atera.url, atera.key, "atera", 12)
    assert run(*arguments, "--key", "wrong").code == Code.NO_KEY


def test_tickets_are_listed_and_shown(atera: Atera, run: Run) -> None:
    assert run("tickets", "list", "--status", "open", "--customer", "acme").rows[0][:4] == [
        "7",
        "Open",
        "High",
        "Printer jams",
    ]
    assert run("tickets", "list", "--customer", "bakers").rows == []
    assert run("tickets", "show", 7, "--json").json["TicketTitle"] == "Printer jams"
    assert run("tickets", "show", 8).code == Code.NOT_FOUND


@pytest.mark.parametrize(
    "command",
    [
        "tickets list --priority high",
        "tickets list --mine",
        "tickets search printer",
        "technicians list",
        "tickets assign 7 dora",
        "tickets update 7 -d Longer",
        "tickets new Title --customer acme",
        "contacts list --customer acme",
        "contacts update 5 --email new@acme.example",
        "timer start 7",
        "sla receipt 7",
        "sla next",
    ],
)
def test_what_atera_cannot_is_told_and_nothing_is_sent(atera: Atera, run: Run, command: str) -> None:
    refused = run(*command.split())
    assert (refused.code, refused.out) == (Code.FAILED, "")
    assert refused.err.startswith("Atera")
    assert len(refused.err.splitlines()) == 1
    assert sent(atera) == []


def test_a_ticket_is_resolved_with_a_word_to_the_customer(atera: Atera, run: Run) -> None:
    assert run("tickets", "resolve", 7, "-m", "Renewed the certificate").rows[0][1] == "Resolved"
    said, changed = sent(atera)
    assert said[1] == "/tickets/7/comments"
    assert said[2] == {
        "CommentText": "Renewed the certificate",
        "TechnicianCommentDetails": {"TechnicianId": 12, "IsInternal": False},
    }
    assert changed[2] == {"TicketStatus": "Resolved"}


def test_a_word_that_was_said_is_told_when_the_status_is_not_set(
    atera: Atera, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stubborn(asked: Asked) -> Answered:
        if asked.method != "GET" and asked.path == "/tickets/7":
            raise Refused(400, "Invalid input")
        return Atera.answer(atera, asked)

    monkeypatch.setattr(atera, "answer", stubborn)
    half = run("tickets", "resolve", 7, "-m", "Renewed")
    assert (half.code, half.out) == (Code.FAILED, "")
    assert half.err.splitlines() == [
        "Ticket 7: the comment is added, the status is not set. Repeat it without -m.",
        "Invalid input.",
    ]


def test_work_is_logged_under_ones_own_id(atera: Atera, run: Run) -> None:
    assert run("tickets", "log", 7, "45m", "--end", "2026-11-27 17:00Z").code == 0
    assert atera.work[0]["TechnicianContactID"] == 12


def test_a_ticket_is_opened_for_a_contact(atera: Atera, run: Run) -> None:
    opened = run("tickets", "new", "Mail is slow", "-d", "Since noon", "--contact", "john smith", "--json").json
    assert (opened["TicketTitle"], opened["EndUserID"]) == ("Mail is slow", 5)


def test_who_comments_must_be_known_before_anything_is_sent(atera: Atera, run: Run) -> None:
    profiles.write(Kept({"atera": Profile(atera.url, atera.key, "atera")}, "atera"))
    refused = run("tickets", "comment", 7, "-m", "Hello")
    assert (refused.code, refused.out) == (Code.USAGE, "")
    assert "--as ID" in refused.err
    assert sent(atera) == []
    assert run("tickets", "comment", 7, "-m", "Hello", "--as", "12").code == 0


def test_a_dry_run_shows_what_would_be_sent(atera: Atera, run: Run) -> None:
    tried = run("tickets", "resolve", 7, "-m", "Renewed", "--dry-run")
    assert (tried.code, tried.err) == (0, "A dry run. Nothing was sent.\n")
    first, second = tried.out.splitlines()
    assert first.startswith('would send POST tickets/7/comments {"CommentText":"Renewed",')
    assert second.endswith('tickets/7 {"TicketStatus":"Resolved"}')
    assert sent(atera) == []
    (alone,) = run("customers", "new", "Candles", "--dry-run", "--json").json
    assert (alone["Path"], alone["Body"], alone["Answer"]) == ("customers", {"CustomerName": "Candles"}, None)


def test_a_change_whose_answer_is_lost_may_have_been_made(atera: Atera, run: Run) -> None:
    atera.faults[:] = [DROP]
    lost = run("tickets", "comment", 7, "-m", "Hello")
    assert (lost.code, lost.out) == (Code.UNKNOWN, "")
    assert "may have been done or not" in lost.err
    assert len(sent(atera)) == 1, "it is not sent again"


def test_after_a_lost_connection_the_rest_is_not_tried(atera: Atera, run: Run) -> None:
    atera.tickets += [{**TICKET, "TicketID": 8}, {**TICKET, "TicketID": 9}]
    atera.faults[:] = [DROP]
    lost = run("tickets", "comment", 7, 8, 9, "-m", "Hello", "--json")
    assert (lost.code, lost.json) == (Code.UNKNOWN, [])
    assert lost.err.splitlines()[-1] == "Not tried: 8, 9."
    assert len(sent(atera)) == 1


def test_changed_tickets_are_looked_for_now_and_then(atera: Atera) -> None:
    with Terminal("tickets", "watch", "--every", "1") as terminal:
        terminal.until("Ctrl-C ends it.")
        atera.tickets.append({**TICKET, "TicketID": 8, "TicketCreatedDate": "2099-01-01T00:00:00Z"})
        terminal.until("#8 Printer jams: Open, High")
        atera.tickets.append({**TICKET, "TicketID": 9, "TicketCreatedDate": "2099-01-01T00:00:01Z"})
        terminal.until("#9 Printer jams")
        assert terminal.shown.count("#8 ") == 1
        terminal.type("\x03")
        assert terminal.end() == Code.INTERRUPTED
