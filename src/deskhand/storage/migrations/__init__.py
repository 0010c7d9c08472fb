"""The schema's history, as Alembic runs it."""

from pathlib import Path

VERSIONS = Path(__file__).parent / "versions"


def head() -> str:
    """The newest schema this release knows: migrations are numbered, and their files begin with the number."""
    return max(file.name.split("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))
