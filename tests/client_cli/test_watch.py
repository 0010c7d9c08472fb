"""Following what happens: in words, through lost connections, for one ticket, for programs."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from deskhand_client.client import Client
from tests.client_cli.commands import Desk, Terminal
from tests.compat.conftest import make_account
from tests.conftest import migrate, url_of
from tests.servers.deskhand import COMMAND, Server


@contextmanager
def watching(*arguments: object, after: int) -> Iterator[IO[str]]:
    """The lines that `watch` writes into a pipe, from an event on, so that none is missed while it starts."""
    command = [str(COMMAND), "tickets", "watch", "--after", str(after), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.send_signal(signal.SIGINT)


def test_what_happens_is_told_in_words(desk: Desk) -> None:
    ticket = desk.ticket("Printer jams")
    last = desk.client.events.last()
    desk.client.tickets.update(ticket.id, priority="Critical", technician_id=desk.cast.dora.id)
    desk.client.tickets.comment(ticket.id, "Aha", technician_id=desk.cast.dora.id)
    desk.client.tickets.comment(ticket.id, "Thank you", contact_id=desk.cast.john.id)
    desk.client.tickets.update(ticket.id, title="Printer burns", status="Resolved")
    with watching(after=last) as lines:
        told = [lines.readline().rstrip("\n").split("\t") for _ in range(5)]
    assert [int(row[0]) for row in told] == list(range(last + 1, last + 6))
    assert {row[2] for row in told} == {str(ticket.id)}
    assert [row[4] for row in told] == [
        "an integration: priority Medium → Critical; technician Dora Dispatch",
        "Dora Dispatch: internal note",
        "John Smith: comment",
        "an integration: title rewritten",
        "an integration: status Open → Resolved",
    ]


def test_what_happens_now_is_shown_at_a_terminal(desk: Desk) -> None:
    ticket = desk.ticket("Printer jams")
    with Terminal("tickets", "watch", "--ticket", ticket.id) as terminal:
        terminal.until("Ctrl-C ends it.")
        other = desk.ticket("Mail is slow")
        desk.client.tickets.comment(other.id, "Not this one")
        while not terminal.shows("internal note", within=0.5):  # until it follows, it says nothing of what happens
            desk.client.tickets.comment(ticket.id, "Once more")
        terminal.until(f"#{ticket.id} Printer jams: an integration: internal note")
        assert f"#{other.id}" not in terminal.shown
        terminal.type("\x03")
        assert terminal.end() == 130


def test_programs_get_events_as_the_api_has_them(desk: Desk) -> None:
    last = desk.client.events.last()
    ticket = desk.ticket()
    with watching("--json", after=last) as lines:
        event = json.loads(lines.readline())
    assert (event["Seq"], event["Kind"], event["TicketID"]) == (last + 1, "ticket.created", ticket.id)


def test_what_has_nothing_to_do_with_tickets_is_left_out(desk: Desk) -> None:
    last = desk.client.events.last()
    desk.client.customers.create("Candle makers")
    ticket = desk.ticket()
    with watching(after=last) as lines:
        assert lines.readline().split("\t")[2] == str(ticket.id)


def test_a_deleted_ticket_is_told_without_its_title(desk: Desk) -> None:
    ticket = desk.ticket()
    last = desk.client.events.last()
    desk.client.tickets.delete(ticket.id)
    with watching(after=last) as lines:
        assert lines.readline().rstrip("\n").split("\t")[3:] == ["ticket.deleted", "an integration: deleted"]


def test_a_lost_connection_is_taken_up_again_and_nothing_is_missed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = url_of(tmp_path / "own.db")
    migrate(database)
    with Server(database, folder=tmp_path, DESKHAND_WORKER="off") as server:
        account = make_account(database, server.url, "watched")
        monkeypatch.setenv("DESKHAND_URL", server.url)
        monkeypatch.setenv("DESKHAND_KEY", account.key)
        with Client(server.url, account.key) as client:
            ticket = client.tickets.create("Printer jams", customer_id=account.cast.acme.id)
            with Terminal("tickets", "watch", "--after", client.events.last() - 1) as terminal:
                terminal.until(f"#{ticket.id} Printer jams: an integration: opened")
                server.kill()
                terminal.until("The connection is lost")
                server.start()
                client.tickets.comment(ticket.id, "While it was away")
                terminal.until("The connection is there again.")
                terminal.until("internal note")
                terminal.type("\x03")
                assert terminal.end() == 130
                assert terminal.shown.count("The connection is lost") == 1


def test_a_key_that_is_refused_ends_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKHAND_KEY", "dh_1_wrong")
    done = subprocess.run([COMMAND, "tickets", "watch"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 4
