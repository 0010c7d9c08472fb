"""Who else has a ticket open, in words."""

from deskhand.core.errors import Missing
from deskhand.core.presence import PresenceState
from deskhand.storage.engine import Read
from deskhand.tickets.presence import who_is_here
from deskhand.web.templating import render
from deskhand.web.visit import Visit


async def shown_presence(visit: Visit, read: Read, ticket_id: int) -> str:
    """The line over the composer; empty while nobody else is here."""
    try:
        here = await who_is_here(read, visit.actor, ticket_id, visit.now)
    except Missing:
        return ""
    return render(visit, "ticket/presence.html", here=here, typing=PresenceState.TYPING) if here else ""
