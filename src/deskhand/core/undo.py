"""Undo: how long what was sent may be taken back, before anything of it leaves the desk."""

from datetime import datetime, timedelta

# Long enough to see the wrong name or the wrong file once it stands there, too short to be waited for.
UNDO_SECONDS = 30


def deliverable_from(at: datetime) -> datetime:
    """The first instant at which what was sent at `at` may be delivered.

    Whoever delivers waits for it and may then go ahead, since up to it, and no longer, the author may take it back:
    nothing is ever both delivered and taken back.
    """
    return at + timedelta(seconds=UNDO_SECONDS)
