"""What is said of a ticket on the command line, as the SDK takes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from deskhand_client.cli.connect import Desk
from deskhand_client.cli.moments import moment
from deskhand_client.cli.people import technician_id
from deskhand_client.cli.tickets import words

NOBODY = "none"


def chosen(
    *, status: str | None, priority: str | None, kind: str | None, impact: str | None, tags: list[str] | None
) -> dict[str, Any]:
    """The closed sets and the tags that were said."""
    said: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
        "status": (status, words.STATUSES),
        "priority": (priority, words.PRIORITIES),
        "type": (kind, words.TYPES),
        "impact": (impact, words.IMPACTS),
    }
    found = {name: words.as_the_api_has_it(one, known) for name, (one, known) in said.items() if one is not None}
    return {**found, **({"tags": [tag for tag in tags if tag]} if tags else {})}


def due(said: str | None) -> dict[str, datetime | None]:
    """The due date that was said; `none` gives it back to the SLA."""
    if said is None:
        return {}
    return {"due_at": None if said.casefold() == NOBODY else moment(said, datetime.now(UTC))}


def technician(desk: Desk, said: str | None) -> dict[str, Any]:
    """The technician who was said; `none` is nobody."""
    if said is None:
        return {}
    return {"technician_id": None if said.casefold() == NOBODY else technician_id(desk, said)}
