"""Search, the palette's answers and the list of keys, as the server gives them."""

import pytest

from deskhand.core.preference import Theme
from deskhand.views.check import ViewDraft
from deskhand.views.save import save_view
from deskhand.web.marked import marked
from deskhand.web.shortcuts import ALL
from tests.cast import Office
from tests.web.visitor import Seen, visiting


async def found(office: Office, query: str) -> Seen:
    """What the palette shows to Tom."""
    async with visiting(office, office.cast.tom) as tom:
        return Seen((await tom.get(f"/search/palette?q={query}")).text)


async def test_a_number_leads_to_its_ticket(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    for typed in (str(number), f"%23{number}"):
        assert f"/tickets/{number}" in (await found(office, typed)).links


async def test_words_find_tickets_the_last_one_as_a_beginning(office: Office) -> None:
    number = (await office.ticket(TicketTitle="Outlook asks for a password"))["TicketID"]
    seen = await found(office, "outlook+pass")
    assert seen.links[0] == f"/tickets/{number}"
    assert "/tickets?q=outlook+pass" in seen.links


async def test_the_query_language_works_too(office: Office) -> None:
    number = (await office.ticket(TicketPriority="Critical"))["TicketID"]
    other = (await office.ticket(TicketPriority="Low"))["TicketID"]
    links = (await found(office, "priority:critical")).links
    assert f"/tickets/{number}" in links
    assert f"/tickets/{other}" not in links


async def test_a_filter_that_cannot_be_read_says_why(office: Office) -> None:
    assert "The filter cannot be read" in (await found(office, "status:nonsense")).text


async def test_customers_and_people_lead_to_their_tickets(office: Office) -> None:
    links = (await found(office, "acme")).links
    assert "/tickets?q=customer%3A%22Acme+Corporation%22" in links
    assert "/tickets?q=requester%3Ajohn.smith%40acme.example" in links


async def test_views_are_found_by_their_names(office: Office) -> None:
    async with office.engine.transaction(office.cast.account_id) as tx:
        view = await save_view(tx, office.cast.acting(office.cast.tom), ViewDraft(name="Printers at Acme", query="x"))
    assert f"/tickets?view={view.id}" in (await found(office, "print+acme")).links
    assert "/tickets?view=unassigned" in (await found(office, "unass")).links


async def test_what_belongs_to_another_desk_is_not_found(office: Office) -> None:
    assert (await found(office, "rival")).links == []


@pytest.mark.parametrize("typed", ["", "a", "%20"])
async def test_next_to_nothing_finds_nothing(office: Office, typed: str) -> None:
    await office.ticket(TicketTitle="a")
    assert (await found(office, typed)).links == []


async def test_without_a_script_search_is_a_page(office: Office) -> None:
    number = (await office.ticket(TicketTitle="Outlook asks for a password"))["TicketID"]
    async with visiting(office, office.cast.vera) as vera:
        seen = Seen((await vera.get("/search?q=outlook")).text)
        assert f"/tickets/{number}" in seen.links
        assert seen.field("q") == "outlook"
        assert "Nothing fits “zeppelin”" in Seen((await vera.get("/search?q=zeppelin")).text).text


async def test_every_key_is_on_a_page_of_its_own(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        text = Seen((await tom.get("/keys")).text).text
    assert all(row.does in text for group in ALL for row in group.rows)


async def test_a_command_changes_colours_and_stays_on_the_page(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.post("/preferences/look", {"theme": "dark", "back": "/tickets?view=all"})
        assert answer.headers["location"] == "/tickets?view=all"
        assert f'data-theme="{Theme.DARK.value}"' in (await tom.get("/keys")).text
        answer = await tom.post("/preferences/look", {"language": "de", "back": "//evil.example"})
        assert answer.headers["location"] == "/"
        assert '<html lang="de"' in (await tom.get("/keys")).text


@pytest.mark.parametrize(
    ("text", "typed", "html"),
    [
        ("Acme & Sons", "acme", "<mark>Acme</mark> &amp; Sons"),
        ("<b>bold</b>", "b", "&lt;<mark>b</mark>&gt;<mark>b</mark>old&lt;/<mark>b</mark>&gt;"),
        ("(1.5)", "(1", "<mark>(1</mark>.5)"),
        ("Acme", "", "Acme"),
    ],
)
def test_what_was_searched_for_is_marked(text: str, typed: str, html: str) -> None:
    assert str(marked(text, typed)) == html
