"""The API keeps out what costs in its framework: a sync guard (it runs in a thread) and a second dependency."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import pytest

from tests.house.source import Finding, last_name, modules, offences

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sync_guards(source: str, others: Iterable[str] = ()) -> list[Finding]:
    """Guards that are not async functions; `others` are the sources where imported ones may be defined."""
    known = {function.name: function for text in (*others, source) for function in _functions(text)}
    return [
        (guard.lineno, f"has the sync guard {ast.unparse(guard)}")
        for listed in _keywords(source, "guards")
        for guard in (listed.elts if isinstance(listed, ast.List | ast.Tuple) else [listed])
        if _is_sync(guard, known)
    ]


def _is_sync(guard: ast.expr, known: dict[str, Function]) -> bool:
    """Whether a guard, or what a call that makes one makes, is a plain function."""
    if isinstance(guard, ast.Lambda):
        return True
    if isinstance(guard, ast.Call):
        maker = known.get(last_name(guard.func) or "")
        inside = list(ast.walk(maker))[1:] if maker else []
        return any(isinstance(node, ast.FunctionDef | ast.Lambda) for node in inside)
    return isinstance(known.get(last_name(guard) or ""), ast.FunctionDef)


def many_dependencies(source: str, others: Iterable[str] = ()) -> list[Finding]:
    """Handlers that are given more than one dependency, wherever those are declared."""
    provided = {name for text in (*others, source) for name in _provided(text)}
    handlers = ((function, _wanted(function)) for function in _functions(source) if function.decorator_list)
    return [
        (handler.lineno, f"{handler.name} has the dependencies {sorted(wanted & provided)}")
        for handler, wanted in handlers
        if len(wanted & provided) > 1
    ]


def _provided(source: str) -> Iterator[str]:
    for declared in _keywords(source, "dependencies"):
        if isinstance(declared, ast.Dict):
            yield from (str(key.value) for key in declared.keys if isinstance(key, ast.Constant))


def _wanted(function: Function) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


@cache
def _nodes(source: str) -> tuple[ast.AST, ...]:
    """Everything in a source; kept, since each is looked into for every other."""
    return tuple(ast.walk(ast.parse(source)))


def _functions(source: str) -> Iterator[Function]:
    return (node for node in _nodes(source) if isinstance(node, Function))


def _keywords(source: str, name: str) -> Iterator[ast.expr]:
    """The values given to a keyword argument, or to a class's attribute, of this name."""
    for node in _nodes(source):
        match node:
            case ast.keyword(arg=given, value=value) if given == name:
                yield value
            case ast.Assign(targets=[ast.Name(id=given)], value=value) if given == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=given), value=ast.expr() as value) if given == name:
                yield value


def test_handlers_have_no_sync_guard_and_one_dependency_at_most() -> None:
    api = [m for m in modules() if m.package == "api"]
    texts = [m.text for m in api]
    faults = (lambda source: sync_guards(source, texts), lambda source: many_dependencies(source, texts))
    assert list(chain.from_iterable(offences(api, fault) for fault in faults)) == []


@pytest.mark.parametrize(
    "source",
    [
        "def may(connection, handler): ...\n@get('/', guards=[may])\nasync def read(): ...",
        "@get('/', guards=[lambda connection, handler: None])\nasync def read(): ...",
        "def needs(scope):\n    def guard(c, h): ...\n    return guard\nRouter('/', guards=[needs('admin')])",
        "def may(connection, handler): ...\nclass Tickets(Controller):\n    guards = [may]",
    ],
)
def test_a_sync_guard_is_seen(source: str) -> None:
    assert sync_guards(source)


def test_a_sync_guard_from_another_file_is_seen() -> None:
    assert sync_guards("from a import may\nRouter('/', guards=[may])", ["def may(c, h): ..."])


@pytest.mark.parametrize(
    "source",
    [
        "async def may(connection, handler): ...\n@get('/', guards=[may])\nasync def read(): ...",
        "def needs(scope):\n    async def guard(c, h): ...\n    return guard\nRouter('/', guards=[needs('admin')])",
    ],
)
def test_an_async_guard_is_fine(source: str) -> None:
    assert sync_guards(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "@get('/', dependencies={'a': Provide(f), 'b': Provide(g)})\nasync def read(a: int, b: int): ...",
        "Router('/', dependencies={'a': Provide(f)})\n@get('/', dependencies={'b': f})\nasync def r(*, a, b): ...",
    ],
)
def test_a_second_dependency_is_seen(source: str) -> None:
    assert many_dependencies(source)


def test_a_second_dependency_from_another_file_is_seen() -> None:
    app = "Litestar(dependencies={'engine': Provide(f), 'clock': Provide(g)})"
    assert many_dependencies("@get('/')\nasync def read(engine, clock): ...", [app])
    assert many_dependencies("@get('/')\nasync def read(engine, request): ...", [app]) == []
