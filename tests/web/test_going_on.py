"""Going from page to page with scripts: the page that comes is whole, and stands where the one before stood."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.browser import come_in, ready
from tests.web.desk import Served


async def pages(page: Page) -> int:
    """How many pages stand in the page: one in another would be a swap gone wrong."""
    return await page.locator("#app").count()


@pytest.mark.parametrize("way", ["click", "Enter"])
async def test_a_ticket_opens_from_its_row(page: Page, desk: Served, way: str) -> None:
    number = desk.open_ticket("The scanner beeps", TechnicianContactID=desk.people.tom.id)
    await come_in(page, desk.people.tom.email, "/tickets?q=beeps")
    if way == "click":
        await page.click(f"#t-{number} a.t")
    else:
        await page.focus(f"#t-{number} a.t")
        await page.keyboard.press("Enter")
    await expect(page.locator("h1.tk-title")).to_be_visible()
    assert await pages(page) == 1


async def test_the_way_through_list_ticket_and_other_pages_never_nests_them(page: Page, desk: Served) -> None:
    desk.open_ticket("The copier hums", TechnicianContactID=desk.people.tom.id)
    await come_in(page, desk.people.tom.email)
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
    await come_in(page, desk.people.tom.email)
    await page.keyboard.press("Control+k")
    await expect(page.locator("#palette")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#palette")).to_be_hidden()


async def test_what_is_typed_while_the_palette_is_on_its_way_goes_into_it(page: Page, desk: Served) -> None:
    """On a slow network no letter may fall through to a shortcut: E would resolve a ticket."""
    desk.open_ticket("The plotter smokes", TechnicianContactID=desk.people.tom.id)
    held = asyncio.Event()

    async def late(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/palette.js", late)
    await come_in(page, desk.people.tom.email)
    await page.keyboard.press("Control+k")
    await page.keyboard.type("plotter")
    await expect(page.locator("#pal-q")).to_have_value("plotter")
    held.set()
    await expect(page.locator("#palette a[role=option]").first).to_contain_text("plotter smokes")


async def test_whom_one_types_while_the_scripts_are_on_their_way_is_searched_for(page: Page, desk: Served) -> None:
    held = asyncio.Event()

    async def late(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/new_ticket.js", late)
    await come_in(page, desk.people.tom.email, "/tickets/new")
    await page.keyboard.type("smith")
    await expect(page.locator("#who")).to_have_value("smith")
    held.set()
    await expect(page.locator("#who-list [role=option]").first).to_contain_text("John Smith")


async def test_what_one_types_while_the_scripts_are_on_their_way_is_kept(page: Page, desk: Served) -> None:
    number = desk.open_ticket("The line is slow")
    held = asyncio.Event()

    async def late(route: Route) -> None:
        await held.wait()
        await route.continue_()

    for script in ("composer.js", "new_ticket.js"):
        await page.route(f"**/{script}", late)
    await come_in(page, desk.people.tom.email, f"/tickets/{number}")
    await page.fill("#cp-text", "Half a sentence")
    held.set()
    await expect(page.locator("#cp-saved")).not_to_be_empty()
    held.clear()
    await page.goto("/tickets/new")
    await page.fill("#title", "Half a title")
    held.set()
    await expect(page.locator("#kept")).to_have_text("Draft kept")


async def test_a_key_that_still_reaches_a_closed_field_is_a_shortcut(page: Page, desk: Served) -> None:
    """A browser closes a dialog a moment before it gives the focus back."""
    await come_in(page, desk.people.tom.email)
    await page.keyboard.press("Control+k")
    await page.keyboard.press("Escape")
    await expect(page.locator("#palette")).to_be_hidden()
    await page.locator("#pal-q").dispatch_event("keydown", {"key": "?", "bubbles": True})
    await expect(page.locator("dialog#keys")).to_be_visible()


async def test_a_held_reply_can_be_sent_although_the_ticket_goes_on_changing(page: Page, desk: Served) -> None:
    number = desk.open_ticket("Busy ticket", TechnicianContactID=desk.people.tom.id)
    await come_in(page, desk.people.tom.email, f"/tickets/{number}")
    await ready(page)
    await page.fill("#cp-text", "On my way.")
    said = {"CommentText": "Somebody was quicker", "IsInternal": False}
    assert desk.api.post(f"/api/v3/tickets/{number}/comments", json=said).status_code == 201
    await page.press("#cp-text", "Control+Enter")
    await expect(page.locator("#cp-notice")).to_be_visible()
    assert desk.api.put(f"/api/v3/tickets/{number}", json={"TicketPriority": "High"}).status_code == 200
    await expect(page.locator("#timeline")).to_contain_text("to High")
    await page.locator("#cp-notice button").click()
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("On my way.")


async def test_a_key_right_after_enter_in_a_picker_is_a_shortcut(page: Page, desk: Served) -> None:
    """Two keys in one breath: the second must not be typed into the menu that the first has done with."""
    number = desk.open_ticket("The router blinks", TechnicianContactID=desk.people.tom.id)
    await come_in(page, desk.people.tom.email, f"/tickets/{number}")
    await ready(page)
    await page.keyboard.press("a")
    await page.keyboard.type("dora")
    await page.evaluate(
        """() => {
            for (const key of ["Enter", "p"]) {
                const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
                document.activeElement.dispatchEvent(pressed);
            }
        }"""
    )
    await expect(page.locator("#timeline")).to_contain_text("Assigned to Dora Dispatch")
    await expect(page.locator(".props .st-pending").first).to_be_visible()


async def test_what_one_sends_comes_with_its_own_answer_and_not_before(page: Page, desk: Served) -> None:
    """Had the news of it come first, a menu opened then would be closed by the answer that follows."""
    number = desk.open_ticket("The switch hums", TechnicianContactID=desk.people.tom.id)
    done, held = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch(max_redirects=0)
        done.set()
        await held.wait()
        await route.fulfill(response=answer)

    await come_in(page, desk.people.tom.email, f"/tickets/{number}")
    await ready(page)
    await page.route(f"**/tickets/{number}/reply*", late)
    await page.keyboard.press("n")
    await page.keyboard.type("It hums in the key of B")
    await page.keyboard.press("Control+Enter")
    await done.wait()
    await page.evaluate(
        """async () => {
            const fetched = performance.getEntriesByType("resource").map((one) => one.name);
            await (await import(fetched.find((one) => one.endsWith("/live.js")))).refresh();
        }"""
    )
    assert await page.locator("#timeline .msg-note").count() == 0
    held.set()
    await expect(page.locator("#timeline .msg-note")).to_contain_text("key of B")
    await page.keyboard.press("a")
    await expect(page.locator("#assignee-find")).to_be_focused()
