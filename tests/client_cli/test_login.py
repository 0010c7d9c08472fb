"""Logging in: what is kept, who may read it, and which desk a command talks to."""

import stat
import subprocess
from pathlib import Path

import pytest

from deskhand_client.cli import profiles
from deskhand_client.cli.connect import place
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.profiles import Kept, Profile
from tests.client_cli.commands import Desk, Run, Terminal, deskhand
from tests.servers.deskhand import COMMAND, free_port


@pytest.fixture
def nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that the environment says nothing of."""
    monkeypatch.delenv("DESKHAND_URL")
    monkeypatch.delenv("DESKHAND_KEY")
    return desk


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_address_and_key_are_kept_for_the_other_commands(nobody: Desk, run: Run) -> None:
    logged_in = run("login", "--url", f"{nobody.url}/api/v3/", "--key", nobody.janes_key)
    assert logged_in.code == 0
    assert nobody.cast.jane.email not in logged_in.out
    assert nobody.janes_key not in logged_in.out + logged_in.err
    ticket = nobody.ticket()
    assert run("tickets", "show", ticket.id, "--json").json["TicketID"] == ticket.id


def test_nobody_else_may_read_them(nobody: Desk, run: Run) -> None:
    run("login", "--url", nobody.url, "--key", nobody.janes_key)
    assert mode(profiles.file()) == 0o600
    assert mode(profiles.file().parent) == 0o700


def test_the_file_is_closed_to_others_from_its_first_byte(nobody: Desk, home: Path) -> None:
    arguments = ("login", "--url", nobody.url, "--key", nobody.janes_key)
    done = subprocess.run(["sh", "-c", 'umask 0; exec "$@"', "sh", COMMAND, *arguments], check=False)
    assert done.returncode == 0
    assert [mode(file) for file in profiles.file().parent.iterdir()] == [0o600, 0o600]


def test_a_file_that_others_could_read_is_told_and_closed(nobody: Desk, run: Run) -> None:
    run("login", "--url", nobody.url, "--key", nobody.janes_key)
    profiles.file().chmod(0o644)
    told = run("tickets", "list")
    assert (told.code, mode(profiles.file())) == (0, 0o600)
    assert "could be read by others" in told.err
    assert "could be read" not in run("tickets", "list").err


def test_a_key_that_the_desk_does_not_know_is_not_kept(nobody: Desk, run: Run) -> None:
    refused = run("login", "--url", nobody.url, "--key", "dh_1_wrong")
    assert refused.code == Code.NO_KEY
    assert not profiles.file().exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--url", "desk.example.com", "--key", "x"), "write it like https://desk.example.com"),
        (("--url", "https://desk.example.com", "--key", "two words"), "no API key"),
        (("--url", "https://desk.example.com", "--key", "schlüssel"), "no API key"),
        (("--url", "https://desk.example.com", "--key", "x", "--profile", "a/b"), "use letters, digits"),
        (("--url", "https://desk.example.com", "--key", "x", "--server", "zendesk"), "deskhand or atera"),
        (("--key", "x"), "give it with --url"),
        (("--url", "https://desk.example.com"), "--key - on standard input"),
    ],
)
def test_what_cannot_be_so_is_said_before_anything_is_sent(run: Run, arguments: tuple[str, ...], says: str) -> None:
    wrong = run("login", *arguments)
    assert wrong.code == Code.USAGE
    assert says in wrong.err


def test_a_key_from_standard_input_stands_in_no_list_of_processes(nobody: Desk) -> None:
    assert deskhand("login", "--url", nobody.url, "--key", "-", typed=f"{nobody.janes_key}\n").code == 0
    assert profiles.read().profiles["default"].key == nobody.janes_key


def test_what_is_missing_is_asked_for_and_the_key_is_not_shown(nobody: Desk) -> None:
    with Terminal("login") as terminal:
        terminal.until("The desk's address")
        terminal.type(f"{nobody.url}\n")
        terminal.until("(it is not shown): ")  # what comes before the space is typed visibly, and thrown away
        terminal.type(f"{nobody.janes_key}\n")
        assert terminal.end() == 0
        assert nobody.janes_key not in terminal.shown
    assert profiles.read().profiles["default"].url == nobody.url


def test_ctrl_c_at_a_question_keeps_nothing(nobody: Desk) -> None:
    with Terminal("login") as terminal:
        terminal.until("The desk's address")
        terminal.type("\x03")
        assert terminal.end() == Code.INTERRUPTED
    assert not profiles.file().exists()


def test_a_key_on_its_way_unencrypted_is_warned_of(run: Run) -> None:
    warned = run("login", "--url", f"http://desk.invalid:{free_port()}", "--key", "x")
    assert warned.code == Code.NO_CONNECTION
    assert "not encrypted" in warned.err


def test_several_desks_have_names(nobody: Desk, run: Run) -> None:
    run("login", "--url", nobody.url, "--key", nobody.janes_key)
    second = run("login", "--url", nobody.url, "--key", nobody.key, "--profile", "office")
    assert "choose the new one with: deskhand profiles office" in second.out
    assert [(row[0], row[3]) for row in run("profiles").rows] == [("default", "true"), ("office", "false")]
    assert [(row[0], row[3]) for row in run("profiles", "office").rows] == [("default", "false"), ("office", "true")]
    assert nobody.key not in run("profiles", "--json").out
    assert run("profiles", "elsewhere").code == Code.NOT_FOUND


def test_logging_out_forgets(nobody: Desk, run: Run) -> None:
    for name in ("default", "office", "atera"):
        run("login", "--url", nobody.url, "--key", nobody.janes_key, "--profile", name)
    assert run("logout", "--profile", "office").out == "Forgotten: office.\n"
    assert run("logout").out == "Forgotten: default.\n"
    assert profiles.read().chosen == "atera", "the one that is left is the one that is meant"
    assert run("logout", "--all").code == 0
    assert run("tickets", "list").code == Code.NO_KEY
    assert run("logout").code == Code.NO_KEY


def test_two_who_log_in_at_once_are_both_kept(nobody: Desk) -> None:
    begun = [
        subprocess.Popen(
            [COMMAND, "login", "--url", nobody.url, "--key", nobody.janes_key, "--profile", f"desk{number}"],
            stdout=subprocess.DEVNULL,
        )
        for number in range(4)
    ]
    assert [one.wait(timeout=60) for one in begun] == [0, 0, 0, 0]
    assert sorted(profiles.read().profiles) == ["desk0", "desk1", "desk2", "desk3"]


def test_a_file_that_is_broken_is_told_and_left_alone(nobody: Desk, run: Run) -> None:
    profiles.file().parent.mkdir(parents=True)
    profiles.file().write_text("profiles = [")
    profiles.file().chmod(0o600)
    broken = run("tickets", "list")
    assert broken.code == Code.FAILED
    assert str(profiles.file()) in broken.err
    assert run("login", "--url", nobody.url, "--key", nobody.janes_key).code == Code.FAILED
    assert profiles.file().read_text() == "profiles = ["


def test_a_file_elsewhere_stays_where_its_link_leads(home: Path) -> None:
    elsewhere = home / "dotfiles.toml"
    profiles.file().parent.mkdir(parents=True)
    profiles.file().symlink_to(elsewhere)
    profiles.write(Kept({"default": Profile("https://desk.example.com", "k")}, "default"))
    assert profiles.file().is_symlink()
    assert profiles.read().chosen == "default"


@pytest.mark.parametrize(
    "profile",
    [
        Profile("https://desk.example.com", "dh_1_a-b"),
        Profile("https://desk.example.com/#\\", 'q"uo\\te', "atera", 12),
        Profile("https://dänemark.example/\N{GRINNING FACE}\x7f", "k", None, 0),
    ],
)
def test_what_is_kept_is_read_again_as_it_was(home: Path, profile: Profile) -> None:
    profiles.write(Kept({"one": profile}, "one"))
    assert profiles.read() == Kept({"one": profile}, "one")


def test_options_win_over_the_environment_and_that_over_a_profile(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"one": Profile("https://one.example", "1"), "two": Profile("https://two.example", "2")}
    profiles.write(Kept(kept, "one"))
    assert place().url == "https://one.example"
    assert place("two").url == "https://two.example"
    monkeypatch.setenv("DESKHAND_URL", "https://env.example")
    monkeypatch.setenv("DESKHAND_KEY", "e")
    assert (place().url, place().key) == ("https://env.example", "e")
    assert place("two").url == "https://two.example"
    assert place(url="https://option.example", key="o").key == "o"


@pytest.mark.parametrize(("name", "other"), [("DESKHAND_URL", "DESKHAND_KEY"), ("DESKHAND_KEY", "DESKHAND_URL")])
def test_an_address_never_gets_the_key_of_another(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    profiles.write(Kept({"one": Profile("https://one.example", "1")}, "one"))
    monkeypatch.setenv(name, "https://evil.example")
    with pytest.raises(Failure, match=f"{name} is given without {other}"):
        place()


def test_a_profile_that_is_not_there_is_said_with_those_that_are(home: Path) -> None:
    profiles.write(Kept({"one": Profile("https://one.example", "1")}, None))
    with pytest.raises(Failure, match="there are: one"):
        place("two")
    with pytest.raises(Failure, match="deskhand profiles NAME"):
        place()


def test_a_key_is_shown_by_no_repr() -> None:
    assert "secret" not in repr(Profile("https://one.example", "secret"))
