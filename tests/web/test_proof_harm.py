"""Whatever people write stays text: a payload in every place, and every page looked at in a browser."""

import base64
import json
from urllib.parse import quote, urlsplit

import pytest
from playwright.async_api import Page, Request, Route, expect

from tests.web.browser import Watch, come_in, ready
from tests.web.conftest import OpenPage
from tests.web.content import Content
from tests.web.desk import FullDesk
from tests.web.every_page import PAGES, PARTS, addresses
from tests.web.states import LOOKING

# What the payloads call, made to be heard; the policy would hide that they have run.
HOOK = """for (const name of ['alert', 'confirm', 'prompt', 'msgbox'])
    window[name] = () => console.error(`a payload has run: ${name}`);"""
# What no text may add to a page. htmx's attributes are ours alone, and a link leads by http or to a person.
ADDED = """() => {
    const found = [], say = (what, e) => found.push(`${what}: ${e.outerHTML.slice(0, 200)}`);
    const never = 'script, style, link, iframe, frame, object, embed, applet, base, meta, portal, marquee, video, audio'
        + ', math, foreignObject, animate, set';
    for (const e of document.body.querySelectorAll(never)) say('element', e);
    const policies = document.querySelectorAll('base, meta[http-equiv]');
    for (const e of policies) say('element', e);
    for (const e of document.querySelectorAll('body *')) {
        for (const {name, value} of e.attributes) {
            if (/^on|^(data-)?hx-(?!boost$|sync$)|^style$|^srcdoc$|^ping$/.test(name)) say('attribute', e);
            if (!/^(href|src|action|formaction|data|xlink:href|srcset|poster|cite|background)$/.test(name)) continue;
            if (!value) continue;
            const to = new URL(value, location), own = to.origin === location.origin;
            const person = e.matches('a') && /^(mailto|tel):$/.test(to.protocol);
            const fine = own || person || (e.matches('.prose-d a') && /^https?:$/.test(to.protocol));
            if (!fine) say('address', e);
        }
        for (const one of [e.action, e.formAction])
            if (typeof one === 'string' && one && new URL(one, location).origin !== location.origin) say('form', e);
    }
    return found;
}"""
NASTY = ('"><script>alert(1)</script>', "javascript:alert(1)", "'><img src=x onerror=alert(1)>", "//evil.example")
# What pages read of their addresses.
READ = {
    "/tickets": ("q", "view", "sort", "after", "first", "f_status"),
    "/tickets/filter": ("q", "f_customer", "f_tag", "f_status", "sort"),
    "/search": ("q",),
    "/tickets/new": ("title", "contact", "customer"),
    "/notifications": ("after", "show"),
    "/views": ("after", "name"),
    "/profile": ("done",),
}
BROWSER = "Firefox/120 <img src=x onerror=alert(1)> Linux"


@pytest.fixture
def foreign() -> list[str]:
    """Requests to anywhere but the desk."""
    return []


async def harmed(open_page: OpenPage, full_desk: FullDesk, foreign: list[str], **more: str) -> Page:
    """A browser at the account of payloads, in which a payload that runs is heard."""
    page = await open_page(full_desk.served.url, **more)
    await page.context.add_init_script(HOOK)
    own = urlsplit(full_desk.served.url).netloc

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != own and not request.url.startswith("blob:"):
            foreign.append(request.url)

    page.context.on("request", asked)
    page.on("dialog", lambda dialog: foreign.append(f"a dialog: {dialog.message}"))
    await come_in(page, full_desk.harm.jane.email)
    return page


async def read_all(page: Page, paths: list[str]) -> list[str]:
    """What the pages have that no page of ours has."""
    found: list[str] = []
    for path in paths:
        await page.goto(path)
        found += [f"{path}: {one}" for one in await page.evaluate(ADDED)]
    return found


def lists(harm: Content) -> list[str]:
    return [
        "/tickets?view=all&sort=-id",
        "/tickets?view=all&sort=title",
        f"/tickets/{harm.titled[3]}?view=all&sort=-id",
    ]


async def test_no_page_runs_what_people_wrote(open_page: OpenPage, full_desk: FullDesk, foreign: list[str]) -> None:
    page = await harmed(open_page, full_desk, foreign, user_agent=BROWSER)
    harm = full_desk.harm
    messages = [f"/tickets/{ticket_id}" for ticket_id in harm.told]
    assert await read_all(page, [*addresses(PAGES, harm), *lists(harm), *messages]) == []
    assert foreign == []


async def test_no_menu_panel_or_suggestion_runs_what_people_wrote(
    open_page: OpenPage, full_desk: FullDesk, foreign: list[str]
) -> None:
    page = await harmed(open_page, full_desk, foreign)
    found: list[str] = []
    for state in LOOKING:
        if state.only == "phone" or state.name in ("the palette's findings", "somebody to be found"):
            continue
        await page.goto(state.path.format(busy=full_desk.harm.busy, list="/tickets?view=all"))
        await state.reached(page)
        found += [f"{state.name}: {one}" for one in await page.evaluate(ADDED)]
    assert found == []
    assert foreign == []


async def test_no_part_is_more_than_text(open_page: OpenPage, full_desk: FullDesk, foreign: list[str]) -> None:
    """Parts are put into pages by scripts; here each is put into one as it is, all its texts with it."""
    page = await harmed(open_page, full_desk, foreign)
    await page.goto("/keys")
    found: list[str] = []
    paths = [*addresses(PARTS, full_desk.harm), "/search/palette?q=alert", "/tickets/new/requesters?q=alert"]
    for path in paths:
        if path == "/live":
            continue
        answer = await page.request.get(path)
        assert answer.ok, path
        if answer.headers["content-type"].startswith("text/html"):
            await page.evaluate("text => { document.getElementById('main').innerHTML = text; }", await answer.text())
            found += [f"{path}: {one}" for one in await page.evaluate(ADDED)]
    assert found == []
    assert foreign == []


async def test_the_palette_and_the_search_of_requesters_show_payloads_as_text(
    open_page: OpenPage, full_desk: FullDesk, foreign: list[str]
) -> None:
    page = await harmed(open_page, full_desk, foreign)
    for ticket_id in full_desk.harm.titled[:7]:  # more than the palette remembers
        await page.goto(f"/tickets/{ticket_id}")
        await ready(page)
    await page.keyboard.press("Control+k")
    await page.wait_for_selector("#palette [role=option]")
    found = await page.evaluate(ADDED)
    await page.keyboard.type("alert")
    await page.wait_for_selector("#palette a[role=option]")
    found += await page.evaluate(ADDED)
    await page.goto("/tickets/new")
    await ready(page)
    await page.locator("#who").press_sequentially("harm.example")
    await page.wait_for_selector("#who-list [data-value^=contact]")
    found += await page.evaluate(ADDED)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#found .pick")
    assert found + await page.evaluate(ADDED) == []
    assert foreign == []


async def test_what_is_asked_is_shown_as_text(open_page: OpenPage, full_desk: FullDesk, foreign: list[str]) -> None:
    """Payloads in every parameter of an address that a page reads."""
    page = await harmed(open_page, full_desk, foreign)
    asked = [f"{path}?{names[0]}={quote(payload)}" for path, names in READ.items() for payload in NASTY]
    for path, known in READ.items():
        for number, name in enumerate(known[1:]):
            asked.append(f"{path}?{name}={quote(NASTY[number % len(NASTY)])}")
    asked += [f"/tickets/{full_desk.harm.busy}?{name}={quote(NASTY[0])}" for name in ("q", "view", "sort", "before")]
    assert await read_all(page, asked) == []
    await page.context.clear_cookies()
    doors = [
        f"{path}{quote(payload)}" for payload in NASTY for path in ("/login?next=", "/password/new?token=", "/no/")
    ]
    assert await read_all(page, doors) == []
    assert foreign == []


async def test_a_sentence_that_others_left_is_text_and_leads_nowhere_else(
    open_page: OpenPage, full_desk: FullDesk, foreign: list[str]
) -> None:
    """The cookie of what was done, as another site on the same domain could have set it."""
    page = await harmed(open_page, full_desk, foreign)
    found: list[str] = []
    for undo in ("", "/tickets/1", *NASTY, "https://evil.example/", "/\\evil.example"):
        said = {"text": NASTY[0], "kind": "undo", "undo": undo, "until": 0.0}
        packed = base64.urlsafe_b64encode(json.dumps(said).encode()).decode()
        cookie = {"name": "deskhand_said", "value": packed, "url": full_desk.served.url}
        await page.context.add_cookies([cookie])  # type: ignore[list-item]
        await page.goto("/keys")
        assert (NASTY[0] in await page.inner_text("#said")) == (undo in ("", "/tickets/1"))
        found += await page.evaluate(ADDED)
    assert found == []
    assert foreign == []


async def test_what_comes_live_and_what_is_filled_in_are_text(
    open_page: OpenPage, full_desk: FullDesk, foreign: list[str]
) -> None:
    """Somebody else whose name is a payload comes, writes payloads, and a canned reply is filled with others."""
    page = await harmed(open_page, full_desk, foreign)
    path = f"/tickets/{full_desk.harm.titled[5]}"
    await page.goto(path)
    other = await open_page(full_desk.served.url)
    await come_in(other, full_desk.harm.tom.email, path)
    await expect(page.locator("#presence .presence-1")).to_be_visible()
    found = await page.evaluate(ADDED)
    await ready(other)
    await other.keyboard.press("n")
    await other.locator("#cp-text").fill("\n\n".join(NASTY))
    await other.keyboard.press("Control+Enter")
    await expect(page.locator("#timeline .msg-note").last).to_contain_text("javascript:alert(1)")
    found += await page.evaluate(ADDED)
    await ready(page)
    await page.keyboard.press("r")
    await page.keyboard.type("/hel")
    await expect(page.locator("#cp-picker .pick")).to_have_count(1)
    await page.keyboard.press("Enter")
    await page.locator("[data-preview]").click()
    await expect(page.locator("#cp-preview")).to_be_visible()
    assert found + await page.evaluate(ADDED) == []
    assert foreign == []


HARMFUL = (
    "<script>alert(1)</script>",
    "<img src=/x onerror=alert(1)>",
    "<form action=//evil.example><button>x</button></form>",
    "<form><button formaction=//evil.example>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<div class=prose-d><a href=javascript:alert(1)>x</a></div>",
    "<p hx-get=/logout hx-trigger=load>x</p>",
    "<iframe></iframe>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<p style='position:fixed'>x</p>",
)


@pytest.mark.parametrize("body", HARMFUL)
async def test_what_would_do_harm_is_seen(page: Page, body: str) -> None:
    async def shown(route: Route) -> None:
        await route.fulfill(body=f"<!doctype html><title>x</title><body>{body}", content_type="text/html")

    await page.route("**/*", shown)
    await page.goto("/made-up")
    assert await page.evaluate(ADDED) != []


async def test_a_payload_that_runs_is_heard(page: Page, watch: Watch) -> None:
    async def shown(route: Route) -> None:
        await route.fulfill(body="<!doctype html><title>x</title><script>alert(1)</script>", content_type="text/html")

    await page.context.add_init_script(HOOK)
    await page.route("**/made-up", shown)
    await page.goto("/made-up")
    assert [one for one in watch.complaints if "a payload has run" in one]
    watch.forgive("a payload has run")


@pytest.mark.full
async def test_no_title_runs_on_the_page_of_its_ticket(
    open_page: OpenPage, full_desk: FullDesk, foreign: list[str]
) -> None:
    page = await harmed(open_page, full_desk, foreign)
    assert await read_all(page, [f"/tickets/{ticket_id}" for ticket_id in full_desk.harm.titled]) == []
    assert foreign == []
