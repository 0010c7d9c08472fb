"""A strict Atera: a real HTTP server that has what Atera's own description of its API has, and nothing else.

Key as Bearer only; no technicians, no events, no search; unknown paths are 404, unknown names in a query or a body 400,
both as RFC 7807; a new thing is answered with nothing but its id, as a text. What it has is given as lists of objects
in its own names; what they do not say is null. Lists begin with the newest, but for those of what was changed.

    with Atera(customers=[{"CustomerID": 1, "CustomerName": "Acme"}]) as atera:
        client = Client(atera.url, atera.key, server="atera")
"""

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.client import atera_people, atera_tickets, atera_work
from tests.client.atera_calls import PAGE, Answered, Asked, Data, Refused
from tests.client.atera_shapes import fault_in

ROUTES = (*atera_tickets.ROUTES, *atera_work.ROUTES, *atera_people.ROUTES)
API = "/api/v3"
DROP = "drop"


@dataclass
class Atera(Data):
    """A strict Atera with some data. `asked` has every request that reached it.

    `faults` are used up one by one by the requests to come: a status, to be answered without a body and with nothing
    done, or DROP: it is done, and the connection is closed without an answer.
    """

    key: str = "eyJhbGciOiJub25lIn0.eyJhY2NvdW50IjoiYWNtZSJ9.c2lnbmVk"
    asked: list[Asked] = field(default_factory=list)
    faults: list[int | str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.lock = threading.RLock()
        handler = type("Handler", (_Handler,), {"atera": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: Asked) -> Answered:
        """Status and body. Raises Refused."""
        for route in ROUTES:
            if route.method == asked.method and (found := re.fullmatch(route.pattern, asked.path)):
                if unknown := asked.query.keys() - {*route.query, *PAGE}:
                    raise Refused(400, f"No such parameter: {', '.join(sorted(unknown))}")
                if route.body is not None and (fault := fault_in(asked.body, route.body)):
                    raise Refused(400, fault)
                groups = {name: int(text) if name == "number" else text for name, text in found.groupdict().items()}
                return route.serve(self, asked, **groups)
        raise Refused(404, f"There is no {asked.method} {asked.path}")


class _Handler(BaseHTTPRequestHandler):
    """One connection to an Atera."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65_536  # an answer leaves in one piece
    atera: Atera

    def _serve(self) -> None:
        fault = self._fault()
        status, body = (fault, None) if isinstance(fault, int) else self._answer()
        if fault == DROP:
            self.close_connection = True
            return
        self._write(status, body)

    def _fault(self) -> int | str | None:
        self.content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with self.atera.lock:
            return self.atera.faults.pop(0) if self.atera.faults else None

    def _answer(self) -> tuple[int, Any]:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        root, path = parts.path[: len(API)], parts.path[len(API) :]
        with self.atera.lock:
            try:
                asked = Asked(self.command, path, query, json.loads(self.content or b"null"), headers)
                self.atera.asked.append(asked)
                if headers.get("authorization") != f"Bearer {self.atera.key}":
                    return 401, None
                return self.atera.answer(asked if root == API else asked._replace(path=parts.path))
            except Refused as refused:
                return refused.status, refused.body
            except ValueError as wrong:  # no JSON, no number, no instant
                return 400, Refused(400, str(wrong)).body

    def _write(self, status: int, body: Any) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if content:
            kind = "application/problem+json" if status >= 400 else "application/json"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
