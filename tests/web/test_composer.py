"""Writing on a ticket as a person does it in a browser: by keyboard, with files, with others, and when things fail."""

import re

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from deskhand.core.directory import Technician
from tests.web.browser import Watch, axe, come_in, fits, labels, ready
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK
from tests.web.xss import PAYLOADS

TEXT, SAVED = "#cp-text", "#cp-saved"
GIVE = """([name, size]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(size)], name, {type: 'text/plain'}));
    const made = {bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data};
    document.getElementById('cp-text').dispatchEvent(new KIND(made));
}"""
DROP = GIVE.replace("KIND(", "DragEvent('drop', ")
PASTE = GIVE.replace("KIND(", "ClipboardEvent('paste', ")
FILE = FilePayload(name="trace.txt", mimeType="text/plain", buffer=b"all of it")


async def at_ticket(open_page: OpenPage, desk: Served, who: Technician, ticket_id: int, **more: object) -> Page:
    """Somebody's browser with a ticket open."""
    page = await open_page(desk.url, **more)
    await come_in(page, who.email, f"/tickets/{ticket_id}")
    if more.get("java_script_enabled", True):
        await ready(page)
    return page


async def write(page: Page, text: str) -> None:
    """Type into the composer and wait until the draft is kept."""
    await page.locator(TEXT).press_sequentially(text)
    await expect(page.locator(SAVED)).to_contain_text("Draft saved")


async def test_a_reply_by_keyboard_alone_and_its_undo(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("No mail since nine")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.keyboard.press("n")
    await expect(page.locator(TEXT)).to_be_focused()
    await expect(page.get_by_role("button", name="Save internal note")).to_be_visible()
    await expect(page.get_by_role("button", name="Send to")).to_be_hidden()
    await page.keyboard.press("Escape")
    await page.keyboard.press("r")
    await page.keyboard.type("Is it back?")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("Is it back?")
    await expect(page.locator(TEXT)).to_have_value("")
    await page.locator(TEXT).fill("And the phone?")
    body = {"CommentText": "Elsewhere", "IsInternal": True}
    assert desk.api.post(f"/api/v3/tickets/{ticket_id}/comments", json=body).status_code == 201
    await expect(page.locator("#timeline")).to_contain_text("Elsewhere")
    await expect(page.locator("#said")).to_contain_text("Reply sent")  # the page was fetched anew meanwhile
    await page.locator("#said").get_by_role("button", name="Undo").click()
    await expect(page.locator(TEXT)).to_have_value("Is it back?\n\nAnd the phone?")
    await expect(page.locator("#timeline")).not_to_contain_text("Is it back?")
    assert page.url.endswith(f"/tickets/{ticket_id}")


async def test_an_undo_from_another_page_brings_the_text_back(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Printer")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.keyboard.press("n")
    await page.keyboard.type("On the wrong ticket")
    await page.get_by_role("button", name="Save internal note").click()
    await expect(page.locator("#said")).to_contain_text("Internal note saved")
    await page.locator(".rail a[href*='view=all']").click()
    await expect(page).to_have_url(re.compile("view=all"))
    await page.goto(f"/tickets/{ticket_id}")
    await ready(page)
    await page.locator(".msg-note .msg-undo button").click()
    await expect(page.locator(TEXT)).to_have_value("On the wrong ticket")
    await expect(page.locator("#cp-note")).to_be_checked()


async def test_a_draft_survives_a_reload_and_another_page(open_page: OpenPage, desk: Served) -> None:
    ticket_id, other = desk.open_ticket("Slow"), desk.open_ticket("Slower")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.keyboard.press("n")
    await write(page, "half a thought")
    await page.reload()
    await expect(page.locator(TEXT)).to_have_value("half a thought")
    await expect(page.locator("#cp-note")).to_be_checked()
    await page.keyboard.press("n")
    await page.keyboard.type(", more")
    go = "id => htmx.ajax('GET', `/tickets/${id}`, {target: '#app', select: '#app', swap: 'morph:outerHTML'})"
    await page.evaluate(go, other)
    await expect(page.locator("h1")).to_have_text("Slower")
    await expect(page.locator(TEXT)).to_have_value("")
    await page.goto(f"/tickets/{ticket_id}")
    await expect(page.locator(TEXT)).to_have_value("half a thought, more")


async def test_typing_is_not_overwritten_by_what_happens_elsewhere(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Live")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.locator(TEXT).click()
    await page.keyboard.type("I am still ")
    answer = desk.api.post(
        f"/api/v3/tickets/{ticket_id}/comments", json={"CommentText": "Elsewhere", "IsInternal": True}
    )
    assert answer.status_code == 201
    await expect(page.locator("#timeline")).to_contain_text("Elsewhere")
    await page.keyboard.type("writing")
    await expect(page.locator(TEXT)).to_have_value("I am still writing")


async def test_a_customers_message_holds_the_reply_until_it_was_seen(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Two at once")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.locator(TEXT).click()
    await page.keyboard.type("Please restart it")
    body = {"CommentText": "It works again", "EnduserCommentDetails": {"EnduserId": desk.people.john.id}}
    assert desk.api.post(f"/api/v3/tickets/{ticket_id}/comments", json=body).status_code == 201
    await expect(page.locator("#timeline")).to_contain_text("It works again")
    await page.keyboard.press("Control+Enter")
    notice = page.locator("#cp-notice")
    await expect(notice).to_contain_text("John Smith wrote while you were writing")
    await expect(page.locator(TEXT)).to_have_value("Please restart it")
    assert page.url.endswith(f"/tickets/{ticket_id}")
    await notice.get_by_role("button").click()
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("Please restart it")
    await expect(notice).to_have_count(0)


async def test_canned_replies_and_mentions_by_keyboard(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Picking")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    reply = {"insert": "Hello {{ticket.due}}", "label": "Greeting", "about": "/hello", "gaps": ["ticket.due"]}

    async def answer(route: Route) -> None:
        await route.fulfill(json=[reply])

    await page.route("**/canned?*", answer)
    await page.locator(TEXT).click()
    await page.keyboard.type("/he")
    await expect(page.get_by_role("option")).to_contain_text(["Greeting"])
    await page.keyboard.press("Enter")
    await expect(page.locator(TEXT)).to_have_value("Hello {{ticket.due}}")
    await page.keyboard.type("now")  # in place of the gap, which is selected
    await expect(page.locator(TEXT)).to_have_value("Hello now")
    await page.keyboard.type(" @do")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option")).to_have_count(0)
    await page.keyboard.type("r")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Tab")
    handle = (await page.locator(TEXT).input_value()).split()[-1]
    assert handle.startswith("@dora")
    await page.keyboard.type("see a/b and you@example")
    await expect(page.locator("#cp-picker")).to_be_hidden()


async def test_files_are_picked_dropped_and_pasted_taken_out_and_sent(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Files")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.locator("#cp-file").set_input_files(
        [FILE, FilePayload(name="other.txt", mimeType="text/plain", buffer=b"no more")]
    )
    await page.evaluate(DROP, ["dropped.txt", 10])
    await page.evaluate(PASTE, ["pasted.txt", 10])
    listed = page.locator("#cp-files li")
    await expect(listed).to_have_count(4)
    await page.get_by_role("button", name="Remove other.txt").click()
    await expect(listed).to_have_count(3)
    await page.locator(TEXT).fill("Three files")
    await page.get_by_role("button", name="Send to").click()
    await expect(page.locator("#timeline .file")).to_have_count(3)
    await expect(listed).to_have_count(0)
    async with page.expect_download() as saved:
        await page.locator("#timeline .file").first.click()
    assert (await saved.value).suggested_filename == "trace.txt"


async def test_a_file_too_large_is_told_before_it_is_sent(open_page: OpenPage, desk: Served) -> None:
    page = await at_ticket(open_page, desk, desk.people.tom, desk.open_ticket("Too large"))
    await page.evaluate(DROP, ["big.iso", 26 * 1024 * 1024])
    await expect(page.locator("#cp-alert")).to_contain_text("big.iso is too large")
    await expect(page.locator("#cp-files li")).to_have_count(0)


@pytest.mark.parametrize(
    ("failing", "sentence"),
    [("abort", "the server does not answer"), ("500", "something went wrong"), ("log out", "You have been logged out")],
)
async def test_a_text_that_could_not_be_sent_stays(
    open_page: OpenPage, desk: Served, watch: Watch, failing: str, sentence: str
) -> None:
    watch.forgive("/reply|net::ERR_FAILED|status of 500|htmx:")
    ticket_id = desk.open_ticket("Failing")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.locator(TEXT).click()
    await write(page, "Not lost")

    async def fail(route: Route) -> None:
        if failing == "abort":
            await route.abort()
        else:
            await route.fulfill(status=500, body="<p>broken</p>", content_type="text/html")

    if failing == "log out":
        watch.forgive("40[13]")
        await page.context.clear_cookies()
    else:
        await page.route("**/reply", fail)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#cp-alert")).to_contain_text(sentence)
    await expect(page.locator(TEXT)).to_have_value("Not lost")
    if failing == "log out":
        await come_in(page, desk.people.tom.email, f"/tickets/{ticket_id}")
        await expect(page.locator(TEXT)).to_have_value("Not lost")


async def test_the_other_one_sees_who_types(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Together")
    tom = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    dora = await at_ticket(open_page, desk, desk.people.dora, ticket_id)
    await expect(dora.locator("#presence")).to_contain_text(f"{desk.people.tom.full_name} is viewing this ticket")
    await tom.locator(TEXT).click()
    await tom.keyboard.type("I take this")
    await expect(dora.locator("#presence")).to_contain_text(f"{desk.people.tom.full_name} is typing")
    await tom.locator(".rail a[href*='view=all']").click()
    await expect(dora.locator("#presence")).not_to_contain_text(desk.people.tom.full_name)


async def test_a_preview_shows_what_it_will_look_like(open_page: OpenPage, desk: Served) -> None:
    page = await at_ticket(open_page, desk, desk.people.tom, desk.open_ticket("Preview"))
    await page.locator(TEXT).fill("so **bold**")
    preview = page.get_by_role("button", name="Preview")
    await preview.click()
    await expect(page.locator("#cp-preview strong")).to_have_text("bold")
    await expect(preview).to_have_attribute("aria-pressed", "true")
    await preview.click()
    await expect(page.locator(TEXT)).to_be_focused()


async def test_earlier_messages_are_put_above(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("The beginning of all")
    for number in range(104):
        body = {"CommentText": f"Number {number}.", "IsInternal": True}
        assert desk.api.post(f"/api/v3/tickets/{ticket_id}/comments", json=body).status_code == 201
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await expect(page.locator("#description")).to_have_count(0)
    await page.get_by_role("link", name="Show earlier messages").click()
    await expect(page.locator("#description")).to_be_attached()
    await expect(page.get_by_role("link", name="Show earlier messages")).to_be_hidden()
    assert page.url.endswith(f"/tickets/{ticket_id}")
    await expect(page.locator("article.msg")).to_have_count(105)


async def test_without_any_script(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("Plain")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id, java_script_enabled=False)
    await page.locator(TEXT).fill("Sent plainly")
    await page.locator("#cp-file").set_input_files([FILE])
    await page.get_by_role("button", name="Send to").click()
    await expect(page.locator("#timeline .msg-out").last).to_contain_text("Sent plainly")
    await expect(page.locator("#timeline .file")).to_have_count(1)
    await page.locator("label.cp-tab", has_text="Internal note").click()
    await page.locator(TEXT).fill("Noted plainly")
    await expect(page.get_by_role("button", name="Send to")).to_be_hidden()
    await page.get_by_role("button", name="Save internal note").click()
    await expect(page.locator("#timeline .msg-note").last).to_contain_text("Noted plainly")
    await page.locator(".msg-note .msg-undo button").click()
    await expect(page.locator(TEXT)).to_have_value("Noted plainly")
    await page.locator("label.cp-tab", has_text="Reply").click()
    await page.locator("#cp-then summary").click()
    await page.get_by_role("button", name="Send and resolve").click()
    await expect(page.locator("#said")).to_contain_text("ticket resolved")


async def test_the_same_on_postgresql(open_page: OpenPage, desk_on_postgresql: Served) -> None:
    desk = desk_on_postgresql
    ticket_id = desk.open_ticket("On PostgreSQL")
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    await page.keyboard.press("n")
    await write(page, "Kept here too")
    await page.reload()
    await ready(page)
    await page.keyboard.press("n")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-note").last).to_contain_text("Kept here too")
    await page.locator(".msg-undo button").click()
    await expect(page.locator(TEXT)).to_have_value("Kept here too")


async def test_nothing_of_the_corpus_runs_in_a_conversation(open_page: OpenPage, desk: Served) -> None:
    ticket_id = desk.open_ticket("".join(PAYLOADS[:12])[:450])
    for payload in PAYLOADS:
        body = {"CommentText": payload, "IsInternal": False}
        assert desk.api.post(f"/api/v3/tickets/{ticket_id}/comments", json=body).status_code == 201
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    seen = await page.locator("article.msg").count()
    while await page.locator("a[data-earlier]:visible").count():
        await page.locator("a[data-earlier]").click()
        await expect(page.locator("article.msg").nth(seen)).to_be_attached()
        seen = await page.locator("article.msg").count()
    assert seen == len(PAYLOADS) + 1
    assert await page.locator("#timeline :is(script, iframe, svg:not(.i), form:not(.msg-undo), img)").count() == 0


@IN_EVERY_LOOK
async def test_the_conversation_is_accessible_and_fits(
    open_page: OpenPage, desk: Served, screen: str, scheme: str
) -> None:
    table = f"| a | b |\n|---|---|\n| {'wide' * 30} | 2 |"
    text = f"A [link](https://a.example), `code`, {'long' * 60}\n\n{table}\n\n```\nx\n```"
    ticket_id = desk.open_ticket("Überlanger Titel " + "Donaudampfschifffahrt" * 4, Description=text)
    for internal in (True, False):
        body = {"CommentText": f"{text}\n-- \nTom", "IsInternal": internal}
        assert desk.api.post(f"/api/v3/tickets/{ticket_id}/comments", json=body).status_code == 201
    desk.api.put(f"/api/v3/tickets/{ticket_id}", json={"TicketPriority": "High", "TicketType": "Change"})
    page = await at_ticket(open_page, desk, desk.people.tom, ticket_id, screen=screen, scheme=scheme)
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
    await page.locator("label.cp-tab", has_text="Internal note").click()
    await page.locator(TEXT).fill("A note")
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]
