"""A new ticket by keyboard alone, and without a script; what is typed is not lost."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import axe, come_in, fits, labels, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK

A_TICKET = re.compile(r"/tickets/\d+$")


async def write(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def start(page: Page) -> None:
    """The form, with nothing kept from before."""
    await write(page, "c")
    await page.wait_for_url("**/tickets/new")
    await expect(page.locator("#who")).to_be_focused()


async def test_by_keyboard_alone(page: Page, desk: Served) -> None:
    await come_in(page, desk.people.tom.email)
    desk.open_ticket("Cannot print invoices")
    await start(page)
    await page.keyboard.type("smith")
    await expect(page.locator("#who-list [aria-selected=true]")).to_contain_text("John Smith")
    await expect(page.locator("#who")).to_have_attribute("aria-expanded", "true")
    await write(page, "Enter")
    await expect(page.locator("#title")).to_be_focused()
    await expect(page.locator("#beside")).to_contain_text("Cannot print invoices")
    await page.keyboard.type("Mouse does not click")
    await write(page, "Control+Enter")
    await page.wait_for_url(A_TICKET)
    await expect(page.locator("#said")).to_contain_text("opened")
    await expect(page).to_have_title(re.compile(f"#{page.url.rpartition('/')[2]} Mouse does not click · Deskhand$"))


async def test_whoever_presses_twice_opens_one(page: Page, desk: Served) -> None:
    await come_in(page, desk.people.tom.email, f"/tickets/new?contact={desk.people.pete.id}&title=Only+once")
    await ready(page)
    await page.locator("#title").focus()
    await write(page, "Control+Enter", "Control+Enter", "Control+Enter")
    await page.wait_for_url(A_TICKET)
    found = desk.api.get("/api/v3/tickets", params={"q": 'customer:"Bakers" once'}).json()
    assert found["totalItemCount"] == 1


async def test_a_title_like_an_open_tickets_is_noticed(page: Page, desk: Served) -> None:
    desk.open_ticket("Plotter leaks cyan")
    await come_in(page, desk.people.tom.email, f"/tickets/new?contact={desk.people.john.id}")
    await ready(page)
    await page.fill("#title", "The plotter leaks")
    await page.locator("#description").focus()
    await expect(page.locator("#beside li").first).to_contain_text("similar title")


async def test_nobody_fits_and_a_contact_is_made(page: Page, desk: Served) -> None:
    await come_in(page, desk.people.dora.email)
    await start(page)
    await page.keyboard.type("ann.lee@acme.example")
    await expect(page.locator("#who-list")).to_contain_text("Nobody fits")
    await write(page, "Enter")
    await expect(page.locator("#first_name")).to_be_focused()
    await expect(page.locator("#email")).to_have_value("ann.lee@acme.example")
    await page.keyboard.type("Ann")
    await page.locator("#title").focus()
    await page.keyboard.type("Needs an account")
    await write(page, "Control+Enter")
    await page.wait_for_url(A_TICKET)
    await expect(page.locator("#app")).to_contain_text("Acme Corporation")


async def test_who_may_open_none_is_told_so(page: Page, desk: Served) -> None:
    await come_in(page, desk.people.bill.email, "/tickets/new")
    await expect(page.locator("#app")).to_contain_text("Your role does not allow this")


async def test_a_draft_survives_a_reload_and_a_refusal(page: Page, desk: Served) -> None:
    await come_in(page, desk.people.jane.email)
    await start(page)
    await page.fill("#title", "Half a title")
    await expect(page.locator("#kept")).to_have_text("Draft kept")
    await page.reload()
    await expect(page.locator("#title")).to_have_value("Half a title")
    await page.locator("#title").focus()
    await write(page, "Control+Enter")
    await expect(page.locator("#who-err")).to_be_visible()
    await expect(page.locator("#who")).to_be_focused()
    await expect(page.locator("#title")).to_have_value("Half a title")
    await page.goto("/tickets/new")
    await page.get_by_role("button", name="Begin afresh").click()
    await expect(page.locator("#title")).to_have_value("")


async def test_without_a_script(open_page: OpenPage, desk_on_postgresql: Served) -> None:
    page = await open_page(desk_on_postgresql.url, java_script_enabled=False)
    await come_in(page, desk_on_postgresql.people.tom.email)
    await page.click("text=New ticket")
    await page.fill("#title", "Mouse does not click")
    await page.fill("#who", "john acme")
    await page.click("button:has-text('Find')")
    await page.check("input[name=requester][value^=contact-]")
    await page.click(".nt-foot button:has-text('Open ticket')")
    await expect(page).to_have_title(re.compile(f"#{page.url.rpartition('/')[2]} Mouse does not click · Deskhand$"))


@pytest.mark.parametrize("screen", ["desk", "phone", "small"])
async def test_what_is_open_already_stands_by_the_requester(open_page: OpenPage, desk: Served, screen: str) -> None:
    page = await open_page(desk.url, screen=screen)
    desk.open_ticket("A title which is long enough to need more than one line on any screen that there is " * 2)
    await come_in(page, desk.people.dora.email, f"/tickets/new?contact={desk.people.john.id}")
    await expect(page.locator("#beside")).to_contain_text("A title which is long enough")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    beside, title = await page.locator("#beside").bounding_box(), await page.locator("#title").bounding_box()
    assert beside is not None
    assert title is not None
    assert beside["y"] < title["y"]


@pytest.mark.full  # test_proof_pages.py looks at every page, as an administrator sees it
@IN_EVERY_LOOK
@pytest.mark.parametrize(
    "path",
    [
        "/tickets/new",
        "/search?q=acme",
        "/keys",
        "/views",
        "/notifications",
        "/replies/new",
        "/templates/new",
        "/replies",
        "/templates",
    ],
)
async def test_the_pages_can_be_used_by_everybody(
    open_page: OpenPage, desk: Served, scheme: str, screen: str, path: str
) -> None:
    page = await open_page(desk.url, scheme=scheme, screen=screen)
    await come_in(page, desk.people.dora.email, path)
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
