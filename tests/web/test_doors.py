"""Coming in and going out with forms alone: nobody gets in who should not, and nothing typed is lost."""

import re
from urllib.parse import quote

import pytest
from httpx import Response

from deskhand.auth import log_in_limit
from deskhand.auth.password_links import make_password_link
from deskhand.core.directory import Technician
from deskhand.directory.technicians import TechnicianDraft
from tests.auth.at_the_door import NEW, WRONG, change, own_address, with_password
from tests.cast import Office, make_cast
from tests.web.browser import PASSWORD
from tests.web.visitor import Seen, Visitor, stranger, visiting

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "/ok\r\nSet-Cookie: a=b",
)


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wrong try goes free, and the longest wait follows at once; tests/auth has how it grows."""

    def wait(tries: tuple[float, ...], _free: int, now: float) -> float:
        return tries[-1] + 60.0 - now if tries else 0.0

    monkeypatch.setattr(log_in_limit, "_wait", wait)


async def link_for(office: Office, technician: Technician) -> str:
    async with office.engine.chore() as chore:
        return await make_password_link(chore, technician)


async def try_log_in(visitor: Visitor, email: str, password: str, status: int) -> Response:
    await visitor.get("/login")
    return await visitor.post("/login", {"email": email, "password": password}, status)


async def test_a_wrong_password_is_told_and_the_address_stays(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        seen = Seen((await try_log_in(visitor, tom.email, WRONG, 422)).text)
        assert "No active technician has this address and password." in seen.text
        assert seen.field("email") == tom.email
        assert seen.field("password") == ""
        assert not visitor.session


async def test_an_unknown_address_is_told_the_same(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        known = Seen((await try_log_in(visitor, tom.email, WRONG, 422)).text).text
        unknown = Seen((await try_log_in(visitor, own_address(), WRONG, 422)).text).text
        assert known == unknown


async def test_an_inactive_technician_does_not_get_in_and_is_out_at_once(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with visiting(office, tom) as inside:
        await change(office, tom, TechnicianDraft(active=False))
        assert (await inside.get("/profile", 303)).headers["location"] == "/login?next=/profile"
    async with stranger(office) as visitor:
        await try_log_in(visitor, tom.email, PASSWORD, 422)


@pytest.mark.usefixtures("impatience")
async def test_too_many_tries_have_to_wait_and_are_told_how_long(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        await try_log_in(visitor, tom.email, WRONG, 422)
        seen = Seen((await try_log_in(visitor, tom.email, PASSWORD, 429)).text)
        assert re.search(r"Too many tries\. Wait (60|5\d) seconds, then try again", seen.text)
        assert seen.field("email") == tom.email
    async with stranger(office) as elsewhere:  # nobody is locked out by somebody else's tries
        assert (await elsewhere.log_in(tom.email)).url.path == "/tickets"


async def test_who_is_logged_in_goes_past_the_form(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        assert (await tom.get("/login?next=/views", 303)).headers["location"] == "/views"


async def test_the_log_in_leads_back_to_the_page_that_was_asked_for(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    asked = "/tickets?view=open&query=tag%3Aa%26b"
    async with stranger(office) as visitor:
        sent = (await visitor.get(asked, 303)).headers["location"]
        seen = Seen((await visitor.get(sent)).text)
        assert seen.field("next") == asked
        form = {"email": tom.email, "password": WRONG, "next": asked}
        assert Seen((await visitor.post("/login", form, 422)).text).field("next") == asked
        assert (await visitor.post("/login", {**form, "password": PASSWORD})).headers["location"] == asked


@pytest.mark.parametrize("target", ELSEWHERE)
async def test_no_link_leads_elsewhere_through_the_log_in(office: Office, target: str) -> None:
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.get(f"/login?next={quote(target)}", 303)
        assert answer.headers["location"] == "/"
    async with stranger(office) as visitor:
        assert Seen((await visitor.get(f"/login?next={quote(target)}")).text).field("next") in ("", "/")


async def test_no_form_leads_elsewhere_through_the_log_in(office: Office) -> None:
    dora = await with_password(office, office.cast.dora)
    async with stranger(office) as visitor:
        await visitor.get("/login")
        form = {"email": dora.email, "password": PASSWORD, "next": "//evil.example"}
        assert (await visitor.post("/login", form)).headers["location"] == "/"


async def test_logging_out_ends_the_session_and_not_only_its_cookie(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        text = tom.session
        assert (await tom.post("/logout")).headers["location"] == "/login"
        assert not tom.session
        answer = await tom.http.get("/profile", headers={"cookie": f"deskhand_session={text}"})
        assert answer.headers["location"] == "/login?next=/profile"


async def test_a_page_left_open_in_another_tab_goes_to_the_log_in(office: Office) -> None:
    """By a link, by a script's request (whose window goes), by its stream, and by a form, which changes nothing."""
    async with visiting(office, office.cast.tom) as tom:
        await tom.post("/logout")
        assert (await tom.get("/profile", 303)).headers["location"] == "/login?next=/profile"
        by_script = await tom.get("/tickets", 401, hx_request="true", x_deskhand_page="/tickets?view=open")
        assert by_script.headers["hx-redirect"] == "/login?next=/tickets?view=open"
        assert not by_script.content
        stream = await tom.get("/live?after=1", 200, accept="text/event-stream")
        assert stream.text.startswith("event: gone\n")
        assert stream.headers["content-type"] == "text/event-stream"
        assert (await tom.post("/profile", {"theme": "dark"})).headers["location"] == "/login"


async def test_logging_in_once_more_is_another_session(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        await visitor.log_in(tom.email)
        first = visitor.session
        await visitor.get("/profile")
        await visitor.post("/logout")
        await visitor.log_in(tom.email)
        assert visitor.session != first


async def test_a_forgotten_password_tells_whom_to_ask(office: Office) -> None:
    async with stranger(office) as visitor:
        seen = Seen((await visitor.get("/password/forgotten")).text)
        assert "deskhand password reset" in seen.text
        assert "/login" in seen.links


async def test_a_reset_link_sets_the_password_once_and_logs_in(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    path = f"/password/new?token={await link_for(office, tom)}"
    async with visiting(office, tom) as before, stranger(office) as visitor:
        seen = Seen((await visitor.get(path)).text)
        assert tom.email in seen.text
        link = {"link": seen.field("link")}
        short = Seen((await visitor.post("/password/new", {**link, "password": "short"}, 422)).text)
        assert "Choose one of at least 10 characters" in short.text
        after = await visitor.submit("/password/new", {**link, "password": NEW})
        assert after.url.path == "/tickets"
        await before.get("/profile", 303)
        spent = await visitor.get(path, 410)
        assert "This link is no longer good" in spent.text
        await visitor.post("/password/new", {**link, "password": NEW}, 410)
    async with stranger(office) as again:
        await try_log_in(again, tom.email, PASSWORD, 422)
        await again.log_in(tom.email, NEW)


@pytest.mark.parametrize("token", ["", "x", "1.2.3", "%00", "%ed%a0%80", "a" * 5000])
async def test_a_link_of_nobodys_is_told_so(office: Office, token: str) -> None:
    async with stranger(office) as visitor:
        await visitor.get(f"/password/new?token={token}", 410)


async def test_the_password_is_changed_by_who_knows_it(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with visiting(office, tom, "/profile/password") as inside, visiting(office, tom) as elsewhere:
        wrong = {"old_password": WRONG, "password": NEW}
        seen = Seen((await inside.post("/profile/password", wrong, 422)).text)
        assert "Your present password is another one." in seen.text
        for _ in range(8):  # a new one that will not do is no try at the old one
            await inside.post("/profile/password", {"old_password": PASSWORD, "password": "short"}, 422)
        after = await inside.submit("/profile/password", {"old_password": PASSWORD, "password": NEW})
        assert "Password changed; you are logged out elsewhere" in Seen(after.text).text
        await elsewhere.get("/profile", 303)
        await inside.get("/profile")


@pytest.mark.usefixtures("impatience")
async def test_guessing_at_the_present_password_has_to_wait(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with visiting(office, tom, "/profile/password") as inside:
        await inside.post("/profile/password", {"old_password": WRONG, "password": NEW}, 422)
        answer = await inside.post("/profile/password", {"old_password": PASSWORD, "password": NEW}, 429)
        assert re.search(r"Too many tries\. Wait (60|5\d) seconds", Seen(answer.text).text)


async def test_sessions_are_listed_and_ended_one_by_one_and_together(office: Office) -> None:
    tom = office.cast.tom
    async with visiting(office, tom) as here, visiting(office, tom) as there, visiting(office, tom) as away:
        seen = Seen((await here.get("/profile/sessions")).text)
        assert seen.text.count("Log out there") == 2
        assert seen.text.count("this browser") == 1
        after = Seen((await here.submit("/profile/sessions", {"session": seen.field("session")})).text)
        assert after.text.count("Log out there") == 1
        assert "Logged out there" in after.text
        statuses = sorted([(await one.http.get("/profile")).status_code for one in (there, away)])
        assert statuses == [200, 303]
        last = Seen((await here.submit("/profile/sessions")).text)
        assert "Log out there" not in last.text
        await there.get("/profile", 303)
        await away.get("/profile", 303)


@pytest.mark.parametrize("session", ["0" * 64, "ü", "'", "../x"])
async def test_no_session_but_ones_own_is_ended(office: Office, session: str) -> None:
    async with visiting(office, office.cast.tom) as tom, visiting(office, office.cast.dora) as dora:
        await tom.post("/profile/sessions", {"session": session})
        page = Seen((await dora.get("/profile/sessions")).text)
        assert page.text.count("this browser") == 1


async def test_an_address_that_two_accounts_know_lets_one_choose(office: Office) -> None:
    shared = own_address("shared")
    await with_password(office, office.cast.tom, shared)
    rival = await make_cast(office.engine, "Rival & Sons")
    await with_password(office, rival.tom, shared)
    async with stranger(office) as visitor:
        await visitor.get("/login")
        form = {"email": shared, "password": PASSWORD, "next": "/profile"}
        seen = Seen((await visitor.post("/login", form, 200)).text)
        assert not visitor.session
        assert "Rival & Sons" in seen.text
        choices = [value for name, value in seen.form("/login/account").buttons if name == "choice"]
        assert len(choices) == 2
        forged = {"next": "/profile", "choice": choices[1][:-4] + "AAAA"}
        await visitor.post("/login/account", forged, 200)
        assert not visitor.session
        await visitor.get("/login")
        after = await visitor.submit("/login/account", {"next": "/profile", "choice": choices[1]})
        assert after.url.path == "/profile"
        assert "Rival & Sons" in Seen(after.text).text
