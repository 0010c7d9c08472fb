"""The doors in a real browser: by keyboard, without scripts, at every width and in both themes, and in two tabs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from deskhand.storage.migrate import migrate
from tests.servers.deskhand import Server
from tests.web.browser import PASSWORD, axe, fits, labels, log_in
from tests.web.conftest import OpenPage
from tests.web.desk import Served
from tests.web.looks import IN_EVERY_LOOK

JANE, TOM = "jane.tech@brightwater.example", "tom@brightwater.example"
DOORS = ("/login", "/password/forgotten", "/password/new?token=x", "/first-run?token=x")
OWN = ("/profile", "/profile/sessions", "/profile/password")


async def findings(page: Page) -> list[str]:
    """What axe, the labels and the widths have to say against the page."""
    return [*await axe(page), *await labels(page), *await fits(page)]


@IN_EVERY_LOOK
async def test_every_door_is_for_everybody(open_page: OpenPage, desk: Served, screen: str, scheme: str) -> None:
    page = await open_page(desk.url, screen=screen, scheme=scheme)
    for path in DOORS:
        await page.goto(path)
        assert await findings(page) == [], path
    await page.goto("/login")
    stranger = f"{screen}.{scheme}@brightwater.example"  # of their own: who tries too often must wait
    await page.fill("#email", stranger)
    await page.fill("#password", "not this one")
    await page.press("#password", "Enter")
    await expect(page.get_by_role("alert")).to_contain_text("No active technician has this address and password.")
    await expect(page.locator("#email")).to_have_value(stranger)
    await expect(page.locator("#password")).to_be_focused()
    assert await findings(page) == []


@IN_EVERY_LOOK
async def test_ones_own_pages_are_for_everybody(open_page: OpenPage, desk: Served, screen: str, scheme: str) -> None:
    page = await open_page(desk.url, screen=screen, scheme=scheme)
    await log_in(page, JANE)
    for path in OWN:
        await page.goto(path)
        assert await findings(page) == [], path


async def test_log_in_and_out_by_keyboard_alone(page: Page) -> None:
    await page.goto("/login?next=/profile/sessions")
    await expect(page.locator("#email")).to_be_focused()
    await page.keyboard.type(TOM)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/profile/sessions")
    await page.locator("#me summary").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Log out", exact=True).focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/login")


async def test_log_in_and_out_without_scripts(open_page: OpenPage, desk: Served) -> None:
    page = await open_page(desk.url, java_script_enabled=False)
    await page.goto("/profile")
    await page.fill("#email", TOM)
    await page.fill("#password", PASSWORD)
    await page.press("#password", "Enter")
    await page.wait_for_url("**/profile")
    await page.locator("#me summary").click()
    await page.get_by_role("button", name="Log out", exact=True).click()
    await page.wait_for_url("**/login")
    await page.goto("/profile")
    assert page.url.endswith("/login?next=/profile")


async def test_a_tab_left_open_goes_to_the_log_in_with_the_next_click(open_page: OpenPage, desk: Served) -> None:
    here = await open_page(desk.url)
    await log_in(here, TOM)
    there = await here.context.new_page()
    await there.goto("/profile")
    await here.locator("#me summary").click()
    await here.get_by_role("button", name="Log out", exact=True).click()
    await here.wait_for_url("**/login")
    await there.get_by_role("link", name="Sessions").first.click()
    await there.wait_for_url(re.compile(r"/login\?next=/"))
    await expect(there.locator("#email")).to_be_visible()


async def test_a_session_that_is_ended_elsewhere_is_out(open_page: OpenPage, desk: Served) -> None:
    here, there = await open_page(desk.url), await open_page(desk.url)
    for page in (here, there):
        await log_in(page, "dora@brightwater.example")
    await here.goto("/profile/sessions")
    await here.get_by_role("button", name="Log out everywhere else").click()
    await expect(here.locator("#said")).to_contain_text("Logged out there")
    await there.locator("#rail a").nth(2).click()
    await there.wait_for_url(re.compile(r"/login\?next=/"))


@pytest.fixture
def empty_server(fresh_sqlite_url: str, tmp_path: Path) -> Iterator[Server]:
    migrate(fresh_sqlite_url)
    with Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_DATA_DIR=str(tmp_path / "data")) as server:
        yield server
        server.stop()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
async def test_the_printed_link_sets_up_the_desk(
    open_page: OpenPage, empty_server: Server, tmp_path: Path, scripts: bool
) -> None:
    token = (tmp_path / "data/first-run.secret").read_text().strip()
    page = await open_page(empty_server.url, java_script_enabled=scripts, zone="Europe/Madrid", screen="phone")
    await page.goto(f"/first-run?token={token}")
    if scripts:
        assert await findings(page) == []
        await expect(page.locator("#time_zone")).to_have_value("Europe/Madrid")
    await expect(page.locator("#account_name")).to_be_focused()
    for name, text in (
        ("account_name", "Brightwater IT"),
        ("first_name", "Jane"),
        ("last_name", "Tech"),
        ("email", JANE),
        ("password", PASSWORD),
    ):
        await page.fill(f"#{name}", text)
    await page.get_by_role("button", name="Create the desk").click()
    await page.wait_for_url(re.compile("/tickets"))
    await expect(page.locator("#said")).to_contain_text("Your service desk is ready")
    await page.goto(f"/first-run?token={token}")
    await expect(page.get_by_role("heading")).to_have_text("This desk is set up already")
