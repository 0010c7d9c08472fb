"""One change to many tickets: each by itself, in one transaction."""

import pytest

from deskhand.core.errors import Forbidden, Refusal
from deskhand.core.ticket import Priority, Status
from deskhand.tickets.bulk import MOST_AT_ONCE, Outcome, change_many
from deskhand.tickets.change import TicketChange
from tests.cast import Office


async def change(office: Office, ids: list[int], wanted: TicketChange, **tags: list[str]) -> list[Outcome]:
    async with office.engine.transaction(office.cast.account_id) as tx:
        return await change_many(tx, office.cast.acting(office.cast.tom), ids, wanted, **tags)


async def numbers(office: Office, count: int) -> list[int]:
    return [(await office.ticket())["TicketID"] for _ in range(count)]


async def test_those_that_refuse_do_not_stop_the_others(office: Office) -> None:
    one, closed, three = await numbers(office, 3)
    await change(office, [closed], TicketChange(status=Status.CLOSED))
    last = (await office.api.get("/events"))["last"]
    found = await change(office, [three, closed, one, 999_999, one], TicketChange(priority=Priority.HIGH))
    assert [(o.ticket_id, o.changed, o.refusal and o.refusal.code) for o in found] == [
        (one, True, None),
        (closed, False, "ticket_closed"),
        (three, True, None),
        (999_999, False, "ticket_not_found"),
    ]
    events = (await office.api.get("/events", after=last))["items"]
    assert [(event["TicketID"], event["Seq"]) for event in events] == [(one, last + 1), (three, last + 2)]


async def test_what_is_so_already_is_not_changed(office: Office) -> None:
    one, two = await numbers(office, 2)
    await change(office, [one], TicketChange(priority=Priority.LOW))
    found = await change(office, [one, two], TicketChange(priority=Priority.LOW))
    assert [outcome.changed for outcome in found] == [False, True]


async def test_tags_are_put_on_and_taken_off(office: Office) -> None:
    one, two = await numbers(office, 2)
    await change(office, [one], TicketChange(tags=["vip", "mail"]))
    await change(office, [one, two], TicketChange(), add_tags=["Outage", "MAIL"], remove_tags=["VIP"])
    shown = [(await office.api.get(f"/tickets/{number}"))["Tags"] for number in (one, two)]
    assert shown == [["mail", "Outage"], ["Outage", "MAIL"]]


async def test_at_most_five_hundred_and_only_by_who_may(office: Office) -> None:
    with pytest.raises(Refusal, match="Too many"):
        await change(office, list(range(1, MOST_AT_ONCE + 2)), TicketChange())
    with pytest.raises(Forbidden):
        async with office.engine.transaction(office.cast.account_id) as tx:
            await change_many(tx, office.cast.acting(office.cast.vera), [1], TicketChange(priority=Priority.LOW))
