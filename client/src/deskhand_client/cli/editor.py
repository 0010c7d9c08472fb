"""A long text, written in the person's own editor, and kept until it has arrived."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deskhand_client.cli.exits import Code, Failure, tell

# What begins so is for whoever writes, and left out. A # alone would be a heading of Markdown.
ASIDE = "#:"
FALLBACK = "notepad" if sys.platform == "win32" else "vi"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, and the file where it lies until it has been sent."""

    text: str
    file: Path


@contextmanager
def written(asides: Sequence[str], before: str = "") -> Iterator[Written]:
    """What somebody writes above these asides, beginning with what was there before.

    The file goes when the block ends well. When it does not, because the server refuses the text or is lost, the file
    stays, and a sentence says where. Raises Failure where nothing was written.
    """
    file = _new_file("\n".join([before, *(f"{ASIDE} {line}".rstrip() for line in asides)]) + "\n")
    try:
        _edit(file)
        text = _without_asides(file)
        if not text:
            file.unlink()
            raise Failure("Nothing was written, so nothing was sent.")
        yield Written(text, file)
    except BaseException:
        if file.exists():
            tell(f"What you wrote is kept in {file}")
        raise
    file.unlink(missing_ok=True)


def may_ask() -> bool:
    """Whether somebody is at the terminal who could write something."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _new_file(text: str) -> Path:
    """A file that only its owner may read, in a folder that outlives the restart of the machine."""
    from tempfile import mkstemp

    from platformdirs import user_state_path

    folder = user_state_path("deskhand") / "unsent"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = mkstemp(suffix=".md", dir=folder)
    with os.fdopen(number, "w", encoding="utf-8") as out:
        out.write(text)
    return Path(name)


def _edit(file: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or FALLBACK
    try:
        done = subprocess.run([*shlex.split(command), str(file)], check=False)  # noqa: S603 - the person's own editor
    except (OSError, ValueError):
        file.unlink()
        raise Failure(
            f"The editor {command!r} cannot be started; set EDITOR, or give the text with -m.", Code.USAGE
        ) from None
    if done.returncode != 0:
        raise Failure(f"The editor ended with {done.returncode}, so nothing was sent.")


def _without_asides(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Failure(f"{file} is no text in UTF-8, so nothing was sent.") from None
    return "\n".join(line for line in text.splitlines() if not line.startswith(ASIDE)).strip()
