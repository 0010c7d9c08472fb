"""Whatever can happen to a ticket is told as an exact sentence, and several events as one line."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from deskhand.core.actor import ActorKind
from deskhand.core.events import EventKind
from deskhand.core.policy import ClockKind
from deskhand.tickets.thread import Changed, Happened, Named, Who
from deskhand.tickets.timeline import SILENT
from deskhand.web.moments import Moments
from deskhand.web.thread.happenings import _FACTS, lines_of
from deskhand.web.thread.thread import _summary
from deskhand.web.words import words_of

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
TOM = Who(kind=ActorKind.TECHNICIAN, id=5, name="Tom Field")
DESK = Who(kind=ActorKind.SYSTEM)


class Reader:
    """As much of a visit as sentences need."""

    words = words_of("en")
    moments = Moments(words, UTC)
    now = AT + timedelta(hours=1)

    def _(self, text: str) -> str:
        return self.words.gettext(text)


READER: Any = Reader()


def happened(kind: EventKind, *changes: Changed, who: Who = TOM, **more: Any) -> Happened:
    return Happened(seq=1, at=AT, actor=who, kind=kind, thing_id=1, changes=changes, **more)


def told(kind: EventKind, *changes: Changed, **more: Any) -> list[str]:
    return [line.text for line in lines_of(READER, happened(kind, *changes, **more))]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Changed("priority", "Medium", "High"), "Priority Medium to High by Tom Field"),
        (Changed("status", "Open", "Pending"), "Status Open to Pending by Tom Field"),
        (Changed("type", "Problem", "Incident"), "Type Problem to Incident by Tom Field"),
        (Changed("impact", None, "SiteDown"), "Impact set to Site down by Tom Field"),
        (Changed("impact", "SiteDown", None), "Impact Site down removed by Tom Field"),
        (Changed("technician_id", None, Named(7, "Dora Desk")), "Assigned to Dora Desk by Tom Field"),
        (
            Changed("technician_id", Named(5, "Tom Field"), Named(7, "Dora Desk")),
            "Assigned to Dora Desk instead of Tom Field by Tom Field",
        ),
        (
            Changed("technician_id", Named(7, "Dora"), None),
            "Taken from Dora, assigned to nobody by Tom Field",
        ),
        (Changed("customer_id", Named(1, "Acme"), Named(2, "Bakers")), "Customer Acme to Bakers by Tom Field"),
        (Changed("contact_id", Named(1, "John"), Named(2, "")), "Requester John to #2 by Tom Field"),
        (Changed("group_id", None, 4), "Group set to 4 by Tom Field"),
        (Changed("due_by_hand", None, AT), "Due date set to Mon 23 Nov 2026, 09:12 by Tom Field"),
        (Changed("due_by_hand", AT, None), "Due date Mon 23 Nov 2026, 09:12 removed by Tom Field"),
        (Changed("policy_id", Named(1, "Basic"), Named(2, "Plus")), "SLA policy Basic to Plus by Tom Field"),
        (Changed("parent_id", None, 12), "Became part of ticket #12 by Tom Field"),
        (Changed("parent_id", 12, None), "No longer part of ticket #12 by Tom Field"),
        (Changed("title", "No mail", "No post"), "Title “No mail” to “No post” by Tom Field"),
        (Changed("tags", "vpn", "vpn\nwindows"), "Tags added: windows by Tom Field"),
        (Changed("tags", "vpn\nwindows", "mail"), "Tags added: mail; removed: vpn, windows by Tom Field"),
        (Changed("tags", "vpn", ""), "Tags removed: vpn by Tom Field"),
    ],
)
def test_a_changed_field(change: Changed, sentence: str) -> None:
    assert told(EventKind.TICKET_CHANGED, change) == [sentence]


def test_what_was_done_through_an_agent_says_so() -> None:
    through = msgspec.structs.replace(TOM, agent="claude-code")
    change = Changed("priority", "Medium", "High")
    assert told(EventKind.TICKET_CHANGED, change, who=through) == [
        "Priority Medium to High by Tom Field, through claude-code"
    ]


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        (EventKind.TICKET_DELETED, (), "Ticket deleted by Tom Field"),
        (
            EventKind.WORK_LOGGED,
            (Changed("starts_at", None, AT), Changed("ends_at", None, AT + timedelta(minutes=45))),
            "45\u00a0min of work logged by Tom Field",
        ),
        (EventKind.WORK_DELETED, (Changed("deleted_at", None, AT),), "Entry of work deleted by Tom Field"),
        (EventKind.WORK_CHANGED, (Changed("billable", True, False),), "Entry of work made not billable by Tom Field"),
        (
            EventKind.WORK_CHANGED,
            (Changed("technician_id", Named(5, "Tom"), Named(6, "Dora")),),
            "Entry of work: Technician Tom to Dora by Tom Field",
        ),
    ],
)
def test_other_events(kind: EventKind, changes: tuple[Changed, ...], sentence: str) -> None:
    assert told(kind, *changes) == [sentence]


def test_the_work_of_somebody_else_and_unbilled_work() -> None:
    times = Changed("starts_at", None, AT), Changed("ends_at", None, AT + timedelta(hours=2))
    dora = Changed("technician_id", None, Named(6, "Dora Desk"))
    assert told(EventKind.WORK_LOGGED, *times, dora) == ["2\u00a0h of Dora Desk’s work logged by Tom Field"]
    free = Changed("billable", None, False)
    assert told(EventKind.WORK_LOGGED, *times, free) == ["2\u00a0h of work logged, not billable by Tom Field"]


@pytest.mark.parametrize("clock", ClockKind)
def test_a_clocks_warning_and_breach(clock: ClockKind) -> None:
    changes = Changed("clock", None, clock.value), Changed("clock_due_at", None, AT)
    warned, breached = (told(kind, *changes, who=DESK) for kind in (EventKind.SLA_WARNED, EventKind.SLA_BREACHED))
    assert warned[0].endswith("due soon, at Mon 23 Nov 2026, 09:12")
    assert breached[0].endswith("overdue since Mon 23 Nov 2026, 09:12")


def test_dates_that_moved_custom_values_and_keys() -> None:
    later = AT + timedelta(hours=1)
    assert told(EventKind.SLA_MOVED, Changed("due_at", AT, later), who=DESK) == [
        "Due date Mon 23 Nov 2026, 09:12 to Mon 23 Nov 2026, 10:12, as the SLA policy was changed"
    ]
    assert told(EventKind.SLA_MOVED, who=DESK) == ["Due dates moved, as the SLA policy was changed"]
    value = Changed("field_id", None, 3), Changed("value", "old", "new")
    key = Who(kind=ActorKind.INTEGRATION, name="RMM")
    assert told(EventKind.CUSTOM_VALUE_SET, *value, about="Rack", who=key) == ["Rack “old” to “new” by the API key RMM"]
    assert told(EventKind.TICKET_CHANGED, reworded=("description",)) == ["Description changed by Tom Field"]


# What is a message, or is not shown.
ELSEWHERE = {
    EventKind.TICKET_CREATED,
    EventKind.COMMENT_ADDED,
    EventKind.COMMENT_CHANGED,
    EventKind.COMMENT_REMOVED,
    EventKind.ATTACHMENT_REMOVED,
}
FIELDS_TELL = {
    EventKind.TICKET_CHANGED,
    EventKind.TICKET_STATUS_CHANGED,
    EventKind.TICKET_LINKED,
    EventKind.TICKET_UNLINKED,
}


def test_every_kind_that_can_be_on_a_ticket_has_its_sentence() -> None:
    nouns = {"ticket", "comment", "work_hours", "sla", "custom_value", "attachment"}
    on_tickets = {kind for kind in EventKind if kind.noun in nouns}
    assert SILENT <= ELSEWHERE
    assert on_tickets == {*_FACTS, *FIELDS_TELL, *ELSEWHERE}


def test_a_run_names_the_two_that_weigh_most() -> None:
    event = happened(
        EventKind.TICKET_CHANGED,
        Changed("title", "No mail", "No post"),
        Changed("priority", "Medium", "Critical"),
        Changed("technician_id", None, Named(7, "Dora Desk")),
        Changed("tags", "", "vpn"),
    )
    lines = lines_of(READER, event)
    assert _summary(READER, lines) == "Assigned to Dora Desk, Priority Critical and 2 more"
    assert _summary(READER, lines[:1]) == "Title “No mail” to “No post” by Tom Field"
    assert _summary(READER, lines[:2]) == "Priority Critical, Title “No post”"
