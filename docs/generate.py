"""Write the pages of docs/reference from the code, or with --check say which of them are stale."""

import sys
from collections.abc import Callable
from pathlib import Path

from generators import api, cli, errors, events, permissions, settings

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "api.md": api.page,
    "cli.md": cli.page,
    "errors.md": errors.page,
    "events.md": events.page,
    "openapi.json": api.document,
    "permissions.md": permissions.page,
    "settings.md": settings.page,
}


def stale() -> list[str]:
    """The pages that do not say what the code says now, as lines for people."""
    wrong = [f"docs/reference/{name} is stale" for name, make in PAGES.items() if _written(name) != make()]
    surplus = [file.name for file in sorted(REFERENCE.glob("*")) if file.name not in PAGES]
    return wrong + [f"docs/reference/{name} is made by nothing" for name in surplus]


def write() -> None:
    """Write every page."""
    REFERENCE.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")


def _written(name: str) -> str | None:
    file = REFERENCE / name
    return file.read_text(encoding="utf-8") if file.exists() else None


def main(arguments: list[str]) -> int:
    """Write, or check; 1 when a page is stale, 2 when the arguments are none of ours."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: docs/generate.py [--check]\n")
        return 2
    if not arguments:
        write()
        return 0
    found = stale()
    if found:
        sys.stderr.write("\n".join([*found, "make docs writes them anew."]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
