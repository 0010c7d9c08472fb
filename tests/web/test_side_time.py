"""Time on a ticket's page: entries logged, changed and deleted, and what is refused of them."""

from datetime import UTC, datetime, timedelta

import pytest

from deskhand.web.side.durations import read_duration
from tests.cast import Office
from tests.web.at_ticket import AtTicket, at_ticket

NINE_TO_TEN = {"day": "2026-11-02", "start": "09:00", "end": "10:00"}


async def tom_at(office: Office, **fields: object) -> AtTicket:
    number = int((await office.ticket(**fields))["ActionID"])
    return await at_ticket(office, office.cast.tom, number)


async def entries(office: Office, ticket_id: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (await office.api.get(f"/tickets/{ticket_id}/workhoursrecords"))["items"]
    return found


async def test_time_is_logged_from_when_to_when(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("work", **NINE_TO_TEN, billable="1", notes="Rebuilt the profile")
    assert tom.said() == "done: 1\N{NO-BREAK SPACE}h logged"
    assert tom.says("09:00–10:00", "Rebuilt the profile", "Billable, logged 1 h")
    assert len(await entries(office, tom.ticket_id)) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"start": "09:00", "length": "1:30"}, "1 h 30 min"),
        ({"end": "10:00", "length": "45"}, "45 min"),
        ({"start": "23:30", "end": "00:15"}, "45 min"),
        ({"start": "09:00", "end": "10:00", "length": "20 min"}, "20 min"),
    ],
)
async def test_time_is_logged_by_how_long_it_took_and_past_midnight(
    office: Office, form: dict[str, str], said: str
) -> None:
    tom = await tom_at(office)
    await tom.send("work", day="2026-11-02", **form)
    assert tom.said() == f"done: {said} logged".replace(" h", "\xa0h").replace(" min", "\xa0min").replace(
        "h 3", "h\xa03"
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"day": "2026-11-02", "start": "09:00", "length": "soon"}, "Write a duration such as 45, 1:30 or 1h 30m."),
        ({"day": "2026-11-02", "start": "09:00"}, "Say on which day, and from when to when or how long."),
        ({"day": "2026-11-02", "start": "09:00", "length": "30h"}, "One entry may not exceed 24 hours"),
        ({"day": "2026-11-02", "start": "09:00", "end": "09:00"}, "The entry must last at least a minute."),
        ({"day": "never", "start": "09:00", "end": "10:00"}, "Say on which day"),
    ],
)
async def test_time_that_cannot_be_logged_is_told_with_all_that_was_typed(
    office: Office, form: dict[str, str], said: str
) -> None:
    tom = await tom_at(office)
    await tom.send("work", **form, notes="Rebuilt the profile")
    assert tom.status == 422
    assert tom.says(said)
    assert "Rebuilt the profile</textarea>" in tom.page
    assert await entries(office, tom.ticket_id) == []


async def test_an_entry_is_changed_and_deleted_and_the_sums_follow(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("work", **NINE_TO_TEN, billable="1")
    number = (await entries(office, tom.ticket_id))[0]["WorkHourID"]
    seen = {f"seen_{name}": value for name, value in NINE_TO_TEN.items()}
    await tom.send(f"work/{number}", **(NINE_TO_TEN | {"end": "11:00"}), **seen, on_site="1", notes="And the printer")
    assert tom.says("09:00–11:00", "On site, Not billable", "And the printer", "All, logged 2 h")
    await tom.send(f"work/{number}/delete")
    assert tom.said() == "done: The entry was deleted"
    assert tom.says("No time has been logged yet.")


async def test_an_entry_is_reached_through_its_own_ticket_alone(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("work", **NINE_TO_TEN, billable="1")
    number = (await entries(office, tom.ticket_id))[0]["WorkHourID"]
    other = (await office.ticket())["ActionID"]
    for path in (f"/tickets/{other}/work/{number}/delete", f"/tickets/{other}/work/{number}"):
        await tom.send(path, **NINE_TO_TEN)
        assert tom.status == 404
    assert len(await entries(office, tom.ticket_id)) == 1


async def test_a_change_of_notes_keeps_the_seconds_of_an_entry(office: Office) -> None:
    tom = await tom_at(office)
    start = datetime(2026, 11, 2, 9, 0, 17, tzinfo=UTC)
    body = {
        "StartDate": start.isoformat(),
        "EndDate": (start + timedelta(seconds=75)).isoformat(),
        "TechnicianContactID": office.cast.tom.id,
    }
    created = await office.api.post(f"/tickets/{tom.ticket_id}/workhours", body)
    seen = {"day": "2026-11-02", "start": "09:00", "end": "09:01"}
    await tom.send(
        f"work/{created['ActionID']}", **seen, **{f"seen_{k}": v for k, v in seen.items()}, billable="1", notes="Quick"
    )
    assert tom.status == 200
    found = (await entries(office, tom.ticket_id))[0]
    assert str(found["StartDate"]).endswith("09:00:17Z")


async def test_entries_that_overlap_are_saved_and_marked(office: Office) -> None:
    tom = await tom_at(office)
    await tom.send("work", **NINE_TO_TEN)
    await tom.send("work", day="2026-11-02", start="09:30", end="10:30")
    assert tom.said() == "wrong: Saved. It overlaps another entry of the same technician."
    assert tom.page.count("Overlaps</span>") == 2


async def test_an_account_that_takes_no_overlap_refuses_it_beside_the_form(office: Office) -> None:
    await office.api.put("/account", {"WorkHoursOverlap": "Refuse"})
    tom = await tom_at(office)
    await tom.send("work", **NINE_TO_TEN)
    await tom.send("work", day="2026-11-02", start="09:30", end="10:30")
    assert tom.status == 422
    assert tom.says("overlaps another entry of the same technician, which your desk does not take")
    assert 'value="09:30"' in tom.page


async def test_todays_unlogged_time_at_this_ticket_is_proposed(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(status="Pending", seen_status="Open")
    assert "data-gap" in await tom.get(f"/tickets/{tom.ticket_id}/gaps")
    other = await tom_at(office)
    assert "data-gap" not in await other.get(f"/tickets/{other.ticket_id}/gaps")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("1:30", 90),
        ("1h 30m", 90),
        ("1h30", 90),
        ("1.5h", 90),
        ("1,5 Stunden", 90),
        ("2 h", 120),
        ("0", 0),
        ("", None),
        ("soon", None),
        ("1:75", None),
        ("-5", None),
        ("99999999999999", None),
    ],
)
def test_a_duration_is_read_as_people_write_it(typed: str, minutes: int | None) -> None:
    assert read_duration(typed) == (None if minutes is None else timedelta(minutes=minutes))
