"""The main flows on PostgreSQL, with two servers on one database: what one is told the other shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from deskhand.core.directory import Technician
from tests.servers.deskhand import Server
from tests.web.browser import log_in, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served

TEXT = "#cp-text"


@pytest.fixture(scope="module")
def second(desk_on_postgresql: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another server on the same database, with the same secrets and files as the first."""
    folder: Path = desk_on_postgresql.server.log.parent
    told = tmp_path_factory.mktemp("second")
    with Server(desk_on_postgresql.database_url, folder=told, DESKHAND_DATA_DIR=str(folder / "data")) as server:
        yield server
        server.stop()


async def at(open_page: OpenPage, url: str, who: Technician, path: str) -> Page:
    """Somebody's browser at a page of one of the servers."""
    page = await open_page(url)
    await log_in(page, who.email)
    await page.goto(path)
    await ready(page)
    return page


async def test_a_ticket_from_its_opening_to_its_end(open_page: OpenPage, desk_on_postgresql: Served) -> None:
    people = desk_on_postgresql.people
    page = await at(open_page, desk_on_postgresql.url, people.tom, "/tickets/new")
    await page.keyboard.type("mary")
    await expect(page.locator("#who-list [role=option]").first).to_contain_text("Mary Jones")
    await page.keyboard.press("Enter")
    await expect(page.locator("#title")).to_be_focused()
    await page.keyboard.type("The line is dead again")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("h1.tk-title")).to_contain_text("The line is dead again")
    await ready(page)
    await page.keyboard.press("r")
    await page.keyboard.type("We are on it.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("We are on it.")
    await page.keyboard.press("z")
    await expect(page.locator(TEXT)).to_have_value("We are on it.")
    await page.keyboard.press("n")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-note")).to_contain_text("We are on it.")
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_be_visible()
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_have_count(0)
    await page.keyboard.press("e")
    await expect(page.locator(".props .st-resolved").first).to_be_visible()
    await page.goto("/tickets?q=line+dead+status:resolved")
    await expect(page.locator(".tl tr[data-id]")).to_have_count(1)
    await page.goto("/search?q=dead+line")
    await expect(page.locator("#main")).to_contain_text("The line is dead again")


async def test_what_one_server_is_told_the_other_shows(
    open_page: OpenPage, desk_on_postgresql: Served, second: Server
) -> None:
    people = desk_on_postgresql.people
    ticket_id = desk_on_postgresql.open_ticket("Seen through two servers", TechnicianContactID=people.tom.id)
    tom = await at(open_page, desk_on_postgresql.url, people.tom, f"/tickets/{ticket_id}")
    row = await at(open_page, desk_on_postgresql.url, people.jane, "/tickets?q=two+servers")
    dora = await at(open_page, second.url, people.dora, f"/tickets/{ticket_id}")
    await expect(tom.locator("#presence")).to_contain_text("Dora Dispatch")
    await dora.keyboard.press("n")
    await dora.keyboard.type("@tom")
    await dora.locator("#cp-picker .pick").first.wait_for()
    await dora.keyboard.press("Enter")
    await dora.keyboard.type("have a look")
    await dora.keyboard.press("Control+Enter")
    await expect(tom.locator("#timeline .msg-note")).to_contain_text("have a look")
    await expect(dora.locator(TEXT)).to_have_value("")
    await dora.keyboard.press("p")
    await expect(row.locator(f"#t-{ticket_id} .st-pending").first).to_be_attached()
    await expect(tom.locator(".props .st-pending").first).to_be_visible()


async def test_both_servers_see_a_clash(open_page: OpenPage, desk_on_postgresql: Served, second: Server) -> None:
    people = desk_on_postgresql.people
    ticket_id = desk_on_postgresql.open_ticket("Two servers, two minds")
    tom = await at(open_page, desk_on_postgresql.url, people.tom, f"/tickets/{ticket_id}")
    await tom.context.route("**/live?*", lambda route: route.abort("aborted"))
    await tom.reload()
    await ready(tom)
    dora = await at(open_page, second.url, people.dora, f"/tickets/{ticket_id}")
    for page, priority in ((dora, "Critical"), (tom, "Low")):
        await page.get_by_title("Change the priority").first.click()
        await page.locator(f".prop-menu[open] button[value={priority}]").click()
        await page.locator(".props .pr-critical, dialog[data-clash]").first.wait_for()
    await expect(tom.locator("dialog[data-clash]")).to_contain_text("Dora Dispatch")
    await tom.get_by_role("button", name="Use mine").click()
    await expect(tom.locator(".props .pr-low").first).to_be_visible()
    await expect(dora.locator(".props .pr-low").first).to_be_visible()
