"""Where a longer text comes from: the option -m, standard input, or the person's editor."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from deskhand_client.cli import editor
from deskhand_client.cli.exits import Code, Failure

Message = typer.Option(None, "-m", "--message", metavar="TEXT", help="The text; - reads it from standard input")


def said(text: str | None) -> str | None:
    """What -m says, or what comes in by standard input. Raises Failure where that is empty."""
    if text is None:
        return None
    found = sys.stdin.read() if text == "-" else text
    if not found.strip():
        raise Failure("The text is empty, so nothing was sent.", Code.USAGE)
    return found.strip("\n")


@contextmanager
def text_of(message: str | None, asides: Sequence[str]) -> Iterator[str]:
    """The text that was given, else what somebody writes in their editor; that is kept until the block ends well."""
    text = said(message)
    if text is not None:
        yield text
    elif editor.may_ask():
        with editor.written(asides) as written:
            yield written.text
    else:
        raise Failure("There is no text: give it with -m TEXT, or with -m - by standard input.", Code.USAGE)
