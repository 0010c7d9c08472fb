"""Settings are read where the program is put together; everything else is handed what it needs."""

import pytest

from tests.house.source import Finding, imports, modules, offences

READERS = {"app", "cli", "database", "settings"}


def settings_imports(source: str) -> list[Finding]:
    """Imports of deskhand.settings, or of a name from it."""
    return [
        (line, "imports deskhand.settings")
        for line, name in imports(source)
        if f"{name}.".startswith("deskhand.settings.")
    ]


def test_only_what_puts_the_desk_together_reads_settings() -> None:
    assert offences((m for m in modules() if m.package not in READERS), settings_imports) == []


@pytest.mark.parametrize(
    "source",
    [
        "import deskhand.settings",
        "from deskhand import settings",
        "def f():\n    from deskhand.settings import Settings",
    ],
)
def test_reading_settings_is_seen(source: str) -> None:
    assert settings_imports(source)


def test_other_settings_are_fine() -> None:
    assert settings_imports("from deskhand.tickets.store import settings\nimport deskhand.settings_page") == []
