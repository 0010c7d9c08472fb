"""Named refusals: what the desk answers when something asked for is wrong, in words that say what would be right.

Refusal             the request is wrong as it stands (a field, a move, a reference)
+-- Missing         there is no such thing within what the actor may see
+-- Forbidden       the actor may see it but not do this to it
+-- Taken           somebody else already has what must be unique
Busy (storage)      the database is under a lock for too long; the same request may be sent again
"""


class Refusal(Exception):
    """A request that the rules turn down.

    `code` is stable and for programs, `message` is the brief's text where it has one, `detail` says what would be
    right, `field` names the draft's attribute, which each door shows in its own words. Nothing here knows HTTP.
    """

    def __init__(self, code: str, message: str, detail: str = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail or message
        self.field = field


class Missing(Refusal):
    """There is no such thing, or none that this actor may see; the answer does not tell which."""

    def __init__(self, noun: str, detail: str = "") -> None:
        detail = detail or f"There is no {noun.lower()} with this ID that you may see; lists show those there are"
        super().__init__(f"{noun.lower().replace(' ', '_')}_not_found", f"{noun} not found", detail)


class Forbidden(Refusal):
    """The actor may not do this; `detail` names the permission or scope it would take."""

    def __init__(self, detail: str) -> None:
        super().__init__("forbidden", "Forbidden", detail)


class Taken(Refusal):
    """What must be unique is already in use."""
