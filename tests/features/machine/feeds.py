"""Readers of the feed: each goes on from its own last event, and sees what its key may see once and in order."""

from typing import Any

from deskhand.api.v3.shapes.event import NAMES
from tests.features.machine import shown
from tests.features.machine.driver import Driver
from tests.features.machine.viewers import Viewer
from tests.features.machine.world import Json, Recorded, World


class Reader:
    """Somebody who follows the feed."""

    def __init__(self, who: str, viewer: Viewer, since: int) -> None:
        self.who = who
        self.viewer = viewer
        self.begun = self.last = since
        self.seen: list[Json] = []

    def follow(self, driver: Driver, world: World, limit: int) -> None:
        """Read the next page."""
        looked_at = [event for event in world.log if self.last < event.seq <= self.last + limit]
        expected = [told(event) for event in looked_at if self.viewer.is_told(world, event)]
        status, answer = driver.send(self.who, "GET", "/events", after=self.last, limit=limit)
        self.last = min(self.last + limit, world.seq)
        assert (status, answer) == (200, {"items": expected, "last": self.last})
        self.seen += expected

    def catch_up(self, driver: Driver, world: World) -> None:
        """Read to the end; what was seen is each event once and in order, and gives the desk's tickets."""
        while self.last < world.seq:
            self.follow(driver, world, 97)
        numbers = [event["Seq"] for event in self.seen]
        assert numbers == sorted(set(numbers))
        if self.viewer.customer_id is None:
            assert mirrored(self.seen) == {t.id: t.status for t in world.alive}


def mirrored(events: list[Json]) -> dict[int, str]:
    """The tickets and their statuses as the events alone tell them."""
    found: dict[int, str] = {}
    for event in events:
        match event["Kind"]:
            case "ticket.created" | "ticket.status_changed":
                found[event["ThingID"]] = event["Changes"]["TicketStatus"]["After"]
            case "ticket.deleted":
                del found[event["ThingID"]]
    return found


def told(event: Recorded) -> Json:
    """An event as the feed must tell it."""
    names = NAMES[event.kind.partition(".")[0]]
    changes = {names[name]: {"Before": value(old), "After": value(new)} for name, (old, new) in event.changes.items()}
    return {
        "Seq": event.seq,
        "At": shown.at(event.at),
        "Kind": event.kind,
        "ThingID": event.thing_id,
        "TicketID": event.ticket_id,
        "ActorKind": event.actor.kind,
        "ActorID": event.actor.person_id,
        "Via": None,
        "Changes": changes,
        "TextsChanged": [names[name] for name in event.texts],
    }


def value(one: Any) -> Any:
    """A value as events tell it."""
    return shown.at(one) if hasattr(one, "isoformat") else one
