"""The ticket's bar and side panel as people use them: by keyboard, by touch, without script, and two at once."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.browser import axe, come_in, fits, labels, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK

OPEN_ALL = "() => document.querySelectorAll('.tk details').forEach(one => (one.open = true))"
LONG = {
    "TicketTitle": "Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung scheitert seit der Umstellung",
    "Tags": [f"Schlagwort-{number}-mit-Donaudampfschifffahrt" for number in range(20)],
}


async def tom_at(open_page: OpenPage, desk: Served, ticket: int, query: str = "", **options: object) -> Page:
    page = await open_page(desk.url, **options)
    await come_in(page, desk.people.tom.email, f"/tickets/{ticket}{query}")
    if options.get("java_script_enabled", True):
        await ready(page)
    return page


async def test_a_page_that_was_fetched_before_an_answer_does_not_undo_it(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("Slow line")
    page = await tom_at(open_page, desk, ticket)
    fetched, answered = asyncio.Event(), asyncio.Event()

    async def slow(route: Route) -> None:
        if "x-deskhand-live" not in route.request.headers or fetched.is_set():
            return await route.continue_()
        older = await route.fetch()
        fetched.set()
        await answered.wait()
        return await route.fulfill(response=older)

    await page.route(f"**/tickets/{ticket}", slow)
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_be_visible()
    desk.api.put(f"/api/v3/tickets/{ticket}", json={"TicketPriority": "Critical"}).raise_for_status()
    await asyncio.wait_for(fetched.wait(), 30)
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_have_count(0)
    await page.evaluate(
        """() => new MutationObserver(() => {
            if (document.querySelector("#timer [data-ticking]")) window.returned = true;
        }).observe(document.body, {subtree: true, childList: true})"""
    )
    async with page.expect_response(lambda one: "x-deskhand-live" in one.request.headers):
        answered.set()
    desk.api.put(f"/api/v3/tickets/{ticket}", json={"TicketPriority": "Low"}).raise_for_status()
    await expect(page.locator(".props .pr-low").first).to_be_visible()  # and newer ones are still taken
    assert not await page.evaluate("window.returned"), "the timer was back for a while"


async def test_tom_works_through_a_ticket_by_keyboard_alone(open_page: OpenPage, desk: Served) -> None:
    page = await tom_at(open_page, desk, desk.open_ticket("The keyboard is stuck"))
    await page.keyboard.press("a")
    await page.keyboard.type("dora")
    await page.keyboard.press("Enter")
    await expect(page.locator("dt:text-is('Assignee') + dd")).to_contain_text("Dora Dispatch")
    await page.keyboard.press("p")
    await expect(page.locator("dt:text-is('Status') + dd summary")).to_contain_text("Pending")
    await page.keyboard.press("e")
    await expect(page.locator("dt:text-is('Status') + dd summary")).to_contain_text("Resolved")
    await page.keyboard.press("o")
    await expect(page.locator("dt:text-is('Status') + dd summary")).to_contain_text("Open")
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/tickets?*")


async def test_j_and_k_go_through_the_list_that_the_ticket_came_from(open_page: OpenPage, desk: Served) -> None:
    first, second = desk.open_ticket("Quokka one"), desk.open_ticket("Quokka two")
    page = await tom_at(open_page, desk, first, "?q=quokka&sort=id")
    await expect(page.locator(".tk-bar")).to_contain_text("1 of 2")
    await page.keyboard.press("j")
    await page.wait_for_url(f"**/tickets/{second}?*")
    await expect(page.locator(".tk-bar")).to_contain_text("2 of 2")
    await page.keyboard.press("k")
    await page.wait_for_url(f"**/tickets/{first}?*")


async def test_the_title_is_changed_where_it_stands(open_page: OpenPage, desk: Served) -> None:
    page = await tom_at(open_page, desk, desk.open_ticket("No mail"))
    await page.click("h1")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("No mail since noon")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("No mail since noon")
    await expect(page.locator("input[name=title]")).not_to_be_visible()


async def test_two_people_change_a_title_and_nothing_typed_is_lost(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("Printer")
    tom = await tom_at(open_page, desk, ticket)
    await tom.click("h1")
    await tom.fill("input[name=title]", "Printer on floor 2")
    dora = await open_page(desk.url)
    await come_in(dora, desk.people.dora.email, f"/tickets/{ticket}")
    await ready(dora)
    await dora.click("h1")
    await dora.fill("input[name=title]", "Printer in the hall")
    await dora.keyboard.press("Enter")
    await expect(dora.locator("h1")).to_have_text("Printer in the hall")
    await tom.wait_for_timeout(1500)  # the news of it reaches the page, and must not touch what is typed
    await expect(tom.locator("input[name=title]")).to_have_value("Printer on floor 2")
    await tom.press("input[name=title]", "Enter")
    dialog = tom.get_by_role("dialog", name="Somebody else has changed this meanwhile")
    await expect(dialog).to_contain_text("Theirs, by Dora Dispatch")
    await expect(dialog).to_contain_text("Printer in the hall")
    assert [await axe(tom), await labels(tom)] == [[], []]
    await dialog.get_by_role("button", name="Use mine").click()
    await expect(tom.locator("h1")).to_have_text("Printer on floor 2")
    await expect(dialog).to_have_count(0)
    await expect(dora.locator("h1")).to_have_text("Printer on floor 2")


async def test_keeping_theirs_leads_back_to_the_ticket(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("Scanner")
    tom = await tom_at(open_page, desk, ticket)
    await tom.click("summary[title^='Change the priority']")
    desk.api.put(f"/api/v3/tickets/{ticket}", json={"TicketPriority": "High"})
    await tom.click(".prop-menu button[value=Critical]")
    await expect(tom.get_by_role("dialog")).to_contain_text("An integration")
    await tom.keyboard.press("Escape")
    await expect(tom.get_by_role("dialog")).to_have_count(0)
    await expect(tom.locator("dt:text-is('Priority') + dd summary")).to_contain_text("High")
    assert tom.url.endswith(f"/tickets/{ticket}")


async def test_time_is_logged_and_the_timer_runs_by_keyboard(open_page: OpenPage, desk: Served) -> None:
    page = await tom_at(open_page, desk, desk.open_ticket("Slow login"))
    await page.keyboard.press("l")
    await page.fill("#log-length", "1h 15m")
    await page.fill("#log-notes", "Cleaned the profile")
    await page.press("#log-length", "Enter")
    await expect(page.locator(".entries")).to_contain_text("Cleaned the profile")
    await expect(page.locator("#log-notes")).not_to_be_visible()
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_be_visible()
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_have_count(0)


async def test_time_that_is_refused_stays_in_its_form(open_page: OpenPage, desk: Served) -> None:
    page = await tom_at(open_page, desk, desk.open_ticket("How long was it?"))
    await page.keyboard.press("l")
    await page.fill("#log-notes", "Cleaned the profile")
    await page.fill("#log-length", "for ever")
    await page.press("#log-length", "Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Write a duration such as 45, 1:30 or 1h 30m")
    await expect(page.locator("#log-notes")).to_have_value("Cleaned the profile")
    await page.fill("#log-length", "45")
    await page.press("#log-length", "Enter")
    await expect(page.locator(".entries")).to_contain_text("Cleaned the profile")
    await expect(page.locator("#log-notes")).not_to_be_visible()


async def test_the_timer_starts_with_the_first_keystroke_when_told_so(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("Typing starts it")
    page = await open_page(desk.url)
    await come_in(page, desk.people.jane.email, f"/tickets/{ticket}")
    await ready(page)
    await page.click("#timer-modes > summary")
    await page.get_by_role("button", name="When I begin to type").click()
    await expect(page.locator(".said-b")).to_be_visible()
    await ready(page)
    await page.locator("textarea[name=text]").first.press_sequentially("Hello")
    await expect(page.locator("#timer [data-ticking]")).to_be_visible()
    await expect(page.locator("textarea[name=text]").first).to_have_value("Hello")


async def test_another_requester_is_found_while_typing(open_page: OpenPage, desk: Served) -> None:
    page = await tom_at(open_page, desk, desk.open_ticket("For whom?"))
    await page.click("#requester > summary")
    await page.locator("#find-requester").press_sequentially("flour")
    await page.get_by_role("button", name="Pete Flour").click()
    await expect(page.locator("#requester > summary")).to_contain_text("Pete Flour")


async def test_without_script_a_ticket_is_changed_and_time_logged(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("No script here")
    page = await tom_at(open_page, desk, ticket, "?view=all", java_script_enabled=False)
    await page.click("summary[title^='Change the status']")
    await page.click(".prop-menu button[value=Pending]")
    assert page.url.endswith(f"/tickets/{ticket}?view=all")
    await expect(page.locator("dt:text-is('Status') + dd summary")).to_contain_text("Pending")
    await page.click("summary[title^='Log time']")
    await page.fill("#log-length", "for ever")
    await page.click("text=Log the time")
    await expect(page.get_by_role("alert")).to_contain_text("Write a duration such as 45, 1:30 or 1h 30m")
    await page.fill("#log-length", "45")
    await page.click("text=Log the time")
    await expect(page.locator(".entries")).to_contain_text("45")
    await page.click("#requester > summary")
    await page.fill("#find-requester", "flour")
    await page.click("#requester button:text-is('Find')")
    await page.click("#found-requesters button")
    await expect(page.locator("#requester > summary")).to_contain_text("Pete Flour")


async def test_on_the_phone_details_are_a_sheet_that_stays_open(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("On the road")
    page = await tom_at(open_page, desk, ticket, screen="phone")
    await page.get_by_role("button", name="Resolve").click()
    await expect(page.locator("dt:text-is('Status') + dd summary")).to_contain_text("Resolved")
    await page.get_by_role("link", name="Details").click()
    await page.click("summary[title^='Change the priority']")
    await page.click(".prop-menu button[value=High]")
    await expect(page.locator("dt:text-is('Priority') + dd summary")).to_contain_text("High")
    await expect(page.locator("#details")).to_be_visible()
    await page.get_by_role("link", name="Close details").click()
    await expect(page.locator("#details")).not_to_be_visible()
    await page.click("#more > summary")
    await page.get_by_role("link", name="Log time").click()
    await expect(page.locator("#log-notes")).to_be_visible()


@IN_EVERY_LOOK
async def test_long_words_many_tags_and_every_open_form_fit(
    open_page: OpenPage, desk: Served, screen: str, scheme: str
) -> None:
    title = str(LONG["TicketTitle"])
    ticket = desk.open_ticket(title, Tags=LONG["Tags"])
    desk.api.put(f"/api/v3/tickets/{ticket}", json={"Tags": LONG["Tags"]})
    page = await tom_at(open_page, desk, ticket, "?view=all#details", screen=screen, scheme=scheme, language="de")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    await page.evaluate(OPEN_ALL)
    # Menus lie over each other now, as they never do else: what stands under one has no colour of its own to measure.
    assert [await axe(page, without=("color-contrast",)), await labels(page), await fits(page)] == [[], [], []]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_who_only_reads_finds_a_page_without_a_fault(open_page: OpenPage, desk: Served, scheme: str) -> None:
    ticket = desk.open_ticket("Only to be read", Tags=["vpn"])
    for status in ("Resolved", "Closed"):
        desk.api.put(f"/api/v3/tickets/{ticket}", json={"TicketStatus": status})
    page = await open_page(desk.url, scheme=scheme)
    await come_in(page, desk.people.vera.email, f"/tickets/{ticket}")
    await expect(page.locator(".tk-bar")).to_contain_text("Closed")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]


async def test_at_twice_the_size_nothing_is_out_of_reach(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket(str(LONG["TicketTitle"]))
    page = await tom_at(open_page, desk, ticket, viewport={"width": 720, "height": 450})
    assert await fits(page) == []
    await page.get_by_role("link", name="Details").click()
    await expect(page.locator("#details")).to_be_visible()
    assert await fits(page) == []
