"""The bell: whom an event calls, and as what."""

from typing import Any

import pytest

from deskhand.core.actor import ActorKind
from deskhand.core.events import Event, EventData, EventKind, Value
from deskhand.core.notifications import NotificationKind, called_by, may_mention
from tests.core.made import NOON

TOM, DORA = 3, 4


def event(kind: EventKind, actor: int | None = None, *, by: ActorKind = ActorKind.TECHNICIAN, **after: Value) -> Event:
    return Event(
        account_id=1,
        seq=9,
        at=NOON,
        kind=kind,
        thing_id=1,
        ticket_id=1,
        actor_kind=by,
        actor_id=actor,
        key_id=None,
        data=EventData(changes={field: (None, value) for field, value in after.items()}),
    )


def comment(actor: int | None = None, *, by: ActorKind = ActorKind.TECHNICIAN, **said: Any) -> Event:
    return event(EventKind.COMMENT_ADDED, actor, by=by, **said)


@pytest.mark.parametrize(
    ("happened", "assignee", "mentioned", "called"),
    [
        (event(EventKind.TICKET_CREATED, DORA, technician_id=TOM), TOM, (), {TOM: "assigned"}),
        (event(EventKind.TICKET_CHANGED, DORA, technician_id=TOM), TOM, (), {TOM: "assigned"}),
        (event(EventKind.TICKET_CHANGED, by=ActorKind.SYSTEM, technician_id=TOM), TOM, (), {TOM: "assigned"}),
        # A contact may have the same number as nobody of the staff; who acts is told by kind and number.
        (event(EventKind.TICKET_CHANGED, TOM, by=ActorKind.CONTACT, technician_id=TOM), TOM, (), {TOM: "assigned"}),
        (event(EventKind.TICKET_CHANGED, TOM, technician_id=TOM), TOM, (), {}),
        (event(EventKind.TICKET_CHANGED, DORA, technician_id=None), None, (), {}),
        (event(EventKind.TICKET_CHANGED, DORA, priority="High"), TOM, (), {}),
        (event(EventKind.TICKET_STATUS_CHANGED, DORA, status="Closed"), TOM, (), {}),
        (comment(DORA, technician_id=DORA), TOM, (TOM,), {TOM: "mentioned"}),
        (comment(DORA, technician_id=DORA), TOM, (TOM, DORA), {TOM: "mentioned"}),
        (comment(DORA, technician_id=DORA), TOM, (), {}),
        # Written down by one for another: neither is called.
        (comment(DORA, technician_id=TOM), TOM, (TOM, DORA), {}),
        (comment(7, by=ActorKind.CONTACT, contact_id=7), TOM, (), {TOM: "replied"}),
        (comment(7, by=ActorKind.CONTACT, contact_id=7), None, (), {}),
        (comment(TOM, contact_id=7), TOM, (), {}),
        (comment(DORA, contact_id=7), TOM, (), {TOM: "replied"}),
        (event(EventKind.SLA_WARNED, by=ActorKind.SYSTEM), TOM, (), {TOM: "warned"}),
        # It was found out when Tom came to it; he is told all the same.
        (event(EventKind.SLA_BREACHED, TOM), TOM, (), {TOM: "breached"}),
        (event(EventKind.SLA_BREACHED, by=ActorKind.SYSTEM), None, (), {}),
    ],
)
def test_whom_an_event_calls(
    happened: Event, assignee: int | None, mentioned: tuple[int, ...], called: dict[int, str]
) -> None:
    assert called_by(happened, assignee, mentioned) == {id: NotificationKind(kind) for id, kind in called.items()}


def test_only_what_the_desk_writes_mentions_anybody() -> None:
    assert may_mention(comment(DORA, technician_id=DORA))
    assert may_mention(comment(by=ActorKind.INTEGRATION))
    assert not may_mention(comment(7, by=ActorKind.CONTACT, contact_id=7))
