"""The ticket list as it is got, filtered, sorted, walked and kept, without any script."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from deskhand.core.directory import Technician
from deskhand.core.ticket import Status
from deskhand.jobs.dispatch import hand_out
from deskhand.tickets.order_store import OrderName
from deskhand.web.listing.asked import COLUMNS
from deskhand.web.pages.saved_views import _counted
from tests.cast import Office
from tests.features.lists import many_tickets
from tests.web.visitor import Seen, Visitor, visiting


def ids(html: str) -> list[int]:
    """The tickets of a list, from its top."""
    return [int(has["data-id"]) for tag, has in Seen(html).elements if tag == "tr" and "data-id" in has]


async def whole(visitor: Visitor, path: str) -> list[int]:
    """All tickets of a list, page after page."""
    found: list[int] = []
    while path:
        html = (await visitor.get(path)).text
        found += ids(html)
        path = next((has["href"] for tag, has in Seen(html).elements if has.get("rel") == "next"), "")
    return found


@pytest.mark.parametrize("name", [name for name, _, _ in COLUMNS])
@pytest.mark.parametrize("sign", ["", "-"])
async def test_every_column_sorts_both_ways_and_pages_hold_each_ticket_once(
    office: Office, name: OrderName, sign: str
) -> None:
    rows = await many_tickets(office, 60)
    async with visiting(office, office.cast.dora) as dora:
        found = await whole(dora, f"/tickets?view=all&sort={sign}{name}")
    assert sorted(found) == sorted(row.id for row in rows)


async def test_a_search_shows_its_best_hits_first_and_goes_on(office: Office) -> None:
    for number in range(55):
        await office.ticket(title=f"Printer {number}" if number % 2 else f"Paper {number}", description="The printer")
    async with visiting(office, office.cast.dora) as dora:
        found = await whole(dora, "/tickets?q=printer")
        assert len(found) == len(set(found)) == 55
        first = (await dora.get("/tickets?q=printer")).text
        assert "best hits first" in first
        assert ids((await dora.get("/tickets?q=printer&sort=id")).text) == sorted(found)[:50]


async def test_an_inbox_view_with_another_query_is_a_search(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        seen = Seen((await dora.get("/tickets?view=pending&q=status:open")).text)
    current = [has for tag, has in seen.elements if tag == "a" and has.get("aria-current") == "page"]
    assert not any(has["href"].startswith("/tickets") for has in current)
    assert seen.text.startswith("Search")


async def test_a_page_that_is_no_more_leads_to_the_first_one(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        html = (await dora.get("/tickets?view=all&after=nonsense", 422)).text
        assert "begin at its first page" in html
        assert "/tickets?view=all" in Seen(html).links


@pytest.mark.parametrize(
    ("query", "wrong"), [("outlook stats:open", "stats:open"), ("status:opn x", "status:opn"), ('customer:"a', '"a')]
)
async def test_what_is_wrong_with_a_query_is_marked_and_the_query_stays(office: Office, query: str, wrong: str) -> None:
    async with visiting(office, office.cast.dora) as dora:
        html = (await dora.http.get("/tickets", params={"q": query})).text
        seen = Seen(html)
        assert seen.field("q") == query
        field = next(has for tag, has in seen.elements if has.get("id") == "q")
        assert field["aria-invalid"] == "true"
        assert f"<mark>{wrong.replace(chr(34), '&#34;')}</mark>" in html


async def test_chips_speak_in_words(office: Office) -> None:
    cast = office.cast
    async with visiting(office, cast.dora) as dora:
        query = f"status:open,pending assignee:{cast.tom.email} -priority:low created:<7d due:<7d impact:noimpact"
        text = Seen((await dora.http.get("/tickets", params={"q": query})).text).text
    for said in ("Open, Pending", "Tom Field", "not Low", "in the last 7 days", "Due <7d", "No impact"):
        assert said in text


async def test_the_filter_form_leads_to_the_list_that_it_asks_for(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        sent = {"view": "open", "q": "status:open", "sort": "-id", "f_status": "open", "f_customer": "Müller, Söhne"}
        answer = await dora.http.get("/tickets/filter", params=sent)
        asked = parse_qs(urlsplit(answer.headers["location"]).query)
        assert asked == {"q": ['status:open customer:"Müller, Söhne"'], "sort": ["-id"]}
        unchanged = await dora.http.get("/tickets/filter", params=sent | {"f_customer": ""})
        assert unchanged.headers["location"] == "/tickets?view=open&sort=-id"


def saving(query: str, name: str, **more: str) -> dict[str, Any]:
    return {"query": query, "sort": "-id", "back": f"/tickets?q={query}&sort=-id", "name": name, **more}


async def test_a_list_is_kept_as_a_view_and_brought_up_to_date(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        page = await dora.submit("/views/new", saving("priority:high", "Hot ones", shared="yes"))
        seen = Seen(page.text)
        assert "View saved: Hot ones" in seen.text
        current = next(has for tag, has in seen.elements if has.get("aria-current") == "page" and tag == "a")
        assert current["title"] == "Hot ones"
        view = parse_qs(urlsplit(str(page.url)).query)["view"][0]
        tried = Seen((await dora.get(f"/tickets?view={view}&q=priority:low&sort=title")).text)
        form = dict(tried.form(f"/views/{view}/query").fields)
        assert (form["query"], form["sort"]) == ("priority:low", "title")
        after = await dora.submit(f"/views/{view}/query", form)
        assert str(after.url).endswith(f"/tickets?view={view}")
        assert Seen(after.text).field("q") == "priority:low"
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get(f"/tickets?view={view}&q=priority:high")).text)
        assert "Hot ones" in seen.text
        assert not any(form.action == f"/views/{view}/query" for form in seen.forms)


async def test_a_name_that_is_taken_is_said_and_stays_typed(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        await dora.submit("/views/new", saving("priority:high", "Hot ones"))
        answer = await dora.post("/views/new", saving("priority:low", "hot ones", shared="yes"), 422)
        assert answer.headers["hx-push-url"] == "false"
        seen = Seen(answer.text)
        assert seen.field("name") == "hot ones"
        assert ("shared", "yes") in seen.form("/views/new").fields
        assert "You have a view of this name already" in seen.text
        assert seen.field("q") == "priority:low"


async def test_a_view_that_cannot_be_updated_says_why(office: Office) -> None:
    async with visiting(office, office.cast.dora) as dora:
        page = await dora.submit("/views/new", saving("priority:high", "Hot ones"))
        view = parse_qs(urlsplit(str(page.url)).query)["view"][0]
        sent = {"query": "status:wrong", "sort": "", "back": f"/tickets?view={view}"}
        answer = await dora.submit(f"/views/{view}/query", sent)
        assert "status: has no" in Seen(answer.text).text
        await dora.post("/views/999999/query", sent, 404)


async def test_saved_views_are_counted_beside_the_page(office: Office) -> None:
    for _ in range(3):
        await office.ticket()
    async with visiting(office, office.cast.dora) as dora:
        page = await dora.submit("/views/new", saving("status:open", "Open ones"))
        view = parse_qs(urlsplit(str(page.url)).query)["view"][0]
        assert (await dora.get("/views/counts")).json() == {view: "3"}
        await office.ticket()
        assert (await dora.get("/views/counts")).json() == {view: "3"}, "kept for some seconds"
        _counted._kept.clear()
        assert (await dora.get("/views/counts")).json() == {view: "4"}


@pytest.mark.parametrize(("who", "may"), [("vera", False), ("dora", True)])
async def test_only_who_may_change_tickets_can_tick_them(office: Office, who: str, may: bool) -> None:
    await office.ticket()
    technician: Technician = getattr(office.cast, who)
    async with visiting(office, technician) as visitor:
        seen = Seen((await visitor.get("/tickets?view=open")).text)
        assert any(has.get("name") == "ticket" for _, has in seen.elements) is may
        assert any(has.get("name") == "shared" for _, has in seen.elements) is may
        assert any("data-all" in has for _, has in seen.elements) is may


async def test_news_for_me_stand_out(office: Office) -> None:
    mine = await office.ticket(TechnicianContactID=office.cast.tom.id)
    await office.ticket()
    while await hand_out(office.engine):
        pass
    async with visiting(office, office.cast.tom) as tom:
        html = (await tom.get("/tickets?view=open")).text
        bold = [has["data-id"] for tag, has in Seen(html).elements if tag == "tr" and has.get("class") == "unread"]
        assert bold == [str(mine["TicketID"])]


async def test_groups_say_how_many_they_are_only_as_far_as_is_known(office: Office) -> None:
    await office.promise_nothing()
    for _ in range(53):
        await office.ticket()
    async with visiting(office, office.cast.dora) as dora:
        html = (await dora.get("/tickets?view=open")).text
        assert "Nothing due 50+" in Seen(html).text
        more = next(has["href"] for _, has in Seen(html).elements if has.get("rel") == "next")
        second = Seen((await dora.get(more)).text)
        assert "Nothing due, continued" in second.text
        assert "First page" in second.text


async def test_a_bulk_change_says_what_became_of_each(office: Office) -> None:
    made = [(await office.ticket())["ActionID"] for _ in range(3)]
    async with visiting(office, office.cast.tom, "/tickets?view=open") as tom:
        page = await tom.submit(
            "/tickets/bulk", {"ticket": [made[2]], "status": Status.CLOSED, "back": "/tickets?view=open"}
        )
        assert "1 ticket changed" in Seen(page.text).text
        back = "/tickets?view=open&sort=-id"
        page = await tom.submit("/tickets/bulk", {"ticket": made, "priority": "Critical", "back": back})
        assert f"2 tickets changed, 1 was refused: #{made[2]}: The ticket is closed" in Seen(page.text).text
        assert str(page.url).endswith("/tickets?view=open&sort=-id")
        await tom.submit("/tickets/bulk", {"ticket": made[:2], "tagging": "add", "tags": "vip, on site"})
        assert sorted(ids((await tom.get('/tickets?q=tag:vip+tag:"on+site"')).text)) == made[:2]
        page = await tom.submit("/tickets/bulk", {"ticket": made[:2], "tagging": "remove", "tags": "VIP"})
        assert not ids((await tom.get("/tickets?q=tag:vip")).text)
        page = await tom.submit("/tickets/bulk", {"ticket": made[:2], "technician": office.cast.dora.id})
        assert sorted(ids((await tom.get(f"/tickets?q=assignee:{office.cast.dora.email}")).text)) == made[:2]
        page = await tom.submit("/tickets/bulk", {"ticket": made[:2], "technician": "none"})
        assert not ids((await tom.get(f"/tickets?q=assignee:{office.cast.dora.email}")).text)
        assert "Tick some tickets first" in Seen((await tom.submit("/tickets/bulk", {})).text).text


async def test_who_only_reads_changes_nothing(office: Office) -> None:
    made = await office.ticket()
    async with visiting(office, office.cast.vera, "/tickets?view=open") as vera:
        await vera.post("/tickets/bulk", {"ticket": made["ActionID"], "priority": "High"}, 403)
