"""The brief's `GET /api/v3/tickets/statusmodified?modifiedAfter=...`."""

from typing import Any

import pytest

from deskhand.core.actor import system
from deskhand.core.ticket import Status
from deskhand.tickets.change import TicketChange, change_ticket
from tests.api.brief import Brief
from tests.cast import Office

PATH = "/tickets/statusmodified"


def ids(listed: Any) -> list[int]:
    return [ticket["TicketID"] for ticket in listed["items"]]


async def move(brief: Brief, at: str, ticket_id: int, to: Status) -> None:
    async with brief.standing_at(at) as tx:
        await change_ticket(tx, system(brief.account_id), ticket_id, TicketChange(status=to))


async def february(brief: Brief) -> tuple[int, int, int]:
    """Three tickets: one moved in January's last second, one on the first of February and again later, one never."""
    early = await brief.opened("2024-02-01T08:00:00Z", "Early")
    late = await brief.opened("2024-02-01T08:00:00Z", "Late")
    never = await brief.opened("2024-02-01T08:00:00Z", "Never")
    await move(brief, "2024-02-01T23:59:59.9Z", early.id, Status.PENDING)
    await move(brief, "2024-02-02T00:00:00Z", late.id, Status.PENDING)
    await move(brief, "2024-02-03T00:00:00Z", early.id, Status.RESOLVED)
    return early.id, late.id, never.id


async def test_it_lists_what_has_moved_since_in_the_order_of_the_moves(brief: Brief) -> None:
    early, late, _ = await february(brief)
    listed = await brief.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z")
    assert ids(listed) == [late, early]
    assert listed["totalItems"] == 2
    assert listed["items"][0] == await brief.api.get(f"/tickets/{late}")


async def test_the_instant_itself_is_included_whole_seconds(brief: Brief) -> None:
    early, late, _ = await february(brief)
    at = {
        "2024-02-02T00:00:00Z": [late, early],
        "2024-02-02T00:00:00.7Z": [late, early],
        "2024-02-02T02:00:00%2B02:00": [late, early],
        "2024-02-02": [late, early],
        "2024-02-02T00:00:01Z": [early],
        "2024-02-03T00:00:00Z": [early],
        "2024-02-03T00:00:01Z": [],
    }
    assert {instant: ids(await brief.api.get(f"{PATH}?modifiedAfter={instant}")) for instant in at} == at


async def test_without_an_instant_it_lists_what_is_resolved_or_closed(brief: Brief) -> None:
    early, late, never = await february(brief)
    assert ids(await brief.api.get(PATH)) == [early]
    await brief.api.put(f"/tickets/{never}", {"TicketStatus": "Closed"})
    assert ids(await brief.api.get(PATH)) == [early, never]
    await brief.api.put(f"/tickets/{early}", {"TicketStatus": "Open"})
    assert ids(await brief.api.get(PATH)) == [never]
    assert ids(await brief.api.get(f"{PATH}?modifiedAfter=2024-02-01")) == [late, never, early]


async def test_opening_a_ticket_is_no_change_of_status(office: Office) -> None:
    await office.ticket()
    await office.ticket(TicketStatus="Pending")
    assert ids(await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z")) == []


async def test_one_that_was_opened_at_its_end_counts_as_changed_then(office: Office) -> None:
    done = [(await office.ticket(TicketStatus=status))["TicketID"] for status in ("Resolved", "Closed")]
    assert ids(await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z")) == done
    assert ids(await office.api.get(PATH)) == done


async def test_other_changes_do_not_count(office: Office) -> None:
    made = await office.ticket()
    await office.api.put(f"/tickets/{made['TicketID']}", {"TicketPriority": "Low", "TicketStatus": "Open"})
    await office.api.post(f"/tickets/{made['TicketID']}/comments", {"CommentText": "Hm"})
    assert ids(await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z")) == []


async def test_a_customers_reply_that_reopens_counts(office: Office) -> None:
    made = await office.ticket(TicketStatus="Pending")
    said = {"CommentText": "Here you are", "EndUserID": office.cast.john.id}
    await office.api.post(f"/tickets/{made['TicketID']}/comments", said)
    assert ids(await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z")) == [made["TicketID"]]


async def test_a_deleted_ticket_is_not_listed(office: Office) -> None:
    made = await office.ticket(TicketStatus="Closed")
    await office.api.delete(f"/tickets/{made['TicketID']}")
    assert (await office.api.get(PATH))["totalItems"] == 0
    assert (await office.api.get(f"{PATH}?modifiedAfter=2024-02-01"))["totalItems"] == 0


async def test_it_has_pages_like_every_list(office: Office) -> None:
    done = [(await office.ticket(TicketStatus="Closed"))["TicketID"] for _ in range(5)]
    first = await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z&itemsInPage=2&page=1")
    last = await office.api.get(f"{PATH}?modifiedAfter=2024-02-01T00:00:00Z&itemsInPage=2&page=3")
    assert (ids(first), first["totalItems"], first["totalPages"]) == (done[:2], 5, 3)
    assert ids(last) == done[4:]


@pytest.mark.parametrize("wrong", ["yesterday", "1706745600", "2024-02-30", "10000-01-01"])
async def test_what_is_no_instant_is_refused(office: Office, wrong: str) -> None:
    refused = await office.api.get(f"{PATH}?modifiedAfter={wrong}", 400)
    assert refused["message"] == "Invalid modifiedAfter"
    assert "2024-02-15T09:00:00Z" in refused["detail"]


async def test_an_offset_whose_plus_was_not_encoded_is_understood(office: Office) -> None:
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id})
    await office.api.put(f"/tickets/{made['TicketID']}", {"TicketStatus": "Resolved"})
    sent = await office.api.send("GET", "/tickets/statusmodified?modifiedAfter=2024-02-01T00:00:00+02:00")
    assert sent.status_code == 200
    assert [ticket["TicketID"] for ticket in sent.json()["items"]] == [made["TicketID"]]
