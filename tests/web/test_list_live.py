"""The list while others work: rows change and come by themselves, and nothing moves under somebody's hand."""

import json
import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.web.browser import Watch, come_in
from tests.web.conftest import OpenPage
from tests.web.desk import Served

ABOUT_A_SECOND = 2_500
NEWEST = "/tickets?view=open&sort=-id"


async def doras_list(open_page: OpenPage, desk: Served, path: str = NEWEST, **screen: Any) -> Page:
    page = await open_page(desk.url, **screen)
    await come_in(page, desk.people.dora.email)
    async with page.expect_response(lambda answer: "/live" in answer.url):
        await page.goto(path)
    return page


def row(page: Page, ticket: int) -> Locator:
    return page.locator(f"#t-{ticket}")


def change(desk: Served, ticket: int, **fields: Any) -> None:
    answer = desk.api.put(f"/api/v3/tickets/{ticket}", json=fields)
    assert answer.status_code == 200, answer.text


async def test_what_another_one_does_shows_within_a_second_or_so(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("The scanner is slow")
    doras = await doras_list(open_page, desk)
    toms = await open_page(desk.url)
    await come_in(toms, desk.people.tom.email, NEWEST)
    await row(toms, ticket).locator("input[name=ticket]").check()
    await toms.keyboard.press("!")
    await toms.get_by_role("button", name="Critical").click()
    await expect(row(doras, ticket)).to_contain_text("Critical", timeout=ABOUT_A_SECOND)
    newer = desk.open_ticket("The scanner is on fire")
    await expect(row(doras, newer)).to_contain_text("on fire", timeout=ABOUT_A_SECOND)
    change(desk, ticket, TicketStatus="Resolved")
    await expect(row(doras, ticket)).to_have_count(0, timeout=ABOUT_A_SECOND)


async def test_nothing_moves_under_the_pointer_until_it_leaves(open_page: OpenPage, desk: Served) -> None:
    ticket = desk.open_ticket("Held still")
    doras = await doras_list(open_page, desk)
    await row(doras, ticket).hover()
    top = await row(doras, ticket).bounding_box()
    change(desk, ticket, TicketPriority="Critical")
    await expect(row(doras, ticket)).to_contain_text("Critical", timeout=ABOUT_A_SECOND)
    newer = desk.open_ticket("Came meanwhile")
    await expect(doras.locator("#news")).to_have_text("1 new or moved", timeout=ABOUT_A_SECOND)
    await expect(row(doras, newer)).to_have_count(0)
    assert await row(doras, ticket).bounding_box() == top
    await doras.mouse.move(5, 5)
    await expect(row(doras, newer)).to_be_visible()
    await expect(doras.locator("#news")).to_have_count(0)


async def test_what_is_ticked_and_where_one_is_outlive_news(open_page: OpenPage, desk: Served) -> None:
    for number in range(40):
        desk.open_ticket(f"One of many {number}")
    doras = await doras_list(open_page, desk)
    for key in "jjjxj":
        await doras.keyboard.press(key)
    ticked, at = doras.locator("tr.sel"), doras.locator("tr.at")
    before = await ticked.get_attribute("data-id"), await at.get_attribute("data-id")
    await doras.mouse.move(5, 5)
    await doras.evaluate("document.querySelector('main').scrollTo(0, 300); scrollTo(0, 300)")
    place = await at.bounding_box()
    newer = desk.open_ticket("Came meanwhile")
    await expect(doras.locator("#news")).to_have_text("1 new or moved", timeout=ABOUT_A_SECOND)
    assert await at.bounding_box() == place
    await doras.locator("#news").click()
    await expect(row(doras, newer)).to_have_count(1)
    assert (await ticked.get_attribute("data-id"), await at.get_attribute("data-id")) == before
    await expect(doras.get_by_role("toolbar")).to_contain_text("1 selected")


async def test_a_hidden_list_catches_up_when_it_is_shown_again(open_page: OpenPage, desk: Served) -> None:
    doras = await doras_list(open_page, desk)
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    hide += " document.dispatchEvent(new Event('visibilitychange'))"
    await doras.evaluate(hide % "true")
    newer = desk.open_ticket("While nobody looked")
    await doras.wait_for_timeout(1_700)
    await expect(row(doras, newer)).to_have_count(0)
    await doras.evaluate(hide % "false")
    await expect(row(doras, newer)).to_be_visible(timeout=ABOUT_A_SECOND)


async def test_a_session_that_was_ended_leads_to_the_log_in(open_page: OpenPage, desk: Served) -> None:
    doras = await doras_list(open_page, desk)
    await doras.context.clear_cookies()
    desk.open_ticket("Something new")
    await doras.wait_for_url(re.compile(r"/login\?next=/tickets\?view=open"))


async def test_the_counts_of_saved_views_come_after_the_page_and_stay(open_page: OpenPage, desk: Served) -> None:
    doras = await doras_list(open_page, desk, "/tickets?q=priority:critical+odd")
    desk.open_ticket("Odd one", TicketPriority="Critical")
    await doras.keyboard.press("v")
    await doras.get_by_label("Name of the view").fill("Odd and critical")
    await doras.keyboard.press("Enter")
    await expect(doras.get_by_role("heading", level=1)).to_contain_text("Odd and critical")
    link = doras.locator("#rail").get_by_role("link", name="Odd and critical")
    await expect(link.locator(".count")).to_have_text("1", timeout=8_000)
    await doras.keyboard.press("Escape")
    await doras.locator("#rail").get_by_role("link", name="Pending").click()
    await expect(doras.get_by_role("heading", level=1)).to_contain_text("Pending")
    await expect(link.locator(".count")).to_have_text("1")
    assert json.loads(await doras.evaluate("fetch('/views/counts').then(r => r.text())"))


@pytest.mark.parametrize("screen", ["desk", "phone"])
async def test_a_name_that_is_taken_is_told_in_the_open_form(open_page: OpenPage, desk: Served, screen: str) -> None:
    doras = await doras_list(open_page, desk, f"/tickets?q=priority:low+{screen}")
    for _ in range(2):
        await doras.goto(f"/tickets?q=priority:low+{screen}")
        await doras.keyboard.press("v") if screen == "desk" else await doras.evaluate(
            "document.querySelector('#save-view').open = true"
        )
        await doras.get_by_label("Name of the view").fill(f"Low {screen}")
        await doras.get_by_label("Name of the view").press("Enter")
        await expect(doras.locator("#said .said-b, .err").first).to_be_visible()
    await expect(doras.get_by_text("You have a view of this name already")).to_be_visible()
    await expect(doras.get_by_label("Name of the view")).to_have_value(f"Low {screen}")
    assert "q=priority" in doras.url


async def test_a_list_goes_on_when_the_server_was_started_anew(open_page: OpenPage, desk: Served, watch: Watch) -> None:
    watch.forgive("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE")
    doras = await doras_list(open_page, desk)
    desk.server.stop()
    desk.server.start()
    newer = desk.open_ticket("After the update")
    await expect(row(doras, newer)).to_be_visible(timeout=12_000)
