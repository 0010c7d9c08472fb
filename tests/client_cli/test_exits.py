"""How commands end: each kind of failure has its own exit code and a sentence that says what would be right."""

import signal
from pathlib import Path

import pytest

from deskhand_client import errors
from deskhand_client.cli.exits import CODES, MEANINGS, SHORT, Code, Failure, code_of, sentence_of
from tests.client_cli.commands import Desk, Run, deskhand
from tests.servers.deskhand import free_port


def refusal(kind: type[errors.ApiError], status: int, **said: object) -> errors.ApiError:
    return kind(status, "No", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ConfigurationError("no address"), Code.NO_KEY),
        (errors.NotSupported("no such call"), Code.FAILED),
        (errors.ConnectionFailed("away"), Code.NO_CONNECTION),
        (errors.OutcomeUnknown("lost"), Code.UNKNOWN),
        (errors.UnreadableAnswer("a web page"), Code.NO_CONNECTION),
        (refusal(errors.BadRequest, 400), Code.FAILED),
        (refusal(errors.Unauthorized, 401), Code.NO_KEY),
        (refusal(errors.Forbidden, 403), Code.FAILED),
        (refusal(errors.NotFound, 404), Code.NOT_FOUND),
        (refusal(errors.Conflict, 409), Code.FAILED),
        (refusal(errors.ChangedMeanwhile, 412), Code.CHANGED),
        (refusal(errors.RateLimited, 429), Code.FAILED),
        (refusal(errors.ServerError, 500), Code.FAILED),
        (Failure("of one's own", Code.USAGE), Code.USAGE),
        (PermissionError(13, "Permission denied", "x.csv"), Code.FAILED),
    ],
)
def test_every_error_has_its_exit_code(error: Exception, code: Code) -> None:
    assert code_of(error) is code


def test_every_code_is_explained() -> None:
    assert list(MEANINGS) == list(SHORT) == list(Code)
    assert CODES[-1][0] is errors.DeskhandError


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (refusal(errors.BadRequest, 400, detail="Use Low or High"), "No: Use Low or High."),
        (refusal(errors.BadRequest, 400, errors=(errors.FieldError("x", "Too long."),)), "No. Too long."),
        (refusal(errors.ServerError, 500, request_id="ab1"), "No. The server's log has it under the request ab1."),
        (errors.ConnectionFailed("refused"), "refused. Is the address right, and is the server running?"),
        (errors.UnreadableAnswer("A web page. Is the address right?"), "A web page. Is the address right?"),
        (PermissionError(13, "Permission denied", "x.csv"), "Permission denied: x.csv."),
    ],
)
def test_a_sentence_says_what_would_be_right(error: Exception, says: str) -> None:
    assert sentence_of(error) == says


def test_done(desk: Desk, run: Run) -> None:
    assert run("tickets", "show", desk.ticket().id).code == 0


def test_refused(desk: Desk, run: Run) -> None:
    refused = run("tickets", "update", desk.ticket().id, "--priority", "urgent")
    assert (refused.code, refused.out) == (1, "")
    assert "Use Low, Medium, High, or Critical" in refused.err


def test_a_wrong_command_line(run: Run) -> None:
    assert run("tickets", "list", "--colour", "red").code == 2
    assert run("tickets", "show", "printer").code == 2
    assert run("tickets", "list", "--json", "--csv").code == 2


def test_no_such_ticket(desk: Desk, run: Run) -> None:
    missing = run("tickets", "show", 9999)
    assert (missing.code, missing.out) == (3, "")
    assert missing.err.startswith("Ticket not found: ")


def test_nobody_is_logged_in(run: Run) -> None:
    nobody = run("tickets", "list")
    assert (nobody.code, nobody.out) == (4, "")
    assert nobody.err == "Nobody is logged in: run `deskhand login`, or set DESKHAND_URL and DESKHAND_KEY.\n"


def test_a_key_that_is_refused(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKHAND_KEY", "dh_1_wrong")
    refused = run("tickets", "list")
    assert refused.code == 4
    assert "deskhand login" in refused.err
    assert "dh_1_wrong" not in refused.err


def test_no_connection(home: object) -> None:
    address = {"DESKHAND_URL": f"http://127.0.0.1:{free_port()}", "DESKHAND_KEY": "dh_1_x"}
    away = deskhand("tickets", "list", **address)
    assert (away.code, away.out) == (5, "")
    assert "is the server running?" in away.err
    assert "Traceback" not in away.err


def test_no_desk_at_the_address(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKHAND_URL", f"{desk.url}/login/api/v3")
    assert run("tickets", "list").code in (3, 5)


def test_ctrl_c_while_the_command_is_loaded_ends_it_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    ended = deskhand("--version", PYTHONPATH=str(tmp_path))
    assert (ended.code, ended.out, ended.err) == (-signal.SIGINT, "", "")
