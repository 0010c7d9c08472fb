"""The console without JavaScript: plain links and forms from the log-in to the log-out."""

import re

from playwright.async_api import Page, expect

from tests.web.browser import log_in
from tests.web.conftest import OpenPage
from tests.web.desk import Served

ROWS = ".tl tr[data-id]"


async def without_script(open_page: OpenPage, desk: Served) -> Page:
    page = await open_page(desk.url, java_script_enabled=False)
    await log_in(page, desk.people.tom.email)
    return page


async def menu(page: Page, name: str) -> None:
    """Open a menu, which the browser does by itself."""
    await page.locator("#main").get_by_title(name, exact=True).first.click()


async def test_a_list_is_filtered_sorted_and_paged(open_page: OpenPage, desk: Served) -> None:
    for number in range(53):
        desk.open_ticket(f"Scriptless {number}", TicketPriority="High" if number == 7 else "Medium")
    page = await without_script(open_page, desk)
    await page.goto("/tickets?view=all")
    await page.fill("#q", "scriptless")
    await page.press("#q", "Enter")
    await expect(page.locator(ROWS)).to_have_count(50)
    await page.get_by_role("link", name="Next 50").click()
    await expect(page.locator(ROWS)).to_have_count(3)
    await page.get_by_role("link", name="First page").click()
    await expect(page.locator(ROWS)).to_have_count(50)
    await page.locator(".tl th a").filter(has_text="Title").click()
    await expect(page.locator(ROWS).first).to_contain_text("Scriptless 0")
    await page.locator("#filter > summary").click()
    await page.locator("#f_priority").get_by_label("High", exact=True).check()
    await page.locator("#filter-panel").get_by_role("button", name="Show").click()
    await expect(page.locator(ROWS)).to_have_count(1)
    await page.get_by_role("link", name=re.compile("Remove filter: Priority")).click()
    await expect(page.locator(ROWS)).to_have_count(50)


async def test_a_ticket_is_answered_changed_and_assigned(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Without any script")
    page = await without_script(open_page, desk)
    await page.goto("/tickets?q=without+any+script")
    await page.get_by_role("link", name="Without any script").click()
    await expect(page.locator("h1")).to_contain_text("Without any script")
    await page.get_by_label("Message", exact=True).fill("It is **back**.")
    await page.get_by_role("button", name="Send to john.smith@acme.example").click()
    await expect(page.locator("#said")).to_contain_text("Reply sent")
    await expect(page.locator("#timeline .msg-out strong")).to_have_text("back")
    await page.locator("label", has_text="Internal note").click()
    await page.get_by_label("Message", exact=True).fill("Only for us.")
    await page.get_by_role("button", name="Save internal note").click()
    await expect(page.locator("#timeline .msg-note")).to_contain_text("Only for us.")
    await page.get_by_title("Pending  P").click()
    await expect(page.locator(".props .st-pending").first).to_be_visible()
    await menu(page, "Assign  A")
    await page.locator(".props").get_by_role("button", name="Dora Dispatch").click()
    await expect(page.locator(".props > dd", has_text="Dora Dispatch").first).to_be_visible()
    shown = desk.api.get(f"/api/v3/tickets/{ticket_id}").json()
    assert (shown["TicketStatus"], shown["TechnicianFullName"]) == ("Pending", "Dora Dispatch")


async def test_a_ticket_is_opened_for_somebody_found_and_somebody_new(open_page: OpenPage, desk: Served) -> None:
    page = await without_script(open_page, desk)
    await page.get_by_role("link", name="New ticket").click()
    await page.get_by_label("Requester").fill("mary")
    await page.get_by_role("button", name="Find").click()
    await page.get_by_label(re.compile("Mary Jones")).check()
    await page.get_by_label("Title", exact=True).fill("For Mary")
    await page.get_by_role("button", name="Open ticket").last.click()
    await expect(page.locator("h1")).to_contain_text("For Mary")
    await expect(page.locator(".tk-side")).to_contain_text("Mary Jones")

    await page.get_by_role("link", name="New ticket").click()
    await page.locator("#new-contact > summary").click()
    for name, text in (("first_name", "Nina"), ("last_name", "New"), ("email", "nina@acme.example")):
        await page.fill(f"#{name}", text)
    await page.get_by_label("Title", exact=True).fill("For Nina")
    radio = page.locator("input[name=requester][value=new]")
    if await radio.count():
        await radio.check()
    await page.get_by_role("button", name="Open ticket").last.click()
    await expect(page.locator("h1")).to_contain_text("For Nina")
    await expect(page.locator(".tk-side")).to_contain_text("Nina New")


async def test_search_notifications_and_log_out(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Something to be found", TechnicianContactID=desk.people.tom.id)
    page = await without_script(open_page, desk)
    await page.locator("a.top-search").click()
    await page.locator("#main input[type=search], #main input[name=q]").fill("something to be found")
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_contain_text("Something to be found")
    await expect(page.locator(f"#main a[href*='/tickets/{ticket_id}']").first).to_be_visible()
    await page.locator("#bell > summary").click()
    await page.get_by_role("link", name="All notifications").click()
    await expect(page.locator("#main")).to_contain_text("Something to be found")
    await page.locator("#me > summary").click()
    await page.get_by_role("button", name="Log out").click()
    await expect(page.locator("#password")).to_be_visible()
    await page.goto("/tickets")
    await expect(page).to_have_url(re.compile("/login"))
