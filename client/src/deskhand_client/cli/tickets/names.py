"""What the numbers in events are called: asked for once, and again where something is renamed."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from deskhand_client.client import Client
from deskhand_client.errors import ApiError
from deskhand_client.records.event import Event

T = TypeVar("T")

BY_SOMEBODY = ("comment.added", "work_hours.logged")
AUTHORS = {"TechnicianContactID": "technician", "EndUserID": "contact"}
ACTORS = {"system": "the desk", "integration": "an integration"}


class Names:
    """Names of tickets, technicians, contacts and customers, as far as the key may read them."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._titles: dict[int, str] = {}
        self._known: dict[tuple[str, int], str] = {}
        self._asked_for_technicians = False

    def learn(self, events: Iterable[Event]) -> None:
        """Ask for what some events speak of, all their tickets at once."""
        wanted = {one.ticket_id for one in events if one.ticket_id is not None and self._is_news(one)}
        if wanted:
            found = self._client.tickets.list(ids=sorted(wanted))
            self._titles |= {ticket.id: ticket.title for ticket in self._allowed(lambda: list(found)) or ()}

    def _is_news(self, event: Event) -> bool:
        return event.ticket_id not in self._titles or "TicketTitle" in event.texts_changed

    def title(self, event: Event) -> str:
        """The title of an event's ticket; "" where it is gone."""
        return self._titles.get(event.ticket_id or 0, "")

    def actor(self, event: Event) -> str:
        """Who did it: of a comment or of work whoever it is by, also where a program has sent it."""
        if event.kind in BY_SOMEBODY:
            for field, what in AUTHORS.items():
                number = (event.changes.get(field) or {}).get("After")
                if isinstance(number, int):
                    return self.of(what, number)
        if event.actor_id is None or event.actor_kind in ACTORS:
            return ACTORS.get(event.actor_kind, event.actor_kind)
        return self.of(event.actor_kind, event.actor_id)

    def of(self, what: str, number: int) -> str:
        """How a technician, contact or customer is called; the number where that cannot be known."""
        if what == "technician" and not self._asked_for_technicians:
            self._asked_for_technicians = True
            people = self._allowed(lambda: list(self._client.technicians.list())) or ()
            self._known |= {("technician", one.id): one.name for one in people}
        if (what, number) not in self._known:
            self._known[what, number] = self._asked(what, number) or f"{what} {number}"
        return self._known[what, number]

    def _asked(self, what: str, number: int) -> str | None:
        if what == "contact":
            contact = self._allowed(lambda: self._client.contacts.get(number))
            return None if contact is None else contact.name or contact.email
        if what == "customer":
            customer = self._allowed(lambda: self._client.customers.get(number))
            return None if customer is None else customer.name
        technician = self._allowed(lambda: self._client.technicians.get(number))
        return None if technician is None else technician.name

    def _allowed(self, ask: Callable[[], T]) -> T | None:
        """The answer; None where there is none for this key."""
        try:
            return ask()
        except ApiError as error:
            if error.status in (401, 429) or error.status >= 500:
                raise
            return None
