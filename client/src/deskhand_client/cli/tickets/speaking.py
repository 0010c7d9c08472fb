"""Who speaks on tickets where the key does not say: at Atera a comment needs its technician."""

from deskhand_client.cli.connect import Desk
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.people import acting
from deskhand_client.server import Server


def speaker(desk: Desk, said: str | None) -> int | None:
    """The technician who speaks; None where the server knows by the key. Raises Failure before anything is sent."""
    found = acting(desk, said)
    if found is None and desk.client.server == Server.ATERA:
        raise Failure(
            "Atera wants to know who comments: say --as ID, or once for all deskhand login --technician ID.", Code.USAGE
        )
    return found
