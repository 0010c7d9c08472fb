"""A client that costs next to nothing, for what one caller feels: one connection, one request after the other."""

import json
import socket
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self


class Answered(NamedTuple):
    """One answer, and the seconds from the request's first byte to the answer's last."""

    status: int
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """The decoded body."""
        return json.loads(self.body)


class Client:
    """HTTP/1.1 over one socket; reads answers that have a length, which is all that is measured here."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    def get(self, path: str) -> Answered:
        """GET a path."""
        return self._send(f"GET {path} HTTP/1.1\r\n{self._headers}\r\n".encode())

    def post(self, path: str, body: Any) -> Answered:
        """POST a JSON body."""
        return self.post_text(path, json.dumps(body), "application/json")

    def post_text(self, path: str, text: str, media_type: str) -> Answered:
        """POST a text."""
        data = text.encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self._headers}Content-Type: {media_type}\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        return self._send(head.encode() + data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _send(self, request: bytes) -> Answered:
        began = time.perf_counter()
        self._socket.sendall(request)
        head, _, body = self._read(b"").partition(b"\r\n\r\n")
        lowered = head.lower()
        length = int(lowered.partition(b"content-length:")[2].partition(b"\r\n")[0])
        parts = [body]
        missing = length - len(body)
        while missing > 0:
            part = self._socket.recv(1 << 18)
            if not part:
                raise ConnectionError("the answer broke off")
            parts.append(part)
            missing -= len(part)
        return Answered(int(head[9:12]), b"".join(parts), time.perf_counter() - began)

    def _read(self, got: bytes) -> bytes:
        while b"\r\n\r\n" not in got:
            part = self._socket.recv(1 << 18)
            if not part:
                raise ConnectionError("no answer")
            got += part
        return got


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
