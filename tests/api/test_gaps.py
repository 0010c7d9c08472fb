"""What a technician did on tickets and did not log: listed by day, and turned into entries one by one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from deskhand.core.time import parse_instant
from deskhand.tickets.reply import CommentDraft, reply
from tests.api.state import state
from tests.api.test_merged_tickets import MERGE
from tests.api.test_requesters import limited_client
from tests.api.timers import Timed
from tests.cast import Cast, Client, Office, decoded

DAY = "2031-03-03"


class Busy(msgspec.Struct):
    """An office whose log goes on in 2031, when Tom is busy with two tickets."""

    office: Office
    tom: Client
    mail: int
    oven: int

    @property
    def cast(self) -> Cast:
        """Everybody."""
        return self.office.cast

    async def acts(self, ticket: int, *times: str, day: str = DAY, who: str = "tom") -> None:
        """Somebody says something on a ticket at these times of day, which may not go back."""
        actor = self.cast.acting(getattr(self.cast, who))
        for time in times:
            async with self.office.engine.transaction(self.cast.account_id) as tx:
                tx.as_of(parse_instant(f"{day}T{time}Z"))
                await reply(tx, actor, ticket, CommentDraft(text="Hm"))

    async def gaps(self, day: str = DAY, **query: Any) -> list[Any]:
        """Tom's gaps of a day."""
        return list((await self.tom.get("/workhours/gaps", date=day, **query))["items"])

    async def told(self, day: str = DAY) -> list[tuple[int, str, str, int]]:
        """The same in short."""
        gaps = await self.gaps(day)
        assert all(gap["Seconds"] == seconds_between(gap["StartDate"], gap["EndDate"]) for gap in gaps)
        return [(g["TicketID"], g["StartDate"][11:19], g["EndDate"][11:19], g["Activities"]) for g in gaps]

    async def fill(self, gap: Any, status: int = 201, **more: Any) -> Any:
        """Turn a gap into an entry."""
        return await self.tom.post("/workhours/gaps", {"GapID": gap["GapID"], **more}, status)


def seconds_between(start: str, end: str) -> int:
    return int((parse_instant(end) - parse_instant(start)).total_seconds())


@pytest_asyncio.fixture
async def busy(office: Office) -> Busy:
    mail, oven = await office.ticket(), await office.ticket(TicketTitle="Oven", EndUserID=office.cast.pete.id)
    return Busy(office, await office.client_of(office.cast.tom), mail["TicketID"], oven["TicketID"])


async def test_a_day_without_activity_has_no_gaps(busy: Busy) -> None:
    listed = await busy.tom.get("/workhours/gaps", date=DAY)
    assert listed == {"TechnicianContactID": busy.cast.tom.id, "Day": DAY, "items": []}


async def test_activity_that_nothing_covers_is_a_gap(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00", "09:10:00.7", "09:25:00")
    await busy.acts(busy.oven, "09:30:00", "11:00:00")
    assert await busy.told() == [
        (busy.mail, "08:55:00", "09:25:00", 3),
        (busy.oven, "09:25:00", "09:30:00", 1),
        (busy.oven, "10:55:00", "11:00:00", 1),
    ]
    first = (await busy.gaps())[0]
    assert first["TicketTitle"] == "No mail"
    assert first["GapID"] == f"{busy.mail}-20310303T085500Z-20310303T092500Z"
    assert await busy.told("2031-03-02") == await busy.told("2031-03-04") == []


async def test_only_what_the_technician_did_counts(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00", who="jane")
    async with busy.office.engine.transaction(busy.cast.account_id) as tx:
        await reply(tx, busy.cast.writing(busy.cast.john), busy.mail, CommentDraft(text="Still no mail"))
    assert await busy.told() == []
    [gap] = (await busy.office.api.get("/workhours/gaps", technicianId=busy.cast.jane.id, date=DAY))["items"]
    assert gap["Activities"] == 1


async def test_entries_are_cut_out_whatever_their_ticket(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00", "09:10:00", "09:20:00", "09:30:00")
    of = {"TechnicianContactID": busy.cast.tom.id}
    for start, end in (("08:00:00", "08:57:00"), ("09:10:00", "09:20:00"), ("09:29:30", "10:00:00")):
        span = {"StartDate": f"{DAY}T{start}Z", "EndDate": f"{DAY}T{end}Z"}
        await busy.office.api.post(f"/tickets/{busy.oven}/workhours", {**span, **of})
    janes = {"StartDate": f"{DAY}T08:00:00Z", "EndDate": f"{DAY}T12:00:00Z", "TechnicianContactID": busy.cast.jane.id}
    await busy.office.api.post(f"/tickets/{busy.mail}/workhours", janes)
    assert await busy.told() == [
        (busy.mail, "08:57:00", "09:10:00", 2),
        (busy.mail, "09:20:00", "09:29:30", 1),
    ]
    deleted = (await busy.office.api.get("/workhours", startWorkhour=f"{DAY}T09:10:00"))["items"]
    for entry in deleted:
        await busy.office.api.delete(f"/workhours/{entry['WorkHoursID']}")
    assert await busy.told() == [(busy.mail, "08:57:00", "09:30:00", 4)]


async def test_a_gap_becomes_an_entry_once(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00", "09:10:00")
    await busy.acts(busy.oven, "09:20:00")
    first, second = await busy.gaps()
    entry = await busy.fill(first, Notes="Reading", OnCustomerSite=True, IsBillable=False)
    assert (entry["TicketID"], entry["StartDate"], entry["EndDate"], entry["Duration"]) == (
        busy.mail,
        first["StartDate"],
        first["EndDate"],
        first["Seconds"],
    )
    assert (entry["TechnicianContactID"], entry["Notes"], entry["OnCustomerSite"], entry["IsBillable"]) == (
        busy.cast.tom.id,
        "Reading",
        True,
        False,
    )
    assert entry["Warnings"] == []
    assert (await busy.tom.get(f"/workhours/{entry['ActionID']}"))["Duration"] == first["Seconds"]
    assert await busy.gaps() == [second], "writing the entry is no activity"
    gone = await busy.fill(first, 409)
    assert (gone["code"], gone["errors"][0]["field"]) == ("gap_gone", "GapID")
    assert (await busy.tom.get(f"/tickets/{busy.mail}"))["TotalDurationSeconds"] == first["Seconds"]


async def test_a_gap_that_has_grown_meanwhile_is_still_one(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    [gap] = await busy.gaps()
    await busy.acts(busy.mail, "09:08:00")
    await busy.fill(gap)
    assert await busy.told() == [(busy.mail, "09:00:00", "09:08:00", 2)]


async def test_a_gap_that_was_cut_meanwhile_is_gone(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00", "09:10:00")
    [gap] = await busy.gaps()
    span = {"StartDate": f"{DAY}T09:00:00Z", "EndDate": f"{DAY}T09:05:00Z"}
    await busy.tom.post(f"/tickets/{busy.oven}/workhours", span)
    await busy.fill(gap, 409)
    assert len(await busy.gaps()) == 2


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "nonsense"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "1-2-3"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "1-20310303T090000Z-20310333T090000Z"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "1-00010101T000000Z-00010101T010000Z"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "1-99991231T000000Z-99991231T010000Z"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": "1-20310303T090000Z-20310303T080000Z"}, 400, "invalid_gap_id", "GapID"),
        ({"GapID": 5}, 400, "invalid_field", "GapID"),
        ({"GapID": "1-20310303T090000Z-20310303T090000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": "1-00010103T000000Z-00010103T010000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": "1-99991228T000000Z-99991228T010000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": f"{2**70}-20310303T085500Z-20310303T090000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": "2-20310303T085500Z-20310303T090000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": "1-20310303T085459Z-20310303T090000Z"}, 409, "gap_gone", "GapID"),
        ({"GapID": "1-20310303T085500Z-20310303T090000Z", "TechnicianContactID": 99}, 400, "technician_not_found", ""),
    ],
)
async def test_what_is_no_gap_is_refused(busy: Busy, body: dict[str, Any], status: int, code: str, field: str) -> None:
    await busy.acts(busy.mail, "09:00:00")
    for zone in ("UTC", "America/New_York", "Pacific/Kiritimati"):
        await busy.office.api.put("/account", {"TimeZoneName": zone})
        refused = await busy.tom.post("/workhours/gaps", body, status)
        assert (refused["code"], refused["errors"][0]["field"]) == (code, field or "TechnicianContactID")
    assert (await busy.tom.get("/workhours"))["items"] == []


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-29", "2031-03-03T12:00:00"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
async def test_any_day_that_can_be_kept_may_be_asked_for(busy: Busy, day: str, zone: str) -> None:
    await busy.office.api.put("/account", {"TimeZoneName": zone})
    listed = await busy.tom.get("/workhours/gaps", date=day)
    assert (listed["Day"], listed["items"]) == (day[:10], [])


async def test_a_day_is_one_of_the_accounts_time_zone(busy: Busy) -> None:
    await busy.office.api.put("/account", {"TimeZoneName": "Europe/Berlin"})
    await busy.acts(busy.mail, "22:58:00", "23:02:00")
    assert await busy.told() == [(busy.mail, "22:53:00", "22:58:00", 1)]
    assert await busy.told("2031-03-04") == [(busy.mail, "23:00:00", "23:02:00", 1)]
    [gap] = await busy.gaps("2031-03-04")
    assert (await busy.fill(gap))["Duration"] == 120


async def noon(office: Office) -> None:
    """Give the account a time zone in which no day ends soon."""
    hours = 12 - datetime.now(UTC).hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    await office.api.put("/account", {"TimeZoneName": zone})


async def test_without_a_day_it_is_today_and_what_the_timer_counts_is_no_gap(busy: Busy) -> None:
    await noon(busy.office)
    await busy.tom.post(f"/tickets/{busy.mail}/comments", {"CommentText": "Hm"})
    [gap] = (await busy.tom.get("/workhours/gaps"))["items"]
    assert (gap["TicketID"], gap["Seconds"], gap["Activities"]) == (busy.mail, 300, 1)
    timed = Timed(busy.office, busy.tom, busy.mail, busy.oven)
    await timed.act("Start", TicketID=busy.oven)
    await timed.began(30)
    assert (await busy.tom.get("/workhours/gaps"))["items"] == []
    await busy.fill(gap, 409)
    await timed.act("Discard")
    assert (await busy.tom.get("/workhours/gaps"))["items"] == [gap]


async def test_a_technician_is_named_or_acts(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    api, tom = busy.office.api, busy.cast.tom.id
    assert (await api.get("/workhours/gaps", 400, date=DAY))["code"] == "technician_required"
    assert (await api.get("/workhours/gaps", 400, technicianId=999_999))["code"] == "technician_not_found"
    [gap] = (await api.get("/workhours/gaps", date=DAY, technicianId=tom))["items"]
    body = {"GapID": gap["GapID"]}
    assert (await api.post("/workhours/gaps", body, 400))["code"] == "technician_required"
    for other in (busy.cast.jane.id, busy.cast.vera.id):
        await api.post("/workhours/gaps", {**body, "TechnicianContactID": other}, 409)
    entry = await api.post("/workhours/gaps", {**body, "TechnicianContactID": tom})
    assert entry["TechnicianContactID"] == tom


async def test_gaps_out_of_sight_are_not_told(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    await busy.acts(busy.oven, "09:10:00")
    bakers = await limited_client(busy.office, busy.cast.bakers.id)
    of: dict[str, Any] = {"technicianId": busy.cast.tom.id, "date": DAY}
    [gap] = (await bakers.get("/workhours/gaps", **of))["items"]
    assert gap["TicketID"] == busy.oven
    hidden = {"GapID": (await busy.gaps())[0]["GapID"], "TechnicianContactID": busy.cast.tom.id}
    await bakers.post("/workhours/gaps", hidden, 409)
    await bakers.post("/workhours/gaps", {**hidden, "GapID": gap["GapID"]})


async def test_deleted_and_merged_tickets_take_no_entries_and_so_have_no_gaps(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    await busy.acts(busy.oven, "09:10:00")
    async with busy.office.engine.chore() as writes:
        await writes.run(MERGE, account_id=busy.cast.account_id)
    assert [gap[0] for gap in await busy.told()] == [busy.mail]
    await busy.office.api.delete(f"/tickets/{busy.mail}")
    assert await busy.told() == []


async def test_gaps_take_the_permissions_of_work_hours(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    [gap] = await busy.gaps()
    body = {"GapID": gap["GapID"], "TechnicianContactID": busy.cast.tom.id}
    vera = await busy.office.client_of(busy.cast.vera)
    assert (await vera.get("/workhours/gaps", date=DAY, technicianId=busy.cast.tom.id))["items"] == [gap]
    await vera.post("/workhours/gaps", body, 403)
    reader = await busy.office.client(scopes=["workhours:read"])
    await reader.post("/workhours/gaps", body, 403)
    stranger = await busy.office.client(scopes=["tickets:write"])
    await stranger.get("/workhours/gaps", 403)
    await Client(busy.office.http, "").get("/workhours/gaps", 401)


async def test_filling_may_be_tried_and_sent_again(busy: Busy) -> None:
    await busy.acts(busy.mail, "09:00:00")
    [gap] = await busy.gaps()
    before = await state(busy.office)
    tried = decoded(await busy.tom.send("POST", "/workhours/gaps?dry_run=1", json={"GapID": gap["GapID"]}), 200)
    assert [event["Kind"] for event in tried["Events"]] == ["work_hours.logged"]
    assert await state(busy.office) == before
    sent = {"json": {"GapID": gap["GapID"]}, "headers": {"Idempotency-Key": "gap"}}
    first, again = [await busy.tom.send("POST", "/workhours/gaps", **sent) for _ in range(2)]
    assert (first.status_code, again.status_code, first.content) == (201, 201, again.content)


async def test_where_overlaps_are_refused_a_gap_never_is(busy: Busy) -> None:
    await busy.office.api.put("/account", {"WorkHoursOverlap": "Refuse"})
    await busy.acts(busy.mail, "09:00:00", "09:10:00", "09:20:00")
    span = {"StartDate": f"{DAY}T09:05:00Z", "EndDate": f"{DAY}T09:10:00Z"}
    await busy.tom.post(f"/tickets/{busy.oven}/workhours", span)
    for gap in await busy.gaps():
        await busy.fill(gap)
    assert await busy.gaps() == []
    total = sum(entry["Duration"] for entry in (await busy.tom.get("/workhours"))["items"])
    assert total == timedelta(minutes=25).total_seconds()
