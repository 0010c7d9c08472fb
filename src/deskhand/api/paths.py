"""What a request's path says: the ids and texts where the declared path has names."""

from urllib.parse import unquote

from deskhand.api.kinds import read_id
from deskhand.api.routes import Route
from deskhand.api.shape import BadRequest
from deskhand.core.text import BadText, check_text
from deskhand.http.door import Scope

LONGEST_TEXT = 10_000


def texts_in(declared: Route, scope: Scope) -> dict[str, str]:
    """The path's texts as they were written: the door lowers the path that routes are found by."""
    if not declared.text_names:
        return {}
    declared_parts = declared.path.strip("/").split("/")
    parts = [part for part in scope["written_path"].split(b"/") if part][-len(declared_parts) :]
    named = {name[1:-1]: unquote(part) for name, part in zip(declared_parts, parts, strict=True)}
    try:
        return {name: check_text(named[name], LONGEST_TEXT) for name in declared.text_names}
    except BadText as bad:
        raise BadRequest("Invalid path", f"In the path: {bad}", "invalid_path") from None


def read_path_id(name: str, text: str) -> int:
    """The id that stands for a name of the path. Raises BadRequest."""
    number = read_id(text)
    if number is None:
        noun = name.removesuffix("_id").replace("_", " ")
        raise BadRequest(
            f"Invalid {noun} ID", f"A {noun} ID is a whole number from 1; this was {text[:40]!r}", f"invalid_{name}"
        )
    return number
