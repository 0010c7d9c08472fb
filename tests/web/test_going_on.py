"""Going from page to page with scripts: the page that comes is whole, and stands where the one before stood."""

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import log_in
from tests.web.desk import Served


async def pages(page: Page) -> int:
    """How many pages stand in the page: one in another would be a swap gone wrong."""
    return await page.locator("#app").count()


@pytest.mark.parametrize("way", ["click", "Enter"])
async def test_a_ticket_opens_from_its_row(page: Page, desk: Served, way: str) -> None:
    number = desk.open_ticket("The scanner beeps", TechnicianContactID=desk.people.tom.id)
    await log_in(page, desk.people.tom.email)
    await page.goto("/tickets?q=beeps")
    if way == "click":
        await page.click(f"#t-{number} a.t")
    else:
        await page.focus(f"#t-{number} a.t")
        await page.keyboard.press("Enter")
    await expect(page.locator("h1.tk-title")).to_be_visible()
    assert await pages(page) == 1


async def test_the_way_through_list_ticket_and_other_pages_never_nests_them(page: Page, desk: Served) -> None:
    desk.open_ticket("The copier hums", TechnicianContactID=desk.people.tom.id)
    await log_in(page, desk.people.tom.email)
    for link in ("Open", "All tickets", "Canned replies", "Mine"):
        await page.locator("#rail").get_by_role("link", name=link).first.click()
        await page.wait_for_url(lambda url: "/login" not in url)
        await expect(page.locator("#rail a[aria-current]")).to_contain_text(link)
        assert await pages(page) == 1
    await page.locator(".tl a.t").first.click()
    await expect(page.locator("h1.tk-title")).to_be_visible()
    await page.go_back()
    await expect(page.locator(".tl")).to_be_visible()
    assert await pages(page) == 1


async def test_the_palette_comes_when_it_is_called(page: Page, desk: Served) -> None:
    await log_in(page, desk.people.tom.email)
    await page.keyboard.press("Control+k")
    await expect(page.locator("#palette")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#palette")).to_be_hidden()
