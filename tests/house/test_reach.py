"""Every read of tickets is built for what the actor may see."""

import ast
import itertools
import re
from collections.abc import Iterator

import pytest

from tests.house.source import Finding, last_name, modules, offences

SCHEMA = "deskhand.storage.schema"
REACH = "deskhand.storage.reach"
BUILDERS = {"select", "get_of"}
FINISHED = {"Statement", "get_of"}
IN_TEXT = re.compile(r"\bselect\b.*\b(from|join)\s+ticket\b", re.IGNORECASE | re.DOTALL)

# What may read tickets for no actor: module:name of the statement or function, and why.
EXEMPT: dict[str, str] = {
    "deskhand.events.store:_present": "completes texts of events, which whoever reads the log has chosen by reach",
    "deskhand.events.store:PRESENT": "its statements",
    "deskhand.search.index_store:NEXT_TEXTS": "indexes every ticket, whoever may find it",
    "deskhand.search.match_store:matching": "a condition on a ticket, for a statement that is built for a reach",
    "deskhand.search.match_store:holding": "another such condition",
    "deskhand.tickets.condition_store:_with_tag": "a condition on a ticket too: it reads tags",
    "deskhand.tickets.condition_store:_sql": "any condition on a ticket",
    "deskhand.tickets.condition_store:sql_of": "all of a list's, for a statement that is built for a reach",
    "deskhand.tickets.clock_store:DUE": "the sweep's queue, over all accounts: it gives nothing but ids",
    "deskhand.tickets.clock_store:UNFINISHED_WITH": "what a policy's change does is told to administrators, as counts",
    "deskhand.desk.import_store:TAKEN": "which numbers are taken, for an importer who sees the whole account",
    "deskhand.tickets.relation_store:PARENT_OF": "looks for circles, which may lie outside everybody's reach",
}


class Unit:
    """A function, or a statement at the top of a module, and the names that it mentions."""

    def __init__(self, node: ast.stmt) -> None:
        self.line = node.lineno
        self.name = _name_of(node)
        self.is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        parameters = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
        self.mentions = {name for part in ast.walk(node) if (name := _dotted(part))} - parameters
        self.calls = {last_name(part.func) or "" for part in ast.walk(node) if isinstance(part, ast.Call)}
        self.reads_in_text = any(
            isinstance(part, ast.Constant) and isinstance(part.value, str) and IN_TEXT.search(part.value)
            for part in ast.walk(node)
        )


def blind_reads(source: str) -> list[tuple[int, str]]:
    """Line and name of every unit that builds a select on tickets without a mention of visible_to.

    Follows names through one module: a helper that builds a select makes its callers builders, a helper that uses
    visible_to guards its callers, and a select that is not finished (no Statement yet) is still open in its users.
    """
    tree = ast.parse(source)
    units = [Unit(node) for node in _top_statements(tree.body)]
    tickets, guards, builders = _imported(tree, SCHEMA, "ticket"), _imported(tree, REACH, "visible_to"), set(BUILDERS)
    blind: dict[str, int] = {}
    unfinished: set[str] = set()
    # Again and again, since a helper may stand below its first use; who is guarded is known after the first time.
    for turn, unit in itertools.product(range(3), units):
        if turn == 1 and unit is units[0]:
            blind.clear()
            unfinished.clear()
        builds = bool(unit.calls & builders)
        if unit.mentions & guards:
            if not builds:
                guards.add(unit.name)
            continue
        if builds and unit.is_function:
            builders.add(unit.name)
        if unit.reads_in_text or (builds and unit.mentions & tickets) or unit.mentions & unfinished:
            blind[unit.name] = unit.line
            if not unit.calls & FINISHED:
                unfinished.add(unit.name)
        elif unit.mentions & tickets and not unit.is_function:
            tickets.add(unit.name)
    return sorted((line, name) for name, line in blind.items())


def _top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _top_statements(node.body)
        elif not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr):
            yield node


def _name_of(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name), *_]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return f"line {node.lineno}"


def _dotted(node: ast.AST) -> str | None:
    """`name`, or `module.name`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else None


def _imported(tree: ast.Module, module: str, name: str) -> set[str]:
    """What the name from that module is called here: `ticket`, `t`, `schema.ticket`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                here = alias.asname or alias.name
                if alias.name == name and f"{node.module}.".startswith(f"{module}."):
                    found.add(here)
                if f"{node.module}.{alias.name}.".startswith(f"{module}."):
                    found.add(f"{here}.{name}")
        elif isinstance(node, ast.Import):
            found |= {
                f"{alias.asname}.{name}" for alias in node.names if alias.asname and alias.name.startswith(module)
            }
    return found


def test_every_read_of_tickets_is_for_a_reach() -> None:
    for module in modules():
        if module.package == "storage":
            continue

        def unexempted(source: str, module_name: str = module.name) -> list[Finding]:
            return [
                (line, f"{name} reads tickets without visible_to")
                for line, name in blind_reads(source)
                if f"{module_name}:{name}" not in EXEMPT
            ]

        assert offences([module], unexempted) == []


def test_every_exemption_is_needed() -> None:
    found = {f"{module.name}:{name}" for module in modules() for _, name in blind_reads(module.text)}
    assert set(EXEMPT) <= found


IMPORTS = """
import sqlalchemy as sa
from deskhand.storage.reach import visible_to
from deskhand.storage.schema import comment, ticket
"""


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def page(): return Statement(sa.select(ticket.c.id).where(ticket.c.id == 1))", ["page"]),
        ("ONE = get_of(Ticket, ticket)", ["ONE"]),
        ("ONE: Statement[Ticket] = Statement(sa.select(*columns_of(Ticket, ticket)), Ticket)", ["ONE"]),
        ("def count(): return sa.select(sa.func.count()).select_from(comment.join(ticket))", ["count"]),
        ("COLUMNS = [ticket.c.id]\ndef page(): return Statement(sa.select(*COLUMNS))", ["page"]),
        ("t = ticket.alias()\nONE = Statement(sa.select(t.c.id))", ["ONE"]),
        ("def _by_id(table): return sa.select(table)\nONE = Statement(_by_id(ticket))", ["ONE"]),
        ("def _get(table): return Statement(sa.select(table))\nONE = _get(ticket)", ["ONE"]),
        ("ONE = get_of(Ticket, ticket)\nasync def one(read): return await read.one(ONE)", ["ONE"]),
        ("_VIEW = sa.select(ticket)\nONE = Statement(_VIEW.where(1))", ["_VIEW", "ONE"]),
        ("class Store:\n    def page(self): return sa.select(ticket)", ["page"]),
        ("def page():\n    def visible(): ...\n    return sa.select(ticket).where(visible())", ["page"]),
        ("from deskhand.storage import schema\ndef page(): return sa.select(schema.ticket.c.id)", ["page"]),
        ("def page(): return sa.text('SELECT id FROM ticket WHERE id = 1')", ["page"]),
        ("def fine(): return sa.select(ticket).where(*visible_to(k))\ndef page(): return sa.select(ticket)", ["page"]),
    ],
)
def test_a_blind_read_is_seen(source: str, names: list[str]) -> None:
    assert [name for _, name in blind_reads(IMPORTS + source)] == names


def test_somebody_elses_visible_to_does_not_count() -> None:
    source = (
        "from deskhand.storage.schema import ticket\nfrom a import visible_to\nX = select(ticket).where(visible_to(1))"
    )
    assert blind_reads(source)


@pytest.mark.parametrize(
    "source",
    [
        "def page(kind): return Statement(sa.select(ticket.c.id).where(*visible_to(kind)))",
        "def _where(kind): return visible_to(kind)\ndef page(kind): return sa.select(ticket).where(*_where(kind))",
        "def page(kind): return sa.select(ticket).where(*_where(kind))\ndef _where(kind): return visible_to(kind)",
        "from deskhand.storage import reach\ndef page(kind): return sa.select(ticket).where(*reach.visible_to(kind))",
        "INSERT = insert_of(Ticket, ticket)\nUPDATE = update_of(Ticket, ticket)",
        "ALL: Statement[Comment] = Statement(sa.select(comment.c.ticket_id), Comment)",
        "CONDITIONS = {'id': ticket.c.id == 1}",
        "def by_id(ticket): return sa.select(comment).where(comment.c.ticket_id == ticket.id)",
        "'''Select what comes from ticket.'''\nMESSAGE = 'moved from ticket'",
    ],
)
def test_a_read_within_reach_and_a_write_are_fine(source: str) -> None:
    assert blind_reads(IMPORTS + source) == []
