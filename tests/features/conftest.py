"""What the proofs of this folder share."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskhand.app import Desk
from tests.conftest import build_desk, url_of

# So that a comparison that fails says how the two differ.
pytest.register_assert_rewrite("tests.features.machine")


@pytest.fixture(scope="session")
def database_url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """As everywhere, but a SQLite file of this folder's own: another folder's server may have the common one, and a
    file takes only one server."""
    if not database_url.startswith("sqlite"):
        return database_url
    template = Path(database_url.removeprefix("sqlite:///"))
    copy = tmp_path_factory.mktemp("features") / "deskhand.db"
    # The writer's file may be in use: SQLite's own copy is whole whatever happens beside it.
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return url_of(copy)


@pytest.fixture(scope="session")
def built_desk(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on this folder's database: the one of the other folders may be built on theirs already."""
    return build_desk(database_url, tmp_path_factory.mktemp("data"))
