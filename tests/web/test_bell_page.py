"""The bell: its page, its panel and its number, and marking as read."""

from deskhand.jobs.dispatch import hand_out
from tests.cast import Office
from tests.web.visitor import Seen, visiting


async def toms_ticket(office: Office, title: str = "No mail") -> int:
    """A ticket that is given to Tom, of which the bell tells him."""
    ticket = await office.ticket(TicketTitle=title, TechnicianContactID=office.cast.tom.id)
    while await hand_out(office.engine):
        pass
    return int(ticket["TicketID"])


async def test_what_happened_is_listed_newest_first_and_leads_to_its_ticket(office: Office) -> None:
    first, second = await toms_ticket(office, "The printer jams"), await toms_ticket(office, "No mail")
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get("/notifications")).text)
    assert seen.text.index("No mail") < seen.text.index("The printer jams")
    assert {f"/tickets/{first}", f"/tickets/{second}"} <= set(seen.links)
    assert "assigned you this ticket" in seen.text


async def test_a_customers_answer_leads_to_the_message(office: Office) -> None:
    number = await toms_ticket(office)
    body = {"CommentText": "Still down", "EndUserID": office.cast.john.id}
    comment = await office.api.post(f"/tickets/{number}/comments", body)
    while await hand_out(office.engine):
        pass
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get("/notifications")).text)
    assert "John Smith replied" in seen.text
    assert f"/tickets/{number}#c{comment['CommentID']}" in seen.links


async def test_how_many_are_unread_is_in_the_title_of_every_page(office: Office) -> None:
    await toms_ticket(office)
    async with visiting(office, office.cast.tom) as tom:
        assert "<title>(1) " in (await tom.get("/keys")).text
        assert "1 unread notification" in Seen((await tom.get("/keys")).text).text


async def test_all_up_to_what_was_shown_are_marked_as_read(office: Office) -> None:
    await toms_ticket(office)
    async with visiting(office, office.cast.tom, "/notifications") as tom:
        form = Seen((await tom.get("/notifications")).text).form("/notifications/read")
        await toms_ticket(office, "Came meanwhile")
        await tom.post("/notifications/read", dict(form.fields))
        seen = Seen((await tom.get("/notifications?show=unread")).text)
    assert "Came meanwhile" in seen.text
    assert "No mail" not in seen.text


async def test_opening_a_ticket_reads_what_the_bell_tells_of_it(office: Office) -> None:
    number = await toms_ticket(office)
    async with visiting(office, office.cast.tom) as tom:
        await tom.get(f"/tickets/{number}")
        assert "You have read everything" in Seen((await tom.get("/notifications?show=unread")).text).text


async def test_the_panel_shows_the_newest_and_goes_back_to_its_page(office: Office) -> None:
    for number in range(12):
        await toms_ticket(office, f"Ticket {number:02}")
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get("/notifications/panel", x_deskhand_page="/tickets?view=open")).text)
        assert "Ticket 11" in seen.text
        assert "Ticket 01" not in seen.text
        answer = await tom.post("/notifications/read", dict(seen.form("/notifications/read").fields))
    assert answer.headers["location"] == "/tickets?view=open"


async def test_many_are_shown_a_page_at_a_time(office: Office) -> None:
    for number in range(52):
        await office.ticket(TicketTitle=f"Ticket {number:02}", TechnicianContactID=office.cast.tom.id)
    await toms_ticket(office, "The last")
    async with visiting(office, office.cast.tom) as tom:
        first = Seen((await tom.get("/notifications")).text)
        [older] = [link for link in first.links if link.startswith("/notifications?before=")]
        second = Seen((await tom.get(older)).text)
    assert "The last" in first.text
    assert "Ticket 00" not in first.text
    assert "Ticket 00" in second.text


async def test_somebody_elses_bell_is_not_shown(office: Office) -> None:
    await toms_ticket(office)
    async with visiting(office, office.cast.dora) as dora:
        assert "Nothing yet" in Seen((await dora.get("/notifications")).text).text
