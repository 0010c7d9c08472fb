"""When the server goes away: what is typed is kept, a sentence says so, and once it is back it goes out once."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.cast import Office
from tests.conftest import migrate, url_of
from tests.web.browser import Watch, come_in, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served, served
from tests.web.visitor import Seen, visiting

TEXT, ALERT = "#cp-text", "#cp-alert"
TROUBLE = "htmx:|ERR_|Failed to load resource|no answer|answer: 5|Failed to fetch|NetworkError"


async def said_on(office: Office, ticket_id: int) -> list[str]:
    items: list[Any] = (await office.api.get(f"/tickets/{ticket_id}/comments"))["items"]
    return [one["Comment"] for one in items]


@pytest.mark.parametrize("kind", ["reply", "note"])
async def test_who_sends_again_for_want_of_an_answer_has_said_it_once(office: Office, kind: str) -> None:
    ticket_id = int((await office.ticket())["ActionID"])
    path = f"/tickets/{ticket_id}/reply"
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get(f"/tickets/{ticket_id}")).text)
        form = {**dict(seen.form(path).fields), "as": kind, "text": "It is back."}
        await tom.post(path, form)
        again = await tom.submit(path, form)
        assert (await said_on(office, ticket_id)) == ["It is back."]
        assert Seen(again.text).form(next(one.action for one in Seen(again.text).forms if "/undo" in one.action))
        assert "It is back." not in Seen(again.text).field("text")


async def test_who_says_the_same_again_on_purpose_says_it_twice(office: Office) -> None:
    ticket_id = int((await office.ticket())["ActionID"])
    path = f"/tickets/{ticket_id}/reply"
    async with visiting(office, office.cast.tom) as tom:
        for _ in range(2):
            seen = Seen((await tom.get(f"/tickets/{ticket_id}")).text)
            await tom.post(path, {**dict(seen.form(path).fields), "as": "reply", "text": "Any news?"})
    assert (await said_on(office, ticket_id)) == ["Any news?", "Any news?"]


async def test_the_same_with_another_file_or_taken_back_before_is_sent(office: Office) -> None:
    ticket_id = int((await office.ticket())["ActionID"])
    path = f"/tickets/{ticket_id}/reply"
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get(f"/tickets/{ticket_id}")).text)
        form = {**dict(seen.form(path).fields), "as": "reply", "text": "See the file."}
        page = await tom.submit(path, form)
        undo = next(one.action for one in Seen(page.text).forms if "/undo" in one.action)
        await tom.post(path, form, files={"file": ("a.txt", b"a", "text/plain")})
        assert len(await said_on(office, ticket_id)) == 2
        await tom.post(undo)
        assert len(await said_on(office, ticket_id)) == 1


async def test_a_new_ticket_that_comes_twice_is_opened_once(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get("/tickets/new")).text)
        asked = {"do": "open", "title": "The  line is dead", "description": "Since nine.\n\nAll of it."}
        form = {**dict(seen.form("/tickets/new").fields), **asked, "requester": f"contact-{office.cast.mary.id}"}
        first = await tom.post("/tickets/new", form, files={"files": ("a.txt", b"a", "text/plain")})
        again = await tom.post("/tickets/new", form, files={"files": ("a.txt", b"a", "text/plain")})
        assert again.headers["location"] == first.headers["location"]
        other = await tom.post("/tickets/new", {**form, "requester": f"contact-{office.cast.john.id}"})
        assert other.headers["location"] != first.headers["location"]
        new = {**form, "requester": "new", "first_name": "Nina", "email": "nina@acme.example"}
        places = {(await tom.post("/tickets/new", new)).headers["location"] for _ in range(2)}
        assert len(places) == 1
        await tom.get("/tickets/new")  # a form of its own, on purpose
        fresh = dict(Seen((await tom.get("/tickets/new")).text).form("/tickets/new").fields)
        third = await tom.post("/tickets/new", {**form, "seen": fresh["seen"]})
        assert third.headers["location"] != first.headers["location"]
    ticket = first.headers["location"]
    assert len(await office.api.get(f"{ticket}/attachments")) == 1


async def test_time_whose_form_comes_twice_is_logged_once(office: Office) -> None:
    number = (await office.ticket())["ActionID"]
    path = f"/tickets/{number}/work"
    form = {"day": "2026-11-02", "start": "09:00", "end": "10:00", "billable": "1", "notes": "Rebuilt the profile"}
    async with visiting(office, office.cast.tom) as tom:
        for _ in range(2):
            seen = Seen((await tom.submit(path, form)).text)
            assert "logged" in seen.text
        await tom.post(path, {**form, "notes": "And the printer"})
    async with visiting(office, office.cast.jane) as jane:
        await jane.post(path, form)
    entries = (await office.api.get(f"/tickets/{number}/workhoursrecords"))["items"]
    assert len(entries) == 3, "Tom's, Tom's with other notes, and Jane's"


@pytest.fixture
def own_desk(sqlite_url: str, tmp_path: Path) -> Iterator[Served]:
    """A desk of this test's own, which it may kill."""
    url = url_of(tmp_path / "own.db")
    migrate(url)
    with served(url, tmp_path) as started:
        yield started


async def at_ticket(page: Page, desk: Served) -> int:
    ticket_id = desk.open_ticket("The line is dead")
    await come_in(page, desk.people.tom.email, f"/tickets/{ticket_id}")
    await ready(page)
    return ticket_id


def messages(desk: Served, ticket_id: int) -> list[str]:
    items = desk.api.get(f"/api/v3/tickets/{ticket_id}/comments").json()["items"]
    return [one["Comment"] for one in items]


async def test_a_server_that_is_killed_takes_no_text_along(open_page: OpenPage, own_desk: Served, watch: Watch) -> None:
    watch.forgive(TROUBLE)
    page = await open_page(own_desk.url)
    ticket_id = await at_ticket(page, own_desk)
    await page.keyboard.press("r")
    await page.keyboard.type("We are on it.")
    own_desk.server.kill()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(ALERT)).to_contain_text("does not answer")
    await expect(page.locator(TEXT)).to_have_value("We are on it.")
    own_desk.server.start()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out")).to_have_count(1)
    await expect(page.locator(TEXT)).to_have_value("")
    assert messages(own_desk, ticket_id) == ["We are on it."]
    await page.reload()
    await expect(page.locator(TEXT)).to_have_value("")


async def test_a_database_that_takes_nothing_takes_no_text_along(
    open_page: OpenPage, own_desk: Served, watch: Watch
) -> None:
    watch.forgive(TROUBLE)
    page = await open_page(own_desk.url)
    ticket_id = await at_ticket(page, own_desk)
    await page.keyboard.press("r")
    await page.keyboard.type("We are on it.")
    await expect(page.locator("#cp-saved")).to_contain_text("Draft saved")
    with closing(sqlite3.connect(own_desk.database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(ALERT)).to_contain_text("Your text is kept", timeout=60_000)
        await expect(page.locator(TEXT)).to_have_value("We are on it.")
        other.execute("ROLLBACK")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out")).to_have_count(1)
    assert messages(own_desk, ticket_id) == ["We are on it."]


async def test_a_text_typed_while_the_server_was_away_is_there_after_a_reload(
    open_page: OpenPage, own_desk: Served, watch: Watch
) -> None:
    watch.forgive(TROUBLE)
    page = await open_page(own_desk.url)
    await at_ticket(page, own_desk)
    own_desk.server.kill()
    await page.keyboard.press("n")
    await page.keyboard.type("Ask the provider.")
    own_desk.server.start()
    await page.reload()
    await expect(page.locator(TEXT)).to_have_value("Ask the provider.")
    await expect(page.locator("#cp-note")).to_be_checked()


async def test_an_answer_that_never_came_does_not_send_twice(page: Page, desk: Served, watch: Watch) -> None:
    watch.forgive(TROUBLE)
    ticket_id = await at_ticket(page, desk)

    async def lost(route: Route) -> None:
        await route.fetch(max_redirects=0)  # the server has taken it, and the line breaks
        await route.abort("connectionreset")

    await page.route(re.compile("/reply$"), lost, times=1)
    await page.keyboard.press("r")
    await page.keyboard.type("Once is enough.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(ALERT)).to_contain_text("does not answer")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(TEXT)).to_have_value("")
    await expect(page.locator("#timeline .msg-out")).to_have_count(1)
    assert messages(desk, ticket_id) == ["Once is enough."]


async def test_a_change_that_nobody_answers_says_so(open_page: OpenPage, own_desk: Served, watch: Watch) -> None:
    watch.forgive(TROUBLE)
    page = await open_page(own_desk.url)
    await at_ticket(page, own_desk)
    own_desk.server.kill()
    await page.keyboard.press("e")
    await expect(page.locator("#said")).to_contain_text("The server does not answer")
    own_desk.server.start()
    await page.keyboard.press("e")
    await expect(page.locator(".props .st-resolved").first).to_be_visible()
    await expect(page.locator("#said")).not_to_contain_text("The server does not answer")


async def test_a_new_ticket_is_kept_while_server_or_database_are_away(
    open_page: OpenPage, own_desk: Served, watch: Watch
) -> None:
    watch.forgive(TROUBLE)
    page = await open_page(own_desk.url)
    await come_in(
        page, own_desk.people.tom.email, f"/tickets/new?contact={own_desk.people.mary.id}&title=The+line+is+dead"
    )
    await ready(page)
    await page.fill("#description", "Since nine.")
    own_desk.server.kill()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#said")).to_contain_text("The server does not answer")
    own_desk.server.start()
    with closing(sqlite3.connect(own_desk.database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#said")).to_contain_text("went wrong at the server", timeout=60_000)
        other.execute("ROLLBACK")
    await expect(page.locator("#description")).to_have_value("Since nine.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("h1.tk-title")).to_contain_text("The line is dead")
    found = own_desk.api.get("/api/v3/tickets").json()["items"]
    assert [one["TicketTitle"] for one in found] == ["The line is dead"]
