"""The list by keyboard and pointer: moving, ticking, changing many, filtering."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import axe, come_in, fits, labels
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK

LONG = "Druckerwarteschlangenverwaltungsdienst " * 12
NAME = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "الطابعة لا تعمل في المكتب الرئيسي"


async def logged_in(open_page: OpenPage, desk: Served, path: str, **options: str) -> Page:
    page = await open_page(desk.url, **options)
    await come_in(page, desk.people.dora.email, path)
    return page


def extremes(desk: Served) -> None:
    """A customer with a very long name, and tickets of theirs, unless they are there from another test."""
    if desk.api.get("/api/v3/tickets", params={"q": "extremes"}).json()["totalItemCount"]:
        return
    customer = _made(desk, "customers", CustomerName=NAME)
    named = {"FirstName": NAME[:60], "LastName": NAME[:60], "Email": "ddsg@wien.example"}
    contact = _made(desk, "contacts", CustomerID=customer, **named)
    tags = [f"a-rather-long-tag-{number}" for number in range(20)]
    desk.open_ticket(f"Extremes {LONG}"[:500], EndUserID=contact, Tags=tags)
    desk.open_ticket(f"Extremes {ARABIC}", EndUserID=contact)


def _made(desk: Served, nouns: str, **fields: Any) -> int:
    answer = desk.api.post(f"/api/v3/{nouns}", json=fields)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["ActionID"])


async def ticked(page: Page) -> int:
    return await page.locator("input[name=ticket]:checked").count()


async def test_rows_are_ticked_by_key_by_a_stretch_and_all_at_once(open_page: OpenPage, desk: Served) -> None:
    for number in range(6):
        desk.open_ticket(f"Ticking {number}")
    page = await logged_in(open_page, desk, "/tickets?q=ticking")
    boxes = page.locator("input[name=ticket]")
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    assert await ticked(page) == 1
    await boxes.nth(3).click(modifiers=["Shift"])
    assert await ticked(page) == 4
    await expect(page.get_by_role("toolbar")).to_contain_text("4 selected")
    everything = page.get_by_label("Select all tickets on this page")
    assert await everything.evaluate("box => box.indeterminate")
    await everything.check()
    assert await ticked(page) == await boxes.count()
    await page.keyboard.press("Escape")
    assert await ticked(page) == 0
    await expect(page.get_by_role("toolbar")).to_be_hidden()


async def test_many_are_changed_by_keyboard_alone(open_page: OpenPage, desk: Served) -> None:
    made = [desk.open_ticket(f"Sesame {number}") for number in range(3)]
    page = await logged_in(open_page, desk, "/tickets?q=sesame")
    for key in ("j", "x", "j", "x", "#"):
        await page.keyboard.press(key)
    await page.keyboard.type("vip, on site")
    await page.keyboard.press("Enter")
    await expect(page.locator("#said")).to_contain_text("2 tickets changed")
    assert await ticked(page) == 0
    await page.goto("/tickets?q=tag:vip+sesame")
    await expect(page.locator("tr[data-id]")).to_have_count(2)
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    await page.keyboard.press("a")
    await page.keyboard.type("tom")
    await page.keyboard.press("Enter")
    await expect(page.locator("#said")).to_contain_text("1 ticket changed")
    await expect(page.locator("tr[data-id]").filter(has_text="Tom Field")).to_have_count(1)
    assert len(made) == 3


async def test_the_filter_opens_by_f_and_at_the_field_of_a_chip(open_page: OpenPage, desk: Served) -> None:
    desk.open_ticket("Filtered", TicketPriority="High")
    page = await logged_in(open_page, desk, "/tickets?view=open")
    await page.keyboard.press("f")
    await expect(page.locator("#filter-panel")).to_be_visible()
    await page.get_by_label("High", exact=True).check()
    await page.locator("#filter-panel").get_by_role("button", name="Show").click()
    await expect(page.locator("#q")).to_have_value("status:open priority:high")
    await expect(page.locator("#filter-panel")).to_be_hidden()
    await page.get_by_role("link", name="High", exact=True).click()
    await expect(page.locator("#f_priority input:focus")).to_have_value("high")
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Remove filter: Status").click()
    await expect(page.locator("#q")).to_have_value("priority:high")
    await page.go_back()
    await expect(page.locator("#q")).to_have_value("status:open priority:high")
    await page.locator("#q").fill("priority:hgh")
    await page.locator("#q").press("Enter")
    await expect(page.locator("mark")).to_have_text("priority:hgh")
    await expect(page.locator("#q")).to_have_value("priority:hgh")


async def test_on_the_phone_tickets_are_chosen_in_a_mode_of_its_own(open_page: OpenPage, desk: Served) -> None:
    desk.open_ticket("Thumbs")
    page = await logged_in(open_page, desk, "/tickets?q=thumbs", screen="phone")
    boxes = page.locator("input[name=ticket]")
    await expect(boxes.first).to_be_hidden()
    await page.get_by_text("Select", exact=True).click()
    await boxes.first.check()
    await page.locator("#bulk-priority summary").click()
    await page.get_by_role("button", name="Low").click()
    await expect(page.locator("#said")).to_contain_text("1 ticket changed")


@IN_EVERY_LOOK
@pytest.mark.parametrize("language", ["en-GB", "de", pytest.param("es", marks=pytest.mark.full)])
async def test_whatever_names_and_titles_there_are_the_list_holds_them(
    open_page: OpenPage, desk: Served, screen: str, scheme: str, language: str
) -> None:
    extremes(desk)
    page = await logged_in(
        open_page, desk, f'/tickets?q=extremes+-customer:"{NAME}x"+-tag:vip+created:<7d+status:open', screen=screen,
        scheme=scheme, language=language,
    )  # fmt: skip
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    await page.evaluate("document.querySelector('#filter').open = true")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]


async def test_twice_as_large_everything_is_still_there(open_page: OpenPage, desk: Served) -> None:
    desk.open_ticket("Seen large")
    page = await open_page(desk.url, viewport={"width": 720, "height": 450})
    await come_in(page, desk.people.dora.email, "/tickets?view=open")
    assert [await axe(page), await fits(page)] == [[], []]


async def test_rows_below_the_screen_are_drawn_after_the_others(open_page: OpenPage, desk: Served) -> None:
    for number in range(30):
        desk.open_ticket(f"Drawn later {number}")
    page = await logged_in(open_page, desk, "/tickets?q=later")
    await page.evaluate(
        """() => {
            window.later = [];
            document.addEventListener("htmx:afterSettle", () => {
                const rows = [...document.querySelectorAll("tr[data-id]")];
                window.later.push(rows.length, ...rows.flatMap((row, at) => (row.matches(".later") ? [at] : [])));
            });
        }"""
    )
    await page.locator("#q").fill("drawn")
    await page.locator("#q").press("Enter")
    await expect(page).to_have_url(re.compile("q=drawn"))
    await expect(page.locator("tr.later")).to_have_count(0)
    rows, *later = await page.evaluate("window.later")
    assert later == list(range(later[0], rows)), "the last ones"
    top = "row => row.getBoundingClientRect().top >= innerHeight"
    assert await page.locator("tr[data-id]").nth(later[0]).evaluate(top), "none that the screen shows"
    await expect(page.locator("tr[data-id]").last).to_contain_text("Drawn later")
