"""Asking the one at the terminal, so that Ctrl-C is heard whenever it comes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

# How often a wait for the keyboard looks up, in seconds.
LOOKS_UP = 0.2


def ask(question: str, *, secret: bool = False, twice: bool = False) -> str:
    """What is typed as the answer; the question goes to standard error. Raises typer.Abort at Ctrl-C."""
    with _looking_up():
        return str(typer.prompt(question, hide_input=secret, confirmation_prompt=twice, err=True))


@contextmanager
def _looking_up() -> Iterator[None]:
    """Let a wait for the keyboard notice Ctrl-C that came a moment before it began.

    Python notes a signal and acts on it at its next step. One that comes after the question is shown and before the
    wait begins is noted, and the wait goes on until a key is pressed. An alarm cuts the wait short, again and again,
    and each time Python looks at what it has noted.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, LOOKS_UP, LOOKS_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
