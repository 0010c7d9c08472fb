"""The bell with two people: what one does rings at the other's page at once."""

import re

from playwright.async_api import expect

from tests.web.browser import axe, come_in
from tests.web.conftest import OpenPage
from tests.web.desk import Served


async def test_what_dora_gives_to_tom_rings_at_toms(open_page: OpenPage, desk: Served) -> None:
    number = desk.open_ticket("The router blinks red")
    tom, dora = await open_page(desk.url), await open_page(desk.url)
    await come_in(tom, desk.people.tom.email, "/keys")
    before = int(await tom.locator("#bell").get_attribute("data-unread") or 0)
    await come_in(dora, desk.people.dora.email, "/tickets/new")
    await dora.locator("#who").press_sequentially("smith")
    await dora.locator("#who-list [role=option]").first.click()
    await dora.fill("#title", "Please look at this one")
    await dora.select_option("#assignee", label="Tom Field")
    await dora.click(".nt-foot button")
    await dora.wait_for_url(re.compile(r"/tickets/\d+$"))

    await expect(tom.locator("#bell")).to_have_attribute("data-unread", str(before + 1))
    title = await tom.title()
    assert title.startswith(f"({before + 1}) ")
    await tom.keyboard.press("g")
    await tom.keyboard.press("n")
    first = tom.locator("#bell-b .note-a").first
    await expect(first).to_contain_text("Dora Dispatch assigned you this ticket")
    await expect(first).to_contain_text("Please look at this one")
    assert await axe(tom) == []
    await first.click()
    await tom.wait_for_url(dora.url)
    await expect(tom.locator("#bell")).not_to_have_attribute("open", "")
    await expect(tom.locator("#bell")).to_have_attribute("data-unread", str(before))
    assert number


async def test_all_are_marked_as_read_from_the_panel(open_page: OpenPage, desk: Served) -> None:
    page = await open_page(desk.url)
    await come_in(page, desk.people.jane.email, "/tickets?view=all")
    desk.open_ticket("For Jane", TechnicianContactID=desk.people.jane.id)
    await expect(page.locator("#bell .bell-n")).to_be_visible()
    await page.click("#bell > summary")
    await page.get_by_role("button", name="Mark all read").click()
    await expect(page.locator("#bell .bell-n")).to_have_count(0)
    assert page.url.endswith("/tickets?view=all")
