"""Writes bench/UI.md: each budget of the pages, what was measured, and on what."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.machine import Machine

FILE = Path(__file__).with_name("UI.md")


class Figure(NamedTuple):
    """One measured number; what is not judged is a part of one that is."""

    name: str
    value: float
    beside: str = ""
    judged: bool = True


class Group(NamedTuple):
    """Figures with one budget, none of which may be larger."""

    name: str
    unit: str
    budget: float
    figures: list[Figure]


def write(groups: list[Group], tickets: str, browser: str, machine: Machine) -> None:
    """Write the page anew."""
    today = datetime.now(UTC).date()
    blocks = [
        "# How fast the pages are\n\nWritten by `make bench-ui`: a real browser, a really started server, and nothing "
        "warmed but by the pages themselves.",
        *(f"## {group.name}\n\n{table(group)}" for group in groups),
        f"## What it was measured on\n\n{tickets}; {browser}; {machine.processor}, {machine.memory}, {machine.system}, "
        f"Python {machine.python}, SQLite {machine.sqlite}; commit {machine.commit}, {today}, "
        f"load average {machine.load_average}.",
    ]
    FILE.write_text("\n\n".join(blocks) + "\n")
    print(FILE.read_text())


def table(group: Group) -> str:
    """The group's figures beside its budget."""
    unit = f" {group.unit}" if group.unit else ""
    rows = [f"| what | measured | | at most {group.budget:g}{unit} |", "|---|---:|---|---|"]
    rows += [
        f"| {one.name.strip()} | {shown(one.value)}{unit} | {one.beside} | {verdict(one, group)} |"
        for one in group.figures
    ]
    return "\n".join(rows)


def shown(value: float) -> str:
    """A number with as many figures as mean something."""
    return "–" if value != value else f"{value:.1f}" if value >= 1 or value == 0 else f"{value:.4f}"


def verdict(figure: Figure, group: Group) -> str:
    """Whether the figure is within its budget; shifts below a thousandth are none that anybody sees."""
    if not figure.judged:
        return ""
    return "yes" if figure.value <= group.budget + (0.001 if group.budget == 0 else 0) else "**no**"
