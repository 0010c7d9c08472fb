"""Questions at the terminal, where Ctrl-C comes at the worst moment."""

import signal
import sys

import pytest

from deskhand_client.cli.exits import Code
from tests.client_cli.commands import Terminal

# Python notes a signal that another thread takes, and nothing wakes the first thread's wait for the keyboard. The same
# happens to a signal between the question and the wait, a moment too short for a test to meet.
ASKING = """
import signal, sys, threading, typer
from deskhand_client.cli.questions import ask

def interrupt_unheard():
    signal.sigwait({signal.SIGUSR1})
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
threading.Thread(target=interrupt_unheard, daemon=True).start()
try:
    print("Typed:", ask("Colour", secret=sys.argv[1] == "secret"))
except typer.Abort:
    sys.exit(130)
"""


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_ctrl_c_that_did_not_wake_the_wait_is_heard(kind: str) -> None:
    with Terminal("-c", ASKING, kind, command=sys.executable) as terminal:
        terminal.until("Colour")
        terminal.send(signal.SIGUSR1)
        assert terminal.end() == Code.INTERRUPTED


def test_an_answer_outlasts_the_looking_up() -> None:
    with Terminal("-c", ASKING, "open", command=sys.executable) as terminal:
        terminal.until("Colour")
        terminal.type("gre")
        assert not terminal.shows("Typed", within=0.5)
        terminal.type("en\n")
        terminal.until("Typed: green")
        assert terminal.end() == 0
