"""Rules and use cases are told the time; none of them reads a clock."""

import ast

import pytest

from tests.house.source import Finding, last_name, modules, offences

TOLD_THE_TIME = {
    "core",
    "events",
    "directory",
    "fields",
    "auth",
    "sla",
    "search",
    "attachments",
    "views",
    "canned",
    "notify",
    "tickets",
    "worklog",
    "billing",
    "desk",
}
EXEMPT = {
    "deskhand.auth.log_in_limit": "as auth.rate_limit does, for waits between tries",
    "deskhand.auth.rate_limit": "counts seconds that passed, on the monotonic clock, whatever the wall clock is set to",
}
CALLS = {"now", "utcnow", "today"}
OF_TIME = {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "localtime", "gmtime"}


def clock_reads(source: str) -> list[Finding]:
    """Calls of now(), utcnow() and today() on anything, and any use of the time module's clocks."""
    tree = ast.parse(source)
    from_time = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if alias.name in OF_TIME
    }
    return [
        (node.lineno, "reads the clock")
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and _reads_clock(node, from_time)
    ]


def _reads_clock(node: ast.expr, from_time: set[str]) -> bool:
    match node:
        case ast.Call(func=func) if last_name(func) in CALLS:
            return True
        case ast.Attribute(value=ast.Name(id="datetime" | "date"), attr=attr) if attr in CALLS:
            return True  # handed on uncalled, as a default factory
        case ast.Attribute(value=ast.Name(id="time"), attr=attr):
            return attr in OF_TIME
        case ast.Name(id=name):
            return name in from_time
    return False


def test_no_rule_or_use_case_reads_a_clock() -> None:
    told = (m for m in modules() if m.package in TOLD_THE_TIME and m.name not in EXEMPT)
    assert offences(told, clock_reads) == []


def test_every_exemption_is_needed() -> None:
    assert [m.name for m in modules() if m.name in EXEMPT and clock_reads(m.text)] == sorted(EXEMPT)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import UTC, datetime\nopened = datetime.now(UTC)",
        "import datetime\nopened = datetime.datetime.utcnow()",
        "from datetime import date\nday = date.today()",
        "from datetime import date\nmake(default_factory=date.today)",
        "import time\nstamp = time.time()",
        "import time\ndef f(clock=time.monotonic): ...",
        "from time import monotonic as ticks\nstamp = ticks()",
        "from deskhand.core.time import now\nstamp = now()",
        "import sqlalchemy as sa\nstamp = sa.func.now()",
    ],
)
def test_a_clock_is_seen(source: str) -> None:
    assert clock_reads(source)


@pytest.mark.parametrize(
    "source",
    [
        "def f(tx, now):\n    return max(tx.now, now)",
        "from datetime import time\nopening = time(9, 0)",
        "from deskhand.core import time\nstamp = time.to_second(1)",
    ],
)
def test_being_told_the_time_is_fine(source: str) -> None:
    assert clock_reads(source) == []
