"""What every answer of the console carries, and what it says when a request is not one of its pages' own."""

import base64
import re
from urllib.parse import quote

import httpx
import msgspec
import pytest

from deskhand.app import Desk, desk_for
from deskhand.auth.sessions import begin_session
from deskhand.settings import Settings
from deskhand.web.answers import POLICY, Said
from deskhand.web.cookies import SESSION
from deskhand.web.pages import profile
from deskhand.web.routes import FORM_LIMIT
from deskhand.web.static import address_of, version
from tests.auth.at_the_door import with_password
from tests.cast import Office
from tests.web.browser import PASSWORD
from tests.web.things import GETS, page_things, path_of
from tests.web.visitor import Seen, at_door, stranger, visiting

FORM = {"content-type": "application/x-www-form-urlencoded"}


def guarded(answer: httpx.Response) -> None:
    """What keeps a browser from running what is not ours, from keeping pages, and from telling others of them."""
    headers = answer.headers
    assert headers["content-security-policy"] == POLICY.decode()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["x-request-id"]


async def test_every_page_is_guarded_shown_or_not(office: Office) -> None:
    things = await page_things(office)
    async with visiting(office, office.cast.jane) as jane, stranger(office) as visitor:
        for page in GETS:
            if page.path.endswith("/files/{file_id}"):
                continue  # guarded in its own, stricter way
            guarded(await jane.http.get(path_of(page, things)))
            guarded(await visitor.http.get(path_of(page, things)))
        for method, path, status in (("GET", "/nothing", 404), ("DELETE", "/profile", 405), ("POST", "/profile", 403)):
            answer = await jane.http.request(method, path)
            assert answer.status_code == status
            guarded(answer)
        guarded(await visitor.get("/tickets", 401, hx_request="true"))


async def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert b"unsafe" not in POLICY
    assert b"http" not in POLICY
    for rule in (b"default-src 'none'", b"form-action 'self'", b"base-uri 'none'", b"frame-ancestors 'none'"):
        assert rule in POLICY


def cookies_of(answer: httpx.Response) -> dict[str, set[str]]:
    """The cookies an answer sets, each with its attributes."""
    found = {}
    for line in answer.headers.get_list("set-cookie"):
        first, *rest = line.split("; ")
        found[first.partition("=")[0]] = {one for one in rest if not one.startswith("Max-Age")}
    return found


PLAIN = {"Path=/", "HttpOnly", "SameSite=Lax"}


async def test_cookies_are_for_no_script_and_no_other_site(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        assert cookies_of(await visitor.get("/login")) == {"deskhand_visitor": PLAIN}
        answer = await visitor.post("/login", {"email": tom.email, "password": PASSWORD})
        assert cookies_of(answer) == {"deskhand_session": PLAIN}
        await visitor.get("/profile")
        assert cookies_of(await visitor.post("/profile", {"theme": "dark"})) == {"deskhand_said": PLAIN}


def desk_at(office: Office, public_url: str) -> Desk:
    """The office's desk with a public address."""
    return desk_for(Settings(database_url="sqlite:///unused.db", public_url=public_url), office.engine)


@pytest.mark.parametrize(
    ("public_url", "url"),
    [("https://desk.example", "http://10.0.0.1:8790"), ("", "https://desk.example")],
    ids=["by the setting", "by what the proxy says"],
)
async def test_by_https_cookies_are_secure_and_of_this_very_host(office: Office, public_url: str, url: str) -> None:
    """httpx gives Secure cookies only to https, so that by the setting alone they are carried by hand here."""
    tom = await with_password(office, office.cast.tom)
    async with at_door(desk_at(office, public_url), url=url) as visitor:
        answer = await visitor.get("/login")
        assert cookies_of(answer) == {"__Host-deskhand_visitor": {*PLAIN, "Secure"}}
        cookie = answer.headers["set-cookie"].partition(";")[0]
        fields = {"form_token": visitor.token, "email": tom.email, "password": PASSWORD}
        answer = await visitor.http.post("/login", data=fields, headers={"cookie": cookie})
        assert cookies_of(answer) == {"__Host-deskhand_session": {*PLAIN, "Secure"}}
        session = answer.headers["set-cookie"].partition(";")[0]
        assert (await visitor.http.get("/profile", headers={"cookie": session})).status_code == 200
        neighbours = session.removeprefix("__Host-")
        visitor.http.cookies.clear()
        assert (await visitor.http.get("/profile", headers={"cookie": neighbours})).status_code == 303


async def test_a_session_put_in_by_hand_is_good_only_as_it_was_given(office: Office) -> None:
    async with office.engine.chore() as chore:
        text = await begin_session(chore, office.cast.account_id, office.cast.tom.id, "", "")
    async with stranger(office) as visitor:
        for wrong in (text[:-1], text + "x", text.upper(), "1." + text, "", "ü", "x" * 4000, text.replace(".", "..")):
            cookie = f"{SESSION}={wrong}".encode("latin-1")
            answer = await visitor.http.get("/profile", headers={b"cookie": cookie})
            assert answer.status_code == 303, wrong


async def test_static_files_are_kept_for_good_and_nothing_else_is_reached(office: Office) -> None:
    async with stranger(office) as visitor:
        answer = await visitor.get(address_of("app.css"))
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert address_of("app.css") in (await visitor.get("/login")).text
        beyond = (
            "../respond.py",
            "..%2frespond.py",
            "%2e%2e/respond.py",
            "/etc/passwd",
            "js",
            "",
            "README.md",
            "js/%00",
        )
        for name in beyond:
            assert (await visitor.http.get(f"/static/{version()}/{name}")).status_code == 404, name
        assert (await visitor.http.post(address_of("app.css"))).status_code == 405


async def test_a_head_is_answered_like_its_page_without_the_body(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        for path, status in (("/profile", 200), ("/nothing", 404), (address_of("app.css"), 200)):
            answer = await tom.http.head(path)
            assert answer.status_code == status
            assert not answer.content
            assert int(answer.headers["content-length"]) > 0


async def test_an_unknown_page_and_another_method_are_told_in_words(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        for path in ("/nothing", "/tickets/none", "/tickets/0", "/tickets/-1", "/tickets/99999999999999999999", "/%00"):
            assert "There is no such page" in (await tom.get(path, 404)).text
        assert "There is no such ticket" in (await tom.get("/tickets/987654321", 404)).text
        answer = await tom.http.delete("/profile")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


async def test_a_mistake_of_ours_shows_a_reference_and_nothing_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("postgresql://user:secret@host")

    monkeypatch.setattr(profile, "list_sessions", broken)
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.get("/profile/sessions", 500)
        guarded(answer)
        assert "secret" not in answer.text
        assert "RuntimeError" not in answer.text
        assert answer.headers["x-request-id"] in Seen(answer.text).text


async def test_too_large_a_form_is_refused_before_it_is_read(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.http.post("/profile", content=b"theme=" + b"x" * FORM_LIMIT, headers=FORM)
        assert answer.status_code == 413
        assert "That is too much at once" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"theme=%00"),
        ("application/x-www-form-urlencoded", b"theme=%ed%a0%80"),
        ("application/x-www-form-urlencoded", b"theme=%ff"),
        ("application/x-www-form-urlencoded", b"theme=\xff"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=b" for _ in range(3_000))),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="theme"\r\n\r\nda'),
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=b", b""),
        ("application/json", b"{}"),
        ("text/plain", b"theme=dark"),
    ],
)
async def test_half_a_form_and_signs_that_cannot_be_kept_are_told(office: Office, kind: str, body: bytes) -> None:
    async with visiting(office, office.cast.tom) as tom:
        answer = await tom.http.post(
            "/profile", content=body, headers={"content-type": kind, "x-form-token": tom.token}
        )
        assert answer.status_code == 400
        assert "The form could not be read" in answer.text


async def test_the_language_is_the_persons_before_the_browsers(office: Office) -> None:
    async with stranger(office) as visitor:
        for asked, language in (("de-AT,en;q=0.5", "de"), ("fr, es;q=0.3", "es"), ("xx", "en"), (";;q=,=", "en")):
            assert f'<html lang="{language}"' in (await visitor.get("/login", accept_language=asked)).text
    async with visiting(office, office.cast.tom) as tom:
        await tom.submit("/profile", {"language": "es"})
        assert '<html lang="es"' in (await tom.get("/profile", accept_language="de")).text


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "/etc/localtime", "x" * 3000, "\xff", "Europe/Berlin"]
)
async def test_a_time_zone_that_is_none_does_no_harm(office: Office, zone: str) -> None:
    async with visiting(office, office.cast.tom) as tom:
        cookie = f"{SESSION}={tom.session}; deskhand_zone={zone}".encode("latin-1")
        tom.http.cookies.clear()
        assert (await tom.http.get("/profile/sessions", headers={b"cookie": cookie})).status_code == 200


def packed(said: Said | bytes) -> str:

    return base64.urlsafe_b64encode(said if isinstance(said, bytes) else msgspec.json.encode(said)).decode()


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [
        (packed(Said("<script>alert(1)</script>")), True),
        (packed(Said('"><img src=x onerror=alert(1)>', kind='"><b>')), True),
        (packed(Said("Undo", undo="https://evil.example/")), False),
        (packed(Said("Undo", undo="//evil.example/")), False),
        (packed(b'{"text": 1}'), False),
        (packed(b"\xff\xfe"), False),
        ("!!!", False),
        ("x" * 3000, False),
    ],
)
async def test_a_sentence_that_was_forged_is_words_and_nothing_else(office: Office, cookie: str, shown: bool) -> None:
    async with visiting(office, office.cast.tom) as tom:
        sent = f"{SESSION}={tom.session}; deskhand_said={quote(cookie, safe='!=')}"
        tom.http.cookies.clear()
        answer = await tom.http.get("/profile", headers={"cookie": sent})
        assert answer.status_code == 200
        tags = {tag for tag, has in Seen(answer.text).elements if "onerror" in has or has.get("src") == "x"}
        assert tags == set()
        assert "evil.example" not in answer.text
        assert "<script>" not in answer.text
        assert (re.search(r'id="said"[^>]*>\s*<div class="said-b', answer.text) is not None) is shown
