"""The first page of an empty installation: whoever has the printed link makes the account and its administrator."""

from deskhand.auth.log_in import fitting, known_log_ins, log_in
from deskhand.auth.passwords import hash_password
from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal, Taken
from deskhand.desk.first_run import (
    Founding,
    begin_founding,
    checked_founding,
    end_first_run,
    finish_founding,
    is_founded,
    opens_first_run,
)
from deskhand.http.door import Answer
from deskhand.storage.errors import Conflict
from deskhand.web.answers import Said, page, see_other
from deskhand.web.cookies import ZONE, session_cookie
from deskhand.web.pages.door import browser_of
from deskhand.web.refusals import SaidRefusal, said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.web.zones import zone_names, zone_of


async def show_first_run(visit: Visit) -> Answer:
    """The form, to whoever holds the token while nobody works here yet."""
    token = visit.query.text("token")
    return await _closed(visit, token) or _form(visit, token, _blank(visit), None)


async def take_first_run(visit: Visit) -> Answer:
    """Make the account, its administrator and their session."""
    token = visit.form.text("token")
    if (closed := await _closed(visit, token)) is not None:
        return closed
    asked = Founding(
        account_name=visit.form.text("account_name"),
        email=visit.form.text("email"),
        first_name=visit.form.text("first_name"),
        last_name=visit.form.text("last_name"),
        time_zone=visit.form.text("time_zone"),
    )
    try:
        admin = await _found(visit, asked)
    except Taken:
        return _over(visit)
    except Refusal as refusal:
        return _form(visit, token, asked, said_of(visit, refusal))
    end_first_run(visit.console.secrets_dir)
    async with visit.engine.read() as read:
        known = await known_log_ins(read, admin.email)
    for fit in await fitting(known, visit.form.raw("password")):
        async with visit.engine.chore() as chore:
            text = await log_in(chore, fit, visit.client, browser_of(visit.header(b"user-agent")))
        visit.new_cookies.append(session_cookie(text, secure=visit.secure))
    return see_other(visit, "/", Said(visit._(N_("Your service desk is ready"))))


async def _found(visit: Visit, asked: Founding) -> Technician:
    """Account, administrator and password; the hash is made before anything is locked."""
    checked_founding(asked)
    hashed = await hash_password(visit.form.raw("password"))
    try:
        async with visit.engine.chore() as chore:
            account = await begin_founding(chore, asked)
    except Conflict:  # another was a moment earlier; now it can be seen
        async with visit.engine.chore() as chore:
            account = await begin_founding(chore, asked)
    async with visit.engine.transaction(account.id) as tx:
        return await finish_founding(tx, asked, hashed)


async def _closed(visit: Visit, token: str) -> Answer | None:
    """The page that says why there is nothing to set up, if there is not."""
    async with visit.engine.read() as read:
        if await is_founded(read):
            return _over(visit)
    if not opens_first_run(visit.console.secrets_dir, token):
        return page(visit, "door/first_run_over.html", 403, founded=False)
    return None


def _over(visit: Visit) -> Answer:
    return page(visit, "door/first_run_over.html", 410, founded=True)


def _blank(visit: Visit) -> Founding:
    """Nothing yet but the time zone that the browser told, if it did."""
    return Founding(account_name="", email="", time_zone=zone_of(visit.cookies.get(ZONE, "")).key)


def _form(visit: Visit, token: str, asked: Founding, refusal: SaidRefusal | None) -> Answer:
    status = 200 if refusal is None else 422
    return page(visit, "door/first_run.html", status, link=token, asked=asked, refusal=refusal, zones=zone_names())


PAGES = (
    Page(path="/first-run", handler=show_first_run, open=True),
    Page(methods=("POST",), path="/first-run", handler=take_first_run, open=True),
)
