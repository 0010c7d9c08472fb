"""What the feed calls the fields that changed: every tracked field has a name, and it is the one of the answers."""

from typing import Any

import pytest

from deskhand.api.v3.shapes.event import INSTANTS, NAMES
from deskhand.core.directory import Account
from deskhand.core.history import CLOCK_FACTS, NOUNS, TRACKED, Tracked
from tests.cast import Office


def test_every_field_of_history_has_a_name() -> None:
    nouns = {**NOUNS, "account": TRACKED[Account], "sla": Tracked(values=CLOCK_FACTS, texts=())}
    tracked = {noun: {*fields.values, *fields.texts} for noun, fields in nouns.items()}
    assert {noun: set(names) for noun, names in NAMES.items()} == tracked
    assert {field for fields in tracked.values() for field in fields} >= INSTANTS


@pytest.mark.parametrize("noun", list(NAMES))
def test_no_two_names_differ_by_case_alone(noun: str) -> None:
    names = list(NAMES[noun].values())
    assert len({name.casefold() for name in names}) == len(names)


async def test_names_and_instants_are_those_of_the_answers(office: Office) -> None:
    start = (await office.api.get("/events", after=0, limit=500))["last"]
    ticket = await office.api.post(
        "/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id, "DueDate": "2030-01-02T03:04:05.678+01:00"}
    )
    path = f"/tickets/{ticket['TicketID']}"
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z", "OnCustomerSite": True}
    logged = await office.api.post(f"{path}/workhours", {**span, "TechnicianContactID": office.cast.tom.id})
    contact = await office.api.get(f"/contacts/{office.cast.john.id}")
    await office.api.put(f"/contacts/{office.cast.john.id}", {"InIgnoreMode": True, "Firstname": "Johnny"})
    created, work, changed = (await office.api.get("/events", after=start))["items"]
    _after(created, ticket, without=("GroupID",))
    _after(work, logged)
    assert created["Changes"]["DueDate"] == {"Before": None, "After": "2030-01-02T02:04:05Z"}
    assert created["TextsChanged"] == ["TicketTitle"]
    assert changed["Changes"] == {"InIgnoreMode": {"Before": contact["InIgnoreMode"], "After": True}}
    assert changed["TextsChanged"] == ["Firstname"]


def _after(event: dict[str, Any], thing: dict[str, Any], *, without: tuple[str, ...] = ()) -> None:
    """What an event says of a new thing is what the thing says of itself."""
    told = {name: change["After"] for name, change in event["Changes"].items() if name not in without}
    assert told == {name: thing[name] for name in told}
