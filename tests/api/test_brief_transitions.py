"""The brief's transitions: which moves are allowed, what they pass through, and what they do to the dates."""

from itertools import pairwise
from typing import Any

import pytest

from deskhand.core.actor import system
from deskhand.core.ticket import Status
from deskhand.tickets.change import TicketChange, change_ticket
from tests.api.brief import Brief
from tests.api.history import history_of, status_moves
from tests.cast import Office

OPEN, PENDING, RESOLVED, CLOSED = Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED

# From, to, and the statuses passed through; None: refused.
MATRIX: dict[tuple[Status, Status], tuple[Status, ...] | None] = {
    (OPEN, OPEN): (),
    (OPEN, PENDING): (PENDING,),
    (OPEN, RESOLVED): (RESOLVED,),
    (OPEN, CLOSED): (RESOLVED, CLOSED),
    (PENDING, OPEN): (OPEN,),
    (PENDING, PENDING): (),
    (PENDING, RESOLVED): (RESOLVED,),
    (PENDING, CLOSED): (RESOLVED, CLOSED),
    (RESOLVED, OPEN): (OPEN,),
    (RESOLVED, PENDING): (PENDING,),
    (RESOLVED, RESOLVED): (),
    (RESOLVED, CLOSED): (CLOSED,),
    (CLOSED, OPEN): None,
    (CLOSED, PENDING): None,
    (CLOSED, RESOLVED): None,
    (CLOSED, CLOSED): (),
}


async def resolve_before_close(office: Office) -> None:
    await office.api.put("/account", {"ResolveBeforeClose": True})


async def move(office: Office, ticket_id: int, to: Status, status: int = 200) -> Any:
    return await office.api.put(f"/tickets/{ticket_id}", {"TicketStatus": to}, status)


def test_the_matrix_is_whole() -> None:
    assert set(MATRIX) == {(one, other) for one in Status for other in Status}


@pytest.mark.parametrize("start", list(Status))
async def test_every_move_passes_through_what_it_should_or_is_refused(office: Office, start: Status) -> None:
    for to in Status:
        path, ticket_id = MATRIX[start, to], (await office.ticket(TicketStatus=start))["TicketID"]
        answer = await move(office, ticket_id, to, 400 if path is None else 200)
        read = await office.api.get(f"/tickets/{ticket_id}")
        assert read["TicketStatus"] == (start if path is None else to)
        steps = [start, *(path or ())]
        assert status_moves(await history_of(office, ticket_id)) == list(pairwise(steps))
        if path is None:
            assert (answer["code"], answer["errors"][0]["field"]) == ("ticket_closed", "TicketStatus")
            assert answer["message"] == f"Ticket {ticket_id} is closed"


@pytest.mark.parametrize("start", list(Status))
async def test_every_move_leaves_the_totals_right(office: Office, start: Status) -> None:
    for to in Status:
        ticket_id = (await office.ticket(TicketStatus=start))["TicketID"]
        await office.api.send("PUT", f"/tickets/{ticket_id}", json={"TicketStatus": to})
    for status in Status:
        listed = await office.api.get("/tickets", ticketStatus=status)
        assert listed["totalItems"] == len(listed["items"])
    assert (await office.api.get("/tickets"))["totalItems"] == 4


@pytest.mark.parametrize("start", [OPEN, PENDING])
async def test_closing_at_once_sets_the_resolved_date(office: Office, start: Status) -> None:
    made = await office.ticket(TicketStatus=start)
    closed = await move(office, made["TicketID"], CLOSED)
    assert closed["TicketResolvedDate"] == closed["LastActivityDate"] is not None


@pytest.mark.parametrize("to", [OPEN, PENDING])
async def test_reopening_clears_the_resolved_date_and_resolving_again_sets_it_anew(brief: Brief, to: Status) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail")
    async with brief.standing_at("2024-02-15T10:00:00Z") as tx:
        await change_ticket(tx, system(brief.account_id), 54321, TicketChange(status=RESOLVED))
    assert (await brief.api.get("/tickets/54321"))["TicketResolvedDate"] == "2024-02-15T10:00:00Z"
    reopened = await brief.api.put("/tickets/54321", {"TicketStatus": to})
    assert reopened["TicketResolvedDate"] is None
    again = await brief.api.put("/tickets/54321", {"TicketStatus": "Resolved"})
    assert again["TicketResolvedDate"] == again["LastActivityDate"] > "2024-02-15T10:00:00Z"


async def test_closing_what_is_resolved_keeps_the_resolved_date(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", status=RESOLVED)
    closed = await brief.api.put("/tickets/54321", {"TicketStatus": "Closed"})
    assert closed["TicketResolvedDate"] == "2024-02-15T09:00:00Z"


@pytest.mark.parametrize("status", list(Status))
async def test_the_same_status_again_changes_no_date(brief: Brief, status: Status) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", status=status)
    before = await brief.api.get("/tickets/54321")
    after = await brief.api.put("/tickets/54321", {"TicketStatus": status})
    # What has been due for years may be told by the way.
    assert {**after, "SLAStatus": None} == {**before, "ActionID": 54321, "SLAStatus": None}


async def test_an_account_may_want_tickets_resolved_before_they_are_closed(office: Office) -> None:
    await resolve_before_close(office)
    for start in (OPEN, PENDING):
        ticket_id = (await office.ticket(TicketStatus=start))["TicketID"]
        refused = await move(office, ticket_id, CLOSED, 400)
        assert (refused["code"], refused["message"]) == ("transition_refused", "Resolve the ticket first")
        assert "Resolved" in refused["detail"]
        assert refused["errors"][0]["field"] == "TicketStatus"
        assert len(await history_of(office, ticket_id)) == 1
        await move(office, ticket_id, RESOLVED)
        assert (await move(office, ticket_id, CLOSED))["TicketStatus"] == "Closed"


async def test_that_wish_refuses_no_other_move(office: Office) -> None:
    await resolve_before_close(office)
    for (start, to), path in MATRIX.items():
        ticket_id = (await office.ticket(TicketStatus=start))["TicketID"]
        refused = path is None or path == (RESOLVED, CLOSED)
        await move(office, ticket_id, to, 400 if refused else 200)


async def test_a_refused_move_takes_the_other_fields_with_it(office: Office) -> None:
    await resolve_before_close(office)
    made = await office.ticket()
    body = {"TicketStatus": "Closed", "TicketPriority": "Low"}
    await office.api.put(f"/tickets/{made['TicketID']}", body, 400)
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["TicketPriority"] == "Medium"


async def test_a_closed_ticket_still_takes_what_it_says_already(office: Office) -> None:
    made = await office.ticket(TicketStatus="Closed", TechnicianContactID=office.cast.tom.id)
    body = {key: made[key] for key in ("TicketTitle", "TicketPriority", "TicketStatus", "TechnicianContactID")}
    assert await office.api.put(f"/tickets/{made['TicketID']}", body) == made
    assert len(await history_of(office, made["TicketID"])) == 1


async def test_a_closed_ticket_takes_no_other_change(office: Office) -> None:
    made = await office.ticket(TicketStatus="Closed")
    changes: list[dict[str, Any]] = [
        {"TicketTitle": "Slow mail"},
        {"Description": "Since 9am"},
        {"TicketPriority": "Low"},
        {"TicketType": "Change"},
        {"TicketImpact": "Minor"},
        {"DueDate": "2030-01-01"},
        {"EndUserID": office.cast.pete.id},
        {"CustomerID": office.cast.bakers.id},
        {"TechnicianContactID": office.cast.tom.id},
    ]
    for change in changes:
        refused = await office.api.put(f"/tickets/{made['TicketID']}", change, 400)
        assert refused["code"] == "ticket_closed", change
