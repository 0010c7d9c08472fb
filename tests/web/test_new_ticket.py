"""Opening a ticket in the console, in a browser that runs no script."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from deskhand.canned.templates import TicketTemplateDraft, create_ticket_template
from deskhand.core.canned import TicketTemplate
from deskhand.core.ticket import Priority, TicketType
from tests.cast import Office
from tests.web.visitor import Seen, Visitor, visiting

FORM = "/tickets/new"


async def opened(office: Office, visitor: Visitor, **fields: Any) -> Any:
    """The ticket that the form opens, as the API shows it."""
    await visitor.get(FORM)
    answer = await visitor.post(FORM, {"title": "No mail", "do": "open", **fields})
    number = urlsplit(answer.headers["location"]).path.removeprefix("/tickets/")
    return await office.api.get(f"/tickets/{number}")


async def refused(visitor: Visitor, **fields: Any) -> Seen:
    """The form as it is shown again."""
    await visitor.get(FORM)
    return Seen((await visitor.post(FORM, {"do": "open", **fields}, status=422)).text)


async def template(office: Office, **draft: Any) -> TicketTemplate:
    async with office.engine.transaction(office.cast.account_id) as tx:
        return await create_ticket_template(tx, office.cast.acting(office.cast.jane), TicketTemplateDraft(**draft))


async def test_a_ticket_for_a_contact_with_everything_that_the_form_has(office: Office) -> None:
    john, dora = office.cast.john, office.cast.dora
    async with visiting(office, office.cast.tom) as tom:
        ticket = await opened(
            office,
            tom,
            requester=f"contact-{john.id}",
            description="Since **this morning**",
            priority="High",
            type="Incident",
            impact="Major",
            assignee=dora.id,
            tags="mail, outlook",
            due="2031-12-24T12:00",
        )
    assert ticket["TicketTitle"] == "No mail"
    assert ticket["EndUserID"] == john.id
    assert (ticket["TicketPriority"], ticket["TicketType"], ticket["TicketImpact"]) == ("High", "Incident", "Major")
    assert ticket["TechnicianContactID"] == dora.id
    assert ticket["TicketSource"] == "Agent"
    assert ticket["TicketStatus"] == "Open"


async def test_what_was_done_is_said_on_the_ticket(office: Office) -> None:
    async with visiting(office, office.cast.tom, FORM) as tom:
        after = await tom.submit(
            FORM, {"title": "No mail", "requester": f"contact-{office.cast.john.id}", "do": "open"}
        )
    assert "opened" in Seen(after.text).text


async def test_a_ticket_for_a_company_and_nobody_in_particular(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        ticket = await opened(office, tom, requester=f"customer-{office.cast.acme.id}")
    assert ticket["CustomerID"] == office.cast.acme.id
    assert ticket["EndUserID"] is None


async def test_a_new_contact_belongs_to_the_customer_of_its_domain(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        ticket = await opened(office, tom, email="ann@acme.example", first_name="Ann", last_name="Lee", phone="0123")
    assert ticket["CustomerID"] == office.cast.acme.id
    assert ticket["EndUserEmail"] == "ann@acme.example"


async def test_a_new_contact_of_a_customer_who_is_named_by_a_part_of_the_name(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        ticket = await opened(office, tom, requester="new", email="ann@elsewhere.example", customer="bakers")
    assert ticket["CustomerID"] == office.cast.bakers.id


async def test_a_customer_whom_nobody_knows_is_told_at_the_field(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        seen = await refused(tom, title="No mail", requester="new", email="ann@elsewhere.example", customer="Zeppelin")
    assert "No customer has this name" in seen.text
    assert seen.field("customer") == "Zeppelin"


async def test_everything_that_is_missing_is_told_at_once_and_nothing_typed_is_lost(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        seen = await refused(tom, title=" ", description="It *smokes*", tags="mail", priority="Critical", due="soon")
    wrong = {has["name"] for _, has in seen.elements if has.get("aria-invalid") == "true"}
    assert wrong == {"title", "who", "due"}
    assert seen.field("description") == "It *smokes*"
    assert seen.field("tags") == "mail"
    assert seen.field("priority") == "Critical"
    described = {has["aria-describedby"] for _, has in seen.elements if has.get("aria-invalid") == "true"}
    assert described <= {has["id"] for _, has in seen.elements if "id" in has}


async def test_an_address_that_is_none_is_told_at_its_field(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        seen = await refused(tom, title="No mail", email="nobody", requester="new")
    assert [has["name"] for _, has in seen.elements if has.get("aria-invalid") == "true"] == ["email"]


@pytest.mark.parametrize("typed", ["john", "SMITH john", "john.smith@acme", "jo acme"])
async def test_a_requester_is_found_by_name_address_or_company(office: Office, typed: str) -> None:
    async with visiting(office, office.cast.tom, FORM) as tom:
        seen = Seen((await tom.post(FORM, {"who": typed, "title": "Kept", "do": "find"}, status=200)).text)
    assert "John Smith Acme Corporation · john.smith@acme.example" in seen.text
    assert f"contact-{office.cast.john.id}" in {has.get("value") for _, has in seen.elements}
    assert seen.field("title") == "Kept"


async def test_a_search_in_the_form_finds_no_archived_contact_and_nobody_elses(office: Office) -> None:
    await office.api.delete(f"/contacts/{office.cast.john.id}")
    async with visiting(office, office.cast.tom) as tom:
        found = (await tom.get("/tickets/new/requesters?q=john")).text
        assert "John Smith" not in found
        assert "create a contact" in found
        assert "data-value" not in (await tom.get("/tickets/new/requesters?q=%25")).text.replace('data-value="new"', "")


async def test_what_is_open_for_the_requester_is_shown_the_like_first(office: Office) -> None:
    john, mary = office.cast.john, office.cast.mary
    await office.ticket(TicketTitle="Outlook asks for a password")
    await office.ticket(TicketTitle="The printer jams", EndUserID=mary.id)
    await office.ticket(TicketTitle="Elsewhere", EndUserID=office.cast.pete.id)
    done = await office.ticket(TicketTitle="Long done")
    await office.api.put(f"/tickets/{done['ActionID']}", {"TicketStatus": "Resolved"})
    async with visiting(office, office.cast.tom) as tom:
        path = f"/tickets/new/chosen?requester=contact-{john.id}&title=Password+for+Outlook"
        text = Seen((await tom.get(path)).text).text
    assert "similar title" in text
    assert text.index("Outlook asks") < text.index("The printer jams")
    assert "Elsewhere" not in text
    assert "Long done" not in text


async def test_an_address_may_say_who_it_is_for(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get(f"{FORM}?contact={office.cast.john.id}&title=Call+back")).text)
    assert ("requester", f"contact-{office.cast.john.id}") in seen.form(FORM).fields
    assert seen.field("title") == "Call back"


async def test_a_template_fills_what_is_empty_and_keeps_what_was_typed(office: Office) -> None:
    one = await template(
        office, name="New starter", title="New starter", description="Start date:", priority=Priority.HIGH, tags=["hr"]
    )
    async with visiting(office, office.cast.tom, FORM) as tom:
        form = {"template": str(one.id), "title": "Ann begins", "tags": "vip", "do": "template"}
        seen = Seen((await tom.post(FORM, form, status=200)).text)
    assert (seen.field("title"), seen.field("description")) == ("Ann begins", "Start date:")
    assert (seen.field("priority"), seen.field("tags")) == ("High", "vip, hr")
    assert "Filled in: description, priority, tags. Kept as you typed it: title." in seen.text


async def test_another_template_replaces_what_the_first_one_gave(office: Office) -> None:
    first = await template(office, name="One", title="First", type=TicketType.REQUEST)
    second = await template(office, name="Two", title="Second", type=TicketType.CHANGE)
    async with visiting(office, office.cast.tom, FORM) as tom:
        seen = Seen((await tom.post(FORM, {"template": str(first.id), "do": "template"}, status=200)).text)
        form = {**dict(seen.form(FORM).fields), "template": str(second.id), "do": "template"}
        seen = Seen((await tom.post(FORM, form, status=200)).text)
    assert (seen.field("title"), seen.field("type")) == ("Second", "Change")


async def test_files_are_attached_to_the_ticket(office: Office) -> None:
    async with visiting(office, office.cast.tom, FORM) as tom:
        form = {"title": "No mail", "requester": f"contact-{office.cast.john.id}", "do": "open"}
        answer = await tom.post(FORM, form, files=[("files", ("log.txt", b"refused", "text/plain"))])
    number = urlsplit(answer.headers["location"]).path.removeprefix("/tickets/")
    assert [("log.txt" in url) for url in await office.api.get(f"/tickets/{number}/attachments")] == [True]


async def test_what_is_typed_waits_until_it_is_sent(office: Office) -> None:
    async with visiting(office, office.cast.tom, FORM) as tom:
        await tom.post(f"{FORM}/draft", {"title": "Half a", "tags": "mail"}, status=204)
        seen = Seen((await tom.get(FORM)).text)
        assert (seen.field("title"), seen.field("tags")) == ("Half a", "mail")
        assert "Goes on with what you typed" in seen.text
        await opened(office, tom, requester=f"contact-{office.cast.john.id}")
        assert Seen((await tom.get(FORM)).text).field("title") == ""


async def test_a_draft_is_ones_own_and_may_be_dropped(office: Office) -> None:
    async with visiting(office, office.cast.tom, FORM) as tom, visiting(office, office.cast.dora, FORM) as dora:
        await tom.post(f"{FORM}/draft", {"title": "Half a"}, status=204)
        assert Seen((await dora.get(FORM)).text).field("title") == ""
        after = await tom.submit(f"{FORM}/draft", {"do": "drop"})
        assert Seen(after.text).field("title") == ""


async def test_who_may_only_read_opens_none(office: Office) -> None:
    async with visiting(office, office.cast.vera) as vera:
        assert "/tickets/new" not in Seen((await vera.get("/tickets")).text).links
        await vera.get(FORM, status=403)
        await vera.post(FORM, {"title": "No mail", "requester": f"contact-{office.cast.john.id}"}, status=403)
