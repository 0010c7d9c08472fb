"""What a database refuses reads the same on both."""
# ruff: noqa: PT012 - what is to fail is a transaction, and that is a block

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.storage.engine import Engine
from deskhand.storage.errors import Conflict, Dangling, Invalid, StorageError
from deskhand.storage.schema import account, team, team_member, technician
from deskhand.storage.sqlite import SqliteEngine
from deskhand.storage.statement import Statement
from tests.storage.ledger import NEW_ACCOUNT, NEW_TEAM, RENAME_TEAM, TEAM_NAME, TEAMS, add_team

NEW_MEMBER: Statement[None] = Statement(sa.insert(team_member))
NEW_TECHNICIAN: Statement[None] = Statement(sa.insert(technician))
DELETE_ACCOUNT: Statement[None] = Statement(sa.delete(account).where(account.c.id == sa.bindparam("id")))


def technician_row(account_id: int, **changes: Any) -> dict[str, Any]:
    now = datetime.fromisoformat("2024-02-15T09:00:00Z")
    row = {column.name: "" for column in technician.c}
    times = {"created_at": now, "modified_at": now}
    return row | times | {"account_id": account_id, "id": 1, "version": 1, "role": "admin", "active": True} | changes


async def refused(engine: Engine, account_id: int, statement: Statement[Any], /, **params: Any) -> StorageError:
    """What the statement is refused with, after a team has been written that must be gone."""
    with pytest.raises(StorageError) as caught:
        async with engine.transaction(account_id) as tx:
            await add_team(tx)
            await tx.run(statement, **params)
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0
    return caught.value


async def test_a_taken_primary_key(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=1, name="another")
    assert isinstance(error, Conflict)
    assert error.constraint == "team.id"


async def test_a_taken_name(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=2, name="team 1")
    assert isinstance(error, Conflict)
    assert error.constraint == "team.name"


async def test_a_reference_to_nothing(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_MEMBER, account_id=account_id, group_id=1, technician_id=77)
    assert isinstance(error, Dangling)
    assert error.constraint == ""


async def test_removing_what_is_referred_to(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, DELETE_ACCOUNT, id=account_id)
    assert isinstance(error, Dangling)


async def test_a_value_outside_the_closed_set(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_TECHNICIAN, **technician_row(account_id, role="wizard"))
    assert isinstance(error, Invalid)
    assert error.constraint == "technician_role_check"


async def test_null_where_there_must_be_something(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=2, name=None)
    assert isinstance(error, Invalid)
    assert error.constraint == "team.name"


@pytest.mark.parametrize("name", ["\ud800", Decimal("1.5"), {"a": 1}])
async def test_what_cannot_be_stored_as_a_text(engine: Engine, account_id: int, name: object) -> None:
    assert isinstance(await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=2, name=name), Invalid)


async def test_a_number_that_is_too_big(engine: Engine, account_id: int) -> None:
    error = await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=2**63, name="big")
    assert isinstance(error, Invalid)


async def test_nul_in_a_text_is_refused_by_postgresql_only(engine: Engine, account_id: int) -> None:
    if isinstance(engine, SqliteEngine):
        pytest.skip("SQLite stores it; the core refuses it before")
    error = await refused(engine, account_id, NEW_TEAM, account_id=account_id, id=2, name="a\0b")
    assert isinstance(error, Invalid)


async def test_a_naive_instant(engine: Engine, account_id: int) -> None:
    with pytest.raises(ValueError, match="this one is naive"):
        async with engine.transaction(account_id) as tx:
            naive = datetime(2024, 2, 15)  # noqa: DTZ001
            settings = {
                "resolve_before_close": False,
                "pause_first_response": False,
                "auto_close_days": 7,
                "work_overlap": "Warn",
            }
            await tx.run(NEW_ACCOUNT, id=1, name="x", **settings, time_zone="UTC", created_at=naive)


async def test_several_rows_of_which_one_is_refused(engine: Engine, account_id: int) -> None:
    with pytest.raises(Conflict):
        async with engine.transaction(account_id) as tx:
            await tx.many(NEW_TEAM, [{"account_id": account_id, "id": n, "name": "same"} for n in (1, 2)])
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0


async def test_after_a_refusal_the_transaction_can_only_be_given_up(engine: Engine, account_id: int) -> None:
    with pytest.raises(StorageError, match="an earlier statement"):
        async with engine.transaction(account_id) as tx:
            await add_team(tx)
            with pytest.raises(Conflict):
                await tx.run(NEW_TEAM, account_id=account_id, id=1, name="another")
            with pytest.raises(StorageError, match="an earlier statement"):
                await tx.value(TEAMS, account_id=account_id)
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0


async def test_the_number_of_rows_touched(engine: Engine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        assert await tx.run(NEW_TEAM, account_id=account_id, id=1, name="first") == 1
        assert await tx.run(RENAME_TEAM, account_id=account_id, id=1, name="renamed") == 1
        assert await tx.run(RENAME_TEAM, account_id=account_id, id=2, name="renamed") == 0
        assert await tx.value(TEAM_NAME, account_id=account_id, id=1) == "renamed"
        assert await tx.one(TEAM_NAME, account_id=account_id, id=2) is None


async def test_a_read_cannot_write(engine: Engine, account_id: int) -> None:
    with pytest.raises(StorageError):
        async with engine.read() as read:
            await read.one(NEW_TEAM, account_id=account_id, id=1, name="first")
    with pytest.raises(StorageError):
        async with engine.snapshot() as read:
            await read.one(NEW_TEAM, account_id=account_id, id=1, name="first")
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0


async def test_what_a_change_returns_does_not_cut_it_short(engine: Engine, account_id: int) -> None:
    changed: Statement[int] = Statement(
        sa.update(team)
        .where(team.c.account_id == sa.bindparam("account"))
        .values(name=team.c.name + "!")
        .returning(team.c.id)
    )
    named: Statement[str] = Statement(
        sa.select(team.c.name).where(team.c.account_id == sa.bindparam("account")).order_by(team.c.id)
    )
    async with engine.transaction(account_id) as tx:
        await tx.many(NEW_TEAM, [{"account_id": account_id, "id": n, "name": f"{n}"} for n in (1, 2, 3)])
        assert await tx.one(changed, account=account_id) is not None
        assert await tx.value(changed, account=account_id) is not None
        assert await tx.run(changed, account=account_id) == 3
        assert sorted(await tx.fetch(changed, account=account_id)) == [1, 2, 3]
    async with engine.read() as read:
        assert await read.fetch(named, account=account_id) == ["1!!!!", "2!!!!", "3!!!!"]
