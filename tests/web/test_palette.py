"""The palette and the list of keys in a real browser, by keyboard alone."""

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.web.browser import axe, come_in, fits, labels
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK


async def palette(page: Page, typed: str) -> None:
    """Open it and type."""
    await page.keyboard.press("Control+k")
    await expect(page.locator("#palette")).to_be_visible()
    await page.keyboard.type(typed)


@pytest_asyncio.fixture(loop_scope="session")
async def tom(page: Page, desk: Served) -> Page:
    """Tom, at the list."""
    await come_in(page, desk.people.tom.email)
    return page


async def test_a_number_and_enter_lead_to_the_ticket_however_quickly(tom: Page, desk: Served) -> None:
    number = desk.open_ticket("The printer is on fire")
    await palette(tom, str(number))
    await tom.keyboard.press("Enter")  # before any answer is there
    await tom.wait_for_url(f"**/tickets/{number}")
    await expect(tom.locator("#app")).to_have_count(1)


async def test_words_find_a_ticket_and_arrows_choose(tom: Page, desk: Served) -> None:
    number = desk.open_ticket("Zebra label printer jams")
    await palette(tom, "zebra lab")
    option = tom.locator(f'#pal [role=option][href="/tickets/{number}"]')
    await expect(option).to_have_attribute("aria-selected", "true")
    await tom.keyboard.press("ArrowDown")
    await expect(option).to_have_attribute("aria-selected", "false")
    active = await tom.locator("#pal-q").get_attribute("aria-activedescendant")
    await expect(tom.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    await tom.keyboard.press("ArrowUp")
    await tom.keyboard.press("Enter")
    await tom.wait_for_url(f"**/tickets/{number}")


async def test_control_and_enter_open_a_new_tab(tom: Page, desk: Served) -> None:
    number = desk.open_ticket("Okapi sensor offline")
    await palette(tom, "okapi")
    await expect(tom.locator(f'#pal [href="/tickets/{number}"]')).to_be_visible()
    async with tom.context.expect_page() as opened:
        await tom.keyboard.press("Control+Enter")
    assert (await opened.value).url.endswith(f"/tickets/{number}")


async def test_tickets_that_were_open_are_offered_before_anything_is_typed(tom: Page, desk: Served) -> None:
    number = desk.open_ticket("Seen a minute ago")
    await tom.goto(f"/tickets/{number}")
    await tom.goto("/tickets?view=all")
    await palette(tom, "")
    await expect(tom.locator("#pal [role=option]").first).to_contain_text("Seen a minute ago")
    await tom.keyboard.press("Enter")
    await tom.wait_for_url(f"**/tickets/{number}")


async def test_an_action_of_the_page_is_run_by_its_name(tom: Page, desk: Served) -> None:
    await palette(tom, "new tick")
    await tom.keyboard.press("Enter")
    await tom.wait_for_url("**/tickets/new")


async def test_colours_are_switched_without_leaving_the_page(tom: Page) -> None:
    await tom.goto("/tickets?view=open")
    await palette(tom, "dark")
    await tom.keyboard.press("Enter")
    await expect(tom.locator("html")).to_have_attribute("data-theme", "dark")
    assert tom.url.endswith("/tickets?view=open")
    await palette(tom, "colours as")
    await tom.keyboard.press("Enter")
    await expect(tom.locator("html")).not_to_have_attribute("data-theme", "dark")


async def test_a_slash_opens_it_and_escape_closes_it_where_one_was(tom: Page) -> None:
    await tom.locator("#main").focus()
    await tom.keyboard.press("/")
    await expect(tom.locator("#pal-q")).to_be_focused()
    await tom.keyboard.press("Escape")
    await expect(tom.locator("#palette")).to_be_hidden()
    await expect(tom.locator("#main")).to_be_focused()


async def test_nothing_that_is_found_is_run_as_html(tom: Page, desk: Served) -> None:
    desk.open_ticket("<img src=x onerror=alert(1)> wombat")
    await palette(tom, "wombat <img")
    await expect(tom.locator("#pal")).to_contain_text("wombat")
    assert await tom.locator("#pal img").count() == 0


async def test_g_and_a_letter_go_to_a_view(tom: Page) -> None:
    await tom.goto("/keys")
    for keys, view in (("gu", "unassigned"), ("gi", "mine"), ("ga", "all")):
        for key in keys:
            await tom.keyboard.press(key)
        await tom.wait_for_url(f"**/tickets?view={view}")
        await expect(tom.locator(f'#rail a[href="/tickets?view={view}"]')).to_have_attribute("aria-current", "page")


async def test_a_question_mark_lists_the_keys_of_this_page(tom: Page) -> None:
    await tom.goto("/tickets?view=all")
    await tom.keyboard.press("?")
    keys = tom.locator("dialog#keys")
    await expect(keys).to_contain_text("New ticket")
    await expect(keys).to_contain_text("In the list")
    await expect(keys).to_contain_text("Unassigned")
    await tom.keyboard.press("Escape")
    await expect(keys).to_be_hidden()


@IN_EVERY_LOOK
async def test_palette_and_keys_can_be_used_by_everybody(
    open_page: OpenPage, desk: Served, scheme: str, screen: str
) -> None:
    page = await open_page(desk.url, scheme=scheme, screen=screen)
    desk.open_ticket("Laminator smells")
    await come_in(page, desk.people.dora.email)
    await palette(page, "")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    await page.keyboard.type("laminator")
    await expect(page.locator("#pal")).to_contain_text("smells")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    await page.keyboard.press("Escape")
    await page.keyboard.press("?")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]


async def test_a_link_of_a_menu_closes_it(tom: Page) -> None:
    await tom.goto("/tickets?view=all")
    await tom.click("#me > summary")
    await tom.click('#me a[href="/profile/sessions"]')
    await tom.wait_for_url("**/profile/sessions")
    await expect(tom.locator("#me .menu-b")).to_be_hidden()


async def test_keys_of_what_cannot_be_seen_press_nothing(tom: Page, desk: Served) -> None:
    desk.open_ticket("Not selected")
    await tom.goto("/tickets?view=all")
    await palette(tom, "")
    await expect(tom.locator("#pal")).to_contain_text("New ticket")
    await expect(tom.locator("#pal")).not_to_contain_text("Assign")
