"""In whichever order and calls the records come, the desk is the same in the end, and whole at every step."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from deskhand.core.importing import Noun
from tests.cast import Client, Office, make_cast, make_key
from tests.importing.records import CONTACT, CUSTOMER, DEPARTMENT, FIELD, TECHNICIAN, Record, record, results, send
from tests.importing.whole import assert_whole, shown

BEGUN = datetime(2024, 2, 1, tzinfo=UTC)
TICKETS = 12


def at(minutes: int) -> str:
    return (BEGUN + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def a_desk(rng: Random) -> list[Record]:
    """Tickets of all kinds with what was said and worked on them, in an order in which they may come."""
    records = [CUSTOMER, DEPARTMENT, TECHNICIAN, CONTACT, FIELD]
    for number in range(40_001, 40_001 + TICKETS):
        records += a_ticket(rng, number)
    return sorted(records, key=lambda one: list(Noun).index(Noun(one["Noun"])))


def a_ticket(rng: Random, number: int) -> Iterator[Record]:
    begun = rng.randrange(10_000)
    status = rng.choice(["Open", "Pending", "Resolved", "Closed"])
    ended = begun + rng.randrange(1_000) if status in ("Resolved", "Closed") else None
    dates: dict[str, Any] = {"TicketCreatedDate": at(begun)}
    if ended is not None and rng.random() < 0.9:
        dates["TicketResolvedDate"] = at(ended)
    if rng.random() < 0.5:
        dates["FirstResponseDate"] = at(begun + rng.randrange(300))
    if rng.random() < 0.5:
        dates["LastActivityDate"] = at(begun + 1_500)
    yield record(
        "Ticket", number, TicketTitle=f"No. {number}", TicketStatus=status, CustomerID=9001, EndUserID=7001,
        TicketPriority=rng.choice(["Low", "High", "Critical"]), TechnicianContactID=rng.choice([501, None]), **dates,
    )  # fmt: skip
    for n in range(rng.randrange(6)):
        by_contact = rng.random() < 0.5
        yield record(
            "Comment", number * 10 + n, TicketID=number, CommentText=f"{n} on {number}",
            CommentDate=at(begun + rng.randrange(1_200)), IsInternal=not by_contact and rng.random() < 0.3,
            **({"EndUserID": 7001} if by_contact else {"TechnicianContactID": 501}),
        )  # fmt: skip
    for n in range(rng.randrange(3)):
        yield record(
            "WorkHours", number * 10 + n, TicketID=number, TechnicianContactID=501, StartDate=at(begun),
            EndDate=at(begun + 1 + rng.randrange(90)), IsBillable=rng.random() < 0.5, OnCustomerSite=rng.random() < 0.5,
        )  # fmt: skip
    if rng.random() < 0.5:
        yield record("CustomValue", f"{number}", Target="Ticket", ItemId=number, FieldName="Rack", Value=f"B{number}")
    if number > 40_001 and rng.random() < 0.3:
        yield record("Relation", number, TicketID=number, RelatedTicketId=number - 1, RelationType="Parent")


def scattered(rng: Random, records: list[Record]) -> list[list[Record]]:
    """The same in many calls: people first, then tickets as they come, and later what is on them, in any order."""
    first = [one for one in records if one["Noun"] not in ("Ticket", "Comment", "WorkHours", "CustomValue", "Relation")]
    tickets = [one for one in records if one["Noun"] == "Ticket"]
    rest = [one for one in records if one not in first and one not in tickets]
    rng.shuffle(tickets)
    rng.shuffle(rest)
    calls = [first]
    while tickets:
        calls.append([tickets.pop() for _ in range(min(len(tickets), rng.randrange(1, 5)))])
    while rest:
        calls.append([rest.pop() for _ in range(min(len(rest), rng.randrange(1, 9)))])
    return calls


@pytest.mark.parametrize("seed", range(4))
async def test_the_same_comes_of_one_call_and_of_many_in_any_order(office: Office, seed: int) -> None:
    rng = Random(seed)
    records = a_desk(rng)
    answer = await send(office.api, *records)
    assert answer["Refused"] == 0, answer
    await assert_whole(office)

    cast = await make_cast(office.engine, f"Beside {office.cast.account_id}")
    other = Office(office.desk, cast, office.http, Client(office.http, await make_key(office.engine, cast.account_id)))
    for call in scattered(rng, records):
        assert set(results(await send(other.api, *call))) <= {"Created"}
        await assert_whole(other)
    assert await shown(other.api) == await shown(office.api)

    again = await send(other.api, *records)
    assert set(results(again)) == {"Unchanged"}
