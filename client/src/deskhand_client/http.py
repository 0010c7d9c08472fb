"""How requests are written for httpx, and how what comes of them is read."""

import ssl
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec

from deskhand_client.errors import BadArgument, UnreadableAnswer
from deskhand_client.exchange import Lost
from deskhand_client.talk import KEY_HEADER, Answer, Request, Upload

# Failures before anything was sent; after any other the request may have arrived.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


def written(request: Request, address: str, timeout: float) -> dict[str, Any]:
    """A request as httpx takes it, for the API at an address. Raises BadArgument.

    The whole address is written here, so that whatever a path says, the key goes nowhere else.
    """
    try:
        said: dict[str, Any] = {"method": request.method, "url": _url(request, address), "headers": _headers(request)}
        if request.waits:
            said["timeout"] = httpx.Timeout(timeout, read=timeout + request.waits)
        if request.upload is not None:
            return said | _form(request, request.upload)
        if request.body is not None:
            said["content"] = msgspec.json.encode(request.body)
            said["headers"]["Content-Type"] = "application/json"
    except UnicodeEncodeError as error:
        raise BadArgument(f"{error.object[error.start : error.end]!r} is no text in Unicode") from error
    return said


def _url(request: Request, address: str) -> str:
    if request.outside:
        parts = urlsplit(address)
        address = f"{parts.scheme}://{parts.netloc}"
    url = f"{address}/{request.path.lstrip('/')}"
    return f"{url}?{urlencode(request.query)}" if request.query else url


def _headers(request: Request) -> dict[str, str]:
    for name, value in request.headers.items():
        if not value.isascii() or not value.isprintable():
            raise BadArgument(f"{name} must be plain ASCII, and {value!r} is not")
    return dict(request.headers)


def _form(request: Request, upload: Upload) -> dict[str, Any]:
    """A file as a form that is the same every time it is sent: the server knows a repeated request by its body."""
    boundary = sha256(request.headers.get(KEY_HEADER, "").encode() + upload.content).hexdigest()
    return {
        "files": {"file": (upload.name, upload.content, upload.media_type)},
        "headers": {**request.headers, "Content-Type": f"multipart/form-data; boundary={boundary}"},
    }


def certificates(address: str) -> ssl.SSLContext | bool:
    """Whom to trust: whom the machine trusts. Where nothing is encrypted, nobody, since reading the list takes longer
    than most calls."""
    return True if address.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def answer_of(response: httpx.Response) -> Answer:
    """An answer that has been read."""
    return Answer(
        response.status_code, {name.lower(): value for name, value in response.headers.items()}, response.content
    )


def lost(error: httpx.RequestError, request: Request) -> Lost:
    """What it means that no answer came. Raises BadArgument and UnreadableAnswer where it is no connection's fault."""
    if isinstance(error, httpx.LocalProtocolError):
        raise BadArgument(f"{request.method} {request.path} cannot be sent: {error}") from error
    if isinstance(error, httpx.DecodingError):
        raise UnreadableAnswer(f"The answer to {request.method} {request.path} is garbled: {error}") from error
    return Lost(str(error) or type(error).__name__, sent=not isinstance(error, NOT_SENT))
