"""The brief's `GET /api/v3/tickets/{ticketId}/billableduration`."""

from deskhand.api.v3.shapes import examples
from tests.api.brief import Brief, missing_from
from tests.cast import Office


async def work(office: Office, ticket_id: int, start: str, end: str, **more: object) -> None:
    body = {"StartDate": start, "EndDate": end, "TechnicianContactID": office.cast.tom.id, **more}
    await office.api.post(f"/tickets/{ticket_id}/workhours", body)


async def billable(office: Office, ticket_id: int) -> tuple[int, float]:
    read = await office.api.get(f"/tickets/{ticket_id}/billableduration")
    return read["TotalBillableDuration"], read["TotalBillableHours"]


async def test_an_hour_of_billable_work_reads_as_the_brief_shows_it(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail")
    hour = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:00:00Z", "IsBillable": True}
    await brief.sams.post("/tickets/54321/workhours", hour)
    read = await brief.api.get("/tickets/54321/billableduration")
    assert missing_from(read, examples.BILLABLE_DURATION) == []


async def test_a_ticket_without_work_has_none(office: Office) -> None:
    assert await billable(office, (await office.ticket())["TicketID"]) == (0, 0.0)


async def test_entries_add_up_and_what_is_not_billable_does_not_count(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    await work(office, ticket_id, "2024-02-15T09:00:00Z", "2024-02-15T10:30:00Z")
    await work(office, ticket_id, "2024-02-15T11:00:00Z", "2024-02-15T11:10:00Z", OnCustomerSite=True)
    await work(office, ticket_id, "2024-02-15T12:00:00Z", "2024-02-15T20:00:00Z", IsBillable=False)
    assert await billable(office, ticket_id) == (6000, 1.67)
    other = await office.api.get(f"/tickets/{ticket_id}/nonbillableduration")
    assert (other["TotalNonBillableDuration"], other["TotalNonBillableHours"]) == (28800, 8.0)


async def test_seconds_are_exact_and_hours_are_rounded_half_up(office: Office) -> None:
    rounded = {17: 0.0, 18: 0.01, 53: 0.01, 54: 0.02, 5399: 1.5, 5400: 1.5, 5418: 1.51, 3617: 1.0, 3618: 1.01}
    for seconds, hours in rounded.items():
        ticket_id = (await office.ticket())["TicketID"]
        hour, rest = divmod(seconds, 3600)
        end = f"2024-02-15T{9 + hour:02}:{rest // 60:02}:{rest % 60:02}Z"
        await work(office, ticket_id, "2024-02-15T09:00:00Z", end)
        assert await billable(office, ticket_id) == (seconds, hours)


async def test_another_tickets_work_does_not_count(office: Office) -> None:
    mine, other = (await office.ticket())["TicketID"], (await office.ticket())["TicketID"]
    await work(office, other, "2024-02-15T09:00:00Z", "2024-02-15T10:30:00Z")
    assert await billable(office, mine) == (0, 0.0)


async def test_a_ticket_that_is_not_there(office: Office) -> None:
    for kind in ("billableduration", "nonbillableduration"):
        assert (await office.api.get(f"/tickets/54321/{kind}", 404))["message"] == "Ticket not found"
        assert (await office.api.get(f"/tickets/none/{kind}", 400))["message"] == "Invalid ticket ID"
