"""Writes bench/RESULTS.md: the table, what it was measured on, and the reasons from reasons.md."""

from pathlib import Path

from bench.goals import goals
from bench.results import Results
from bench.tables import LABELS, beside, clocked, depth, peered, searched, sized, table

FILE = Path(__file__).with_name("RESULTS.md")
REASONS = Path(__file__).with_name("reasons.md")
READING = Path(__file__).with_name("reading.md")


def write(results: Results) -> None:
    """Write the page anew from all that is known."""
    blocks = [
        "# How fast Deskhand is\n\nWritten by `make bench`; by hand only [reading.md](reading.md) and "
        "[reasons.md](reasons.md), which it takes in.",
        "## What was asked, and what came of it\n\n" + goals(results),
        "## Sixteen callers, beside the floor\n\n" + beside(results),
        "## One caller\n\n" + "\n\n".join(filter(None, (depth(results), searched(results)))),
        "## Accounts of different sizes\n\n" + sized(results),
        "## Clocks\n\nA ticket with fifty changes of status reckoned anew; a sweep with nothing due; what a change of "
        "policy would do to every ticket that is not closed.\n\n" + clocked(results),
        "## Beside django-helpdesk\n\n" + peered(results),
        "## How to read this\n\n" + READING.read_text().strip(),
        "## Why a figure falls short\n\n" + REASONS.read_text().strip(),
        "## What it was measured on\n\n" + _machine(results),
    ]
    FILE.write_text("\n\n".join(blocks) + "\n")


def _machine(results: Results) -> str:
    every = [
        (part, LABELS[database], measured)
        for part, found in results.parts.items()
        for database, measured in found.items()
    ]
    if not every:
        return "Nothing yet."
    newest = max(every, key=lambda one: one[2].at)[2].machine
    facts = (
        ("processor", newest.processor),
        ("memory", newest.memory),
        ("system", newest.system),
        ("Python", newest.python),
        ("packages", newest.packages),
        ("SQLite", f"{newest.sqlite}: WAL, synchronous=FULL"),
        ("PostgreSQL", f"{newest.postgresql}: fsync, full_page_writes and synchronous_commit on, shared_buffers 64 MB"),
        ("wrk", f"{newest.wrk}: one thread, 16 connections"),
    )
    runs = [
        (
            part,
            label,
            f"{measured.tickets:,}",
            measured.settings,
            f"{measured.at:%Y-%m-%d %H:%M} UTC",
            measured.machine.commit,
            measured.machine.load_average,
        )
        for part, label, measured in every
    ]
    return (
        table(("", ""), facts)
        + "\n\n"
        + table(("part", "database", "tickets", "how often", "when", "commit", "load average then"), runs)
    )
