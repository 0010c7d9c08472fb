"""What is printed: tables at a terminal, lines in a pipe, JSON and CSV for programs; and how it ends early."""

import csv
import io
import re
import subprocess
from datetime import UTC, datetime

import pytest

from deskhand_client.cli.exits import Code
from deskhand_client.cli.output.cells import cell, duration, exact, short
from deskhand_client.cli.printable import lines, one_line
from tests.client_cli.commands import Desk, Run, Terminal, at_terminal, deskhand
from tests.servers.deskhand import COMMAND

AT = datetime(2026, 11, 27, 14, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "for_programs", "for_people"),
    [
        (None, "", ""),
        (True, "true", "yes"),
        (False, "false", ""),
        (7, "7", "7"),
        (AT, "2026-11-27T14:03:09Z", "2026-11-27 14:03"),
        (["vip", "disk"], "vip,disk", "vip, disk"),
        ("two\nlines\tand a tab", "two lines and a tab", "two lines and a tab"),
    ],
)
def test_a_value_is_exact_for_programs_and_short_for_people(value: object, for_programs: str, for_people: str) -> None:
    assert (cell(value), short(value)) == (for_programs, for_people)


def test_a_text_in_csv_keeps_its_lines() -> None:
    assert exact("two\nlines") == "two\nlines"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (2700, "45 min"),
        (3600, "1 h 00 min"),
        (5430, "1 h 30 min"),
        (-90, "-1 min"),
        (-3700, "-1 h 01 min"),
    ],
)
def test_seconds_are_told_in_hours_and_minutes(seconds: int, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    "harm", ["\x1b[31m", "\x1b]0;owned\x07", "\x9b1m", "\x08\x08", "\u202e", "\u2066", "\x00", "\r"]
)
def test_a_text_of_somebody_else_moves_no_cursor(harm: str) -> None:
    for made in (one_line(f"a{harm}b"), lines(f"a{harm}b")):
        assert not set(made) & set("\x1b\x07\x9b\x08\u202e\u2066\x00\r")


def test_harm_in_a_title_does_not_reach_the_terminal(desk: Desk) -> None:
    ticket = desk.ticket("Hello \x1b]0;owned\x07\x1b[2J[bold]world[/bold] :bomb:")
    for shown in (
        at_terminal("tickets", "list"),
        at_terminal("tickets", "show", ticket.id),
        deskhand("tickets", "list"),
    ):
        assert "[bold]world[/bold] :bomb:" in shown.out
        assert "\x1b]" not in shown.out
        assert "\x1b[2J" not in shown.out


def without_weight(shown: str) -> str:
    """What is shown without what makes it bold or dim, which NO_COLOR leaves."""
    return re.sub(r"\x1b\[[012]m", "", shown)


def test_at_a_terminal_a_list_is_a_table(desk: Desk) -> None:
    ticket = desk.ticket("Printer jams", priority="Critical")
    shown = at_terminal("tickets", "list", columns=160)
    assert shown.code == 0
    assert "\x1b[1;31mCritical" in shown.out
    plain = at_terminal("tickets", "list", columns=160, NO_COLOR="1").out
    assert "\x1b[1;31m" not in plain
    head, row = without_weight(plain).splitlines()
    assert head.split()[:4] == ["#", "Status", "Priority", "Title"]
    assert row.split()[:5] == [str(ticket.id), "Open", "Critical", "Printer", "jams"]


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
def test_a_table_fits_the_terminal(desk: Desk, columns: int) -> None:
    desk.ticket("A very long title of a ticket " * 10, technician_id=desk.cast.dora.id)
    shown = without_weight(at_terminal("tickets", "list", columns=columns, NO_COLOR="1").out).splitlines()
    assert len(shown) == 2
    assert all(len(line) <= columns for line in shown)
    assert "Open" in shown[1]


def test_instants_at_a_terminal_are_those_of_the_wall(desk: Desk) -> None:
    ticket = desk.ticket(due_at=datetime(2030, 7, 1, 12, 0, tzinfo=UTC))
    assert "2030-07-01 14:00" in at_terminal("tickets", "show", ticket.id, TZ="Europe/Berlin").out
    assert "DueDate\t2030-07-01T12:00:00Z" in deskhand("tickets", "show", ticket.id, TZ="Europe/Berlin").out


def test_in_a_pipe_there_is_no_decoration(desk: Desk) -> None:
    desk.ticket("Two\tcolumns")
    piped = deskhand("tickets", "list")
    assert "\x1b" not in piped.out
    (row,) = piped.rows
    assert row[3] == "Two columns"
    assert row[8].endswith("Z")


def test_a_change_is_a_sentence_at_a_terminal_and_a_row_in_a_pipe(desk: Desk) -> None:
    ticket = desk.ticket()
    assert at_terminal("tickets", "pending", ticket.id).out == f"Ticket {ticket.id} (Printer jams) is Pending.\n"
    assert deskhand("tickets", "reopen", ticket.id).rows[0][:2] == [str(ticket.id), "Open"]


def test_csv_has_the_names_of_the_api_and_keeps_every_text_whole(desk: Desk, run: Run) -> None:
    desk.ticket('Say "hello", printer')
    (row,) = csv.DictReader(io.StringIO(run("tickets", "list", "--csv").out))
    assert row["TicketTitle"] == 'Say "hello", printer'
    assert list(row)[:3] == ["TicketID", "TicketStatus", "TicketPriority"]


def test_json_keeps_what_this_command_does_not_know(desk: Desk, run: Run) -> None:
    desk.ticket()
    (ticket,) = run("tickets", "list", "--json").json
    assert ticket["FirstComment"] == "Printer jams."
    assert ticket["TicketCreatedDate"].endswith("Z")


def test_letters_of_the_world_pass_whatever_the_locale(desk: Desk) -> None:
    desk.ticket("Drucker fällt aus 🖨 日本")
    assert "Drucker fällt aus 🖨 日本" in deskhand("tickets", "list", LC_ALL="C", LANG="C").out
    assert deskhand("tickets", "list", PYTHONIOENCODING="ascii").code == 0


def test_a_reader_who_has_had_enough_ends_it_quietly(desk: Desk) -> None:
    for number in range(60):
        desk.ticket(f"Ticket {number}")
    for form in ("", "--json", "--csv"):
        line = f'"{COMMAND}" tickets list --all {form} | head -n 1; echo ${{PIPESTATUS[0]}}'
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
        assert done.stderr == ""
        assert done.stdout.splitlines()[-1] == "0"


def test_a_full_disk_is_told(desk: Desk) -> None:
    desk.ticket()
    with open("/dev/full", "w") as full:
        done = subprocess.run([COMMAND, "tickets", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (Code.FAILED, "No space left on device.\n")


def test_ctrl_c_ends_it(desk: Desk) -> None:
    with Terminal("tickets", "watch") as terminal:
        terminal.until("Ctrl-C ends it.")
        terminal.type("\x03")
        assert terminal.end() == Code.INTERRUPTED
        assert "Traceback" not in terminal.shown


def test_how_far_a_long_walk_is_is_told_at_a_terminal_only(desk: Desk, tmp_path: object) -> None:
    for number in range(5):
        changes = [{"TicketTitle": f"{number} {one}", "CustomerID": desk.cast.acme.id} for one in range(90)]
        desk.client.tickets.bulk(changes)
    shown = at_terminal("tickets", "list", "--all")
    assert "\r200 tickets" in shown.out
    assert "\r400 tickets" in shown.out
    assert deskhand("tickets", "list", "--all").err == ""
