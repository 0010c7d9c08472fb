"""What belongs to the person: how the console looks and speaks, where they are logged in, their password."""

from contextlib import suppress
from enum import StrEnum
from typing import TypeVar

from msgspec import UNSET

from deskhand.auth.change_password import change_password, checked_change
from deskhand.auth.passwords import check_password, password_of
from deskhand.auth.preferences import keep_preference
from deskhand.auth.sessions import end_others, end_session, list_sessions
from deskhand.core.drafts import Maybe
from deskhand.core.errors import Missing, Refusal
from deskhand.core.preference import Density, Language, PreferenceDraft, Rail, Theme
from deskhand.http.door import Answer
from deskhand.web.answers import Said, own_path, page, see_other
from deskhand.web.forms import Form
from deskhand.web.frame import Frame, frame_of
from deskhand.web.pages.door import told_to_wait
from deskhand.web.refusals import SaidRefusal, said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_, languages
from deskhand.web.zones import zone_names

E = TypeVar("E", bound=StrEnum)


async def show_profile(visit: Visit) -> Answer:
    """Preferences."""
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "profile")
    return page(visit, "profile/profile.html", frame=frame, tab="profile", languages=languages(), zones=zone_names())


async def take_preferences(visit: Visit) -> Answer:
    """Keep what the form says; what is not in it stays."""
    form = visit.form
    draft = PreferenceDraft(
        language=_chosen(form, "language", Language),
        theme=_chosen(form, "theme", Theme),
        density=_chosen(form, "density", Density),
        rail=_chosen(form, "rail", Rail),
        time_zone=form.text("time_zone") if form.has("time_zone") else UNSET,
    )
    async with visit.engine.chore() as chore:
        await keep_preference(chore, visit.actor, draft)
    return see_other(visit, "/profile", Said(visit._(N_("Preferences saved"))))


async def take_rail(visit: Visit) -> Answer:
    """Make the rail wide or narrow, and stay on the page."""
    async with visit.engine.chore() as chore:
        await keep_preference(chore, visit.actor, PreferenceDraft(rail=_chosen(visit.form, "rail", Rail)))
    return see_other(visit, own_path(visit.header(b"x-deskhand-page") or "/"))


async def show_sessions(visit: Visit) -> Answer:
    """Where the person is logged in."""
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "profile")
        found = await list_sessions(read, visit.actor, visit.now)
    return page(
        visit, "profile/sessions.html", frame=frame, tab="sessions", sessions=found, own=visit.known.session.sha256
    )


async def take_session_end(visit: Visit) -> Answer:
    """End one session, or all but this one."""
    which = visit.form.text("session")
    async with visit.engine.chore() as chore:
        if which:
            with suppress(Missing):  # ended meanwhile: what was wanted
                await end_session(chore, visit.actor, which)
        else:
            await end_others(chore, visit.actor, visit.known.session.sha256)
    return see_other(visit, "/profile/sessions", Said(visit._(N_("Logged out there"))))


async def show_password(visit: Visit) -> Answer:
    """The form that changes the password."""
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "profile")
    return page(visit, "profile/password.html", frame=frame, tab="password", refusal=None)


async def take_password(visit: Visit) -> Answer:
    """Change the password, by whoever knows the old one; every other session ends."""
    async with visit.engine.read() as read:
        known = await password_of(read, visit.technician)
        frame = await frame_of(visit, read, "profile")
    try:
        check_password(visit.form.raw("password"))  # which is no try of the old one
        if wait := visit.console.log_in_limit.take(visit.technician.email, visit.client):
            return _password_form(visit, 429, frame, SaidRefusal("", told_to_wait(visit, wait), "old_password"))
        change = await checked_change(known, visit.form.raw("old_password"), visit.form.raw("password"))
        async with visit.engine.chore() as chore:
            await change_password(chore, visit.known, change)
    except Refusal as refusal:
        return _password_form(visit, 422, frame, said_of(visit, refusal))
    visit.console.log_in_limit.succeeded(visit.technician.email, visit.client)
    return see_other(visit, "/profile/password", Said(visit._(N_("Password changed; you are logged out elsewhere"))))


def _password_form(visit: Visit, status: int, frame: Frame, refusal: SaidRefusal) -> Answer:
    return page(visit, "profile/password.html", status, frame=frame, tab="password", refusal=refusal)


def _chosen(form: Form, name: str, values: type[E]) -> Maybe[E]:
    """The value a form says; UNSET where it says nothing or something there is not."""
    text = form.text(name)
    return values(text) if form.has(name) and text in {one.value for one in values} else UNSET


PAGES = (
    Page(path="/profile", handler=show_profile),
    Page(methods=("POST",), path="/profile", handler=take_preferences),
    Page(methods=("POST",), path="/preferences/rail", handler=take_rail),
    Page(path="/profile/sessions", handler=show_sessions),
    Page(methods=("POST",), path="/profile/sessions", handler=take_session_end),
    Page(path="/profile/password", handler=show_password),
    Page(methods=("POST",), path="/profile/password", handler=take_password),
)
