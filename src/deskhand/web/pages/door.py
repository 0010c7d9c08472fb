"""Coming in and going out: log-in, log-out, a forgotten password."""

import re
from collections.abc import Sequence
from contextlib import suppress

from deskhand.auth.log_in import Fit, fitting, known_log_ins, log_in, wrong_log_in
from deskhand.auth.log_in_choice import choice_text, chosen
from deskhand.auth.password_links import link_behind, use_password_link
from deskhand.auth.passwords import hash_password
from deskhand.auth.sessions import end_session
from deskhand.core.directory import email_key
from deskhand.core.errors import Missing, Refusal
from deskhand.desk.found import list_accounts
from deskhand.desk.secrets import made_secret
from deskhand.http.door import Answer
from deskhand.web.answers import own_path, page, see_other
from deskhand.web.cookies import SESSION, cookie, session_cookie
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit

CHOICE_SECRET = "log-in.secret"  # noqa: S105 - the name of its file


async def show_log_in(visit: Visit) -> Answer:
    """The form; whoever is logged in goes on at once."""
    if visit.who is not None:
        return see_other(visit, own_path(visit.query.text("next")))
    async with visit.engine.read() as read:
        if not await list_accounts(read):
            return page(visit, "door/no_account.html")
    return await _form(visit)


async def take_log_in(visit: Visit) -> Answer:
    """Check what was typed. A wrong address and a wrong password look the same, and take as long."""
    email, password = visit.form.text("email"), visit.form.raw("password")
    wait = visit.console.log_in_limit.take(email, visit.client)
    if wait:
        return await _form(visit, 429, problem=told_to_wait(visit, wait))
    async with visit.engine.read() as read:
        known = await known_log_ins(read, email)
    fits = await fitting(known, password)
    if not fits:
        return await _form(visit, 422, problem=said_of(visit, wrong_log_in()).sentence)
    visit.console.log_in_limit.succeeded(email, visit.client)
    return await _come_in(visit, fits[0]) if len(fits) == 1 else await _choose(visit, fits)


async def take_choice(visit: Visit) -> Answer:
    """Into the account that was chosen, by an address that several know."""
    async with visit.engine.read() as read:
        fit = await chosen(read, _secret(visit), visit.form.text("choice"), visit.now)
    return await (_form(visit) if fit is None else _come_in(visit, fit))


async def log_out(visit: Visit) -> Answer:
    """End this session."""
    async with visit.engine.chore() as chore:
        with suppress(Missing):  # ended already, elsewhere: what was wanted
            await end_session(chore, visit.actor, visit.known.session.sha256)
    visit.new_cookies.append(cookie(SESSION, "", secure=visit.secure, seconds=0))
    return see_other(visit, "/login")


async def show_forgotten(visit: Visit) -> Answer:
    """What to do about a forgotten password."""
    return page(visit, "door/forgotten.html")


async def show_new_password(visit: Visit) -> Answer:
    """The form behind a password link."""
    text = visit.query.text("token")
    async with visit.engine.read() as read:
        technician = await link_behind(read, text, visit.now)
    if technician is None:
        return page(visit, "door/link_spent.html", 410)
    return page(visit, "door/new_password.html", link=text, technician=technician, problem="")


async def take_new_password(visit: Visit) -> Answer:
    """Set the password once, and come in with it."""
    text, password = visit.form.text("link"), visit.form.raw("password")
    async with visit.engine.read() as read:
        technician = await link_behind(read, text, visit.now)
    if technician is None:
        return page(visit, "door/link_spent.html", 410)
    try:
        hashed = await hash_password(password)
    except Refusal as refusal:
        problem = said_of(visit, refusal).sentence
        return page(visit, "door/new_password.html", 422, link=text, technician=technician, problem=problem)
    try:
        async with visit.engine.chore() as chore:
            await use_password_link(chore, text, hashed)
    except Refusal:  # another was a moment earlier
        return page(visit, "door/link_spent.html", 410)
    async with visit.engine.read() as read:
        known = await known_log_ins(read, technician.email)
    own = [one for one in known if (one.account_id, one.technician_id) == (technician.account_id, technician.id)]
    fits = await fitting(own, password)
    return await _come_in(visit, fits[0]) if fits else see_other(visit, "/login")


async def _come_in(visit: Visit, fit: Fit) -> Answer:
    """Begin a session, and go on to what was asked for."""
    try:
        async with visit.engine.chore() as chore:
            text = await log_in(chore, fit, visit.client, browser_of(visit.header(b"user-agent")))
    except Refusal as refusal:
        return await _form(visit, 422, problem=said_of(visit, refusal).sentence)
    visit.new_cookies.append(session_cookie(text, secure=visit.secure))
    return see_other(visit, own_path(visit.form.text("next")))


async def _choose(visit: Visit, fits: Sequence[Fit]) -> Answer:
    async with visit.engine.read() as read:
        names = {account.id: account.name for account in await list_accounts(read)}
    choices = [(names[fit.account_id], choice_text(_secret(visit), fit, visit.now)) for fit in fits]
    return page(visit, "door/choose_account.html", choices=choices, next=visit.form.text("next"))


async def _form(visit: Visit, status: int = 200, problem: str = "") -> Answer:
    async with visit.engine.read() as read:
        accounts = await list_accounts(read)
    # Where there is but one, people see that they are at the right desk.
    name = accounts[0].name if len(accounts) == 1 else "Deskhand"
    asked = visit.form.text("next") or visit.query.text("next")
    next_page = own_path(asked) if asked else ""
    email = email_key(visit.form.text("email")) if visit.form.has("email") else ""
    return page(visit, "door/login.html", status, name=name, next=next_page, email=email, problem=problem)


def told_to_wait(visit: Visit, seconds: int) -> str:
    """The sentence for who tried too often."""
    return visit.words.ngettext(
        "Too many tries. Wait %(num)d second, then try again; the right password works then.",
        "Too many tries. Wait %(num)d seconds, then try again; the right password works then.",
        seconds,
    ) % {"num": seconds}


def _secret(visit: Visit) -> str:
    return made_secret(visit.console.secrets_dir, CHOICE_SECRET)


def browser_of(agent: str) -> str:
    """A browser and its system, from what it says of itself: `Firefox 120, Linux`."""
    browser = next((f"{name} {found[1]}" for name, pattern in BROWSERS if (found := re.search(pattern, agent))), "")
    system = next((name for name, word in SYSTEMS if word in agent), "")
    return ", ".join(filter(None, (browser, system))) or agent


# In this order: each also claims to be what stands below it.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("macOS", "Mac OS X"),
    ("Linux", "Linux"),
)

PAGES = (
    Page(path="/login", handler=show_log_in, open=True),
    Page(methods=("POST",), path="/login", handler=take_log_in, open=True),
    Page(methods=("POST",), path="/login/account", handler=take_choice, open=True),
    Page(methods=("POST",), path="/logout", handler=log_out),
    Page(path="/password/forgotten", handler=show_forgotten, open=True),
    Page(path="/password/new", handler=show_new_password, open=True),
    Page(methods=("POST",), path="/password/new", handler=take_new_password, open=True),
)
