"""Work hours put right: entries are changed and deleted, the ticket's totals follow, and the history tells."""

from random import Random
from typing import Any

import pytest

from deskhand.core.actor import TheseCustomers
from deskhand.core.errors import Missing
from deskhand.events.read import Wording, wordings
from deskhand.events.replay import replay
from deskhand.worklog.change import WorkChange, change_work
from deskhand.worklog.delete import delete_work
from deskhand.worklog.read import read_record
from tests.api.history import history_of, log_of
from tests.cast import Office, decoded

NINE = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z", "Notes": "Exchange"}


async def logged(office: Office, **fields: Any) -> tuple[int, int]:
    """Tom's entry on a new ticket: the ticket's number and the entry's."""
    ticket = (await office.ticket(TechnicianContactID=office.cast.tom.id))["TicketID"]
    made = await office.api.post(f"/tickets/{ticket}/workhours", {**NINE, **fields})
    return ticket, made["WorkHourID"]


async def assert_totals(office: Office, ticket: int) -> None:
    """Every shape of the ticket's time says the sum of its entries."""
    path = f"/tickets/{ticket}"
    listed = await office.api.get(f"{path}/workhours", itemsInPage=50)
    of = {
        (billable, on_site): sum(
            entry["Duration"]
            for entry in listed["items"]
            if (entry["IsBillable"], entry["OnCustomerSite"]) == (billable, on_site)
        )
        for billable in (True, False)
        for on_site in (True, False)
    }
    billable, other = of[True, True] + of[True, False], of[False, True] + of[False, False]
    shown = await office.api.get(path)
    assert shown["TotalDurationSeconds"] == billable + other
    assert shown["OnSiteDurationSeconds"] == of[True, True] + of[False, True]
    assert shown["OffSiteDurationSeconds"] == of[True, False] + of[False, False]
    assert (await office.api.get(f"{path}/billableduration"))["TotalBillableDuration"] == billable
    assert (await office.api.get(f"{path}/nonbillableduration"))["TotalNonBillableDuration"] == other
    [site] = (await office.api.post("/tickets/billableworkhourssiteduration", [ticket], 200))[
        "TicketsWorkHoursSiteDurationSummaries"
    ]
    assert (site["OnSiteDurationSeconds"], site["OffSiteDurationSeconds"]) == (of[True, True], of[True, False])
    several = await office.api.post("/tickets/billableduration", [ticket], 200)
    assert several[0]["TotalDurationHours"] == round(billable / 3600, 2)
    assert listed["Billable"]["TotalDurationHours"] == round(billable / 3600, 2)
    entries = (await office.api.get(f"{path}/workhoursrecords", itemsInPage=50))["items"]
    sheets = (await office.api.get(f"{path}/timesheets", itemsInPage=50))["items"]
    every = [one for one in (await office.api.get("/workhours", itemsInPage=50))["items"] if one["TicketID"] == ticket]
    for rows in (entries, sheets, every):
        assert sum(row["Duration"] for row in rows) == billable + other
    spent = (await office.api.get(f"{path}/billabledurations", itemsInPage=50))["items"]
    assert sum(row["Duration"] for row in spent) == billable


async def test_an_entry_is_read_by_its_number(office: Office) -> None:
    ticket, number = await logged(office)
    read = await office.api.get(f"/workhours/{number}")
    [listed] = (await office.api.get("/workhours"))["items"]
    assert read == listed
    assert (read["TicketID"], read["CustomerID"], read["Notes"]) == (ticket, office.cast.acme.id, "Exchange")


@pytest.mark.parametrize("method", ["PUT", "POST"])
async def test_an_entry_is_changed_field_by_field(office: Office, method: str) -> None:
    ticket, number = await logged(office)
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"enddate": "2024-02-15T11:00:00Z"}, {"EndDate": "2024-02-15T11:00:00Z", "Duration": 7200}),
        ({"StartWorkHour": "2024-02-15T10:00:00Z"}, {"StartDate": "2024-02-15T10:00:00Z", "Duration": 3600}),
        ({"Billiable": "false"}, {"IsBillable": False, "Billiable": False}),
        ({"OnCustomerSite": True}, {"OnCustomerSite": True, "IsBillable": False}),
        ({"Description": "Outlook"}, {"Notes": "Outlook", "Description": "Outlook"}),
        ({"TechnicianContactID": office.cast.jane.id}, {"TechnicianFullName": "Jane Tech"}),
        ({"TechnicianEmail": "DORA@brightwater.example"}, {"TechnicianContactID": office.cast.dora.id}),
        ({"Hours": 2, "Minutes": 15}, {"StartDate": "2024-02-15T10:00:00Z", "Duration": 8100}),
        ({"EndDate": "2024-02-15T11:00:00Z", "Hours": 2}, {"StartDate": "2024-02-15T09:00:00Z", "Duration": 7200}),
        ({"Date": "2024-02-16T08:00:00Z"}, {"EndDate": "2024-02-16T10:00:00Z", "Duration": 7200}),
        ({"Date": "2024-02-17", "StartTime": "9:00", "EndTime": "09:20"}, {"Duration": 1200}),
        ({"IsBillable": True, "Notes": ""}, {"IsBillable": True, "Notes": "", "Duration": 1200}),
    ]
    for body, expected in changes:
        changed = decoded(await office.api.send(method, f"/workhours/{number}", json=body), 200)
        assert {name: changed[name] for name in expected} == expected, body
        assert (changed["ActionID"], changed["Warnings"]) == (number, [])
        assert (await office.api.get(f"/workhours/{number}")).items() >= expected.items()
        await assert_totals(office, ticket)


async def test_whatever_is_done_to_entries_every_total_is_their_sum(office: Office) -> None:
    chance = Random(7)
    ticket, first = await logged(office)
    entries = [first]
    for _ in range(40):
        body = {
            "Minutes": chance.randrange(1, 600),
            "IsBillable": chance.random() < 0.5,
            "OnCustomerSite": chance.random() < 0.5,
        }
        some = {name: value for name, value in body.items() if chance.random() < 0.6}
        match chance.choice(("log", "change", "change", "delete")) if entries else "log":
            case "log":
                entries.append((await office.api.post(f"/tickets/{ticket}/workhours", body))["WorkHourID"])
            case "change":
                await office.api.put(f"/workhours/{chance.choice(entries)}", some)
            case _:
                await office.api.delete(f"/workhours/{entries.pop(chance.randrange(len(entries)))}")
        await assert_totals(office, ticket)
    assert (await office.api.get(f"/tickets/{ticket}/workhours"))["totalItems"] == len(entries)


async def test_a_deleted_entry_leaves_every_list_and_every_total(office: Office) -> None:
    ticket, number = await logged(office, OnCustomerSite=True)
    kept = await office.api.post(f"/tickets/{ticket}/workhours", {**NINE, "IsBillable": False})
    assert await office.api.delete(f"/workhours/{number}") == {"ActionID": number, "Success": True}
    await assert_totals(office, ticket)
    assert (await office.api.get(f"/tickets/{ticket}"))["TotalDurationSeconds"] == 5400
    for path in ("/workhours", *(f"/tickets/{ticket}/{part}" for part in ("workhours", "timesheets"))):
        listed = await office.api.get(path)
        assert (len(listed["items"]), listed["totalItems"]) == (1, 1), path
    assert (await office.api.get(f"/tickets/{ticket}/billabledurations"))["totalItems"] == 0
    for method in ("GET", "PUT", "POST", "DELETE"):
        body: Any = None if method in ("GET", "DELETE") else {}
        refused = decoded(await office.api.send(method, f"/workhours/{number}", json=body), 404)
        assert (refused["message"], refused["code"]) == ("Work hours not found", "work_hours_not_found")
    await office.api.delete(f"/workhours/{kept['WorkHourID']}")
    await assert_totals(office, ticket)


async def test_the_history_tells_and_the_ticket_is_touched(office: Office) -> None:
    ticket, number = await logged(office)
    tag = (await office.api.send("GET", f"/tickets/{ticket}")).headers["etag"]
    active = (await office.api.get(f"/tickets/{ticket}"))["LastActivityDate"]
    await office.api.put(f"/workhours/{number}", {"Hours": 1, "Notes": "Outlook", "IsBillable": False})
    changed = (await history_of(office, ticket))[-1]
    assert (changed.kind, changed.thing_id, changed.data.texts) == ("work_hours.changed", number, ("notes",))
    assert changed.data.changes == {
        "ends_at": ("2024-02-15T10:30:00+00:00", "2024-02-15T10:00:00+00:00"),
        "billable": (True, False),
    }
    read = await office.api.send("GET", f"/tickets/{ticket}")
    assert read.headers["etag"] != tag
    assert read.json()["LastActivityDate"] >= active
    await office.api.delete(f"/workhours/{number}")
    deleted = (await history_of(office, ticket))[-1]
    assert (deleted.kind, list(deleted.data.changes)) == ("work_hours.deleted", ["deleted_at"])
    shown = (await office.api.get("/events", after=deleted.seq - 1))["items"][0]["Changes"]
    assert shown["DeletedOn"]["Before"] is None
    async with office.engine.read() as read_:
        texts = await wordings(read_, office.cast.account_id, [changed])
        replayed = await replay(read_, office.cast.account_id)
    assert texts[changed.seq, "notes"] == Wording("Exchange", "Outlook")
    assert replayed["work_hours", number].fields["deleted_at"] is not None


async def test_a_stale_ticket_is_told_that_its_work_hours_changed(office: Office) -> None:
    ticket, number = await logged(office)
    tag = (await office.api.send("GET", f"/tickets/{ticket}")).headers["etag"]
    await office.api.delete(f"/workhours/{number}")
    sent = await office.api.send("PUT", f"/tickets/{ticket}", json={}, headers={"If-Match": tag})
    assert [wrong["field"] for wrong in decoded(sent, 412)["errors"]] == ["WorkHours"]


async def test_what_was_read_and_is_sent_back_changes_nothing(office: Office) -> None:
    ticket = (await office.ticket(TechnicianContactID=office.cast.tom.id))["TicketID"]
    made = await office.api.post(f"/tickets/{ticket}/workhours", {"Minutes": 30})  # up to now, fractions and all
    before = await log_of(office.engine, office.cast.account_id)
    read = await office.api.get(f"/workhours/{made['WorkHourID']}")
    for body in (read, {}, {"TechnicianEmail": read["TechnicianEmail"]}, {"TechnicianContactID": 0}):
        changed = await office.api.put(f"/workhours/{made['WorkHourID']}", body)
        assert {**read, **changed} == {**changed, "CustomerID": read["CustomerID"], "EndUserID": read["EndUserID"]}
    assert await log_of(office.engine, office.cast.account_id) == before


async def test_entries_of_a_closed_ticket_are_put_right_too(office: Office) -> None:
    ticket, number = await logged(office)
    await office.api.put(f"/tickets/{ticket}", {"TicketStatus": "Closed"})
    await office.api.put(f"/workhours/{number}", {"Hours": 1})
    await assert_totals(office, ticket)
    await office.api.delete(f"/workhours/{number}")
    assert (await office.api.get(f"/tickets/{ticket}"))["TotalDurationSeconds"] == 0


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"EndDate": "2024-02-15T09:00:00Z"}, "invalid_work_hours", "EndDate"),
        ({"StartDate": "2024-02-15T11:00:00Z"}, "invalid_work_hours", "EndDate"),
        ({"StartDate": "2024-02-14T10:29:59Z"}, "invalid_work_hours", "EndDate"),
        ({"Hours": 0}, "invalid_work_hours", "EndDate"),
        ({"Hours": 24, "Minutes": 1}, "invalid_work_hours", "EndDate"),
        ({"Hours": 25}, "invalid_field", "Hours"),
        ({"StartTime": "09:00"}, "invalid_field", "StartTime"),
        ({"EndDate": "tomorrow"}, "invalid_field", "EndDate"),
        ({"TechnicianContactID": 999_999}, "technician_not_found", "TechnicianContactID"),
        ({"TechnicianEmail": "nobody@brightwater.example"}, "technician_not_found", "TechnicianEmail"),
    ],
)
async def test_a_change_that_makes_no_sense_is_refused(
    office: Office, body: dict[str, Any], code: str, field: str
) -> None:
    _, number = await logged(office)
    before = await office.api.get(f"/workhours/{number}")
    refused = await office.api.put(f"/workhours/{number}", body, 400)
    assert (refused["code"], refused["errors"][0]["field"]) == (code, field)
    assert await office.api.get(f"/workhours/{number}") == before


async def test_an_entry_of_a_deleted_ticket_is_not_there(office: Office) -> None:
    ticket, number = await logged(office)
    await office.api.delete(f"/tickets/{ticket}")
    await office.api.get(f"/workhours/{number}", 404)
    await office.api.put(f"/workhours/{number}", {"Hours": 1}, 404)
    await office.api.delete(f"/workhours/{number}", 404)


async def test_an_entry_out_of_sight_is_not_there(office: Office) -> None:
    _, number = await logged(office)
    tom = office.cast.acting(office.cast.tom)
    limited = type(tom)(
        **{
            **{name: getattr(tom, name) for name in tom.__struct_fields__},
            "reach": TheseCustomers((office.cast.bakers.id,)),
        }
    )
    async with office.engine.transaction(office.cast.account_id) as tx:
        with pytest.raises(Missing):
            await read_record(tx, limited, number)
        with pytest.raises(Missing):
            await change_work(tx, limited, number, WorkChange(billable=False))
        with pytest.raises(Missing):
            await delete_work(tx, limited, number)


async def test_putting_work_right_takes_the_permission_to_write_it(office: Office) -> None:
    _, number = await logged(office)
    vera, tom = await office.client_of(office.cast.vera), await office.client_of(office.cast.tom)
    await vera.get(f"/workhours/{number}")
    await vera.put(f"/workhours/{number}", {"Hours": 1}, 403)
    await vera.delete(f"/workhours/{number}", 403)
    reader = await office.client(scopes=["workhours:read"])
    await reader.get(f"/workhours/{number}")
    await reader.put(f"/workhours/{number}", {}, 403)
    await reader.delete(f"/workhours/{number}", 403)
    await tom.put(f"/workhours/{number}", {"Hours": 1})
    await tom.delete(f"/workhours/{number}")
