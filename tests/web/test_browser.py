"""The rig itself: what it must see is seen, and what is fine is left alone."""

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.browser import Watch, axe, fits, labels, log_in
from tests.web.conftest import OpenPage
from tests.web.desk import Served

CALM = "<title>A page</title><main><h1>A page</h1><label>Name <input></label><button>Save</button></main>"
POLICY = {"content-security-policy": "default-src 'none'; script-src 'self'"}


async def show(page: Page, body: str, **headers: str) -> None:
    """Show a page of the test's own at the desk's address."""

    async def answer(route: Route) -> None:
        await route.fulfill(body=f'<!doctype html><html lang="en">{body}', content_type="text/html", headers=headers)

    await page.route("**/made-up", answer)
    await page.goto("/made-up")


async def test_a_page_of_the_desk_is_shown_without_a_complaint(page: Page) -> None:
    await page.goto("/api/docs")
    await expect(page).to_have_title("Deskhand API")
    await expect(page.locator("#reference")).to_contain_text("Deskhand")


async def test_the_desk_on_postgresql_has_the_same_people(open_page: OpenPage, desk_on_postgresql: Served) -> None:
    page = await open_page(desk_on_postgresql.url)
    await page.goto("/api/docs")
    assert desk_on_postgresql.open_ticket("The printer is on fire") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_dora_logs_in_and_sees_her_list(open_page: OpenPage, desk: Served, scheme: str) -> None:
    ticket = desk.open_ticket("The printer is on fire")
    page = await open_page(desk.url, scheme=scheme)
    await log_in(page, desk.people.dora.email)
    await page.goto("/tickets?view=open")
    await expect(page.get_by_role("main")).to_contain_text("The printer is on fire")
    await expect(page.get_by_role("main")).to_contain_text(str(ticket))
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]


async def test_a_calm_page_has_no_findings(page: Page) -> None:
    await show(page, CALM, **POLICY)
    assert [await axe(page), await labels(page), await fits(page)] == [[], [], []]


async def test_axe_finds_grey_on_grey(page: Page) -> None:
    await show(page, CALM + '<main><p style="color: #bbb">Hardly to be read</p></main>')
    assert any(finding.startswith("color-contrast: p") for finding in await axe(page))


@pytest.mark.parametrize(
    "field",
    [
        '<input placeholder="Name">',
        '<input title="Name">',
        '<select name="who"></select>',
        "<textarea></textarea>",
        '<button title="Save"><svg></svg></button>',
    ],
)
async def test_a_field_without_a_name_is_seen(page: Page, field: str) -> None:
    await show(page, field)
    assert len(await labels(page)) == 1


@pytest.mark.parametrize(
    "field",
    [
        '<label for="a">Name</label><input id="a">',
        '<b id="b">Name</b><input aria-labelledby="b">',
        '<button><svg></svg><span style="position:absolute;clip-path:inset(50%)">Save</span></button>',
        '<input type="submit" value="Save"><input type="hidden" name="token">',
    ],
)
async def test_a_field_with_a_name_is_left_alone(page: Page, field: str) -> None:
    await show(page, field)
    assert await labels(page) == []


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ('<p style="width: 500px">Wide', "the page scrolls sideways"),
        ('<p style="position: absolute; left: -50px">Left', "sticks out: p from -50"),
        ('<div class="box" style="overflow: auto"><p style="width: 900px">Wide</div>', "scrolls sideways: div.box"),
        ('<button style="width: 40px; overflow: hidden; white-space: nowrap">Wiedereröffnen', "words are cut: button"),
    ],
)
async def test_what_does_not_fit_is_seen(open_page: OpenPage, desk: Served, body: str, finding: str) -> None:
    page = await open_page(desk.url, screen="small")
    await show(page, '<meta name="viewport" content="width=device-width">' + body)
    assert any(found.startswith(finding) for found in await fits(page)), await fits(page)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p onclick='1'>Hello<script>1</script>", "against the content security policy"),
        ('<img src="/no-such-file.png">', "404"),
        ("<script src='/made-up.js'></script>", "uncaught: .*broken"),
    ],
)
async def test_a_complaint_of_the_browser_is_heard(page: Page, watch: Watch, body: str, complaint: str) -> None:
    async def script(route: Route) -> None:
        await route.fulfill(body="throw new Error('broken')", content_type="text/javascript")

    await page.route("**/made-up.js", script)
    await show(page, body, **{"content-security-policy": "default-src 'self'"})
    assert watch.complaints
    watch.forgive(f"{complaint}|Refused to|Executing inline|violates")
    assert watch.complaints == []


async def test_a_server_that_breaks_is_heard(page: Page, watch: Watch) -> None:
    async def broken(route: Route) -> None:
        await route.fulfill(status=500, body="<title>Broken</title>", content_type="text/html")

    await page.route("**/broken", broken)
    await page.goto("/broken")
    assert watch.complaints
    watch.forgive("500")


async def test_a_refusal_is_none_of_the_browsers_business(page: Page, watch: Watch) -> None:
    async def refused(route: Route) -> None:
        await route.fulfill(status=422, body="<title>Refused</title>", content_type="text/html")

    await page.route("**/refused", refused)
    await page.goto("/refused")
    assert watch.complaints == []


async def test_scheme_language_and_zone_are_the_visitors(open_page: OpenPage, desk: Served) -> None:
    page = await open_page(desk.url, screen="phone", scheme="dark", language="de-DE", zone="Europe/Berlin")
    await show(page, CALM)
    seen = await page.evaluate(
        "[matchMedia('(prefers-color-scheme: dark)').matches, navigator.language, innerWidth,"
        " Intl.DateTimeFormat().resolvedOptions().timeZone]"
    )
    assert seen == [True, "de-DE", 390, "Europe/Berlin"]
