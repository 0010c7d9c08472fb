"""Work at a strict Atera: what was logged on a ticket, on all of them, and what it comes to."""

from datetime import datetime

from tests.client import atera_shapes as shapes
from tests.client.atera_calls import Answered, Asked, Data, Refused, Route, Thing, created, next_id, one, since

ID = "TicketID"


def summary(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    return 200, {
        ID: number,
        "Billable": durations(atera, number, billable=True),
        "NonBillable": durations(atera, number, billable=False),
    }


def durations(atera: Data, number: int, *, billable: bool) -> Thing:
    hours = 0.0
    for entry in atera.work:
        if entry[ID] == number and bool(entry.get("Billiable")) == billable:
            begin, end = (datetime.fromisoformat(entry[name]) for name in ("StartWorkHour", "EndWorkHour"))
            hours += (end - begin).total_seconds() / 3600
    nothing = dict.fromkeys(("OnSiteDurationHours", "OffSLADurationHours"), 0.0)
    same = dict.fromkeys(("TotalDurationHours", "OffSiteDurationHours", "OnSLADurationHours"), hours)
    return {"ticketId": number, **nothing, **same}


def billable(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    return 200, durations(atera, number, billable="/nonbillable" not in asked.path)


def work_of_ticket(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    return atera.page(asked, [one for one in atera.work if one[ID] == number], shapes.WORK_HOURS)


def log_work(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    said = dict(asked.body)
    work_id = next_id(atera.work, "WorkHoursID")
    atera.work.append({**said, "Billiable": said.pop("Billable"), ID: number, "WorkHoursID": work_id})
    return created(work_id)


def all_work(atera: Data, asked: Asked) -> Answered:
    for name in ("startWorkhour", "endWorkhour"):
        if datetime.fromisoformat(asked.query.get(name, "2024-01-01")).tzinfo is not None:
            raise Refused(400, f"{name} has no offset: it is in the account's time zone")
    found = since(asked, "startWorkhour", atera.work, "StartWorkHour")
    of = {one[ID]: one for one in atera.tickets}
    records = [{**{n: of[one[ID]].get(n) for n in ("CustomerID", "EndUserID")}, **one} for one in found]
    return atera.page(asked, records, shapes.WORK_RECORD)


NUMBER = r"/tickets/(?P<number>\d+)"
ROUTES = (
    Route("GET", f"{NUMBER}/workhours", (), None, summary),
    Route("POST", f"{NUMBER}/workhours", (), shapes.NEW_WORK_HOURS, log_work),
    Route("GET", f"{NUMBER}/workhoursrecords", (), None, work_of_ticket),
    Route("GET", f"{NUMBER}/billableduration", (), None, billable),
    Route("GET", f"{NUMBER}/nonbillableduration", (), None, billable),
    Route("GET", "/workhours", ("startWorkhour", "endWorkhour", "includeRates"), None, all_work),
)
