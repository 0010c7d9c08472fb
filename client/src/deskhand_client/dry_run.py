"""Trying writes without making them: Deskhand checks each and says what would come of it; to Atera nothing is sent."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from deskhand_client.errors import NothingSent, UnreadableAnswer
from deskhand_client.server import Server
from deskhand_client.talk import Answer, Request

READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Tried:
    """A write that was tried: the request, what the server would answer it, and the events that it would write.

    From Atera there is only the request.
    """

    request: Request
    answer: Any = None
    events: tuple[dict[str, Any], ...] = ()


class DryRun:
    """Given to a client, lets it try every write and make none; `writes` has what was tried, in order.

        trying = DryRun()
        with Client(dry_run=trying) as client:
            client.tickets.update(1042, status="Closed")
        print(trying.writes[0].events)

    A call gives what it would give, with numbers that are not used up. Atera has no such thing: a write raises
    NothingSent there, after `writes` has got it.
    """

    def __init__(self) -> None:
        self.writes: list[Tried] = []

    def asked(self, request: Request, server: Server) -> Request:
        """The request to be sent instead; reading stays as it is. Raises NothingSent."""
        if request.method in READING:
            return request
        if server == Server.ATERA:
            self.writes.append(Tried(request))
            raise NothingSent(f"Atera cannot try a change; {request.method} {request.path} was not sent")
        return replace(request, query={**request.query, "dry_run": "true"})

    def answered(self, request: Request, answer: Answer) -> Answer:
        """The answer that the write itself would have got. Raises UnreadableAnswer where it may have been made."""
        if request.method in READING:
            return answer
        body = answer.value()
        if not isinstance(body, dict) or body.get("DryRun") is not True:
            raise UnreadableAnswer(
                f"The server did not say that {request.method} {request.path} was only tried: it may have been made. "
                "Look before you go on"
            )
        self.writes.append(Tried(request, body.get("Answer"), tuple(body.get("Events") or ())))
        return Answer(answer.status, answer.headers, msgspec.json.encode(body.get("Answer")))
