"""The brief's four statuses, and what it says of each."""

import pytest

from tests.cast import Office

STATUSES = ("Open", "Pending", "Resolved", "Closed")


async def test_a_new_ticket_is_open(office: Office) -> None:
    assert (await office.ticket())["TicketStatus"] == "Open"


@pytest.mark.parametrize("status", STATUSES)
async def test_a_ticket_may_be_created_in_any_status(office: Office, status: str) -> None:
    made = await office.ticket(TicketStatus=status)
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert made["TicketStatus"] == read["TicketStatus"] == status


@pytest.mark.parametrize(("status", "resolved"), [("Open", 0), ("Pending", 0), ("Resolved", 1), ("Closed", 1)])
async def test_only_a_fixed_issue_has_a_resolved_date(office: Office, status: str, resolved: int) -> None:
    made = await office.ticket(TicketStatus=status)
    assert made["TicketResolvedDate"] == (made["TicketCreatedDate"] if resolved else None)


async def test_a_reopened_ticket_is_open_again(office: Office) -> None:
    made = await office.ticket(TicketStatus="Resolved")
    reopened = await office.api.post(f"/tickets/{made['TicketID']}", {"TicketStatus": "Open"}, 200)
    assert reopened["TicketStatus"] == "Open"
    assert reopened["TicketResolvedDate"] is None


@pytest.mark.parametrize("action", [{"TicketStatus": "Open"}, {"TicketTitle": "Again"}, {"TicketPriority": "Low"}])
async def test_closed_is_final(office: Office, action: dict[str, str]) -> None:
    made = await office.ticket(TicketStatus="Closed")
    refused = await office.api.post(f"/tickets/{made['TicketID']}", action, 400)
    assert refused["code"] == "ticket_closed"
    assert refused["message"] == f"Ticket {made['TicketID']} is closed"
    assert [wrong["field"] for wrong in refused["errors"]] == list(action)


@pytest.mark.parametrize("written", ["pending", "PENDING", "Pending", "pEnDiNg"])
async def test_a_status_is_read_in_any_case_and_shown_in_the_briefs(office: Office, written: str) -> None:
    assert (await office.ticket(TicketStatus=written))["TicketStatus"] == "Pending"


@pytest.mark.parametrize("written", ["Done", "Openn", "", "Open;Closed", "0"])
async def test_there_are_no_others(office: Office, written: str) -> None:
    refused = await office.api.post(
        "/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id, "TicketStatus": written}, 400
    )
    assert refused["message"] == "Invalid status"
    assert refused["errors"] == [{"field": "TicketStatus", "message": "Use Open, Pending, Resolved, or Closed"}]
