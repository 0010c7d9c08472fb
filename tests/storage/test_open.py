"""Which databases a URL may name."""

from pathlib import Path

import pytest

from deskhand.storage.open import open_engine, read_url
from deskhand.storage.postgres import PostgresEngine
from deskhand.storage.sqlite import SqliteEngine


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///desk.db", Path("desk.db")), ("sqlite:////srv/100%/desk.db", Path("/srv/100%/desk.db"))],
)
def test_a_file(url: str, path: Path) -> None:
    engine = open_engine(url)
    assert isinstance(engine, SqliteEngine)
    assert engine.path == path
    assert engine.dialect == "sqlite"


@pytest.mark.parametrize("url", ["postgresql://ann@host/desk", "postgres://host/desk", "postgresql:///desk?host=/run"])
def test_a_server(url: str) -> None:
    engine = open_engine(url)
    assert isinstance(engine, PostgresEngine)
    assert engine.dialect == "postgresql"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desk.db",
        "sqlite://desk.db",
        "sqlite:///",
        "sqlite:///:memory:",
        "mysql://ann:secret@host/desk",
        "postgresql://",
    ],
)
def test_anything_else_is_refused_with_what_would_be_right(url: str) -> None:
    with pytest.raises(ValueError, match="expected sqlite:///") as caught:
        read_url(url)
    assert "secret" not in str(caught.value)
