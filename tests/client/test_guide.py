"""The examples of the guide and of the README run, in their order, and print what stands below them."""

import contextlib
import fnmatch
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskhand_client import Client
from tests.client.atera import Atera
from tests.client.things import Desk
from tests.compat.conftest import make_account
from tests.conftest import url_of
from tests.servers.deskhand import Server

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "guides" / "python.md", ROOT / "client" / "README.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> Iterator[tuple[int, str, str | None]]:
    """The line, the code and the expected output of every example; None where none is given."""
    blocks = [(page[: found.start()].count("\n") + 2, found[1], found[2]) for found in BLOCK.finditer(page)]
    for (line, kind, code), (_, following, output) in zip(blocks, [*blocks[1:], (0, "", "")], strict=True):
        if kind == "python":
            yield line, code, output if following == "text" else None


def run(page: Path, name: str) -> None:
    """Run every example of a page in one namespace."""
    there: dict[str, Any] = {"__name__": name}
    try:
        for line, code, expected in examples(page.read_text()):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile("\n" * (line - 1) + code, str(page), "exec"), there)
            if expected is not None:
                pattern = expected.replace("[", "[[]").replace("...", "*")
                assert fnmatch.fnmatchcase(printed.getvalue(), pattern), f"{page.name}:{line}: {printed.getvalue()}"
    finally:
        for value in there.values():
            if isinstance(value, Client):
                value.close()


@pytest.fixture
def fresh_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk without tickets, named to programs by the environment, and an Atera with one."""
    url = url_of(tmp_path / "desk.db")
    open_ticket = {"TicketID": 1, "TicketTitle": "Printer jams", "TicketStatus": "Open"}
    with Server(url, folder=tmp_path) as server, Atera(tickets=[open_ticket]) as atera:
        account = make_account(url, server.url, "Brightwater IT")
        monkeypatch.setenv("DESKHAND_URL", server.url)
        monkeypatch.setenv("DESKHAND_KEY", account.janes_key)
        monkeypatch.setenv("ATERA_URL", atera.url)
        monkeypatch.setenv("ATERA_KEY", atera.key)
        yield Desk(server.url, account.key, account.janes_key, account.cast, url)


@pytest.mark.usefixtures("fresh_desk")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_run(page: Path) -> None:
    run(page, page.stem)


def test_every_python_block_is_found() -> None:
    for page in PAGES:
        assert len(list(examples(page.read_text()))) == page.read_text().count("```python") > 0
