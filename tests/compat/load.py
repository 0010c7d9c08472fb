"""Clients that keep their connections, send one request after another, and note how each ended, byte for byte."""

import asyncio
import contextlib
import itertools
import json
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

# whole: a complete answer. cut: an answer that broke off. silent: the connection ended, and not a byte came.
End = Literal["whole", "cut", "silent"]


class Sent(msgspec.Struct):
    """One request and how it ended."""

    body: dict[str, Any] | None  # None: it only read
    end: End
    status: int = 0
    headers: dict[str, str] = {}
    answer: Any = None

    @property
    def told_to_close(self) -> bool:
        """Whether the answer said that the connection ends with it."""
        return self.headers.get("connection") == "close"

    @property
    def acknowledged(self) -> bool:
        """Whether the request was told that what it asked for is done."""
        return self.end == "whole" and 200 <= self.status < 300


class Connection:
    """One keep-alive connection, with a key. Use as an async context manager; raises OSError when nobody listens."""

    def __init__(self, url: str, key: str) -> None:
        self._url = urlsplit(url)
        self._key = key
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def __aenter__(self) -> "Connection":
        self.reader, self.writer = await asyncio.open_connection(self._url.hostname, self._url.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()

    async def send(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Sent:
        """Send a request and read its answer, however it ends."""
        text = b"" if body is None else json.dumps(body).encode()
        try:
            self.writer.write(self.head(method, path, len(text), headers) + text)
            await self.writer.drain()
        except OSError:
            return Sent(body, "silent")
        return await self.answer(body)

    def post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> None:
        """Send a request, and do not wait for its answer."""
        text = json.dumps(body).encode()
        self.writer.write(self.head("POST", path, len(text), headers) + text)

    def head(self, method: str, path: str, length: int, headers: dict[str, str] | None = None) -> bytes:
        """A request's bytes up to its body."""
        lines = (f"{method} {path} HTTP/1.1", "Host: desk.test", f"X-API-KEY: {self._key}", f"Content-Length: {length}")
        more = (f"{name}: {value}" for name, value in (headers or {}).items())
        return "\r\n".join((*lines, *more, "", "")).encode()

    async def answer(self, body: dict[str, Any] | None = None) -> Sent:
        """Read the answer to what has been sent."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as ended:
            return Sent(body, "cut" if ended.partial else "silent")
        except OSError:
            return Sent(body, "silent")
        first, *lines = head.decode().rstrip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        sent = Sent(body, "cut", int(first.split()[1]), headers)
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            text = await self.reader.readexactly(int(headers["content-length"]))
            sent.end = "whole"
            sent.answer = json.loads(text)
        return sent

    async def at_end(self) -> bool:
        """Whether the server ends the connection, without another byte."""
        try:
            return await asyncio.wait_for(self.reader.read(1), 5) == b""
        except ConnectionResetError:
            return True


class Load:
    """So many clients, each reading the list and creating a ticket in turn until its connection ends."""

    def __init__(self, url: str, key: str, customer_id: int, clients: int = 16) -> None:
        self.sent: list[Sent] = []
        self._url = url
        self._key = key
        self._customer_id = customer_id
        self._numbers = itertools.count(1)
        self._clients = clients

    async def __aenter__(self) -> "Load":
        self._tasks = [asyncio.create_task(self._run()) for _ in range(self._clients)]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for task in self._tasks:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=kind is not None)

    async def reached(self, answers: int) -> None:
        """Wait until so many requests have ended."""
        while len(self.sent) < answers:
            await asyncio.sleep(0.005)
            assert not any(task.done() for task in self._tasks), "a connection ended by itself"

    @property
    def created(self) -> list[Sent]:
        """The creates that were acknowledged."""
        return [sent for sent in self.sent if sent.body is not None and sent.acknowledged]

    async def _run(self) -> None:
        async with Connection(self._url, self._key) as connection:
            while True:
                self.sent.append(await self._next(connection))
                if self.sent[-1].told_to_close:
                    assert await connection.at_end()
                if self.sent[-1].told_to_close or self.sent[-1].end != "whole":
                    return

    async def _next(self, connection: Connection) -> Sent:
        number = next(self._numbers)
        if number % 2:
            return await connection.send("GET", "/api/v3/tickets?itemsInPage=20")
        return await connection.send("POST", "/api/v3/tickets", new_ticket(number, self._customer_id))


PRIORITIES = ("Low", "Medium", "High", "Critical")


def new_ticket(number: int, customer_id: int) -> dict[str, Any]:
    """What a create sends: every number has a title of its own, and a text that is like no other's."""
    return {
        "TicketTitle": f"Ticket {number}",
        "Description": f"Number {number}: {'é' * (number % 97)} \N{MEMO}",
        "TicketPriority": PRIORITIES[number % 4],
        "CustomerID": customer_id,
    }
