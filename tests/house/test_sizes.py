"""Files and functions stay short; a long one stands in a list here, with a reason that the next reader accepts."""

import ast

from tests.house.source import Finding, Module, modules, offences

MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 40

LONG_FILES: dict[str, str] = {}  # deskhand.a.b: why
LONG_FUNCTIONS: dict[str, str] = {  # deskhand.a.b:function: why
    "deskhand.api.v3.shapes.ticket:show_ticket": "one line per field of Atera's ticket, and nothing else",
    "deskhand.tickets.open:new_ticket": "one line per field of a new ticket, and nothing else",
}


def long_files(source: str) -> list[Finding]:
    """A complaint when the file has too many lines."""
    lines = len(source.splitlines())
    return [(1, f"has {lines} lines")] if lines > MOST_LINES_OF_A_FILE else []


def long_functions(source: str) -> list[tuple[int, str, int]]:
    """Line, name and length of every function that is too long, its docstring not counted."""
    functions = (
        (node.lineno, node.name, _length(node))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [found for found in functions if found[2] > MOST_LINES_OF_A_FUNCTION]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def tells_stories(module: Module) -> bool:
    """Whether the module holds demo texts, or the tables of one release, rather than code."""
    return module.name.startswith(("deskhand.demo.stories.", "deskhand.storage.migrations.versions."))


def test_files_are_short() -> None:
    checked = [m for m in modules() if not tells_stories(m)]
    assert offences((m for m in checked if m.name not in LONG_FILES), long_files) == []
    assert [m.name for m in checked if m.name in LONG_FILES and long_files(m.text)] == sorted(LONG_FILES)


def test_functions_are_short() -> None:
    found = {
        f"{module.name}:{name}": f"{line}: {lines} lines"
        for module in modules()
        for line, name, lines in long_functions(module.text)
        if not tells_stories(module)
    }
    assert {name: lines for name, lines in found.items() if name not in LONG_FUNCTIONS} == {}
    assert sorted(LONG_FUNCTIONS) == sorted(name for name in found if name in LONG_FUNCTIONS)


def test_a_long_file_is_seen() -> None:
    assert long_files("pass\n" * 251)
    assert not long_files("pass\n" * 250)


def test_a_long_function_is_seen() -> None:
    assert long_functions("async def f():\n" + "    pass\n" * 40) == [(1, "f", 41)]
    assert long_functions("class A:\n    def f(self):\n" + "        pass\n" * 40) == [(2, "f", 41)]
    assert not long_functions("def f():\n" + "    pass\n" * 39)


def test_a_docstring_does_not_make_a_function_long() -> None:
    assert not long_functions('def f():\n    """What it does.\n\n    Why.\n    """\n' + "    pass\n" * 39)
