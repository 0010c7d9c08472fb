"""Which pages of other origins may call the API from a browser; none, unless the settings name them."""

from deskhand.http.door import Answer, Headers, Scope

METHODS = b"GET, POST, PUT, DELETE"
TAKEN = b"authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, x-api-key"
SHOWN = (
    b"etag, idempotency-replayed, retry-after, x-request-id, "
    b"x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset"
)
VARY = (b"vary", b"origin")


class Origins:
    """The allowed origins, such as https://desk.example; `*` allows every one."""

    def __init__(self, listed: str) -> None:
        self._allowed = frozenset(origin.strip().rstrip("/") for origin in listed.split(",") if origin.strip())

    def headers(self, scope: Scope) -> Headers:
        """What an answer says to the page that asked; nothing to one that is not allowed."""
        if not self._allowed:
            return []
        origin = _header(scope, b"origin")
        if not self.allows(origin):
            return [VARY]  # a cache must not give this answer to a page that is allowed
        return [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", SHOWN), VARY]

    def allows(self, origin: bytes) -> bool:
        """Whether pages of this origin may call."""
        return bool(origin) and ("*" in self._allowed or origin.decode("latin-1") in self._allowed)

    def preflight(self, scope: Scope) -> Answer | None:
        """The answer to a browser that asks whether it may call; None for every other request."""
        if scope["method"] != "OPTIONS" or not _header(scope, b"access-control-request-method"):
            return None
        if not self.allows(_header(scope, b"origin")):
            return None
        more = [
            (b"access-control-allow-methods", METHODS),
            (b"access-control-allow-headers", TAKEN),
            (b"access-control-max-age", b"600"),
        ]
        # The headers of `headers` come with every answer of an allowed origin, this one included.
        return Answer(204, b"", more)


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")
