"""A real browser as the tests hold it: Debian's Chromium, what it complains of, and what is looked for on every page.

Playwright's async API on one event loop for all browser tests of a process: its sync API keeps a loop running in the
thread, which no other asynchronous test survives.
"""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    async_playwright,
    expect,
)

from deskhand.web.cookies import SESSION

PASSWORD = "a few good words"
WIDTHS = {"desk": 1440, "phone": 390, "small": 360}
HEIGHTS = {"desk": 900, "phone": 844, "small": 740}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# A page is refused with a status that its test looks at; the browser's own line about it says nothing new.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
PARTS = {"script", "stylesheet", "font", "image", "manifest"}

AXE = Path(__file__).parent / "vendor/axe.min.js"
TELL_VIOLATIONS = """document.addEventListener('securitypolicyviolation', e => console.error(
    `against the content security policy: ${e.violatedDirective}, ${e.blockedURI}, ${e.sourceFile}:${e.lineNumber}`))"""


# Where a browser is at home, and with which session somebody comes in there.
_homes: WeakKeyDictionary[BrowserContext, str] = WeakKeyDictionary()
_sessions: dict[tuple[str, str], str] = {}


class Watch:
    """What a browser complained of: errors on the console, violations of the policy, and requests that failed."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._forgiven: list[re.Pattern[str]] = []

    def forgive(self, pattern: str) -> None:
        """Take complaints that match for what the test is about."""
        self._forgiven.append(re.compile(pattern))

    @property
    def complaints(self) -> list[str]:
        """Whatever was not forgiven."""
        return [text for text in self._seen if not any(pattern.search(text) for pattern in self._forgiven)]

    async def over(self, context: BrowserContext) -> None:
        """Begin, for every page of the context."""
        await context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._seen.append(f"uncaught: {error.error}"))
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.match(message.text):
            self._seen.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        missing_part = response.status >= 400 and response.request.resource_type in PARTS
        if response.status >= 500 or missing_part:
            self._seen.append(f"answer: {response.status} to {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        # A stream is cut, and a request of a page that was left is given up: no failure of the server's.
        if request.failure != "net::ERR_ABORTED":
            self._seen.append(f"no answer: {request.failure} to {request.method} {request.url}")


@asynccontextmanager
async def chromium(*, shell: bool = False) -> AsyncIterator[Browser]:
    """Debian's Chromium, started for as long as needed; with `shell`, where there is one, the build of it that has no
    windows and no menus, which takes a third less of the machine.
    """
    names = ("chromium-headless-shell",) * shell + ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program is not None, "there is no Chromium; run tools/install-test-packages"
    expect.set_options(timeout=15_000)  # a busy machine is none of what the tests are about
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


async def new_context(
    browser: Browser,
    url: str,
    *,
    screen: str = "desk",
    scheme: str = "light",
    language: str = "en-GB",
    zone: str = "Europe/London",
    **more: Any,
) -> BrowserContext:
    """Somebody's browser, with nothing in it yet. `screen` is one of WIDTHS, `scheme` light or dark."""
    options: dict[str, Any] = {
        "base_url": url,
        "viewport": {"width": WIDTHS[screen], "height": HEIGHTS[screen]},
        "color_scheme": scheme,
        "locale": language,
        "timezone_id": zone,
        "has_touch": screen != "desk",
        "reduced_motion": "reduce",
        **more,
    }
    context = await browser.new_context(**options)
    context.set_default_timeout(15_000)
    _homes[context] = url
    return context


async def log_in(page: Page, email: str, password: str = PASSWORD, *, path: str = "/login") -> None:
    """Log in by the form, as people do."""
    answer = await page.goto(path)
    assert answer is not None
    assert answer.ok, f"{path} answers {answer.status}"
    await page.fill("input[name=email]", email)
    await page.fill("input[name=password]", password)
    await page.click("form:has(input[name=password]) button:not([type=button])")
    await page.wait_for_url(lambda url: "/login" not in url)


async def come_in(page: Page, email: str, path: str = "/tickets") -> None:
    """Open a page as somebody who has logged in before: what log_in does costs as much as many a test.

    All who come in under one address share a session; a test that ends sessions logs in by the form.
    """
    home = _homes[page.context]
    if (home, email) in _sessions:
        await page.context.add_cookies([{"name": SESSION, "value": _sessions[home, email], "url": home}])
        await page.goto(path)
        if urlsplit(page.url).path != "/login":
            return
    await log_in(page, email)
    cookies = {cookie["name"]: cookie["value"] for cookie in await page.context.cookies()}
    _sessions[home, email] = cookies[SESSION]
    await page.goto(path)


async def ready(page: Page) -> None:
    """Wait until the scripts are there that what is on the page needs; no person types as fast as a test."""
    if await page.locator("script[type=module]").count():  # the pages of errors and doors have none
        await page.locator("html[data-fetched]").wait_for(state="attached")


async def axe(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice: rule, element, and why. `without` names rules."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text())
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {name: {"enabled": False} for name in without},
        "resultTypes": ["violations"],
    }
    found = await page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


async def labels(page: Page) -> list[str]:
    """Every field and button without a name of its own; a placeholder or a tooltip is none."""
    return list(await page.evaluate(NAMELESS))


async def fits(page: Page) -> list[str]:
    """Whatever sticks out of the window sideways, scrolls sideways, or is a button whose words are cut."""
    return list(await page.evaluate(STICKING_OUT))


DESCRIBE = """const describe = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')
    + (e.name ? `[name=${e.name}]` : '') + [...e.classList].slice(0, 3).map(c => '.' + c).join('');"""

NAMELESS = f"""() => {{
    {DESCRIBE}
    const text = e => e ? (e.getAttribute('aria-label') || e.textContent
        || [...e.querySelectorAll('img[alt]')].map(i => i.alt).join('')).trim() : '';
    const name = e => (e.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
            .map(id => text(document.getElementById(id))).join('')
        || (e.getAttribute('aria-label') || '').trim()
        || [...(e.labels || [])].map(text).join('')
        || (e.tagName === 'BUTTON' ? text(e) : '')
        || (['submit', 'button', 'reset'].includes(e.type) && e.tagName === 'INPUT' ? e.value : '');
    return [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button')]
        .filter(e => !name(e) && !e.matches('[disabled][hidden]')).map(e => 'no name: ' + describe(e));
}}"""

STICKING_OUT = f"""() => {{
    {DESCRIBE}
    const found = [], wide = document.documentElement.clientWidth;
    const page = document.scrollingElement;
    if (page.scrollWidth > wide) found.push(`the page scrolls sideways: ${{page.scrollWidth}} of ${{wide}} px`);
    const cut = e => {{
        for (let p = e.parentElement; p; p = p.parentElement)
            if (getComputedStyle(p).overflowX !== 'visible') return true;
        return false;
    }};
    for (const e of document.body.querySelectorAll('*')) {{
        if (e.closest('svg') && e.tagName !== 'svg') continue;
        if (!e.checkVisibility({{visibilityProperty: true, opacityProperty: true}})) continue;
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (box.width <= 1 || box.height <= 1 || style.clipPath !== 'none') continue;
        if ((box.right > wide + 1 || box.left < -1) && !cut(e))
            found.push(`sticks out: ${{describe(e)}} from ${{Math.round(box.left)}} to ${{Math.round(box.right)}} px`);
        const scrolls = ['auto', 'scroll'].includes(style.overflowX) && !e.matches('pre, textarea');
        if (scrolls && e.scrollWidth > e.clientWidth + 1)
            found.push(`scrolls sideways: ${{describe(e)}}, ${{e.scrollWidth}} of ${{e.clientWidth}} px`);
        if (e.matches('button, .btn') && style.textOverflow !== 'ellipsis' && style.overflowX !== 'visible'
            && e.scrollWidth > e.clientWidth + 1)
            found.push(`words are cut: ${{describe(e)}} "${{e.textContent.trim()}}"`);
    }}
    return found;
}}"""
