"""Every value of a ticket is edited in place; what is refused is shown beside it, with what was typed."""

import pytest

from tests.cast import Office
from tests.web.at_ticket import AtTicket, at_ticket

CHANGES = [
    ({"status": "Pending", "seen_status": "Open"}, ("TicketStatus", "Pending")),
    ({"priority": "Critical", "seen_priority": "Medium"}, ("TicketPriority", "Critical")),
    ({"type": "Change", "seen_type": "Problem"}, ("TicketType", "Change")),
    ({"impact": "SiteDown", "seen_impact": ""}, ("TicketImpact", "SiteDown")),
    ({"title": "  Mail is   slow ", "seen_title": "No mail"}, ("TicketTitle", "Mail is slow")),
]


async def opened(office: Office, **fields: object) -> int:
    return int((await office.ticket(**fields))["ActionID"])


async def tom_at(office: Office, **fields: object) -> AtTicket:
    return await at_ticket(office, office.cast.tom, await opened(office, **fields))


@pytest.mark.parametrize(("form", "expected"), CHANGES)
async def test_a_value_is_changed_where_it_stands(
    office: Office, form: dict[str, str], expected: tuple[str, str]
) -> None:
    tom = await tom_at(office)
    await tom.change(**form)
    assert (tom.status, tom.said().partition(":")[0]) == (200, "done")
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))[expected[0]] == expected[1]


async def test_a_ticket_is_given_to_me_to_a_colleague_and_to_nobody(office: Office) -> None:
    tom, people = await tom_at(office), office.cast
    await tom.change(technician_id=people.tom.id, seen_technician_id="")
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["TechnicianContactID"] == people.tom.id
    await tom.change(technician_id=people.dora.id, seen_technician_id=people.tom.id)
    assert tom.says("Dora Dispatch")
    await tom.change(technician_id="", seen_technician_id=people.dora.id)
    assert not (await office.api.get(f"/tickets/{tom.ticket_id}"))["TechnicianContactID"]


async def test_tags_are_put_on_and_taken_off(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(add_tag="vpn, Printer", seen_tags="")
    assert tom.says("vpn", "Printer")
    await tom.change(remove_tag="vpn", seen_tags="vpn\nPrinter")
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["Tags"] == ["Printer"]


async def test_tags_that_two_people_put_on_at_once_are_both_there(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(add_tag="vpn", seen_tags="")
    await tom.change(add_tag="printer", seen_tags="")
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["Tags"] == ["vpn", "printer"]


async def test_a_due_date_is_set_in_my_time_zone_and_cleared(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(due_day="2027-03-01", due_clock="17:30", seen_due_by_hand="")
    assert tom.says("Mar 2027, 17:30", "set by hand")
    shown = (await office.api.get(f"/tickets/{tom.ticket_id}"))["DueDate"]
    assert shown == "2027-03-01T17:30:00Z"
    await tom.change(
        due_day="2027-03-01", due_clock="17:30", due_clear="1", seen_due_by_hand="2027-03-01T17:30:00+00:00"
    )
    assert not tom.says("set by hand")


async def test_a_due_date_that_is_none_is_told_with_what_was_typed(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(due_day="2027-02-30", due_clock="17:30", seen_due_by_hand="")
    assert tom.status == 422
    assert tom.says("Give a day and a time")
    assert 'value="2027-02-30"' in tom.page


async def test_a_ticket_needs_a_title_and_keeps_the_one_it_has(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(title="  ", seen_title="No mail")
    assert tom.status == 422
    assert tom.says("Say in a few words what is wrong.")
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["TicketTitle"] == "No mail"


async def test_the_description_keeps_its_lines(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(description="one\r\n\r\ntwo", seen_description="")
    assert tom.status == 200
    assert "one\n\ntwo</textarea>" in tom.page


async def test_another_requester_is_found_and_chosen(office: Office) -> None:
    tom, people = await tom_at(office), office.cast
    await tom.look("?find=flour")
    assert tom.says("Pete Flour", "Bakers & Sons")
    part = await tom.get(f"/tickets/{tom.ticket_id}/requesters?find=bakers")
    assert "Pete Flour" in part
    assert "<main" not in part
    await tom.change(contact_id=people.pete.id, seen_contact_id=people.john.id)
    shown = await office.api.get(f"/tickets/{tom.ticket_id}")
    assert (shown["EndUserID"], shown["CustomerID"]) == (people.pete.id, people.bakers.id)
    await tom.change(customer_id=people.acme.id, seen_customer_id=people.bakers.id)
    assert tom.says("Acme Corporation", "Nobody in particular")


async def test_a_custom_field_is_set_refused_and_cleared(office: Office) -> None:
    field = {"FieldName": "Seats", "FieldType": "Numeric", "Target": "Ticket"}
    created = await office.api.post("/customvalues/customfields", field, status=201)
    number = created.get("CustomFieldID") or created["ActionID"]
    tom = await tom_at(office)
    await tom.send(f"fields/{number}", value="12,5 or so", seen_value="")
    assert tom.status == 422
    assert tom.says("is a number such as 12.5")
    assert 'value="12,5 or so"' in tom.page
    await tom.send(f"fields/{number}", value="12.50", seen_value="")
    assert tom.says("12.5")
    await tom.send(f"fields/{number}", value="", seen_value="12.5")
    assert 'name="seen_value" value=""' in tom.page


async def test_tickets_are_linked_and_parted(office: Office) -> None:
    parent = await opened(office, TicketTitle="Whole mail is down")
    tom = await tom_at(office)
    await tom.send("relate", related_id=f"#{parent}", type="Parent")
    assert tom.says("Part of", "Whole mail is down")
    above = await at_ticket(office, office.cast.tom, parent)
    assert above.says("1 part", "No mail")
    await above.send("unrelate", child_id=tom.ticket_id)
    assert not above.says("1 part")
    await tom.send("relate", related_id=tom.ticket_id, type="Parent")
    assert tom.status == 422
    assert tom.says("A ticket cannot be part of itself")


async def test_a_form_of_nobody_elses_is_taken(office: Office) -> None:
    tom = await tom_at(office)
    await tom.change(status="Pending", seen_status="Open", form_token="of somebody else")
    assert tom.status == 403
    await tom.change(status="Done", seen_status="Open")
    assert tom.status == 400
    assert (await office.api.get(f"/tickets/{tom.ticket_id}"))["TicketStatus"] == "Open"


async def test_the_address_of_a_form_leads_back_to_the_ticket(office: Office) -> None:
    tom = await tom_at(office)
    await tom.get(f"/tickets/{tom.ticket_id}/change?view=all")
    assert tom.status == 200
    assert tom.says("1 of 1")
