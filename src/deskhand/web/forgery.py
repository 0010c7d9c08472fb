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


class NoCookie(Forged):
    """The browser did not bring the cookie that it was given with the form."""


def refuse_forged(visit: Visit) -> None:
    """Raise Forged unless the form comes from a page of ours that this very browser was given."""
    site, origin = visit.header(b"sec-fetch-site"), visit.header(b"origin")
    if site not in ("", "same-origin", "none"):
        raise Forged
    # A proxy that sets a stricter Referrer-Policy makes browsers hide the origin of our own pages, too.
    if origin and not _own(visit, origin) and not (origin == "null" and site == "same-origin"):
        raise Forged
    if visit.who is None and not visit.cookies.get(VISITOR):
        raise NoCookie
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
    try:
        host = urlsplit(origin).netloc
    except ValueError:  # no browser says this
        return False
    return bool(host) and host in (visit.header(b"host"), urlsplit(visit.base_url).netloc)
