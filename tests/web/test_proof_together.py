"""Two browsers at once: what one does the other sees, and what both change is not lost by either."""

import re

from playwright.async_api import Page, expect

from deskhand.core.directory import Technician
from tests.web.browser import come_in, log_in, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served

TEXT = "#cp-text"


async def at(open_page: OpenPage, desk: Served, who: Technician, path: str, url: str = "") -> Page:
    """Somebody's browser at a page."""
    page = await open_page(url or desk.url)
    await come_in(page, who.email, path)
    await ready(page)
    return page


async def both_at(open_page: OpenPage, desk: Served, ticket_id: int) -> tuple[Page, Page]:
    path = f"/tickets/{ticket_id}"
    return await at(open_page, desk, desk.people.tom, path), await at(open_page, desk, desk.people.dora, path)


async def set_priority(page: Page, priority: str) -> None:
    await page.get_by_title("Change the priority", exact=False).first.click()
    await page.locator(f".prop-menu[open] button[value={priority}]").click()


async def test_rows_come_change_and_go_while_somebody_looks(open_page: OpenPage, desk: Served) -> None:
    first = desk.open_ticket("Live rows, the first")
    tom = await at(open_page, desk, desk.people.tom, "/tickets?q=live+rows+status:open")
    await expect(tom.locator(".tl tr[data-id]")).to_have_count(1)
    second = desk.open_ticket("Live rows, the second")
    await expect(tom.locator(f"#t-{second}")).to_be_visible()
    dora = await at(open_page, desk, desk.people.dora, f"/tickets/{first}")
    await set_priority(dora, "Critical")
    await expect(tom.locator(f"#t-{first} .pr-critical").first).to_be_visible()
    await dora.keyboard.press("e")
    await expect(tom.locator(f"#t-{first}")).to_have_count(0)


async def test_no_row_moves_under_the_pointer(open_page: OpenPage, desk: Served) -> None:
    first = desk.open_ticket("Steady rows, the first")
    tom = await at(open_page, desk, desk.people.tom, "/tickets?q=steady+rows&sort=-id")
    await tom.hover(f"#t-{first}")
    second = desk.open_ticket("Steady rows, the second")
    await expect(tom.locator("#news")).to_contain_text("1 new")
    await expect(tom.locator(f"#t-{second}")).to_have_count(0)
    await tom.hover("h1")
    await expect(tom.locator(f"#t-{second}")).to_be_visible()


async def test_who_reads_and_who_types_is_seen(open_page: OpenPage, desk: Served) -> None:
    tom, dora = await both_at(open_page, desk, desk.open_ticket("Who is here"))
    await expect(tom.locator("#presence")).to_contain_text("Dora Dispatch")
    await dora.keyboard.press("r")
    await dora.keyboard.type("I am writing")
    await expect(tom.locator("#presence")).to_contain_text(re.compile("Dora Dispatch.*(writ|typ)ing", re.DOTALL))
    await dora.goto("/keys")
    await expect(tom.locator("#presence")).not_to_contain_text("Dora Dispatch")


async def test_what_has_the_focus_shows_what_others_made_of_it(open_page: OpenPage, desk: Served) -> None:
    """Else its form would know the newer value, and a change of what is shown would overwrite it without a word."""
    tom, dora = await both_at(open_page, desk, desk.open_ticket("Focus on the priority"))
    await set_priority(dora, "Critical")
    await expect(tom.locator(".prop .pr-critical")).to_be_visible()
    await dora.locator("summary[title='Change the priority']").focus()
    await set_priority(tom, "Low")
    await expect(dora.locator(".prop .pr-low")).to_be_visible()


async def clashing(open_page: OpenPage, desk: Served) -> tuple[Page, int]:
    """Tom, who has changed the priority to Low on a page that knows nothing of Dora's Critical."""
    ticket_id = desk.open_ticket("Two minds")
    tom, dora = await both_at(open_page, desk, ticket_id)
    await tom.context.route("**/live?*", lambda route: route.abort("aborted"))
    await tom.reload()
    await ready(tom)
    await set_priority(dora, "Critical")
    await expect(dora.locator(".props .pr-critical").first).to_be_visible()
    await set_priority(tom, "Low")
    clash = tom.locator("dialog[data-clash]")
    await expect(clash).to_contain_text("Dora Dispatch")
    await expect(clash.locator(".clash-v").first).to_contain_text("Critical")
    await expect(clash.locator(".clash-mine")).to_contain_text("Low")
    return tom, ticket_id


async def test_a_clash_is_shown_and_mine_may_win(open_page: OpenPage, desk: Served) -> None:
    tom, ticket_id = await clashing(open_page, desk)
    await tom.get_by_role("button", name="Use mine").click()
    await expect(tom.locator(".props .pr-low").first).to_be_visible()
    assert desk.api.get(f"/api/v3/tickets/{ticket_id}").json()["TicketPriority"] == "Low"


async def test_a_clash_is_shown_and_theirs_may_stay(open_page: OpenPage, desk: Served) -> None:
    tom, ticket_id = await clashing(open_page, desk)
    await tom.get_by_role("link", name="Keep theirs").click()
    await expect(tom.locator("dialog[data-clash]")).to_have_count(0)
    await expect(tom.locator(".props .pr-critical").first).to_be_visible()
    assert desk.api.get(f"/api/v3/tickets/{ticket_id}").json()["TicketPriority"] == "Critical"


async def test_both_reply_and_the_second_one_is_told(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Both at once")
    tom, dora = await both_at(open_page, desk, ticket_id)
    for page, text in ((tom, "Tom is on it."), (dora, "Dora is on it.")):
        await page.keyboard.press("r")
        await page.keyboard.type(text)
    await dora.keyboard.press("Control+Enter")
    await expect(dora.locator("#timeline .msg-out")).to_have_count(1)
    await tom.keyboard.press("Control+Enter")
    await expect(tom.locator("#cp-notice")).to_contain_text("Dora Dispatch")
    await expect(tom.locator(TEXT)).to_have_value("Tom is on it.")
    await tom.locator("#cp-notice button").click()
    await expect(tom.locator("#timeline .msg-out")).to_have_count(2)
    await expect(dora.locator("#timeline .msg-out")).to_have_count(2)


async def test_the_bell_rings_in_the_other_browser(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Ring for Tom")
    tom = await at(open_page, desk, desk.people.tom, "/keys")
    before = int(await tom.locator("#bell").get_attribute("data-unread") or 0)
    dora = await at(open_page, desk, desk.people.dora, f"/tickets/{ticket_id}")
    await dora.keyboard.press("a")
    await dora.locator("#assignee-find").fill("tom")
    await dora.keyboard.press("Enter")
    await expect(tom.locator("#bell")).to_have_attribute("data-unread", str(before + 1), timeout=15_000)
    await tom.locator("#bell > summary").click()
    await expect(tom.locator("#bell-b")).to_contain_text("Ring for Tom")


async def test_a_session_ended_elsewhere_ends_here_and_keeps_the_text(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Ended elsewhere")
    here = await at(open_page, desk, desk.people.dora, f"/tickets/{ticket_id}")
    there = await open_page(desk.url)
    await log_in(there, desk.people.dora.email)  # a session of its own
    await there.goto("/profile/sessions")
    await here.keyboard.press("r")
    await here.keyboard.type("Not lost")
    await expect(here.locator("#cp-saved")).to_contain_text("Draft saved")
    await there.get_by_role("button", name=re.compile("End all|others|everywhere", re.IGNORECASE)).first.click()
    await expect(there.locator("#said")).to_be_visible()
    await here.keyboard.press("Control+Enter")
    await expect(here.locator("#cp-alert")).to_contain_text("logged out")
    await expect(here.locator(TEXT)).to_have_value("Not lost")
    assert desk.api.get(f"/api/v3/tickets/{ticket_id}/comments").json()["items"] == []
