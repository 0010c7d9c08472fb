"""Refusing forms that another site has made: by where the browser says they come from, and by a token in them."""

import hmac
import secrets
from urllib.parse import urlsplit

from deskhand.web.cookies import VISITOR, cookie
from deskhand.web.visit import Visit

FIELD = "form_token"
HEADER = b"x-form-token"


class Forged(Exception):
    """The form is none of ours, or of a session that has ended meanwhile."""


def refuse_forged(visit: Visit) -> None:
    """Raise Forged unless the form comes from a page of ours that this very browser was given."""
    if visit.header(b"sec-fetch-site") not in ("", "same-origin", "none"):
        raise Forged
    origin = visit.header(b"origin")
    if origin and origin != "null" and not _own(visit, origin):
        raise Forged
    brought = visit.form.raw(FIELD) or visit.header(HEADER)
    if not hmac.compare_digest(brought.encode("utf-8", "replace"), visit.token.encode()):
        raise Forged


def visitor_cookie(visit: Visit) -> None:
    """See to it that somebody without a session has a cookie that the tokens of our forms can go with."""
    if not visit.cookies.get(VISITOR):
        visit.cookies[VISITOR] = secrets.token_urlsafe(24)
        visit.new_cookies.append(cookie(VISITOR, visit.cookies[VISITOR], secure=visit.secure))


def _own(visit: Visit, origin: str) -> bool:
    """Whether an origin is ours: by the setting, or by the host that the request itself names (a proxy may end TLS)."""
    host = urlsplit(origin).netloc
    return origin == visit.base_url or host == visit.header(b"host") or host == urlsplit(visit.base_url).netloc
