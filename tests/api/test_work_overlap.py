"""Work hours that overlap others of the same technician: the account warns, refuses, or does not mind."""

from typing import Any

import msgspec
import pytest

from deskhand.core.actor import TheseCustomers
from deskhand.core.work import LONGEST_ENTRY
from deskhand.worklog.log import WorkDraft, log_work
from tests.api.history import log_of
from tests.cast import Office

DAY = "2024-02-15T"


def span(start: str, end: str) -> dict[str, Any]:
    return {"StartDate": f"{DAY}{start}:00Z", "EndDate": f"{DAY}{end}:00Z"}


async def ticket_of(office: Office, **fields: Any) -> str:
    """The path of a new ticket's work hours."""
    made = await office.ticket(**{"TechnicianContactID": office.cast.tom.id, **fields})
    return f"/tickets/{made['TicketID']}/workhours"


async def ruled(office: Office, rule: str) -> None:
    assert (await office.api.put("/account", {"WorkHoursOverlap": rule}))["WorkHoursOverlap"] == rule.capitalize()


async def test_the_account_warns_unless_it_says_otherwise(office: Office) -> None:
    assert (await office.api.get("/account"))["WorkHoursOverlap"] == "Warn"
    await ruled(office, "refuse")
    told = (await log_of(office.engine, office.cast.account_id))[-1]
    assert (told.kind, told.data.changes) == ("account.changed", {"work_overlap": ("Warn", "Refuse")})
    [shown] = (await office.api.get("/events", after=told.seq - 1))["items"]
    assert shown["Changes"] == {"WorkHoursOverlap": {"Before": "Warn", "After": "Refuse"}}
    await office.api.put("/account", {"WorkHoursOverlap": "Refuse"})
    assert (await log_of(office.engine, office.cast.account_id))[-1] == told
    refused = await office.api.put("/account", {"WorkHoursOverlap": "Never"}, 400)
    assert refused["detail"] == "WorkHoursOverlap: Use Warn, Refuse, or Allow"
    await (await office.client_of(office.cast.tom)).put("/account", {"WorkHoursOverlap": "Allow"}, 403)
    assert (await office.api.put("/account", {"TimeZoneName": "Europe/Berlin"}))["WorkHoursOverlap"] == "Refuse"


async def test_an_overlap_is_saved_with_a_sentence_that_names_the_other(office: Office) -> None:
    first = await ticket_of(office)
    made = await office.api.post(first, span("09:00", "10:30"))
    assert made["Warnings"] == []
    second = await office.api.post(await ticket_of(office), span("10:00", "11:00"))
    sentence = (
        f"The entry overlaps entry {made['WorkHourID']} of the same technician on ticket {made['TicketID']}, "
        "2024-02-15T09:00:00Z to 2024-02-15T10:30:00Z"
    )
    assert second["Warnings"] == [sentence]
    assert (await office.api.get(f"/workhours/{second['WorkHourID']}"))["Duration"] == 3600
    sheet = {"TechnicianContactID": office.cast.tom.id, "Date": f"{DAY}09:10:00Z", "Duration": 60}
    assert (await office.api.post(first.replace("workhours", "timesheets"), sheet))["Warnings"] == [sentence]
    changed = await office.api.put(f"/workhours/{second['WorkHourID']}", {"Notes": "Both at once"})
    assert changed["Warnings"] == [sentence]
    moved = await office.api.put(f"/workhours/{second['WorkHourID']}", {"StartDate": f"{DAY}10:30:00Z"})
    assert moved["Warnings"] == []


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        ("08:00", "09:00", False),
        ("10:00", "11:00", False),
        ("08:00", "09:01", True),
        ("09:59", "11:00", True),
        ("09:20", "09:40", True),
        ("08:00", "11:00", True),
        ("09:00", "10:00", True),
    ],
)
async def test_what_only_touches_does_not_overlap(office: Office, start: str, end: str, overlaps: bool) -> None:
    path = await ticket_of(office)
    await office.api.post(path, span("09:00", "10:00"))
    assert bool((await office.api.post(path, span(start, end)))["Warnings"]) == overlaps


async def test_the_longest_entry_is_found_from_its_end(office: Office) -> None:
    path = await ticket_of(office)
    await office.api.post(path, {"StartDate": "2024-02-14T10:00:00Z", "EndDate": "2024-02-15T10:00:00Z"})
    assert LONGEST_ENTRY.days == 1
    assert len((await office.api.post(path, span("09:59", "10:30")))["Warnings"]) == 1
    assert (await office.api.post(path, span("10:30", "10:40")))["Warnings"] == []


async def test_only_entries_that_are_there_and_the_same_technicians_count(office: Office) -> None:
    path = await ticket_of(office)
    nine = span("09:00", "10:00")
    await office.api.post(path, {**nine, "TechnicianContactID": office.cast.jane.id})
    deleted = await office.api.post(path, nine)
    await office.api.delete(f"/workhours/{deleted['WorkHourID']}")
    gone = await ticket_of(office)
    await office.api.post(gone, nine)
    await office.api.delete(gone.removesuffix("/workhours"))
    assert (await office.api.post(path, nine))["Warnings"] == []


async def test_an_account_may_refuse_overlaps(office: Office) -> None:
    path = await ticket_of(office)
    first = await office.api.post(path, span("09:00", "10:00"))
    second = await office.api.post(path, span("10:00", "11:00"))
    third = await office.api.post(path, span("10:30", "10:40"))
    await ruled(office, "Refuse")
    refused = await office.api.post(path, span("09:30", "09:40"), 400)
    assert (refused["code"], refused["errors"][0]["field"]) == ("work_hours_overlap", "StartDate")
    assert refused["detail"].startswith(f"The entry overlaps entry {first['WorkHourID']} of the same technician")
    moved = await office.api.put(f"/workhours/{second['WorkHourID']}", {"StartDate": f"{DAY}09:59:00Z"}, 400)
    assert moved["code"] == "work_hours_overlap"
    other = await office.api.post(path, {**span("09:00", "10:00"), "TechnicianContactID": office.cast.jane.id})
    taken = {"TechnicianContactID": office.cast.tom.id}
    assert (await office.api.put(f"/workhours/{other['WorkHourID']}", taken, 400))["code"] == "work_hours_overlap"
    # What overlapped before the rule may still be put right.
    assert len((await office.api.put(f"/workhours/{third['WorkHourID']}", {"Notes": "x"}))["Warnings"]) == 1
    await office.api.post(path, span("11:00", "12:00"))
    assert (await office.api.get("/workhours"))["totalItems"] == 5


async def test_an_account_may_not_mind(office: Office) -> None:
    path = await ticket_of(office)
    await ruled(office, "Allow")
    for _ in range(2):
        assert (await office.api.post(path, span("09:00", "10:00")))["Warnings"] == []


async def test_many_overlaps_are_told_with_five_sentences(office: Office) -> None:
    path = await ticket_of(office)
    for minute in range(7):
        await office.api.post(path, span(f"09:{minute:02}", f"09:{minute + 1:02}"))
    assert len((await office.api.post(path, span("09:00", "10:00")))["Warnings"]) == 5


async def test_a_ticket_out_of_sight_is_not_told(office: Office) -> None:
    path = await ticket_of(office)
    for minutes in (("09:00", "09:30"), ("09:30", "10:00")):
        await office.api.post(path, span(*minutes))
    pete = await office.api.post("/tickets", {"TicketTitle": "Oven", "EndUserID": office.cast.pete.id})
    limited = msgspec.structs.replace(
        office.cast.acting(office.cast.tom), reach=TheseCustomers((office.cast.bakers.id,))
    )
    entry = (await office.api.get("/workhours"))["items"][0]
    async with office.engine.transaction(office.cast.account_id) as tx:
        draft = WorkDraft(starts_at=instant("09:10"), ends_at=instant("09:50"))
        logged = await log_work(tx, limited, pete["TicketID"], draft)
    assert logged.warnings == ("The entry overlaps another entry of the same technician",)
    assert str(entry["TicketID"]) not in logged.warnings[0]


def instant(time: str) -> Any:
    from deskhand.core.time import parse_instant

    return parse_instant(f"{DAY}{time}:00Z")
