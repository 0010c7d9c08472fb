"""The tables of the page, each from one part's figures."""

from collections.abc import Iterable

from bench.results import Database, Measured, Results
from bench.scenarios import SCENARIOS

LABELS: dict[Database, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; a sentence where there are no rows."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if len(lines) > 2 else "Not measured yet."


def of(results: Results, part: str) -> list[tuple[str, Measured]]:
    """A part's figures, by database."""
    return [(LABELS[database], measured) for database, measured in results.parts.get(part, {}).items()]


def beside(results: Results) -> str:
    """Sixteen callers: the product and the floor."""
    rows = []
    for scenario in SCENARIOS:
        for label, measured in of(results, scenario.name):
            one = measured.beside[0]
            p, f = one.product, one.floor
            rows.append(
                (
                    label,
                    scenario.name,
                    f"{p['per_second']:,.0f}",
                    f"{f['per_second']:,.0f}",
                    f"**{one.ratio:.2f}**",
                    f"{p['p50_ms']:.1f} / {p['p99_ms']:.1f}",
                    f"{f['p50_ms']:.1f} / {f['p99_ms']:.1f}",
                    f"{p['cpu_us']:,.0f}",
                    f"{f['cpu_us']:,.0f}",
                    f"{one.ratio_cpu:.2f}",
                    f"{p['failed'] + f['failed']:.0f}",
                )
            )
    head = (
        "database",
        "what",
        "Deskhand /s",
        "floor /s",
        "ratio",
        "Deskhand p50 / p99 ms",
        "floor p50 / p99 ms",
        "Deskhand CPU us",
        "floor CPU us",
        "ratio by CPU",
        "failed",
    )
    return table(head, rows)


def depth(results: Results) -> str:
    """Deep pages."""
    rows = []
    for label, measured in of(results, "paging"):
        depth = measured.depth
        assert depth is not None
        rows.append(
            (label, f"{depth.first_ms:.2f}", f"{depth.page:,}", f"{depth.by_link_ms:.2f}", f"{depth.by_number_ms:.2f}")
        )
    return table(("database", "page 1, ms", "page", "by nextLink, ms", "by number, ms"), rows)


def searched(results: Results) -> str:
    """Text search, query by query."""
    rows = [
        (
            label,
            one.name,
            f"`{one.words}`" if one.words else "",
            one.about,
            f"{one.found:,}" if one.words else "",
            f"{one.p50_ms:.1f}",
            f"{one.p95_ms:.1f}",
        )
        for label, measured in of(results, "search")
        for one in measured.searched
    ]
    return "Text search\n\n" + table(("database", "query", "words", "what it is", "found", "p50 ms", "p95 ms"), rows)


def sized(results: Results) -> str:
    """Accounts of different sizes."""
    rows = [
        (
            label,
            f"{one.tickets:,}",
            f"{one.list_ms:.2f}",
            f"{one.get_ms:.2f}",
            f"{one.create_ms:.2f}",
            f"{one.search_p95_ms:.1f}",
            f"{one.load_seconds:.0f}",
        )
        for label, measured in of(results, "sizes")
        for one in measured.sized
    ]
    return table(
        ("database", "tickets", "list of 50, ms", "get, ms", "create, ms", "search p95, ms", "bulk load, s"), rows
    )


def clocked(results: Results) -> str:
    """What clocks cost."""
    rows = [
        (
            label,
            f"{one.tickets:,}",
            f"{one.reckon_ms:.2f}",
            f"{one.sweep_ms:.2f}",
            f"{one.previewed:,}",
            f"{one.preview_ms:,.0f}",
        )
        for label, measured in of(results, "clocks")
        for one in measured.clocks
    ]
    head = ("database", "tickets", "reckon, ms", "idle sweep, ms", "previewed", "preview, ms")
    return table(head, rows)


def peered(results: Results) -> str:
    """The peer."""
    rows = [
        (
            one.scenario,
            f"{one.product['per_second']:,.0f}",
            f"{one.peer['per_second']:,.1f}",
            f"{one.times:,.0f}",
            f"{one.product['p50_ms']:.1f}",
            f"{one.peer['p50_ms']:.1f}",
        )
        for _, measured in of(results, "peer")
        for one in measured.peered
    ]
    return table(
        ("what", "Deskhand /s", "django-helpdesk /s", "times", "Deskhand p50 ms", "django-helpdesk p50 ms"), rows
    )
