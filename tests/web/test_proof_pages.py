"""Every page is for everybody: nothing for axe to find, labels on every field, and no width that it does not fit."""

from collections.abc import Sequence

import pytest
from playwright.async_api import Page, expect

from deskhand.web.pages import PAGES as ROUTES
from tests.web.browser import axe, come_in, fits, labels, ready
from tests.web.conftest import OpenPage
from tests.web.desk import FullDesk, Served
from tests.web.every_page import DOORS, PAGES, TABLES, addresses
from tests.web.states import LOOKING

# The widths of the brief, and the one where the side panel becomes a sheet.
WIDTHS = (360, 390, 720, 1440)
MENU_ITEMS = "details.menu[open] .menu-b :is(a, button, input, summary), dialog[open] button"
SMALL = f"""() => [...document.querySelectorAll("{MENU_ITEMS}")]
    .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('label'))
    .map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([e]) => `too small to be hit: ${{e.outerHTML.slice(0, 200)}}`)"""
# Both colours and both widths, and all four pairs of them with the long proofs.
TWO = [("light", "desk"), ("dark", "phone")]
OTHERS = [pytest.param("dark", "desk", marks=pytest.mark.full), pytest.param("light", "phone", marks=pytest.mark.full)]
BOTH = pytest.mark.parametrize(("scheme", "screen"), [*TWO, *OTHERS])
# What takes longest is looked at in one way with every change, and in all four with the long proofs.
ONE = pytest.mark.parametrize(
    ("scheme", "screen"), [("light", "desk"), pytest.param("dark", "phone", marks=pytest.mark.full), *OTHERS]
)
# An empty desk has the same frame and little else.
LONG = pytest.mark.parametrize(
    ("scheme", "screen"), [pytest.param(*pair, marks=pytest.mark.full) for pair in TWO] + OTHERS
)


def test_every_page_that_is_asked_for_with_get_is_in_a_table() -> None:
    known = [path for table in TABLES for path in table]
    assert len(known) == len(set(known))
    assert set(known) == {one.path for one in ROUTES if "GET" in one.methods}


async def found_on(page: Page, where: str, *, widths: Sequence[int] = (), covered: bool = False) -> list[str]:
    """Whatever is wrong with a page as it stands, in its own width and in others.

    Where a menu covers a part of the page, targets that peep out are not held to be small: those of the menu are.
    """
    sizes = await page.evaluate(SMALL) if covered else []
    rules = ("target-size",) if covered else ()
    found = [*await labels(page), *await axe(page, without=rules), *await fits(page), *sizes]
    size = page.viewport_size
    assert size is not None
    for width in widths:
        await page.set_viewport_size({"width": width, "height": size["height"]})
        found += [f"at {width} px {one}" for one in await fits(page)]
    if widths:
        await page.set_viewport_size(size)
    return [f"{where}: {one}" for one in found]


async def visited(page: Page, paths: Sequence[str], screen: str) -> list[str]:
    found: list[str] = []
    for path in paths:
        await page.goto(path)
        widths = WIDTHS if screen == "desk" else ()
        found += await found_on(page, path, widths=widths)
    return found


@BOTH
async def test_every_page_of_a_full_desk(open_page: OpenPage, full_desk: FullDesk, scheme: str, screen: str) -> None:
    page = await open_page(full_desk.served.url, scheme=scheme, screen=screen)
    await come_in(page, full_desk.content.jane.email)
    assert await visited(page, addresses(PAGES, full_desk.content), screen) == []


@LONG
async def test_every_page_of_an_empty_desk(open_page: OpenPage, full_desk: FullDesk, scheme: str, screen: str) -> None:
    page = await open_page(full_desk.served.url, scheme=scheme, screen=screen)
    await come_in(page, full_desk.empty)
    paths = [path for several in PAGES.values() for path in several if "{" not in path]
    assert await visited(page, paths, screen) == []


@BOTH
async def test_every_door(open_page: OpenPage, full_desk: FullDesk, scheme: str, screen: str) -> None:
    page = await open_page(full_desk.served.url, scheme=scheme, screen=screen)
    found = await visited(page, addresses(DOORS, full_desk.content), screen)
    await page.goto("/login")
    await page.fill("#email", "nobody@full.example")
    await page.fill("#password", "a wrong password")
    await page.click("form:has(#password) button")
    await page.wait_for_selector("#problem")
    assert found + await found_on(page, "a wrong password") == []


@ONE
async def test_every_state_of_a_page(open_page: OpenPage, full_desk: FullDesk, scheme: str, screen: str) -> None:
    page = await open_page(full_desk.served.url, scheme=scheme, screen=screen)
    await come_in(page, full_desk.content.jane.email)
    found: list[str] = []
    for state in LOOKING:
        if state.only in ("", screen):
            await page.goto(state.path.format(busy=full_desk.content.busy, list="/tickets?q=outlook"))
            await state.reached(page)
            found += await found_on(page, state.name, covered=True)
    assert found == []


@BOTH
async def test_company_an_undo_and_a_clash(open_page: OpenPage, desk: Served, scheme: str, screen: str) -> None:
    """What two people at one ticket see of each other, and of what they did."""
    ticket_id = desk.open_ticket("Company at the ticket")
    dora = await open_page(desk.url)
    await come_in(dora, desk.people.dora.email)
    page = await open_page(desk.url, scheme=scheme, screen=screen)
    await come_in(page, desk.people.tom.email)
    for one in (dora, page):
        await one.goto(f"/tickets/{ticket_id}")
    await expect(page.locator("#presence")).to_contain_text("Dora Dispatch")
    found = await found_on(page, "company")
    await ready(page)
    await page.keyboard.press("n")
    await page.keyboard.type("For us alone")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".said-b [data-key=z]")).to_be_visible()
    found += await found_on(page, "an undo")
    await page.context.route("**/live?*", lambda route: route.abort("aborted"))
    await page.goto(f"/tickets/{ticket_id}")
    changed = desk.api.put(f"/api/v3/tickets/{ticket_id}", json={"TicketPriority": "Critical"})
    assert changed.status_code == 200
    if screen == "phone":
        await page.locator(".only-narrow[href='#details']").click()
    await page.get_by_title("Change the priority").first.click()
    await page.locator(".prop-menu[open] button[value=Low]").click()
    await expect(page.locator("dialog[data-clash]")).to_contain_text("Critical")
    assert found + await found_on(page, "a clash") == []
