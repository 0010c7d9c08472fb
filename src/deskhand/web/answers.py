"""The kinds of answers that pages give, all with the headers that keep a browser from running what is not ours."""

import base64
from typing import Any
from urllib.parse import quote

import msgspec

from deskhand.http.door import Answer, Headers
from deskhand.web.cookies import SAID, cookie
from deskhand.web.templating import render
from deskhand.web.visit import Visit

HTML = b"text/html; charset=utf-8"
# Scripts and styles come from our own files alone: nothing inline, nothing evaluated, nothing from elsewhere.
POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    b"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GUARDED: Headers = [
    (b"content-security-policy", POLICY),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]


class Said(msgspec.Struct, frozen=True):
    """A sentence that the next page says once. `undo` is the address that takes back what was done, until `until`."""

    text: str
    kind: str = "done"
    undo: str = ""
    until: float = 0.0


def page(visit: Visit, template: str, status: int = 200, **shown: Any) -> Answer:
    """A page, or a part of one, made from a template."""
    said = take_said(visit)
    body = render(visit, template, said=said, **shown)
    return Answer(status, body.encode(), [*GUARDED, *visit.new_cookies], HTML)


def see_other(visit: Visit, path: str, said: Said | None = None) -> Answer:
    """Go on to a page of ours with a GET, where the sentence is said."""
    if said is not None:
        visit.new_cookies.append(cookie(SAID, _packed(said), secure=visit.secure, seconds=60))
    return Answer(303, b"", [(b"location", address(path).encode()), *GUARDED, *visit.new_cookies], HTML)


def nothing(visit: Visit) -> Answer:
    """Done, with nothing to show."""
    return Answer(204, b"", [*GUARDED, *visit.new_cookies], HTML)


def json_answer(visit: Visit, value: Any, status: int = 200) -> Answer:
    """Plain data for our own scripts."""
    return Answer(status, msgspec.json.encode(value), [*GUARDED, *visit.new_cookies])


def own_path(path: str) -> str:
    """The path if it leads to a page of ours, else the start: nobody is sent elsewhere by a link they were given."""
    fine = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if fine else "/"


def address(path: str) -> str:
    """A path as it may stand in a header."""
    return quote(path, safe="/?&=%#:,+~!$'()*;@-._")


def take_said(visit: Visit) -> Said | None:
    """What the last answer left to be said, which is then said once."""
    packed = visit.cookies.get(SAID, "")
    if not packed:
        return None
    visit.new_cookies.append(cookie(SAID, "", secure=visit.secure, seconds=0))
    try:
        said = msgspec.json.decode(base64.urlsafe_b64decode(packed), type=Said)
    except (ValueError, msgspec.MsgspecError):
        return None
    # Whatever a cookie says, the form's token goes to no other site.
    return said if not said.undo or own_path(said.undo) == said.undo else None


def _packed(said: Said) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(said)).decode()
