"""Only a door opens and commits a transaction; a use case is given one."""

import ast

import pytest

from tests.house.source import Finding, last_name, modules, offences

DOORS = {"api", "web", "portal", "mail", "jobs", "cli", "demo", "app"}
ENDS_IN_A_COMMIT = {"transaction", "chore", "commit"}


def commits(source: str) -> list[Finding]:
    """Calls that open or commit a transaction."""
    return [
        (node.lineno, f"calls .{last_name(node.func)}(, which belongs to the doors")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and last_name(node.func) in ENDS_IN_A_COMMIT
    ]


def test_no_use_case_commits() -> None:
    assert offences((m for m in modules() if m.package not in DOORS | {"storage"}), commits) == []


@pytest.mark.parametrize(
    "source",
    [
        "async def f(engine):\n    async with engine.transaction(1) as tx:\n        pass",
        "async def f(engine):\n    async with engine.chore() as writes:\n        pass",
        "async def f(self):\n    await self.connection.commit()",
    ],
)
def test_a_commit_is_seen(source: str) -> None:
    assert commits(source)


def test_the_words_alone_are_no_commit() -> None:
    assert commits("async def f(tx):\n    transaction = commit = await tx.run(1)\n    return transaction") == []
