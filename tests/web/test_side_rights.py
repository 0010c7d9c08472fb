"""Nothing is offered that would be refused: to those who only read, to billing, and on a ticket that is closed."""

from deskhand.core.ticket import Status
from tests.api.test_merged_tickets import MERGE
from tests.cast import Office
from tests.web.at_ticket import at_ticket


async def opened(office: Office, **fields: object) -> int:
    return int((await office.ticket(**fields))["ActionID"])


async def test_who_only_reads_sees_everything_and_is_offered_nothing(office: Office) -> None:
    vera = await at_ticket(office, office.cast.vera, await opened(office))
    assert vera.says("Status", "Priority", "Requester", "John Smith", "SLA")
    assert not any(vera.offers(what) for what in ("change", "work", "relate", "delete"))
    assert 'action="/timer/' not in vera.page
    await vera.change(status="Resolved", seen_status="Open")
    assert vera.status == 403
    await vera.send("work", day="2026-11-02", start="09:00", end="10:00")
    assert vera.status == 403
    await vera.send("seen", what="opened")
    assert vera.status == 403


async def test_billing_corrects_time_and_nothing_else(office: Office) -> None:
    bill = await at_ticket(office, office.cast.bill, await opened(office))
    assert bill.offers("work")
    assert not any(bill.offers(what) for what in ("change", "relate", "delete"))


async def test_a_dispatcher_may_delete_and_a_technician_may_not(office: Office) -> None:
    number = await opened(office)
    tom = await at_ticket(office, office.cast.tom, number)
    assert not tom.offers("delete")
    await tom.send("delete")
    assert tom.status == 403
    dora = await at_ticket(office, office.cast.dora, number)
    assert dora.offers("delete")
    await dora.send("delete?view=open")
    assert dora.said() == f"done: Ticket #{number} was deleted"
    await dora.look()
    assert dora.status == 404


async def test_a_closed_ticket_says_so_and_takes_only_what_a_closed_one_takes(office: Office) -> None:
    number = await opened(office)
    for status in ("Resolved", "Closed"):
        await office.api.put(f"/tickets/{number}", {"TicketStatus": status})
    tom = await at_ticket(office, office.cast.tom, number)
    assert tom.says("Closed tickets are final")
    assert 'name="status"' not in tom.page
    assert 'name="title"' not in tom.page
    assert 'name="add_tag"' in tom.page
    await tom.change(priority="High", seen_priority="Medium")
    assert tom.status == 422
    await tom.change(add_tag="late", seen_tags="")
    assert tom.status == 200
    assert tom.says("late")


async def test_a_merged_ticket_leads_to_the_one_it_was_merged_into(office: Office) -> None:
    other, number = await opened(office), await opened(office)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await tx.run(MERGE, account_id=tx.account_id)
        tx.count(Status.OPEN, -1)
    tom = await at_ticket(office, office.cast.tom, number)
    assert f'href="/tickets/{other}"' in tom.page
    assert not tom.offers("change")


async def test_somebody_elses_ticket_is_not_there(office: Office) -> None:
    tom = await at_ticket(office, office.cast.tom, await opened(office))
    tom.ticket_id += 1000
    await tom.look()
    assert tom.status == 404
    await tom.change(status="Pending", seen_status="Open")
    assert tom.status == 404
