"""The first run: whoever holds the token makes account and administrator, once, and nothing half."""

import asyncio
from pathlib import Path

import pytest

from deskhand.auth.log_in import fitting, known_log_ins
from deskhand.auth.passwords import hash_password
from deskhand.core.actor import Role
from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal, Taken
from deskhand.desk.first_run import (
    Founding,
    begin_founding,
    end_first_run,
    finish_founding,
    first_run_token,
    is_founded,
    opens_first_run,
)
from deskhand.desk.found import list_accounts
from deskhand.storage.engine import Engine
from deskhand.storage.errors import Conflict
from deskhand.storage.migrate import migrate
from tests.cli.conftest import PASSWORD, Run, founded, on_engine

BRIGHTWATER = Founding(account_name=" Brightwater IT ", email="jane.tech@brightwater.example")
NORTHGATE = Founding(account_name="Northgate", email="nora@northgate.example", first_name="Nora", last_name="North")


async def begin(engine: Engine, draft: Founding) -> int:
    async with engine.chore() as writes:
        return (await begin_founding(writes, draft)).id


async def found(engine: Engine, draft: Founding) -> Technician:
    """What the door does."""
    hashed = await hash_password(PASSWORD)
    try:
        account_id = await begin(engine, draft)
    except Conflict:  # another made one at the same moment
        account_id = await begin(engine, draft)
    async with engine.transaction(account_id) as tx:
        return await finish_founding(tx, draft, hashed)


async def names(engine: Engine) -> list[str]:
    async with engine.read() as read:
        return [account.name for account in await list_accounts(read)]


async def who_logs_in(engine: Engine, draft: Founding) -> list[int]:
    async with engine.read() as read:
        known = await known_log_ins(read, draft.email)
    return [fit.technician_id for fit in await fitting(known, PASSWORD)]


def test_account_administrator_and_password_are_made_in_one_go(fresh_database_url: str) -> None:
    migrate(fresh_database_url)

    async def work(engine: Engine) -> None:
        async with engine.read() as read:
            assert not await is_founded(read)
        jane = await found(engine, BRIGHTWATER)
        assert (jane.first_name, jane.last_name, jane.role) == ("Jane", "Tech", Role.ADMIN)
        assert await names(engine) == ["Brightwater IT"]
        assert await who_logs_in(engine, BRIGHTWATER) == [jane.id]
        async with engine.read() as read:
            assert await is_founded(read)
        with pytest.raises(Taken, match="Already founded"):
            await found(engine, NORTHGATE)
        assert await names(engine) == ["Brightwater IT"]

    on_engine(fresh_database_url, work)


def test_of_two_at_once_one_wins_and_nothing_is_half_made(fresh_database_url: str) -> None:
    migrate(fresh_database_url)

    async def work(engine: Engine) -> None:
        drafts = (BRIGHTWATER, NORTHGATE)
        done = await asyncio.gather(*(found(engine, draft) for draft in drafts), return_exceptions=True)
        [(winner, admin)] = [
            (draft, one) for draft, one in zip(drafts, done, strict=True) if isinstance(one, Technician)
        ]
        [refused] = [one for one in done if not isinstance(one, Technician)]
        assert isinstance(refused, Taken)
        assert refused.code == "already_founded"
        assert await names(engine) == [winner.account_name.strip()]
        [loser] = [draft for draft in drafts if draft is not winner]
        assert await who_logs_in(engine, winner) == [admin.id]
        assert await who_logs_in(engine, loser) == []

    on_engine(fresh_database_url, work)


def test_two_that_both_began_leave_one_account(fresh_database_url: str) -> None:
    """Each has begun before the other finishes; the account's clock decides, and its name is the winner's."""
    migrate(fresh_database_url)

    async def work(engine: Engine) -> None:
        hashed = await hash_password(PASSWORD)
        began = [await begin(engine, draft) for draft in (BRIGHTWATER, NORTHGATE)]
        assert began[0] == began[1]
        async with engine.transaction(began[1]) as tx:
            await finish_founding(tx, NORTHGATE, hashed)
        with pytest.raises(Taken):
            async with engine.transaction(began[0]) as tx:
                await finish_founding(tx, BRIGHTWATER, hashed)
        assert await names(engine) == ["Northgate"]

    on_engine(fresh_database_url, work)


def test_who_was_killed_half_way_is_gone_on_from(run: Run, fresh_database_url: str) -> None:
    migrate(fresh_database_url)
    on_engine(fresh_database_url, lambda engine: begin(engine, NORTHGATE))

    async def go_on(engine: Engine) -> None:
        async with engine.read() as read:
            assert not await is_founded(read), "so that the next start tells the link again"
        await found(engine, BRIGHTWATER)
        assert await names(engine) == ["Brightwater IT"]

    on_engine(fresh_database_url, go_on)


def test_the_command_line_can_go_on_too(run: Run, fresh_sqlite_url: str) -> None:
    migrate(fresh_sqlite_url)
    on_engine(fresh_sqlite_url, lambda engine: begin(engine, BRIGHTWATER))
    founded(run, fresh_sqlite_url)
    assert on_engine(fresh_sqlite_url, names) == ["Brightwater IT"]


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (Founding(account_name=" ", email="j@x.example"), "account_name_required", "account_name"),
        (Founding(account_name="A\nB", email="j@x.example"), "invalid_name", "account_name"),
        (Founding(account_name="A" * 201, email="j@x.example"), "invalid_name", "account_name"),
        (Founding(account_name="A", email="jane"), "invalid_email", "email"),
        (Founding(account_name="A", email="j@x.example", last_name="\x00"), "invalid_name", "last_name"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(
    fresh_sqlite_url: str, draft: Founding, code: str, field: str
) -> None:
    migrate(fresh_sqlite_url)
    with pytest.raises(Refusal) as caught:
        on_engine(fresh_sqlite_url, lambda engine: found(engine, draft))
    assert (caught.value.code, caught.value.field) == (code, field)
    assert on_engine(fresh_sqlite_url, names) == []


def test_the_token_is_one_for_all_processes_until_it_is_forgotten(tmp_path: Path) -> None:
    token = first_run_token(tmp_path)
    assert first_run_token(tmp_path) == token
    assert opens_first_run(tmp_path, token)
    assert not any(opens_first_run(tmp_path, other) for other in ("", token[:-1], f"{token}x", "ü", "\ud800"))
    end_first_run(tmp_path)
    assert not any(opens_first_run(tmp_path, other) for other in ("", token))
    end_first_run(tmp_path)
    assert first_run_token(tmp_path) != token
