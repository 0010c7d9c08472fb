"""Measures the pages' budgets in a real Chromium and writes bench/UI.md: `make bench-ui`.

It loads a database of its own, or takes one by `--database URL`, in whose first account the first administrator is then
given the tests' password.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from playwright.async_api import Browser, BrowserContext, Page
from tests.servers.deskhand import Server
from tests.web.browser import PASSWORD, chromium, log_in, new_context

from bench.load import load
from bench.machine import describe
from bench.ui_page import Figure, Group, write
from deskhand.auth.passwords import hash_password, set_password
from deskhand.core.actor import Role, system
from deskhand.database import engine_for
from deskhand.desk.found import list_accounts
from deskhand.directory.read import list_technicians
from deskhand.settings import Settings
from deskhand.tickets.list_store import TOTALS

LIST = "/tickets?view=open"
FILTER = "#q"
TICKET_LINK = "a[href^='/tickets/']:not([href='/tickets/new'])"
# Pages after the first, with what the first has brought.
LATER = ("/tickets?view=mine", "/tickets?q=priority:high", "TICKET", LIST)
# Lists as people ask for them; whatever is slow here is slow for somebody.
SERVED = {
    "list": (
        LIST,
        *(f"/tickets?view={view}" for view in ("mine", "unassigned", "breaching", "resolved", "all")),
        "/tickets?q=status:open+priority:high",
        "/tickets?q=outlook",
        f"{LIST}&sort=customer",
        "/tickets?view=all&sort=title",
    ),
    "ticket": ("TICKET",),
}


class Press(NamedTuple):
    """Keys that change what a page shows: what is measured is the time from the last of them to the next paint."""

    name: str
    path: str
    keys: tuple[str, ...]
    before: Callable[[Page], Awaitable[Any]] | None = None
    text: bool = False  # whether only another text of the page counts, and no mere mark


PRESSES = (
    Press("J: the mark moves on", LIST, ("j",)),
    Press("X: the row is selected", LIST, ("j", "x")),
    Press(
        "Enter in the filter: another list", LIST, ("Enter",), lambda page: page.fill(FILTER, "status:resolved"), True
    ),
    Press("Enter on a heading: sorted by it", LIST, ("Enter",), lambda page: page.focus("thead a >> nth=3"), True),
    Press("G I: to the inbox", "/tickets?view=all", ("g", "i"), text=True),
    Press("Enter: the ticket opens", LIST, ("j", "Enter"), text=True),
)

# A change may be made by a script in this document or by a new one: the moment of the key outlives the document.
INSTRUMENTS = """
sessionStorage.shift = sessionStorage.shift || '0';
new PerformanceObserver(list => { for (const e of list.getEntries())
    if (!e.hadRecentInput) sessionStorage.shift = String(Number(sessionStorage.shift) + e.value);
}).observe({type: 'layout-shift', buffered: true});
addEventListener('keydown', () => {
    sessionStorage.pressed = String(performance.timeOrigin + performance.now());
    delete sessionStorage.painted;
    const text = () => document.querySelector('main')?.textContent;
    const before = sessionStorage.text ? text() : null;
    const painted = () => requestAnimationFrame(() => setTimeout(() => {
        sessionStorage.painted ||= String(performance.timeOrigin + performance.now()); }));
    new MutationObserver((_, self) => { if (before === null || text() !== before) { self.disconnect(); painted(); } })
        .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    if (before === null) document.addEventListener('focusin', painted, {once: true});
}, {capture: true});
new PerformanceObserver(list => { for (const e of list.getEntries())
    if (e.name === 'first-contentful-paint' && sessionStorage.pressed && !sessionStorage.painted)
        sessionStorage.painted = String(performance.timeOrigin + e.startTime);
}).observe({type: 'paint', buffered: true});
"""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="a filled database; else one is made and gone afterwards")
    parser.add_argument("--tickets", type=int, default=100_000, help="in the database that is made")
    parser.add_argument("--times", type=int, default=40, help="how often each request and each key is measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, filled(asked, Path(made)) as url:
        email, tickets = asyncio.run(give_password(url))
        with Server(url, folder=Path(made), DESKHAND_DATA_DIR=f"{made}/data") as server:
            groups, browser = asyncio.run(measure(server.url, email, asked.times))
    kind = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
    write(groups, f"{tickets:,} tickets on {kind}", browser, describe(postgresql=""))


@contextmanager
def filled(asked: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The address of the database to measure on."""
    if asked.database:
        yield asked.database
        return
    url = f"sqlite:///{folder}/deskhand.db"
    print(f"loading {asked.tickets:,} tickets")
    load(url, asked.tickets)
    yield url


async def give_password(url: str) -> tuple[str, int]:
    """Let the first administrator of the first account log in; their address, and how many tickets there are."""
    engine = engine_for(Settings(database_url=url))
    await engine.start()
    try:
        async with engine.read() as read:
            account = (await list_accounts(read))[0]
            totals = await read.one(TOTALS, account_id=account.id)
            everybody = await list_technicians(read, system(account.id), with_inactive=False, limit=100, offset=0)
        admin = next(one for one in everybody.rows if one.role is Role.ADMIN)
        hashed = await hash_password(PASSWORD)
        async with engine.chore() as writes:
            await set_password(writes, admin, hashed)
        return admin.email, totals.of(None) if totals else 0
    finally:
        await engine.stop()


async def measure(url: str, email: str, times: int) -> tuple[list[Group], str]:
    """Every figure, and the browser that they were measured in."""
    async with chromium() as browser:
        entered = await new_context(browser, url)
        await log_in(await entered.new_page(), email)
        state = await entered.storage_state()
        ticket = await _a_ticket(entered)
        await entered.close()
        first, later = await _weigh(browser, url, state, ticket)
        keys, shift = await _press(browser, url, state, times)
        cookies = {cookie["name"]: cookie["value"] for cookie in state["cookies"]}
        served = await asyncio.to_thread(_serve, url, cookies, ticket, times)
        return [first, later, served, keys, shift], f"Chromium {browser.version}"


async def _a_ticket(context: BrowserContext) -> str:
    page = await context.new_page()
    await page.goto(LIST)
    return await page.locator(TICKET_LINK).first.get_attribute("href") or ""


async def _weigh(browser: Browser, url: str, state: Any, ticket: str) -> tuple[Group, Group]:
    """What a first and each later page bring over the wire, headers and all."""
    context = await new_context(browser, url, storage_state=state)
    page = await context.new_page()
    kinds: Counter[str] = Counter()
    await _count(page, kinds)
    await _settle(page, LIST)
    first = Group("First load of the list", "kB", 130, [Figure("everything", kinds.total() / 1000)])
    first.figures.extend(Figure(kind.lower(), size / 1000, judged=False) for kind, size in kinds.most_common())
    later = Group("Later pages", "kB", 25, [])
    for path in LATER:
        kinds.clear()
        await _settle(page, path.replace("TICKET", ticket))
        later.figures.append(Figure(path.replace("TICKET", "a ticket"), kinds.total() / 1000))
    await context.close()
    return first, later


async def _count(page: Page, kinds: Counter[str]) -> None:
    """Add up what the page receives, by kind. Streams count for nothing, as they never finish."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    kind: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: kind.update({event["requestId"]: event["type"]}))

    def finished(event: dict[str, Any]) -> None:
        kinds[kind.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)


async def _settle(page: Page, path: str) -> None:
    """Go there, and wait until fonts and whatever scripts fetch are there, too."""
    await page.goto(path, wait_until="load")
    await page.evaluate("document.fonts.ready.then(() => true)")
    await page.wait_for_timeout(700)


def _serve(url: str, cookies: dict[str, str], ticket: str, times: int) -> Group:
    """Time on the server: one caller, the whole request but the browser."""
    group = Group("Time on the server, p95", "ms", 40, [])
    headers = {"accept-encoding": "gzip", "accept": "text/html"}
    with httpx.Client(base_url=url, cookies=cookies, headers=headers) as client:
        for name, paths in SERVED.items():
            for path in paths:
                where = path.replace("TICKET", ticket)
                if (status := client.get(where).status_code) != 200:
                    group.figures.append(Figure(f"{name} `{path}`", float("nan"), f"answers {status}"))
                    continue
                spent = sorted(_once(client, where) for _ in range(times))
                p50, p95 = statistics.median(spent), spent[min(len(spent) - 1, round(len(spent) * 0.95))]
                group.figures.append(Figure(f"{name} `{path.replace('TICKET', 'a ticket')}`", p95, f"p50 {p50:.1f}"))
    return group


def _once(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return spent


async def _press(browser: Browser, url: str, state: Any, times: int) -> tuple[Group, Group]:
    """From key to paint, and how much has moved by itself on the way."""
    group = Group("From the key to the changed page, median", "ms", 100, [])
    shift = Group("Layout shift, all that was measured together", "", 0, [])
    context = await new_context(browser, url, storage_state=state)
    await context.add_init_script(INSTRUMENTS)
    page = await context.new_page()
    for press in PRESSES:
        spent = [found for found in [await _pressed(page, press) for _ in range(times)] if found is not None]
        if spent:
            group.figures.append(Figure(press.name, statistics.median(spent), f"worst {max(spent):.0f}"))
        else:
            group.figures.append(Figure(f"{press.name} (nothing changed)", float("nan")))
        shift.figures.append(
            Figure(f"until “{press.name}” was done", float(await page.evaluate("sessionStorage.shift")))
        )
    await context.close()
    return group, shift


async def _pressed(page: Page, press: Press) -> float | None:
    """Milliseconds for one press; None when nothing changed within two seconds."""
    await page.goto(press.path, wait_until="load")
    await page.evaluate("text => { sessionStorage.text = text; }", "yes" if press.text else "")
    if press.before is not None:
        await press.before(page)
    for key in press.keys:
        await page.wait_for_timeout(50)
        await page.keyboard.press(key)
    for _ in range(100):
        await page.wait_for_timeout(20)
        try:
            found = await page.evaluate("[sessionStorage.pressed, sessionStorage.painted].map(Number)")
        except Exception:  # the document is being left
            continue
        if found[1] > found[0]:
            return float(found[1] - found[0])
    return None


if __name__ == "__main__":
    main()
