"""The bench's command: which parts to measure, on which databases, and the page that comes of it."""

import argparse
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers.postgres import Postgres

from bench import clocks, page, paging, peer, queries, scenarios, sizes, starting
from bench.load import Loaded, load
from bench.machine import describe
from bench.results import Database, Measured, Results, kept, now
from bench.servers import ROOT, both, deskhand

FOLDER = ROOT / ".cache" / "bench"
SPEED = tuple(scenario.name for scenario in scenarios.SCENARIOS)
PARTS = (*SPEED, "paging", "search", "memory", "start", "clocks", "peer", "sizes")
DATABASES: tuple[Database, ...] = ("sqlite", "postgresql")


class Run:
    """One run of the bench: its settings, its PostgreSQL, and where its figures go."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.parts: Sequence[str] = options.only or [part for part in PARTS if part != "sizes" or options.sizes]
        self.databases: Sequence[Database] = options.database or DATABASES
        self.tickets: int = options.tickets or (10_000 if options.quick else 100_000)
        self.rounds, self.seconds, self.times = (1, 1.0, 50) if options.quick else (3, 5.0, 300)
        self.results: Results = kept()
        self._postgres: Postgres | None = None
        self._made = 0

    def wants(self, *parts: str) -> list[str]:
        """Those of the parts that are asked for."""
        return [part for part in parts if part in self.parts]

    @contextmanager
    def filled(self, database: Database, tickets: int) -> Iterator[tuple[Loaded, Path]]:
        """A database with so many tickets, and a folder for logs; both are gone afterwards."""
        self._made += 1
        name = f"bench{self._made}"
        folder = FOLDER / name
        folder.mkdir(parents=True)
        tell(f"{_LABELS[database]}: loading {tickets:,} tickets")
        url = f"sqlite:///{folder / 'bench.db'}" if database == "sqlite" else self.postgres.create_database(name)
        try:
            loaded = load(url, tickets)
            tell(f"  loaded in {loaded.seconds:.0f} s")
            yield loaded, folder
        finally:
            if database == "postgresql":
                self.postgres.drop_database(name)
            shutil.rmtree(folder)

    @property
    def postgres(self) -> Postgres:
        """The run's server, with everything on that keeps data over a power cut."""
        if self._postgres is None:
            self._postgres = Postgres(fsync=True).start()
        return self._postgres

    def keep(self, part: str, database: Database, tickets: int, **figures: Any) -> None:
        """Write a part's figures down."""
        version = self.postgres.sql("SHOW server_version").split()[0]
        settings = f"{self.rounds} x {self.seconds:g} s" if part in (*SPEED, "peer") else f"{self.times} times"
        measured = Measured(at=now(), tickets=tickets, settings=settings, machine=describe(version), **figures)
        self.results.keep(part, database, measured)

    def stop(self) -> None:
        """Leave nothing behind."""
        if self._postgres is not None:
            self._postgres.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)


def measure_database(run: Run, database: Database) -> None:
    """Everything that one filled database is good for; creates come last, since they change it."""
    if not run.wants(*SPEED, "paging", "search", "memory", "start"):
        return
    with run.filled(database, run.tickets) as (loaded, folder):
        if run.wants("start"):
            started = starting.measure(loaded, folder, times=max(run.rounds, 3), tell=tell)
            run.keep("start", database, run.tickets, start=started)
        if run.wants(*SPEED, "paging", "search", "memory"):
            _measure_running(run, database, loaded, folder)


def _measure_running(run: Run, database: Database, loaded: Loaded, folder: Path) -> None:
    with both(loaded, folder) as pair:
        scenarios.compare(*pair)
        product = pair[1]

        def speed(name: str) -> None:
            beside = scenarios.measure(name, loaded, pair, rounds=run.rounds, seconds=run.seconds, tell=tell)
            run.keep(name, database, run.tickets, beside=[beside])

        for name in run.wants("list", "get"):
            speed(name)
        if run.wants("paging"):
            depth = paging.measure(product, run.tickets, times=run.times // 3, tell=tell)
            run.keep("paging", database, run.tickets, depth=depth)
        if run.wants("search"):
            searched = queries.measure(product, loaded, times=run.times // 3, tell=tell)
            run.keep("search", database, run.tickets, searched=searched)
        if run.wants("create"):
            speed("create")
        if run.wants("memory"):
            megabytes = product.anonymous_megabytes()
            tell(f"  anonymous memory after all this: {megabytes:.0f} MB")
            run.keep("memory", database, run.tickets, anonymous_mb=megabytes)


def measure_peer(run: Run) -> None:
    """Deskhand and the peer, both on SQLite, with ten thousand tickets."""
    if not run.wants("peer"):
        return
    with run.filled("sqlite", peer.TICKETS) as (loaded, folder):
        try:
            peered = peer.measure(loaded, folder, rounds=run.rounds, seconds=run.seconds, tell=tell)
        except peer.NoPeer as none:
            tell(f"  peer: left out, {none}")
            return
        run.keep("peer", "sqlite", peer.TICKETS, peered=peered)


def measure_sizes(run: Run, database: Database) -> None:
    """What things cost in accounts of different sizes."""
    if not run.wants("sizes"):
        return
    sized = []
    for tickets in sizes.SIZES:
        with run.filled(database, tickets) as (loaded, folder), deskhand(loaded, folder) as product:
            sized.append(sizes.measure(product, loaded, times=run.times, tell=tell))
        # After each, since the largest takes minutes to load and may be given up.
        run.keep("sizes", database, tickets, sized=sized)


def measure_clocks(run: Run, database: Database) -> None:
    """What clocks cost in a small and in a large account, and with --sizes in a very large one."""
    if not run.wants("clocks"):
        return
    costs = []
    for tickets in (1_000, run.tickets, *((1_000_000,) if run.wants("sizes") else ())):
        with run.filled(database, tickets) as (loaded, _):
            costs.append(clocks.measure(loaded, times=run.times, tell=tell))
        run.keep("clocks", database, tickets, clocks=costs)


_LABELS: dict[Database, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
tell: Callable[[str], None] = lambda line: print(line, flush=True)  # noqa: E731


def main() -> None:
    """Measure what the command line asks for, and write the page anew."""
    parser = argparse.ArgumentParser(description="Measure Deskhand and write bench/RESULTS.md.")
    parser.add_argument("--tickets", type=int, help="tickets in the account; default 100,000")
    parser.add_argument("--quick", action="store_true", help="one short round with 10,000 tickets, to try things")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--database", nargs="+", choices=DATABASES, metavar="NAME", help="only sqlite or postgresql")
    parser.add_argument("--sizes", action="store_true", help="also 10,000, 100,000 and 1,000,000 tickets side by side")
    run = Run(parser.parse_args())
    try:
        for database in run.databases:
            measure_database(run, database)
            measure_clocks(run, database)
        measure_peer(run)
        for database in run.databases:
            measure_sizes(run, database)
    finally:
        run.stop()
    page.write(run.results)
    tell(f"written: {page.FILE.relative_to(ROOT)}")
