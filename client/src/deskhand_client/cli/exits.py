"""How commands end: one table from what went wrong to an exit code, and the sentence that is told."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from deskhand_client import errors
from deskhand_client.cli.printable import one_line


class Code(IntEnum):
    """What a command's exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    NO_KEY = 4
    NO_CONNECTION = 5
    CHANGED = 6
    UNKNOWN = 7
    INTERRUPTED = 130


MEANINGS: dict[Code, str] = {
    Code.DONE: "It is done.",
    Code.FAILED: "It could not be done: the server refused it or failed, or the server has no such call.",
    Code.USAGE: "The command line is wrong. Nothing was sent.",
    Code.NOT_FOUND: "There is no such ticket, customer or person, or a search found nothing.",
    Code.NO_KEY: "Nobody is logged in, or the server does not know the key.",
    Code.NO_CONNECTION: "No answer came, or none that Deskhand or Atera would give. Nothing was changed.",
    Code.CHANGED: "Somebody else changed it meanwhile. Nothing was overwritten.",
    Code.UNKNOWN: "The connection was lost after a change was sent: it may have been made or not.",
    Code.INTERRUPTED: "It was interrupted with Ctrl-C.",
}

# The same in a word or two, for the help.
SHORT: dict[Code, str] = {
    Code.DONE: "done",
    Code.FAILED: "refused or failed",
    Code.USAGE: "wrong command line",
    Code.NOT_FOUND: "not found",
    Code.NO_KEY: "not logged in",
    Code.NO_CONNECTION: "no connection",
    Code.CHANGED: "changed meanwhile",
    Code.UNKNOWN: "unknown whether done",
    Code.INTERRUPTED: "Ctrl-C",
}

# The first kind that fits decides.
CODES: tuple[tuple[type[errors.DeskhandError], Code], ...] = (
    (errors.ConfigurationError, Code.NO_KEY),
    (errors.Unauthorized, Code.NO_KEY),
    (errors.NotFound, Code.NOT_FOUND),
    (errors.ChangedMeanwhile, Code.CHANGED),
    (errors.OutcomeUnknown, Code.UNKNOWN),
    (errors.ConnectionFailed, Code.NO_CONNECTION),
    (errors.UnreadableAnswer, Code.NO_CONNECTION),
    (errors.DeskhandError, Code.FAILED),
)


class Failure(Exception):
    """Why a command cannot go on, in a sentence of its own."""

    def __init__(self, sentence: str, code: Code = Code.FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def code_of(error: Exception) -> Code:
    """The exit code that an error means."""
    if isinstance(error, Failure):
        return error.code
    return next((code for kind, code in CODES if isinstance(error, kind)), Code.FAILED)


def sentence_of(error: Exception) -> str:
    """What went wrong and what would be right, in one or two sentences."""
    if isinstance(error, Failure):
        return error.sentence
    said = str(error).rstrip(".")
    if isinstance(error, errors.ApiError):
        return _of_refusal(error, said)
    if isinstance(error, errors.ConnectionFailed) and not isinstance(error, errors.OutcomeUnknown):
        return f"{said}. Is the address right, and is the server running?"
    if isinstance(error, UnicodeError):
        return "What was typed is no text in UTF-8."
    if isinstance(error, OSError):
        return f"{error.strerror or said}{f': {error.filename}' if error.filename else ''}."
    return said if said.endswith("?") else f"{said}."


def _of_refusal(error: errors.ApiError, said: str) -> str:
    more = [one.message for one in error.errors if one.message.rstrip(".") not in said]
    sentence = ". ".join([said, *(text.rstrip(".") for text in more)]) + "."
    if isinstance(error, errors.Unauthorized):
        return f"The server does not know this key ({said}). Log in with another: deskhand login"
    if error.code == "technician_required":
        return "This key is nobody's own: name the technician with --as WHO."
    if isinstance(error, errors.ServerError) and error.request_id:
        return f"{sentence} The server's log has it under the request {error.request_id}."
    return sentence


def tell(sentence: str) -> None:
    """A sentence on standard error, where what is printed is not mixed up with it."""
    typer.echo(one_line(sentence), err=True)


@contextmanager
def told() -> Iterator[None]:
    """Turn what may go wrong into a sentence and an exit code; a reader who has had enough is no failure."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
        raise typer.Exit(Code.DONE) from None
    except (errors.DeskhandError, Failure, OSError, UnicodeError) as error:
        tell(sentence_of(error))
        raise typer.Exit(code_of(error)) from None
    except typer.Abort:
        raise typer.Exit(Code.INTERRUPTED) from None


def _say_no_more() -> None:
    """Let nobody complain at the end of the process about a pipe that is closed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
