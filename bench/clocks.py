"""What clocks cost: reckoning one ticket, a sweep that finds nothing, and the preview of a change of policy."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median

import msgspec

from bench.load import Loaded
from deskhand.core.actor import system
from deskhand.core.marks import Mark, What, read_marks, seconds, write_marks
from deskhand.core.policy import Terms
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority
from deskhand.core.working import Working
from deskhand.jobs.sweeps import sweep_due
from deskhand.sla.built_in import OFFICE_HOURS
from deskhand.sla.policies import PolicyDraft, change_policy
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Engine
from deskhand.storage.open import open_engine
from deskhand.tickets.preview import Effect, effect_of

CHANGES = 50
TURNS = (What.PENDING, What.OPEN, What.RESOLVED, What.OPEN)


class ClockCosts(msgspec.Struct, frozen=True):
    """Milliseconds, by median: a ticket with fifty changes of status, an idle sweep, a preview of so many tickets."""

    tickets: int
    reckon_ms: float
    sweep_ms: float
    previewed: int
    preview_ms: float


class _Tried(Exception):
    """Ends a preview, whose change is not to be kept."""


def measure(loaded: Loaded, *, times: int, tell: Callable[[str], None]) -> ClockCosts:
    """On a filled database, without a server."""
    costs = asyncio.run(_measured(loaded, times))
    tell(
        f"  {costs.tickets:,} tickets: reckon {costs.reckon_ms:.2f} ms, idle sweep {costs.sweep_ms:.2f} ms, "
        f"preview of {costs.previewed:,} in {costs.preview_ms:.0f} ms"
    )
    return costs


async def _measured(loaded: Loaded, times: int) -> ClockCosts:
    engine = open_engine(loaded.url)
    await engine.start()
    try:
        account_id = int(loaded.key.split("_")[1])
        async with engine.transaction(account_id) as tx:
            book = await rulebook(tx)
        assert book.default_id is not None
        await sweep_due(engine)
        sweep_ms = await _timed(times, lambda: sweep_due(engine))
        effects: list[Effect] = []
        preview_ms = await _timed(5, lambda: _preview(engine, account_id, book.default_id or 0, effects))
        reckon_ms = _reckoned(book.terms[book.default_id], times)
        return ClockCosts(loaded.tickets, reckon_ms, sweep_ms, effects[0].tickets, preview_ms)
    finally:
        await engine.stop()


async def _timed(times: int, work: Callable[[], Awaitable[object]]) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


async def _preview(engine: Engine, account_id: int, policy_id: int, effects: list[Effect]) -> None:
    """As a dry run of another target for every priority does it."""
    targets = {f"resolution_{priority.name.lower()}": 600 for priority in Priority}
    try:
        async with engine.transaction(account_id) as tx:
            await change_policy(tx, system(account_id), policy_id, PolicyDraft(targets=targets))
            effects.append(await effect_of(tx, [policy_id]))
            raise _Tried
    except _Tried:
        pass


def _reckoned(terms: Terms, times: int) -> float:
    """A ticket in office hours with fifty changes of status, some hours apart, read from its text and reckoned."""
    begun = seconds(datetime(2026, 1, 5, 8, tzinfo=UTC))
    marks = [Mark(What.OPEN, begun)]
    marks += [Mark(TURNS[n % 4], begun + 5 * 3600 * (n + 1)) for n in range(CHANGES)]
    text = write_marks(marks)
    office = Terms(terms.policy, Working("Europe/Berlin", OFFICE_HOURS))
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        clocks_of(read_marks(text), Priority.LOW, office)
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000
