"""One request to the console as its handlers see it: who is here, in which words and zone, and what was asked."""

import asyncio
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from deskhand.attachments.files import Files
from deskhand.auth.log_in_limit import LogInLimit
from deskhand.auth.sessions import Visitor
from deskhand.core.actor import Actor
from deskhand.core.directory import Technician
from deskhand.http.door import Exchange, Scope
from deskhand.storage.engine import Engine
from deskhand.web.cookies import SESSION, VISITOR, ZONE, read_cookies
from deskhand.web.forms import NO_FORM, Form, query_of
from deskhand.web.moments import Moments
from deskhand.web.words import Words, pick_language, words_of
from deskhand.web.zones import zone_of


class Console(msgspec.Struct, frozen=True):
    """What every page needs of the running desk."""

    engine: Engine
    files: Files
    public_url: str
    secrets_dir: Path
    log_in_limit: LogInLimit


class LogInNeeded(Exception):
    """A handler asked for who is here, and nobody is."""


class Visit:
    """One request. `form` is what a POST brought; `who` is None on the pages that are open to everybody."""

    def __init__(self, console: Console, scope: Scope, ids: Mapping[str, int], who: Visitor | None) -> None:
        self.console = console
        self.engine = console.engine
        self.files = console.files
        self.ids = ids
        self.who = who
        self.form: Form = NO_FORM
        self.now = datetime.now(UTC)
        self.new_cookies: list[tuple[bytes, bytes]] = []
        self._scope = scope

    @property
    def actor(self) -> Actor:
        """The technician who is here, as an actor."""
        return self.known.actor

    @property
    def technician(self) -> Technician:
        """The technician who is here."""
        return self.known.technician

    @property
    def known(self) -> Visitor:
        """Who is here, by their session."""
        if self.who is None:
            raise LogInNeeded
        return self.who

    @property
    def account_id(self) -> int:
        """The account of who is here."""
        return self.known.actor.account_id

    @property
    def ending(self) -> asyncio.Event:
        """Set when the server is about to stop: whatever waits must end at once."""
        exchange: Exchange = self._scope["exchange"]
        return exchange.ending

    @property
    def request_id(self) -> str:
        """What the log calls this request."""
        exchange: Exchange = self._scope["exchange"]
        return exchange.request_id

    @property
    def method(self) -> str:
        """GET or POST."""
        return str(self._scope["method"])

    @property
    def path(self) -> str:
        """The path without the query."""
        return str(self._scope["path"])

    @property
    def address(self) -> str:
        """Path and query, as a link."""
        query = self._scope["query_string"].decode("latin-1")
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def query(self) -> Form:
        """What the address asks after its question mark."""
        return query_of(self._scope["query_string"])

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The request's cookies."""
        return read_cookies(self._scope, secure=self.secure)

    @cached_property
    def headers(self) -> dict[bytes, bytes]:
        """The request's headers by their lower-case names."""
        return dict(self._scope["headers"])

    def header(self, name: bytes) -> str:
        """A header's value, by its lower-case name; empty when it was not sent."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def by_script(self) -> bool:
        """Whether htmx or our own script asks, rather than the browser itself."""
        return bool(self.header(b"hx-request"))

    @property
    def secure(self) -> bool:
        """Whether the browser reaches us by https."""
        return self.base_url.startswith("https://")

    @property
    def base_url(self) -> str:
        """The address that users reach the desk under: the setting, else what the request says."""
        if self.console.public_url:
            return self.console.public_url
        return f"{self._scope.get('scheme', 'http')}://{self.header(b'host') or 'localhost'}"

    @property
    def client(self) -> str:
        """The address of the client, for the throttle and the list of sessions."""
        client = self._scope.get("client")
        return str(client[0]) if client else ""

    @cached_property
    def words(self) -> Words:
        """The words of the language that the person chose, or the browser asks for."""
        chosen = self.who.preference.language if self.who else ""
        return words_of(pick_language(self.header(b"accept-language"), chosen))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone that the person chose, or the browser told, or the account has."""
        chosen = (self.who.preference.time_zone, self.cookies.get(ZONE, ""), self.who.account_zone) if self.who else ()
        return zone_of(*chosen)

    @cached_property
    def moments(self) -> Moments:
        """How instants and durations are written for the person."""
        return Moments(self.words, self.zone)

    @cached_property
    def token(self) -> str:
        """What a form of this page must bring back, so that no other site can post for the person."""
        return form_token(self.cookies.get(SESSION, "") if self.who else self.cookies.get(VISITOR, ""))

    def _(self, text: str) -> str:
        """A text in the person's language."""
        return self.words.gettext(text)


def form_token(secret: str) -> str:
    """The token that goes with a cookie nobody else can read."""
    return hmac.new(secret.encode("utf-8", "replace"), b"form", sha256).hexdigest()
