"""The brief's four priorities and four types of ticket."""

import pytest

from tests.cast import Office

PRIORITIES = ("Critical", "High", "Medium", "Low")
TYPES = ("Problem", "Request", "Incident", "Change")
FIELDS = [("TicketPriority", value) for value in PRIORITIES] + [("TicketType", value) for value in TYPES]


@pytest.mark.parametrize(("field", "value"), FIELDS)
async def test_each_may_be_given_and_changed_to(office: Office, field: str, value: str) -> None:
    made = await office.ticket(**{field: value})
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))[field] == value
    other = await office.ticket()
    assert (await office.api.put(f"/tickets/{other['TicketID']}", {field: value.lower()}))[field] == value


async def test_without_any_a_ticket_is_a_problem_of_medium_priority(office: Office) -> None:
    made = await office.ticket()
    assert (made["TicketPriority"], made["TicketType"]) == ("Medium", "Problem")


@pytest.mark.parametrize("typo", ["Hihg", "Urgent", "1", ""])
async def test_a_typo_in_the_priority_is_named_with_the_right_words(office: Office, typo: str) -> None:
    body = {"TicketTitle": "No mail", "EndUserID": office.cast.john.id, "TicketPriority": typo}
    refused = await office.api.post("/tickets", body, 400)
    assert refused["message"] == "Invalid priority"
    assert refused["code"] == "invalid_priority"
    assert refused["errors"] == [{"field": "TicketPriority", "message": "Use Low, Medium, High, or Critical"}]


@pytest.mark.parametrize("other", ["Bug", "Question", "Other", ""])
async def test_the_types_of_other_clients_are_refused_with_the_right_words(office: Office, other: str) -> None:
    made = await office.ticket()
    refused = await office.api.put(f"/tickets/{made['TicketID']}", {"TicketType": other}, 400)
    assert refused["message"] == "Invalid type"
    assert refused["errors"] == [{"field": "TicketType", "message": "Use Problem, Request, Incident, or Change"}]
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["TicketType"] == "Problem"


@pytest.mark.parametrize("field", ["TicketPriority", "TicketType", "TicketStatus", "TicketImpact"])
async def test_null_leaves_it_as_it_is(office: Office, field: str) -> None:
    made = await office.ticket(TicketPriority="High", TicketType="Change", TicketStatus="Pending", TicketImpact="Major")
    changed = await office.api.put(f"/tickets/{made['TicketID']}", {field: None})
    assert changed[field] == made[field]
