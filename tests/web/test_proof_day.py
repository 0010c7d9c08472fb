"""A technician's day by keyboard alone, from the log-in to the log-out; the mouse is never touched."""

import re

from playwright.async_api import Locator, Page, expect

from tests.web.browser import PASSWORD, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served

TEXT = "#cp-text"
# A sequence is two keys, and what it leads to.
SEQUENCES = {"i": "view=mine", "u": "view=unassigned", "o": "view=open", "p": "view=pending", "v": "/views", "n": ""}


async def tab_to(page: Page, target: Locator) -> None:
    """Go on with the Tab key until the target has the focus."""
    for _ in range(60):
        if await target.evaluate("e => e === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach it")


async def no_mouse(page: Page) -> None:
    """Fail of every pointer event that is no key's doing."""
    await page.add_init_script("addEventListener('pointerdown', () => console.error('somebody used the mouse'), true)")


async def log_in_by_keys(page: Page, email: str) -> None:
    await page.goto("/login")
    await expect(page.locator("#email")).to_be_focused()
    await page.keyboard.type(email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "/login" not in url)


async def test_a_day_by_keyboard_alone(open_page: OpenPage, desk: Served) -> None:
    people = desk.people
    tom = people.tom.id
    first, second = (desk.open_ticket(f"Keyboard day, {n} ticket", TechnicianContactID=tom) for n in ("first", "next"))
    page = await open_page(desk.url)
    await no_mouse(page)
    await log_in_by_keys(page, people.tom.email)
    await keep_a_greeting(page)

    # The list: find, move, open.
    await page.goto("/tickets?q=keyboard+day&sort=id")
    for key in ("j", "j", "k"):
        await page.keyboard.press(key)
    await expect(page.locator(f"#t-{first}")).to_have_class(re.compile(r"\bat\b"))
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/tickets/{first}?*")
    await ready(page)

    # A reply with a canned greeting, sent, taken back, sent again.
    await page.keyboard.press("r")
    await expect(page.locator(TEXT)).to_be_focused()
    await page.keyboard.type("/hey")
    await expect(page.locator("#cp-picker .pick")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator(TEXT)).to_have_value("Hello John,")
    await page.keyboard.type(" it is mended.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("Hello John, it is mended.")
    await expect(page.locator(".said-b [data-key=z]")).to_be_visible()
    await page.keyboard.press("z")
    await expect(page.locator(TEXT)).to_have_value("Hello John, it is mended.")
    await page.keyboard.press("r")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out")).to_have_count(1)

    # A note that calls a colleague.
    await page.keyboard.press("n")
    await expect(page.locator(TEXT)).to_be_focused()
    await page.keyboard.type("@dor")
    await expect(page.locator("#cp-picker .pick")).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.type("please look")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-note").last).to_contain_text("please look")
    await expect(page.locator("#timeline .msg-note .mention")).to_have_count(1)

    # Assign, pending, reopen, resolve.
    await page.keyboard.press("a")
    await expect(page.locator("#assignee-find")).to_be_focused()
    await page.keyboard.type("dora")
    await page.keyboard.press("Enter")
    await expect(page.locator(".props")).to_contain_text("Dora Dispatch")
    await page.keyboard.press("p")
    await expect(page.locator(".props .st-pending").first).to_be_visible()
    await page.keyboard.press("o")
    await expect(page.locator(".props .st-open").first).to_be_visible()
    await page.keyboard.press("e")
    await expect(page.locator(".props .st-resolved").first).to_be_visible()

    # Time: the timer, and an entry by hand.
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_be_visible()
    await page.keyboard.press("t")
    await expect(page.locator("#timer [data-ticking]")).to_have_count(0)
    await page.keyboard.press("l")
    await tab_to(page, page.locator("#log-length"))
    await page.keyboard.type("25")
    await page.keyboard.press("Enter")
    await expect(page.locator(".entries")).to_contain_text("25")

    # The palette to the other ticket; Esc leads back.
    await page.keyboard.press("Control+k")
    await expect(page.locator("#pal-q")).to_be_focused()
    await page.keyboard.type(str(second))
    await expect(page.locator(f"#pal a[href='/tickets/{second}']")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/tickets/{second}")
    await ready(page)
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/tickets?*")

    # Two tickets at once.
    await page.goto("/tickets?q=keyboard+day&sort=id")
    for key in ("j", "x", "j", "x"):
        await page.keyboard.press(key)
    await expect(page.locator(".bulk-n")).to_contain_text("2")
    await page.keyboard.press("#")
    await expect(page.locator("#bulk-tag")).to_be_focused()
    await page.keyboard.type("done-by-keys")
    await page.keyboard.press("Enter")
    await expect(page.locator("#said")).to_contain_text("2")
    await page.goto("/tickets?q=tag:done-by-keys")
    await expect(page.locator(".tl tr[data-id]")).to_have_count(2)

    await open_a_new_ticket(page)
    await see_the_keys(page)
    for key, leads_to in SEQUENCES.items():
        await page.keyboard.press("g")
        await page.keyboard.press(key)
        if leads_to:
            await page.wait_for_url(f"**{leads_to}*")
        else:
            await expect(page.locator("#bell")).to_have_attribute("open", "")
            await page.keyboard.press("Escape")

    await page.keyboard.press("Control+k")
    await page.keyboard.type("log out")
    await expect(page.locator("#pal [role=option]").first).to_contain_text("Log out")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/login")


async def keep_a_greeting(page: Page) -> None:
    await page.goto("/replies/new")
    await ready(page)
    for name, text in (("title", "Greeting"), ("shortcut", "hey"), ("text", "Hello {{contact.first_name}},")):
        await tab_to(page, page.locator(f"#main [name={name}]"))
        await page.keyboard.type(text)
    await page.keyboard.press("Control+Enter")
    await page.wait_for_url("**/replies")


async def open_a_new_ticket(page: Page) -> None:
    await page.keyboard.press("c")
    await expect(page.locator("#who")).to_be_focused()
    await ready(page)
    await page.keyboard.type("mary")
    await expect(page.locator("#who-list [role=option]").first).to_contain_text("Mary Jones")
    await page.keyboard.press("Enter")
    await expect(page.locator("#title")).to_be_focused()
    await page.keyboard.type("Opened without a mouse")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("h1.tk-title")).to_contain_text("Opened without a mouse")
    await expect(page.locator(".tk-side")).to_contain_text("Mary Jones")


async def see_the_keys(page: Page) -> None:
    await page.keyboard.press("?")
    await expect(page.locator("#keys")).to_be_visible()
    await expect(page.locator("#keys-page")).to_contain_text("Resolve")
    await page.keyboard.press("Escape")
    await expect(page.locator("#keys")).to_be_hidden()
