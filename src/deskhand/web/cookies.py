"""The console's cookies: which there are, how they are read from a request and set by an answer."""

from deskhand.http.door import Scope

SESSION = "deskhand_session"
# Before there is a session: what a log-in form's token is made from.
VISITOR = "deskhand_visitor"
# What the next page is to say once: "3 tickets changed".
SAID = "deskhand_said"
# The browser's own time zone, told by the page's script; nothing depends on it but how times are shown.
ZONE = "deskhand_zone"

SESSION_SECONDS = 14 * 24 * 3600


# By https a browser takes a cookie of such a name only from the very host, so that none can be put in by a neighbour.
HOST_ONLY = "__Host-"
OURS = frozenset((SESSION, VISITOR, SAID))


def read_cookies(scope: Scope, *, secure: bool) -> dict[str, str]:
    """The request's cookies by name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                key, _, text = pair.strip().partition("=")
                if key.removeprefix(HOST_ONLY) not in OURS:
                    found.setdefault(key, text)
                elif key.startswith(HOST_ONLY) == secure:
                    found.setdefault(key.removeprefix(HOST_ONLY), text)
    return found


def session_cookie(text: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header that lets a browser keep its session until nobody has used it for so long."""
    return cookie(SESSION, text, secure=secure, seconds=SESSION_SECONDS)


def cookie(name: str, value: str, *, secure: bool, seconds: int | None = None) -> tuple[bytes, bytes]:
    """The header that sets a cookie, which no script may read and no other site may send; 0 seconds take it away."""
    parts = [f"{HOST_ONLY if secure else ''}{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if secure:
        parts.append("Secure")
    return b"set-cookie", "; ".join(parts).encode("latin-1")
