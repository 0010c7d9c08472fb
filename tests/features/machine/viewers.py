"""Who looks, and what they may see: keys of everybody, of tickets alone, and of one customer."""

from dataclasses import dataclass

from tests.cast import Cast
from tests.features.machine.things import Ticket
from tests.features.machine.world import Recorded, World

# The nouns that everybody reads; those of the account itself are an administrator's.
NOUNS = frozenset({"ticket", "comment", "work_hours", "customer", "contact", "technician"})


@dataclass(frozen=True)
class Viewer:
    """A key that looks."""

    technician_id: int | None = None
    nouns: frozenset[str] = NOUNS
    # Only this customer's tickets, if it is so limited.
    customer_id: int | None = None

    @property
    def internal(self) -> bool:
        """Whether internal comments are theirs to read."""
        return "comment" in self.nouns

    def sees(self, ticket: Ticket) -> bool:
        """Whether a ticket is within reach, deleted or not."""
        return self.customer_id is None or ticket.customer_id == self.customer_id

    def is_told(self, world: World, event: Recorded) -> bool:
        """Whether the feed tells of an event, as things are now."""
        noun = event.kind.partition(".")[0]
        if noun not in self.nouns:
            return False
        if self.customer_id is None:
            return True
        if event.ticket_id is not None:
            return self.sees(world.tickets[event.ticket_id])
        return noun == "customer" and event.thing_id == self.customer_id


def viewers(cast: Cast) -> dict[str, Viewer]:
    """By the names of their keys."""
    return {
        "robot": Viewer(),
        "jane": Viewer(cast.jane.id),
        "tom": Viewer(cast.tom.id),
        "vera": Viewer(cast.vera.id),
        "narrow": Viewer(nouns=frozenset({"ticket"})),
        "acme": Viewer(customer_id=cast.acme.id),
    }


def visible(world: World, viewer: Viewer) -> list[Ticket]:
    """The tickets that a key's lists show, newest first."""
    return [ticket for ticket in world.alive if viewer.sees(ticket)]
