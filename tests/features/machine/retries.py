"""Safe retries: which answers the desk keeps under which keys, and what a request with a known key comes to."""

import json
from datetime import datetime, timedelta
from typing import NamedTuple

import httpx

from tests.features.machine.requests import Request
from tests.features.machine.world import World

KEPT_FOR = timedelta(hours=24)


class Kept(NamedTuple):
    """An answer, which request it was given to, and when."""

    request: str
    status: int
    body: bytes
    etag: str | None
    at: datetime


class Promises:
    """What was answered under which key."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Kept] = {}
        self.sent: list[tuple[Request, str]] = []

    def of(self, request: Request, key: str, now: datetime) -> Kept | None:
        """What is known of a key; after a day nothing is."""
        kept = self.kept.get((request.who, key))
        return kept if kept and request.method == "POST" and kept.at > now - KEPT_FOR else None

    def keep(self, request: Request, key: str, answer: httpx.Response, world: World) -> None:
        """Remember an answer."""
        assert "idempotency-replayed" not in answer.headers
        # A ticket that had changed is no answer to the request itself.
        if request.method == "POST" and answer.status_code != 412:
            # What is forgotten stays forgotten, should the clock be set back.
            self.kept = {slot: kept for slot, kept in self.kept.items() if kept.at > world.now - KEPT_FOR}
            etag = answer.headers.get("etag")
            self.kept[request.who, key] = Kept(print_of(request), answer.status_code, answer.content, etag, world.now)
            self.sent.append((request, key))


def print_of(request: Request) -> str:
    """What makes two requests the same."""
    return json.dumps([request.method, request.path, request.body])


def assert_answered_again(answer: httpx.Response, kept: Kept, request: Request) -> None:
    """The same answer again, or a refusal when the key was another request's."""
    if kept.request != print_of(request):
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
        return
    assert (answer.status_code, answer.content, answer.headers.get("etag")) == (kept.status, kept.body, kept.etag)
    assert answer.headers["idempotency-replayed"] == "true"
