"""Statements that are refused before they run, and what the others compile to."""

import gc
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from deskhand.core.ticket import Impact, Status
from deskhand.storage.schema import event, team, ticket
from deskhand.storage.statement import BadStatement, Statement, all_statements
from deskhand.storage.types import one_of


@pytest.fixture(autouse=True, scope="module")
def _forget_bad_statements() -> Iterator[None]:
    """An engine that starts later in this process compiles every statement that is still alive."""
    yield
    gc.collect()


def compiled_on_both(expr: Any, row: Any = None) -> list[Any]:
    statement: Statement[Any] = Statement(expr, row)
    return [statement.sqlite, statement.postgresql]


class TeamRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str


class States(msgspec.Struct, frozen=True):
    status: Status
    impact: Impact | None
    created_at: datetime


@pytest.mark.parametrize(
    ("expr", "reason"),
    [
        (sa.select(team.c.id).where(team.c.id.in_([1, 2])), "one_of"),
        (sa.select(team.c.id).where(team.c.id.in_(sa.bindparam("ids", expanding=True))), "one_of"),
        (sa.select(team.c.id).where(sa.bindparam("x") == sa.bindparam("y")), "has no type"),
        (sa.select(team.c.id).where(team.c.id == sa.bindparam("the id")), "keyword argument"),
        (sa.select(sa.func.sum(team.c.id)), "Decimal"),
        (sa.select(sa.func.avg(team.c.id).label("mean")), "Decimal"),
        (sa.select(sa.cast(team.c.id, sa.Numeric)), "Decimal"),
    ],
)
def test_what_would_fail_later_is_refused_at_once(expr: Any, reason: str) -> None:
    statement: Statement[Any] = Statement(expr)
    for dialect in ("sqlite", "postgresql"):
        with pytest.raises(BadStatement, match=reason):
            getattr(statement, dialect)


@pytest.mark.parametrize("columns", [(team.c.name, team.c.id), (team.c.id,), (team.c.account_id, team.c.id)])
def test_the_structs_fields_are_the_columns_in_their_order(columns: tuple[Any, ...]) -> None:
    with pytest.raises(BadStatement, match="TeamRow has the fields"):
        _ = Statement(sa.select(*columns), TeamRow).sqlite


def test_a_truth_needs_a_column_of_truths() -> None:
    class Flagged(msgspec.Struct):
        id: bool

    with pytest.raises(BadStatement, match="no Boolean"):
        _ = Statement(sa.select(team.c.id), Flagged).sqlite


def test_an_instant_needs_a_column_of_instants() -> None:
    class Named(msgspec.Struct):
        name: datetime

    with pytest.raises(BadStatement, match="Utc"):
        _ = Statement(sa.select(team.c.name), Named).sqlite


def test_a_missing_and_an_unknown_value_are_named() -> None:
    for compiled in compiled_on_both(sa.select(team.c.id).where(team.c.id == sa.bindparam("wanted"))):
        with pytest.raises(TypeError, match="wanted"):
            compiled.arguments()
        with pytest.raises(TypeError, match="other"):
            compiled.arguments(wanted=1, other=2)
        assert compiled.arguments(wanted=1) == (1,)


def test_hidden_constants_keep_their_place() -> None:
    expr = sa.select(team.c.id + 5).where(team.c.id == sa.bindparam("id"), team.c.name == "x").limit(7)
    sqlite, postgresql = compiled_on_both(expr)
    assert sqlite.arguments(id=3) == (5, 3, "x", 7, 0)
    assert postgresql.arguments(id=3) == (5, 3, "x", 7)


def test_one_value_may_stand_in_several_places() -> None:
    expr = sa.select(team.c.id).where(sa.or_(team.c.id == sa.bindparam("n"), team.c.account_id == sa.bindparam("n")))
    assert [len(compiled.arguments(n=1)) for compiled in compiled_on_both(expr)] == [2, 1]


def test_a_list_of_any_length_is_one_text() -> None:
    sqlite, postgresql = compiled_on_both(sa.select(team.c.id).where(one_of(team.c.id, "ids")))
    assert sqlite.arguments(ids=[1, 2]) == ("[1,2]",)
    assert postgresql.arguments(ids=[1, 2]) == ([1, 2],)


def test_rows_become_structs_with_their_enums() -> None:
    expr = sa.select(ticket.c.status, ticket.c.impact, ticket.c.created_at)
    sqlite, _ = compiled_on_both(expr, States)
    at = datetime.fromisoformat("2024-02-15T09:00:00.000001Z")
    full = sqlite.row(("Open", "Minor", "2024-02-15T09:00:00.000001Z"))
    assert full == States(Status.OPEN, Impact.MINOR, at)
    assert isinstance(full.status, Status)
    assert sqlite.rows([("Open", None, "2024-02-15T09:00:00.000001Z")]) == [States(Status.OPEN, None, at)]


def test_without_a_struct_one_column_is_bare_and_more_are_a_tuple() -> None:
    assert [c.row((1,)) for c in compiled_on_both(sa.select(team.c.id))] == [1, 1]
    assert [c.row((1, "a")) for c in compiled_on_both(sa.select(team.c.id, team.c.name))] == [(1, "a"), (1, "a")]


def test_null_is_none() -> None:
    [sqlite, postgresql] = compiled_on_both(sa.select(ticket.c.resolved_at, ticket.c.impact))
    assert sqlite.row((None, None)) == postgresql.row((None, None)) == (None, None)
    assert sqlite.first((None, None)) is None


def test_what_writes_is_known() -> None:
    assert not Statement(sa.select(team)).sqlite.writes
    assert not Statement(sa.text("select 1")).sqlite.writes
    assert Statement(sa.insert(team)).sqlite.writes
    assert Statement(sa.delete(event)).sqlite.writes
    assert Statement(sa.text("vacuum")).sqlite.writes


def test_statements_are_forgotten_with_their_owner() -> None:
    kept: Statement[Any] = Statement(sa.select(team.c.id))
    assert kept in all_statements()
    number = id(kept)
    del kept
    gc.collect()
    assert number not in {id(statement) for statement in all_statements()}
