"""The states of pages that are no addresses: menus, panels, dialogs and bars, as somebody at a browser reaches them."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from playwright.async_api import Page, expect

from tests.web.browser import ready


class State(NamedTuple):
    """A state: the page that it is reached on, how, and on which screen alone it is to be had."""

    name: str
    path: str
    reached: Callable[[Page], Awaitable[None]]
    only: str = ""


def pressing(*keys: str, shows: str) -> Callable[[Page], Awaitable[None]]:
    """Reached by keys."""

    async def reached(page: Page) -> None:
        await ready(page)
        for key in keys:
            await page.keyboard.press(key)
        await expect(page.locator(shows).first).to_be_visible()

    return reached


def clicking(*selectors: str, shows: str) -> Callable[[Page], Awaitable[None]]:
    """Reached by clicks."""

    async def reached(page: Page) -> None:
        await ready(page)
        for selector in selectors:
            await page.locator(selector).first.click()
        await expect(page.locator(shows).first).to_be_visible()

    return reached


def sending(selector: str, shows: str, **fields: str) -> Callable[[Page], Awaitable[None]]:
    """Reached by a form that is not taken."""

    async def reached(page: Page) -> None:
        await ready(page)
        for name, value in fields.items():
            await page.locator(f"#{name}").fill(value)
        await page.locator(selector).first.click()
        await expect(page.locator(shows).first).to_be_visible()

    return reached


def asking_for(text: str, *keys: str, shows: str) -> Callable[[Page], Awaitable[None]]:
    """Reached by typing into the search of requesters."""

    async def reached(page: Page) -> None:
        await ready(page)
        await page.locator("#who").press_sequentially(text)
        await expect(page.locator("#who-new")).to_be_visible()
        await pressing(*keys, shows=shows)(page)

    return reached


async def every_menu(page: Page) -> None:
    """All of a page's menus at once, which no person sees so, but everything in them can be looked at."""
    await page.evaluate("document.querySelectorAll('.tk-side details').forEach(one => (one.open = true))")


TICKET = "/tickets/{busy}"
LIST = "{list}"
LOOKING: tuple[State, ...] = (
    State("the bell's panel", LIST, clicking("#bell > summary", shows="#bell-b a")),
    State("the account's menu", LIST, clicking("#me > summary", shows="#me .menu-b")),
    State("the filters", LIST, clicking("#filter > summary", shows="#filter-panel")),
    State("the order", LIST, clicking("#order > summary", shows="#order .menu-b")),
    State("saving a view", LIST, clicking("#save-view > summary", shows="#view-name"), "desk"),
    State("the bulk bar", LIST, pressing("j", "x", shows=".bulk"), "desk"),
    State("the bulk bar's assignment", LIST, pressing("j", "x", "a", shows="#bulk-assign .menu-b"), "desk"),
    State("the bulk bar's status", LIST, pressing("j", "x", "s", shows="#bulk-status .menu-b"), "desk"),
    State("the bulk bar's tags", LIST, pressing("j", "x", "#", shows="#bulk-tag"), "desk"),
    State("the bulk bar on a phone", LIST, clicking(".pick", ".k-sel input", shows=".bulk"), "phone"),
    State("the palette", LIST, pressing("Control+k", shows="#palette [role=option]")),
    State("the palette's findings", LIST, pressing("Control+k", *"outlook", shows="#palette a[role=option]")),
    State("the list of keys", LIST, pressing("?", shows="#keys")),
    State("the keys of a ticket", TICKET, pressing("?", shows="#keys")),
    State("the palette on a ticket", TICKET, pressing("Control+k", shows="#palette [role=option]")),
    State("a ticket's more actions", TICKET, clicking("#more > summary", shows="#more .menu-b")),
    State("asking before deleting", TICKET, clicking("#more > summary", ".sure > summary", shows=".sure-f")),
    State("the title being changed", TICKET, clicking(".title-menu > summary", shows="#title-field")),
    State("the assignee's menu", TICKET, pressing("a", shows="#assignee-find"), "desk"),
    State("the status' menu", TICKET, pressing("s", shows=".prop-menu[open] .menu-b"), "desk"),
    State("logging time", TICKET, pressing("l", shows="#log .log-b"), "desk"),
    State("an entry being changed", TICKET, clicking(".entry > summary", shows=".entry .log-b"), "desk"),
    State("everything of the side panel", TICKET, every_menu, "desk"),
    State("the sheet of details", TICKET, clicking("a[href='#details']", shows="#details"), "phone"),
    State("the composer for a reply", TICKET, pressing("r", shows="#cp-text")),
    State("the composer for a note", TICKET, pressing("n", shows="#cp-text")),
    State("canned replies", TICKET, pressing("r", "Enter", "/", shows="#cp-picker .pick")),
    State("people to mention", TICKET, pressing("n", "Enter", "@", shows="#cp-picker .pick")),
    State("the preview", TICKET, clicking("label[data-key=n]", "[data-preview]", shows="#cp-preview")),
    State("events of a ticket", TICKET, clicking(".evs > summary", shows=".evs ol")),
    State("somebody to be found", "/tickets/new", asking_for("jo", shows="#who-list [data-value^=contact]")),
    State("a new contact", "/tickets/new", asking_for("zoe zz", "Enter", shows="#email")),
    State("a new ticket of nobody", "/tickets/new", sending("[data-submit]", "[aria-invalid]", title="")),
    State("a canned reply without a text", "/replies/new", sending("form .btn-primary", ".err", title="x")),
    State("a template without a name", "/templates/new", sending("form .btn-primary", ".err", title="x")),
    State("a password that is not mine", "/profile/password", clicking("#main form .btn-primary", shows="#main")),
    State("an address that is none", "/no/such/page", clicking("#main", shows="h1")),
    State("a ticket that is none", "/tickets/999999", clicking("#main", shows="h1")),
)
