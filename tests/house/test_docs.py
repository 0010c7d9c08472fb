"""What the documentation names is there: links, files, functions, commands, targets, settings and calls."""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from deskhand.api.v3 import ROUTES
from deskhand.cli.founding import PASSWORD_VARIABLE
from deskhand.core.events import ABOUT, EventKind
from deskhand.settings import PREFIX, Settings
from deskhand_client.cli.connect import KEY, URL
from deskhand_client.cli.lazy import inside
from deskhand_client.cli.main import app
from tests.house.source import ROOT, SOURCE, modules

PACKAGE = SOURCE / "deskhand"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
CLIENTS = ROOT / "docs" / "guides" / "atera-clients.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Pages whose files, besides links, are checked: those that speak of the source.
OF_THE_SOURCE = [page for page in PAGES if page.parent == ROOT or page.parent.name in ("docs", "adr")]

# What may stand before a dot without being ours.
ELSEWHERE = {"tx"}
MADE_HERE = {".cache/", ".venv/", "data/", "shots/"}

Check = Callable[[str], list[str]]


def prose(text: str) -> str:
    """The text without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """The words of code in the prose."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def lines_of_code(text: str) -> list[str]:
    """The lines of code blocks, continued ones joined, and the words of code."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [*"\n".join(blocks).replace("\\\n", " ").splitlines(), *spans(text)]


def anchors(text: str) -> set[str]:
    """The link targets that the headings of a page make."""
    headings = re.findall(r"^#+ (.+)$", prose(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(text: str, page: Path) -> list[str]:
    """Relative links that lead nowhere, be it the file or the heading."""
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        there = text if target == page else target.read_text() if target.suffix == ".md" and target.is_file() else ""
        if not target.exists() or (anchor and anchor not in anchors(there)):
            dead.append(link)
    return dead


def unknown_files(text: str) -> list[str]:
    """Words of code that look like a file or folder, and whatever begins like one, that is none of the project's."""
    looks = re.compile(r"[\w.*-]+(/[\w.*-]+)*/|[\w.*-]+(/[\w.*-]+)+|\w+\.(py|md|toml|json)")
    named = [word for word in spans(text) if looks.fullmatch(word) and word not in MADE_HERE]
    named += re.findall(r"(?<![\w/])(?:tests|docs|src|tools)/[\w./-]*\w", text)
    return [word for word in named if not any(_matches(root, word) for root in (PACKAGE, ROOT, ROOT / "docs"))]


def _matches(root: Path, name: str) -> bool:
    return any(True for _ in root.glob(name.rstrip("/"))) or any(True for _ in root.glob(f"*/{name}"))


def unknown_names(text: str) -> list[str]:
    """Dotted words of code that are neither a name below deskhand nor a kind of event."""
    dotted = [word for word in spans(text) if re.fullmatch(r"[A-Za-z_]\w*(\.\w+)+", word)]
    ours = [word for word in dotted if not re.search(r"\.(py|md|toml|json)$", word)]
    return [word for word in ours if word not in set(EventKind) and not _resolves(word)]


def _resolves(dotted: str) -> bool:
    if dotted.partition(".")[0] in ELSEWHERE:
        return True
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(["deskhand", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = getattr(found, name, None)
        return found is not None
    return False


@cache
def _targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


def unknown_targets(text: str) -> list[str]:
    """Targets of make that the Makefile does not have."""
    named = [found[1] for line in lines_of_code(text) if (found := re.match(r"(?:\$ )?make ([a-z][a-z-]*)", line))]
    return [name for name in named if name not in _targets()]


def unknown_commands(text: str) -> list[str]:
    """Commands and options of `deskhand` that it does not have."""
    called = (part for line in lines_of_code(text) for part in re.findall(r"(?<![=:\w])deskhand ([a-z][^|;&`]*)", line))
    return [wrong for part in called for wrong in _wrong_in(part)]


def _wrong_in(part: str) -> Iterator[str]:
    command, words = typer.main.get_command(app), part.split()
    while words and (within := inside(command)):
        word = words.pop(0).rstrip(".,")
        if word not in within:
            yield f"deskhand {part}"
            return
        command = within[word]
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
    yield from (f"{option} in deskhand {part}" for option in re.findall(r"--[a-z-]+", part) if option not in known)


def unknown_variables(text: str) -> list[str]:
    """Environment variables of ours that nothing reads."""
    settings = {PREFIX + name.upper() for name in Settings.__struct_fields__}
    known = settings | {f"{name}_FILE" for name in settings} | {f"{PREFIX}CONFIG", PASSWORD_VARIABLE, URL, KEY}
    return [name for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", text) if name not in known]


def unknown_calls(text: str) -> list[str]:
    """Paths below /api/v3 that no route has. `$DESK` stands for the server's address up to there."""
    named = re.findall(r"(?:/api/v3|\$DESK)(/[\w{}/$-]*)", text)
    return [path for path in named if not any(_fits(route.path, path) for route in ROUTES)]


def _fits(declared: str, path: str) -> bool:
    pattern = re.sub(r"\{\w+\}", r"(\\d+|\\{\\w+\\}|\\$\\w+)", declared)
    return re.fullmatch(f"{pattern}/?", path, re.IGNORECASE) is not None


def outdated_gaps(text: str) -> list[str]:
    """Calls that a page says are not there yet, and that are."""
    section = re.search(r"^## Not there yet$(.*?)(^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    calls = re.findall(r"`([A-Z]+) (/[^`?]+)`", section[1] if section else "")
    return [
        f"{method} {path}"
        for method, path in calls
        if any(method in route.methods and _fits(route.path, path) for route in ROUTES)
    ]


def missing_from_tree(text: str) -> list[str]:
    """Packages and files of the first level that the tree does not show, and files in it that are not there."""
    tree = re.search(r"^## The tree\n+```text\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert tree, "the page has no tree"
    shown, package = set(), PACKAGE
    wrong: list[str] = []
    for line in tree[1].splitlines():
        first = line.split()[0]
        if not line.startswith(" "):
            shown.add(first.rstrip("/"))
            package = PACKAGE / first if first.endswith("/") else PACKAGE
        named = re.findall(r"[\w/]+\.py|\b[\w/]+/(?=\s)", line)
        wrong += [
            f"{name} in {first}" for name in named if not ((package / name).exists() or (PACKAGE / name).exists())
        ]
    there = {module.name.split(".")[1] for module in modules() if module.name != "deskhand"}
    return wrong + sorted(there - {name.removesuffix(".py") for name in shown})


def _found(pages: Iterable[Path], check: Check) -> dict[str, list[str]]:
    found = {str(page.relative_to(ROOT)): check(page.read_text()) for page in pages}
    return {page: wrong for page, wrong in found.items() if wrong}


def test_links_lead_somewhere() -> None:
    found = {str(page.relative_to(ROOT)): dead_links(page.read_text(), page) for page in PAGES}
    assert {page: links for page, links in found.items() if links} == {}


@pytest.mark.parametrize("check", [unknown_targets, unknown_commands, unknown_variables, unknown_calls])
def test_what_every_page_names_is_there(check: Check) -> None:
    assert _found(PAGES, check) == {}


def test_files_that_are_named_are_there() -> None:
    assert _found(OF_THE_SOURCE, unknown_files) == {}


def test_the_architecture_names_what_is_there() -> None:
    assert _found([ARCHITECTURE], unknown_names) == {}
    assert _found([ARCHITECTURE], missing_from_tree) == {}


def test_what_is_said_to_be_missing_is_missing() -> None:
    assert _found([CLIENTS], outdated_gaps) == {}


def test_every_kind_of_event_is_described() -> None:
    assert set(ABOUT) == set(EventKind)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (unknown_files, "`tickets/opening.py` and `stores/`"),
        (unknown_files, "`pytest tests/core/test_nothing.py -k x`"),
        (unknown_names, "`tickets.open.close_ticket`"),
        (unknown_names, "`ticket.vanished`"),
        (unknown_targets, "```sh\nmake everything\n```"),
        (unknown_commands, "`deskhand sing`"),
        (unknown_commands, "```sh\n$ deskhand keys \\\n  make --name x\n```"),
        (unknown_commands, "`deskhand serve --quickly`"),
        (unknown_variables, "DESKHAND_COLOUR"),
        (unknown_calls, "`GET /api/v3/tickets/1/likes`"),
        (outdated_gaps, "## Not there yet\n\n`GET /tickets`"),
        (missing_from_tree, "## The tree\n\n```text\ncore/   rules\n  gone.py   nothing\n```"),
    ],
)
def test_a_wrong_name_is_seen(check: Check, text: str) -> None:
    assert check(text)


def test_a_dead_link_is_seen() -> None:
    assert dead_links("[a](gone.md) [b](#nowhere) [c](https://example.org/gone) [d](#here)\n# Here", ARCHITECTURE) == [
        "gone.md",
        "#nowhere",
    ]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (unknown_files, "`core/`, `tickets/store.py`, `*/store.py`, `pyproject.toml`, `adr/README.md`, `.venv/`"),
        (unknown_names, "`tickets.open.open_ticket`, `storage.engine.Tx.now`, `ticket.created`, `tx.now`, `app.py`"),
        (unknown_targets, "`make test-all`; make believe"),
        (unknown_commands, "`deskhand keys create --name x`, `/opt/deskhand/bin/deskhand check`, deskhand sings"),
        (unknown_variables, "DESKHAND_PORT, DESKHAND_DATABASE_URL_FILE and DESKHAND_ADMIN_PASSWORD"),
        (unknown_calls, "`/api/v3/Tickets/{ticketId}/comments`, `$DESK/tickets/17?x=1`"),
        (outdated_gaps, "## Not there yet\n\n`GET /moon`\n\n## There\n\n`GET /tickets`"),
    ],
)
def test_right_names_are_fine(check: Check, text: str) -> None:
    assert check(text) == []
