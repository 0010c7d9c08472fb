"""docs/reference/errors.md: every refusal, collected from the calls that make one."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from deskhand.api.errors import STATUS, refused
from deskhand.api.kinds import BadValue, Choice, Kind, Reference
from deskhand.api.openapi import STATUSES
from deskhand.api.paths import read_path_id
from deskhand.api.shape import BadRequest
from deskhand.api.v3 import ROUTES
from deskhand.api.v3.shapes.ticket import NEW_TICKET
from deskhand.core import errors as core
from deskhand.core.errors import Refusal
from deskhand.tickets.open import checked_title
from generators import markdown, source
from generators.markdown import as_json, code, table

INTRO = """Every error of the API is a JSON object with the same keys, whatever went wrong. `message` (and `error`,
`title`) is Atera's text where Atera has one. `detail` and `errors[].message` say what would be right. **`code` is for
programs: it is stable, the sentences are not.** A ticket without a title, for example, is answered with 400 and:"""

ORDER = """## Which one comes first

When several things are wrong, the first of these is the answer: no valid key (401), too many requests (429), no such
path (404) or method (405), a body that is too large (413), a scope that the key lacks (403), an id in the path or a
body that cannot be read (400), a thing that is not there or not to be seen (404), a permission that the role lacks
(403), and then the rules. A body that cannot be read names every field that is wrong at once."""

TABLES = """An ellipsis stands for what depends on the request. The last column says which file of `src/deskhand`
refuses. The command line tells the same refusals in one sentence, without code and status."""

ABOUT_MORE = {500: "It failed on our side; the log says why, under the id that the answer carries as `X-Request-Id`."}


class Row(NamedTuple):
    """One refusal."""

    status: int
    code: str
    message: str
    detail: str
    path: str


def page() -> str:
    """The page."""
    found = sorted({*_refusals(), *_answers(), *_bad_requests(), *_path_ids(), *_values()})
    statuses = sorted({row.status for row in found})
    return markdown.page(
        "Errors",
        INTRO,
        as_json(msgspec.json.decode(_example())),
        ORDER,
        TABLES,
        *(_section(status, [row for row in found if row.status == status]) for status in statuses),
    )


def _section(status: int, found: list[Row]) -> str:
    about = (STATUSES | ABOUT_MORE)[status]
    rows = ([code(row.code), row.message, _advice(row), code(row.path)] for row in found)
    return f"## {status}\n\n{about}\n\n{table(('code', 'message', 'what would be right', 'refused in'), rows)}"


def _example() -> bytes:
    try:
        checked_title(" ")
    except Refusal as refusal:
        return refused(refusal, NEW_TICKET.wire_name(refusal.field or "")).body
    raise LookupError("a ticket may have an empty title now; show another refusal")


def _refusals() -> Iterator[Row]:
    """The rules' refusals: Refusal and what derives from it."""
    for module in source.modules():
        for call in module.calls("Refusal", "Taken", "Missing", "Forbidden"):
            kind: type[Refusal] = getattr(core, ast.unparse(call.node.func))
            given = [module.text(argument, call) for argument in call.node.args]
            refusal = kind(*given)
            status = next(status for known, status in STATUS if isinstance(refusal, known))
            yield _row(status, refusal.code, refusal.message, refusal.detail, module)


def _answers() -> Iterator[Row]:
    """The doors' own errors. Those that hand on another's code are told where that is made."""
    for module in source.modules():
        for call in module.calls("error"):
            status, *given = call.node.args
            if not _hands_on(given[0]):
                yield _row(_number(status), *_texts(module, given, call), module)


def _bad_requests() -> Iterator[Row]:
    """Requests that cannot be understood: message, detail, code."""
    for module in source.modules():
        for call in module.calls("BadRequest"):
            message, detail, *rest = call.node.args
            if rest and isinstance(rest[0], ast.JoinedStr):
                continue  # an id in the path, see _path_ids
            name = module.text(rest[0], call) if rest else "invalid_request"
            yield _row(400, name, module.text(message, call), module.text(detail, call), module)


def _path_ids() -> Iterator[Row]:
    """Ids in paths, one refusal per noun."""
    for name in dict.fromkeys(name for route in ROUTES for name in route.id_names):
        try:
            read_path_id(name, "…")
        except BadRequest as bad:
            yield Row(400, bad.code, bad.message, bad.detail.partition(";")[0], "api/paths.py")


def _values() -> Iterator[Row]:
    """Values with a refusal of their own: closed sets and references."""
    kinds: list[Kind] = [field.kind for route in ROUTES if route.body for field in route.body.fields]
    kinds += [param.kind for route in ROUTES for param in route.query]
    for kind in kinds:
        if isinstance(kind, Choice | Reference):
            try:
                kind.read(None)
            except BadValue as bad:
                yield Row(400, bad.code, bad.message, str(bad), "api/kinds.py")


def _number(status: ast.expr) -> int:
    """The status that is written there; what the framework refuses by itself is a bad request."""
    return status.value if isinstance(status, ast.Constant) and isinstance(status.value, int) else 400


def _hands_on(given: ast.expr) -> bool:
    return isinstance(given, ast.Attribute) and given.attr == "code"


def _texts(module: source.Module, given: list[ast.expr], call: source.Call) -> tuple[str, str, str]:
    name, message, *detail = (module.text(one, call) for one in given[:3])
    return name, message, detail[0] if detail else message


def _row(status: int, name: str, message: str, detail: str, module: source.Module) -> Row:
    if "…" in name:
        raise LookupError(f"{module.path}: the code of a refusal must be known before it runs, this is {name}")
    return Row(status, name, message, detail, module.path)


def _advice(row: Row) -> str:
    return "" if row.detail == row.message else row.detail[:1].upper() + row.detail[1:]
