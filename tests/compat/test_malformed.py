"""What is no HTTP request is refused as everything else is: a client that reads JSON only, reads it too."""

import json
import socket
from urllib.parse import urlsplit

import pytest

from tests.compat.conftest import Account
from tests.servers.deskhand import Server

LONG = b"GET /api/v3/tickets?ids=" + b"1," * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("sent", [b"nonsense\r\n\r\n", LONG], ids=["nonsense", "an address without end"])
def test_it_is_refused_as_json(server: Server, account: Account, sent: bytes) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as line:
        line.sendall(sent)
        got = b""
        while part := line.recv(65_536):
            got += part
    head, _, body = got.partition(b"\r\n\r\n")
    first, *headers = head.lower().split(b"\r\n")
    assert first.startswith(b"http/1.1 400")
    assert b"content-type: application/json" in headers
    assert b"content-length: %d" % len(body) in headers
    told = json.loads(body)
    assert (told["status"], told["code"], told["message"]) == (400, "malformed_request", "Malformed request")
