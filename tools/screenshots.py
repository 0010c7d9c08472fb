"""Pictures of every page of the console, into `shots/`: 1,440, 390 and 360 px wide, light and dark.

`make screenshots` takes all; `make screenshots ARGS="list ticket --screen phone --scheme dark"` some of them, and
`--language de` in another language. Beside each picture it says what does not fit, and what the browser or, with
`--axe`, axe complains of. A new page is a line in SHOTS.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import httpx
from playwright.async_api import Browser, BrowserContext, Page
from tests.cast import make_key
from tests.servers.deskhand import Server
from tests.web.browser import PASSWORD, WIDTHS, Watch, axe, chromium, fits, log_in, new_context

from deskhand.auth.passwords import hash_password, set_password
from deskhand.core.actor import system
from deskhand.database import engine_for
from deskhand.demo.founding import ensure_demo
from deskhand.demo.people import PROVIDER, TECHNICIANS
from deskhand.directory.read import list_technicians
from deskhand.settings import Settings
from deskhand.storage.migrate import migrate

FOLDER = Path(__file__).parents[1] / "shots"
VISITOR = TECHNICIANS[0].email

# Title, priority and who has it.
OPENED = (
    ("Nobody in the warehouse can print labels", "Critical", VISITOR),
    ("Outlook asks for a password again and again", "High", ""),
    ("New starter on Monday: laptop, mailbox, phone", "Medium", VISITOR),
    ("The second screen stays black after the update of last night, and the docking station gets hot", "Low", ""),
)

Step = Callable[[Page], Awaitable[None]]


def click(selector: str) -> Step:
    """Click the first such element."""
    return lambda page: page.locator(selector).first.click()


def press(*keys: str) -> Step:
    """Press keys one after the other, as a person would."""

    async def pressed(page: Page) -> None:
        for key in keys:
            await page.keyboard.press(key)
        await page.wait_for_timeout(300)

    return pressed


def send(key: str = "Enter") -> Step:
    """Press a key that sends a form, and wait for what comes of it."""

    async def sent(page: Page) -> None:
        async with page.expect_navigation():
            await page.keyboard.press(key)

    return sent


def write(selector: str, text: str) -> Step:
    """Fill in a field."""
    return lambda page: page.fill(selector, text)


def follow(selector: str) -> Step:
    """Go where the first such link leads."""

    async def followed(page: Page) -> None:
        await page.goto(await page.locator(selector).first.get_attribute("href") or "")

    return followed


LIST = "/tickets?q=status:open,pending&sort=sla"
TICKET = follow("a[href^='/tickets/']:not([href='/tickets/new'])")


class Shot(NamedTuple):
    """A page: the picture's name, its path, and what is done there before the picture is taken."""

    name: str
    path: str
    steps: tuple[Step, ...] = ()
    inside: bool = True  # for somebody who has logged in
    whole: bool = False  # the whole page, however long, rather than what the window shows


SHOTS = (
    Shot("login", "/login", inside=False),
    Shot("login-wrong", "/login", (write("[name=email]", VISITOR), write("[name=password]", "x"), send()), False),
    Shot("forgotten", "/password/forgotten", inside=False),
    Shot("api-docs", "/api/docs", inside=False),
    Shot("unknown", "/no-such-page"),
    Shot("list", LIST),
    Shot("list-open", "/tickets?view=open"),
    Shot("list-mine", "/tickets?view=mine"),
    Shot("list-all", "/tickets?view=all"),
    Shot("list-selected", LIST, (press("j", "x", "j", "x"),)),
    Shot("list-search", "/tickets?q=outlook"),
    Shot("list-unreadable", "/tickets?q=status:nonsense"),
    Shot("list-empty", "/tickets?q=nothingofthekind"),
    Shot("palette", LIST, (press("Control+k"),)),
    Shot("shortcuts", LIST, (press("?"),)),
    Shot("new-ticket", "/tickets/new"),
    Shot("ticket", LIST, (TICKET,)),
    Shot("ticket-whole", LIST, (TICKET,), whole=True),
    Shot("ticket-reply", LIST, (TICKET, press("r"))),
    Shot("ticket-note", LIST, (TICKET, press("n"))),
    Shot("replies", "/replies"),
    Shot("board", "/board"),
    Shot("time", "/time"),
    Shot("customers", "/customers"),
    Shot("contacts", "/contacts"),
    Shot("profile", "/profile"),
    Shot("sessions", "/profile/sessions"),
    Shot("password", "/profile/password"),
)


def main() -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of SHOTS; all unless named")
    parser.add_argument("--screen", nargs="+", choices=WIDTHS, default=list(WIDTHS))
    parser.add_argument("--scheme", nargs="+", choices=("light", "dark"), default=["light", "dark"])
    parser.add_argument("--language", default="en-GB", help="as a browser asks for it: de-DE, es-ES")
    parser.add_argument("--axe", action="store_true", help="look for what axe finds, too")
    asked = parser.parse_args()
    unknown = set(asked.names) - {shot.name for shot in SHOTS}
    if unknown:
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    asyncio.run(_main(asked))


async def _main(asked: argparse.Namespace) -> None:
    FOLDER.mkdir(exist_ok=True)
    shots = [shot for shot in SHOTS if not asked.names or shot.name in asked.names]
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{made}/deskhand.db"
        key = await furnish(url)
        with Server(url, folder=Path(made), DESKHAND_DATA_DIR=f"{made}/data") as server:
            await asyncio.to_thread(open_tickets, server.url, key)
            async with chromium() as browser:
                for screen in asked.screen:
                    for scheme in asked.scheme:
                        await take(browser, server.url, shots, screen, scheme, asked)


async def furnish(url: str) -> str:
    """The demo desk in a new database, where everybody has the password of the tests; a key for its API."""
    await asyncio.to_thread(migrate, url)
    engine = engine_for(Settings(database_url=url))
    await engine.start()
    try:
        account = await ensure_demo(engine, PROVIDER.name, lambda done: None)
        assert account is not None
        async with engine.read() as read:
            everybody = await list_technicians(read, system(account.id), with_inactive=False, limit=100, offset=0)
        hashed = await hash_password(PASSWORD)
        async with engine.chore() as writes:
            for technician in everybody.rows:
                await set_password(writes, technician, hashed)
        return await make_key(engine, account.id)
    finally:
        await engine.stop()


def open_tickets(url: str, key: str) -> None:
    """A few tickets of this very moment, since at night nothing of the demo is open."""
    with httpx.Client(base_url=url, headers={"X-API-KEY": key}) as api:
        contacts = api.get("/api/v3/contacts").json()["items"]
        for contact, (title, priority, email) in zip(contacts, OPENED, strict=False):
            body = {"TicketTitle": title, "Description": f"{title}. Please help.", "TicketPriority": priority}
            if email:
                body["TechnicianEmail"] = email
            answer = api.post("/api/v3/tickets", json={**body, "EndUserID": contact["EndUserID"]})
            answer.raise_for_status()


async def take(
    browser: Browser, url: str, shots: list[Shot], screen: str, scheme: str, asked: argparse.Namespace
) -> None:
    """All pictures of one width and scheme."""
    options = {"screen": screen, "scheme": scheme, "language": asked.language}
    outside = await new_context(browser, url, **options)
    inside = await new_context(browser, url, **options)
    if any(shot.inside for shot in shots):
        await _enter(inside)
    watches = {inside: Watch(), outside: Watch()}
    for context, watch in watches.items():
        await watch.over(context)
    for shot in shots:
        context = inside if shot.inside else outside
        name = f"{shot.name}-{WIDTHS[screen]}-{scheme}"
        heard = len(watches[context].complaints)
        for remark in await _take(context, shot, FOLDER / f"{name}.png", asked):
            print(f"{name}: {remark}")
        for complaint in watches[context].complaints[heard:]:
            print(f"{name}: {complaint}")
    await inside.close()
    await outside.close()


async def _enter(context: BrowserContext) -> None:
    page = await context.new_page()
    try:
        await log_in(page, VISITOR)
    except Exception as wrong:
        print(f"nobody is logged in: {str(wrong).splitlines()[0]}")
    await page.close()


async def _take(context: BrowserContext, shot: Shot, file: Path, asked: argparse.Namespace) -> list[str]:
    """Take one picture; what there is to say about the page."""
    page = await context.new_page()
    page.set_default_timeout(5_000)
    remarks = []
    try:
        answer = await page.goto(shot.path)
        if answer is not None and answer.status >= 400:
            remarks.append(f"answers {answer.status}")
        for step in shot.steps:
            await step(page)
        await page.evaluate("document.fonts.ready.then(() => true)")
    except Exception as wrong:
        remarks.append(str(wrong).splitlines()[0])
    await page.screenshot(path=file, full_page=shot.whole)
    remarks += await fits(page)
    remarks += await axe(page) if asked.axe else []
    await page.close()
    return remarks


if __name__ == "__main__":
    main()
