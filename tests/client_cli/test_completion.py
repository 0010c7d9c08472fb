"""Completion, as a real bash does it."""

import subprocess
from pathlib import Path

import pytest

from deskhand_client.cli import profiles
from deskhand_client.cli.profiles import Kept, Profile
from tests.client_cli.commands import Run
from tests.servers.deskhand import COMMAND


def completed(line: str) -> list[str]:
    """What bash offers after this line, with the cursor at its end."""
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    script = f"""
        PATH="{COMMAND.parent}:$PATH"
        eval "$(deskhand completion bash)"
        COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}
        $(complete -p deskhand | sed -E 's/.*-F ([^ ]+).*/\\1/') deskhand '{words[-1]}' '{words[-2]}'
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("deskhand tick", ["tickets"]),
        ("deskhand tickets re", ["resolve", "reopen"]),
        ("deskhand tickets list --st", ["--status"]),
        ("deskhand tickets list --status ", ["open", "pending", "resolved", "closed"]),
        ("deskhand tickets list --status Re", ["Resolved"]),
        ("deskhand tickets update 1042 --priority c", ["critical"]),
        ("deskhand tickets new --type ", ["problem", "request", "incident", "change"]),
        ("deskhand timer stop --idle ", ["keep", "drop", "split"]),
        ("deskhand completion ", ["bash", "zsh", "fish"]),
        ("deskhand keys ", ["create", "list", "revoke"]),
    ],
)
def test_bash_completes(home: Path, line: str, offers: list[str]) -> None:
    assert completed(line) == offers


def test_bash_completes_the_names_of_desks(home: Path) -> None:
    desks = {name: Profile("https://desk.example.com", "k") for name in ("office", "atera")}
    profiles.write(Kept(desks, "office"))
    assert sorted(completed("deskhand tickets list --profile ")) == ["atera", "office"]
    assert completed("deskhand profiles at") == ["atera"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_is_given_something(run: Run, shell: str) -> None:
    printed = run("completion", shell)
    assert (printed.code, printed.err) == (0, "")
    assert "_DESKHAND_COMPLETE=complete_" + shell in printed.out


def test_another_shell_is_refused(run: Run) -> None:
    refused = run("completion", "tcsh")
    assert (refused.code, refused.out) == (2, "")
    assert "bash, zsh, fish" in refused.err
