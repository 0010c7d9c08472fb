"""Two people change the same field: the second one sees both values, who wrote the other and when, and decides."""

import re

from tests.cast import Office
from tests.web.at_ticket import AtTicket, at_ticket


async def both(office: Office) -> tuple[AtTicket, AtTicket]:
    number = int((await office.ticket())["ActionID"])
    return await at_ticket(office, office.cast.tom, number), await at_ticket(office, office.cast.dora, number)


async def test_the_second_save_shows_both_values_and_who_was_first(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(title="Mail is slow", seen_title="No mail")
    await tom.change(title="Mail is down", seen_title="No mail")
    assert tom.status == 409
    assert tom.says("Somebody else has changed this meanwhile", "Theirs, by Dora Dispatch", "Mail is slow")
    assert "Mail is down</textarea>" in tom.page
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["TicketTitle"] == "Mail is slow"


async def test_mine_is_used_when_i_say_so(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(priority="High", seen_priority="Medium")
    await tom.change(priority="Critical", seen_priority="Medium")
    assert tom.says("Critical", "Keep theirs", "Use mine")
    form = re.search(r"<dialog[^>]* data-clash>.*?</dialog>", tom.page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    await tom.change(**fields)
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["TicketPriority"] == "Critical"


async def test_a_third_change_is_not_overwritten_by_use_mine(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(priority="High", seen_priority="Medium")
    await tom.change(priority="Critical", seen_priority="Medium")
    await dora.change(priority="Low", seen_priority="High")
    await tom.change(priority="Critical", seen_priority="High")
    assert tom.status == 409
    assert tom.says("Theirs, by Dora Dispatch", "Low", "Critical")


async def test_different_fields_do_not_clash(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(priority="High", seen_priority="Medium")
    await tom.change(type="Change", seen_type="Problem")
    shown = await office.api.get(f"/tickets/{tom.ticket_id}")
    assert (shown["TicketPriority"], shown["TicketType"]) == ("High", "Change")


async def test_the_same_value_twice_does_not_clash(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(status="Resolved", seen_status="Open")
    await tom.change(status="Resolved", seen_status="Open")
    assert tom.status == 200


async def test_assignees_that_clash_are_named(office: Office) -> None:
    tom, dora = await both(office)
    people = office.cast
    await dora.change(technician_id=people.jane.id, seen_technician_id="")
    await tom.change(technician_id=people.tom.id, seen_technician_id="")
    assert tom.status == 409
    assert tom.says("Theirs, by Dora Dispatch", "Jane Tech", "Tom Field")


async def test_requesters_that_clash_are_named(office: Office) -> None:
    tom, dora = await both(office)
    people = office.cast
    await dora.change(contact_id=people.mary.id, seen_contact_id=people.john.id)
    await tom.change(contact_id=people.pete.id, seen_contact_id=people.john.id)
    assert tom.says("Mary Jones", "Pete Flour", "Use mine")


async def test_due_dates_that_clash_are_told_in_full_and_mine_is_used(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(due_day="2027-03-01", due_clock="17:30", seen_due_by_hand="")
    await tom.change(due_day="2027-03-02", due_clock="09:00", seen_due_by_hand="")
    assert tom.says("Mon 1 Mar 2027, 17:30", "Tue 2 Mar 2027, 09:00", "Use mine")
    form = re.search(r"<dialog[^>]* data-clash>.*?</dialog>", tom.page, re.DOTALL)
    assert form is not None
    await tom.change(**dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0])))
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["DueDate"] == "2027-03-02T09:00:00Z"


async def test_clearing_a_due_date_clashes_with_another_one(office: Office) -> None:
    tom, dora = await both(office)
    await dora.change(due_day="2027-03-01", due_clock="17:30", seen_due_by_hand="")
    seen = "2027-03-01T17:30:00+00:00"
    await dora.change(due_day="2027-03-03", due_clock="17:30", seen_due_by_hand=seen)
    await tom.change(due_clear="1", seen_due_by_hand=seen)
    assert tom.status == 409
    assert tom.says("Nothing", "Wed 3 Mar 2027, 17:30")
    await tom.change(due_by_hand="", due_clear="1", seen_due_by_hand="2027-03-03T17:30:00+00:00")
    assert not tom.says("set by hand")


async def test_a_custom_field_clashes_too(office: Office) -> None:
    tom, dora = await both(office)
    field = {"FieldName": "Site", "FieldType": "Text", "Target": "Ticket"}
    created = await office.api.post("/customvalues/customfields", field, status=201)
    number = created.get("CustomFieldID") or created["ActionID"]
    await dora.send(f"fields/{number}", value="Leeds", seen_value="")
    await tom.send(f"fields/{number}", value="Hull", seen_value="")
    assert tom.status == 409
    assert tom.says("Theirs, by Dora Dispatch", "Leeds")
    await tom.send(f"fields/{number}", value="Hull", seen_value="Leeds")
    assert tom.says("Hull")
