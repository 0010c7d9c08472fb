"""Long texts, written in an editor: what is sent, what is left out, and that nothing written is lost."""

import re
import stat
from pathlib import Path

import pytest

from deskhand_client.cli.exits import Code
from tests.client_cli.commands import Desk, Result, at_terminal
from tests.servers.deskhand import free_port


class Editor:
    """An editor that is a small script; `saw` is what it was given to edit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._saw = folder / "saw"

    @property
    def saw(self) -> str:
        return self._saw.read_text()

    def that(self, does: str) -> str:
        """The command of an editor that does this to the file $1."""
        script = self.folder / "my editor"
        script.write_text(f'#!/bin/sh\ncp "$1" "{self._saw}"\n{does}\n')
        script.chmod(0o700)
        return f"'{script}'"


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path)


def unsent(home: Path) -> list[Path]:
    return sorted((home / "state" / "deskhand" / "unsent").glob("*"))


def kept_in(result: Result) -> Path:
    found = re.search(r"What you wrote is kept in (\S+)", result.out)
    assert found, result.out
    return Path(found[1])


def test_what_is_written_is_sent_without_the_asides(desk: Desk, editor: Editor, home: Path) -> None:
    ticket = desk.ticket()
    writes = editor.that("""printf '# Paper\\n\\nIs wet.\\n#: An aside.\\n' > "$1" """)
    assert at_terminal("tickets", "comment", ticket.id, EDITOR=writes).code == 0
    assert [one.text for one in desk.client.tickets.comments(ticket.id)] == ["# Paper\n\nIs wet."]
    assert f"#: An internal note, on {ticket.id}." in editor.saw
    assert unsent(home) == []


def test_visual_comes_before_editor(desk: Desk, editor: Editor) -> None:
    ticket = desk.ticket()
    writes = editor.that("""echo Hello > "$1" """)
    at_terminal("tickets", "comment", ticket.id, "--public", VISUAL=writes, EDITOR="false")
    assert [(one.text, one.internal) for one in desk.client.tickets.comments(ticket.id)] == [("Hello", False)]


def test_an_empty_text_sends_nothing(desk: Desk, editor: Editor, home: Path) -> None:
    ticket = desk.ticket()
    left = at_terminal("tickets", "comment", ticket.id, EDITOR=editor.that("true"))
    assert left.code == Code.FAILED
    assert "Nothing was written, so nothing was sent." in left.out
    assert list(desk.client.tickets.comments(ticket.id)) == []
    assert unsent(home) == []


def test_an_editor_that_fails_sends_nothing_and_loses_nothing(desk: Desk, editor: Editor) -> None:
    ticket = desk.ticket()
    failed = at_terminal("tickets", "comment", ticket.id, EDITOR=editor.that("""echo Half > "$1"; exit 3"""))
    assert failed.code == Code.FAILED
    assert "The editor ended with 3" in failed.out
    assert kept_in(failed).read_text() == "Half\n"
    assert list(desk.client.tickets.comments(ticket.id)) == []


def test_an_editor_that_is_not_there_is_said(desk: Desk, home: Path) -> None:
    missing = at_terminal("tickets", "comment", desk.ticket().id, EDITOR="no-such-editor")
    assert missing.code == Code.USAGE
    assert "'no-such-editor' cannot be started" in missing.out
    assert unsent(home) == []


def test_what_is_refused_is_kept_for_its_writer_only(desk: Desk, editor: Editor) -> None:
    refused = at_terminal("tickets", "comment", 9999, EDITOR=editor.that("""echo "A long text" > "$1" """))
    assert refused.code == Code.NOT_FOUND
    assert kept_in(refused).read_text() == "A long text\n"
    assert stat.S_IMODE(kept_in(refused).stat().st_mode) == 0o600


def test_what_is_lost_on_the_way_is_kept(desk: Desk, editor: Editor) -> None:
    writes = editor.that("""echo "A long text" > "$1" """)
    away = f"http://127.0.0.1:{free_port()}"
    lost = at_terminal("tickets", "comment", 1, EDITOR=writes, DESKHAND_URL=away)
    assert lost.code == Code.NO_CONNECTION
    assert kept_in(lost).read_text() == "A long text\n"


def test_a_ticket_is_written_title_first(desk: Desk, editor: Editor) -> None:
    writes = editor.that("""printf 'Printer jams\\n\\nEvery morning.\\n\\nPaper is wet.\\n' > "$1" """)
    opened = at_terminal("tickets", "new", "--customer", "acme", EDITOR=writes)
    assert re.fullmatch(r"Ticket \d+ \(Printer jams\) is opened\.\n", opened.out)
    ticket = desk.client.tickets.list().first()
    assert ticket is not None
    assert (ticket.title, ticket.description) == ("Printer jams", "Every morning.\n\nPaper is wet.")


def test_a_description_is_rewritten(desk: Desk, editor: Editor) -> None:
    ticket = desk.ticket()
    at_terminal("tickets", "update", ticket.id, "--edit", EDITOR=editor.that("""echo "Solved." >> "$1" """))
    assert editor.saw.startswith("Printer jams.\n#: The description of ticket")
    assert desk.client.tickets.get(ticket.id).description == "Printer jams.\nSolved."


def test_nobody_is_overwritten_while_one_writes(desk: Desk, editor: Editor) -> None:
    ticket = desk.ticket()
    meanwhile = f"""curl -s -H "X-API-KEY: {desk.key}" -X PUT {desk.url}/api/v3/tickets/{ticket.id}"""
    does = f"""{meanwhile} -d '{{"Description": "Theirs"}}' > /dev/null; echo Mine > "$1" """
    clash = at_terminal("tickets", "update", ticket.id, "--edit", EDITOR=editor.that(does))
    assert clash.code == Code.CHANGED
    assert desk.client.tickets.get(ticket.id).description == "Theirs"
    assert kept_in(clash).read_text() == "Mine\n"
