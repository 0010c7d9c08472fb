"""The browsable reference at /api/docs: Swagger UI over our OpenAPI document, every file served by ourselves."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from litestar import Request, get
from litestar.exceptions import NotFoundException
from litestar.types import ASGIApp

from deskhand.api.openapi import openapi_json
from deskhand.api.sent import sent
from deskhand.http.door import Answer, Headers

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deskhand API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/docs.css">
<body>
<main id="reference"></main>
<noscript>This page needs JavaScript. The same reference as a document:
<a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/docs.js"></script>
</body>
</html>
"""

# Swagger UI sets style attributes, so they must be allowed here; scripts come from files only.
POLICY = b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

# Name, media type, and whether the file lies compressed.
FILES = {
    "swagger-ui-bundle.js": (b"text/javascript", True),
    "swagger-ui.css": (b"text/css", True),
    "docs.js": (b"text/javascript", False),
    "docs.css": (b"text/css", False),
}


@get("/api/openapi.json")
async def document(request: Request[Any, Any, Any]) -> ASGIApp:
    """The OpenAPI document."""
    return sent(Answer(200, openapi_json()))


@get("/api/docs")
async def page(request: Request[Any, Any, Any]) -> ASGIApp:
    """The page."""
    return sent(Answer(200, PAGE, [(b"content-security-policy", POLICY)], b"text/html; charset=utf-8"))


@get("/api/docs/{name:str}")
async def file(request: Request[Any, Any, Any]) -> ASGIApp:
    """One of the page's files."""
    name = request.path_params["name"]
    if name not in FILES:
        raise NotFoundException
    return sent(_file(name))


@lru_cache(8)
def _file(name: str) -> Answer:
    media_type, compressed = FILES[name]
    body = (files("deskhand.api") / "static" / (f"{name}.gz" if compressed else name)).read_bytes()
    # Every browser takes gzip; keeping only that form saves a megabyte and a half in the package.
    headers: Headers = [(b"cache-control", b"public, max-age=86400")]
    if compressed:
        headers.append((b"content-encoding", b"gzip"))
    return Answer(200, body, headers, media_type + b"; charset=utf-8")


DOCS_ROUTES = (document, page, file)
