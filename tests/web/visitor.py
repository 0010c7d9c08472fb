"""Somebody at the console with a browser that runs no script: gets pages, fills in their forms, keeps its cookies."""

import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
import msgspec

from deskhand.app import Desk
from deskhand.auth.passwords import set_password
from deskhand.auth.sessions import begin_session
from deskhand.core.directory import Technician
from deskhand.web.cookies import HOST_ONLY, SESSION
from tests.cast import CHEAP_HASHES, Office
from tests.web.browser import PASSWORD

URL = "http://desk.test"
Value = str | int | Sequence[str | int]
_addresses = itertools.count(1)


class SeenForm(msgspec.Struct):
    """A form of a page: where it goes, and what it would send as it stands. Buttons' values are in `buttons`.

    One without any button cannot be sent: it shows what somebody may read and not change.
    """

    action: str
    method: str = "get"
    fields: list[tuple[str, str]] = []
    buttons: list[tuple[str, str]] = []
    can_be_sent: bool = False


class Seen(HTMLParser):
    """What a page shows: its words, links and forms, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[SeenForm] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._select, self._option, self._within = "", False, False
        self._filling = ""  # the tag whose words are the last field's value
        self.feed(html)

    @property
    def text(self) -> str:
        """Its words with single spaces between them."""
        return " ".join(" ".join(self.words).split())

    def form(self, action: str) -> SeenForm:
        """The form that goes to a path."""
        found = [one for one in self.forms if urlsplit(one.action).path == action]
        assert found, f"no form goes to {action}, but to {sorted({one.action for one in self.forms})}"
        return found[0]

    def field(self, name: str) -> str:
        """The value of the first field of this name."""
        values = [value for one in self.forms for key, value in (*one.fields, *one.buttons) if key == name]
        assert values, f"there is no field {name}"
        return values[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.elements.append((tag, has))
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
        elif tag == "form":
            self._within = True
            self.forms.append(SeenForm(has.get("action", ""), has.get("method", "get").lower(), [], []))
        elif self.forms:
            self._field(tag, has)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._filling:
            self._filling = ""
        if tag == "select":
            self._select = ""
        elif tag == "form":
            self._within = False

    def handle_data(self, data: str) -> None:
        if self._filling:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = name, value + data.removeprefix("\n")
        self.words.append(data)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        fields, name = self.forms[-1].fields, has.get("name", "")
        kind = has.get("type", "text")
        if tag == "input" and name and (kind not in ("checkbox", "radio", "file") or "checked" in has):
            fields.append((name, has.get("value", "")))
        elif tag == "button" and has.get("type") != "button":
            self.forms[-1].can_be_sent = self.forms[-1].can_be_sent or self._within
            if name:
                self.forms[-1].buttons.append((name, has.get("value", "")))
        elif tag == "textarea" and name:
            fields.append((name, ""))
            self._filling = tag
        elif tag == "select":
            self._select, self._option = name, False
        elif tag == "option" and self._select and ("selected" in has or not self._option):
            if self._option:
                fields.pop()
            fields.append((self._select, has.get("value", "")))
            self._option = True
            self._filling = "" if "value" in has else tag


class Visitor:
    """One browser. Every request says which status it expects, so that a test never goes on from an error page."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.token = ""

    async def get(self, path: str, status: int = 200, **headers: str) -> httpx.Response:
        """A page; its forms' token is kept for the next post."""
        answer = await self.http.get(path, headers=_headers(headers))
        return self._kept(answer, status)

    async def post(
        self, path: str, fields: Mapping[str, Value] | None = None, status: int = 303, **more: Any
    ) -> httpx.Response:
        """Send a form with the token of the page that was seen last; `files` as httpx takes them."""
        files, headers = more.pop("files", None), _headers(more)
        form = {"form_token": self.token, **(fields or {})}
        if files is None:
            body = urlencode(list(_pairs(form))).encode()
            headers["content-type"] = "application/x-www-form-urlencoded"
            answer = await self.http.post(path, content=body, headers=headers)
        else:
            answer = await self.http.post(path, data=form, files=files, headers=headers)
        return self._kept(answer, status)

    async def submit(self, path: str, fields: Mapping[str, Value] | None = None, **more: Any) -> httpx.Response:
        """Send a form that is taken, and the page that follows."""
        return await self.follow(await self.post(path, fields, **more))

    async def follow(self, answer: httpx.Response) -> httpx.Response:
        """Go where an answer leads to, in as many steps as it takes."""
        while answer.is_redirect:
            target = urljoin(str(answer.url), answer.headers["location"])
            assert target.startswith(f"{str(self.http.base_url).rstrip('/')}/"), f"led elsewhere: {target}"
            answer = await self.http.get(target)
        return self._kept(answer, 200)

    async def log_in(self, email: str, password: str = PASSWORD, *, path: str = "/login") -> httpx.Response:
        """Log in by the form, as people do; the page that they get to."""
        seen = Seen((await self.get(path)).text)
        following = dict(seen.form("/login").fields).get("next", "")
        return await self.submit("/login", {"email": email, "password": password, "next": following})

    @property
    def session(self) -> str:
        """The session's cookie, empty when nobody is logged in."""
        names = (SESSION, HOST_ONLY + SESSION)
        return next((cookie.value or "" for cookie in self.http.cookies.jar if cookie.name in names), "")

    def _kept(self, answer: httpx.Response, status: int) -> httpx.Response:
        assert answer.status_code == status, (
            f"{answer.request.method} {answer.request.url} answers {answer.status_code} instead of {status}: "
            f"{answer.headers.get('location', '')} {Seen(answer.text).text[:500]}"
        )
        if answer.headers.get("content-type", "").startswith("text/html"):
            tokens = [has["value"] for _, has in Seen(answer.text).elements if has.get("name") == "form_token"]
            self.token = tokens[0] if tokens else self.token
        return answer


@asynccontextmanager
async def stranger(office: Office, address: str = "") -> AsyncIterator[Visitor]:
    """A browser in which nobody is logged in, at a network address of its own."""
    async with at_door(office.desk, address) as visitor:
        yield visitor


@asynccontextmanager
async def at_door(desk: Desk, address: str = "", url: str = URL) -> AsyncIterator[Visitor]:
    """The same, at the door of any desk, which the browser reaches under an address."""
    number = next(_addresses)
    client = address or f"198.{18 + number // 62_500 % 2}.{number // 250 % 250}.{number % 250 + 1}", 50_000
    transport = httpx.ASGITransport(desk.door, raise_app_exceptions=False, client=client)
    async with httpx.AsyncClient(transport=transport, base_url=url, headers={"accept": "text/html"}) as http:
        yield Visitor(http)


@asynccontextmanager
async def visiting(office: Office, technician: Technician, page: str = "/profile") -> AsyncIterator[Visitor]:
    """A browser in which a technician is logged in and has opened a page.

    The session is begun without the log-in's form, which takes long by intent; `Visitor.log_in` goes through it.
    """
    async with stranger(office) as visitor:
        async with office.engine.chore() as writes:
            text = await begin_session(writes, technician.account_id, technician.id, "192.0.2.7", "Firefox 120, Linux")
        visitor.http.cookies.set(SESSION, text, domain="desk.test", path="/")
        if page:
            await visitor.get(page)
        yield visitor


async def give_password(office: Office, technician: Technician) -> None:
    """Let a technician log in with PASSWORD, by the address they have."""
    async with office.engine.chore() as writes:
        await set_password(writes, technician, hashed_password())


@lru_cache(1)
def hashed_password() -> str:
    """PASSWORD as it is kept."""
    return CHEAP_HASHES.hash(PASSWORD)


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    """Headers as keyword arguments name them: `hx_request="true"`."""
    return {name.replace("_", "-"): value for name, value in given.items()}


def _pairs(form: Mapping[str, Value]) -> list[tuple[str, str]]:
    return [
        (name, str(one))
        for name, value in form.items()
        for one in ([value] if isinstance(value, str | int) else list(value))
    ]
