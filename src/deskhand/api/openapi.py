"""The OpenAPI 3.1 document, made from the routes' own declarations."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from deskhand.api.errors import ErrorBody
from deskhand.api.kinds import MAX_ID
from deskhand.api.routes import Param, Route
from deskhand.api.v3 import ROUTES

ABOUT = """Atera's ticket API, version 3, in the shapes that its known clients send and expect.

Send an API key as `X-API-KEY` or as `Authorization: Bearer`. A key may send 700 requests in any minute;
`X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds) say where it stands, and 429 carries `Retry-After`.
Paths, query names and the names in a body are read in any case; unknown ones are ignored. Every error has the same
JSON body. Instants are UTC, `YYYY-MM-DDTHH:MM:SSZ`; without an offset they are read as UTC.

Every POST that writes takes an `Idempotency-Key`: sent again within 24 hours, the request is not done again but
answered again, with `Idempotency-Replayed: true`. Every GET but a stream answers with an `ETag` and takes
`If-None-Match` (304); every write whose path names a ticket takes `If-Match` (412). Every write takes `dry_run=true` in
the query: all is checked, nothing is stored, and the answer is 200 with `DryRun`, the `Answer` that there would have
been, and the `Events`."""

STATUSES = {
    400: "Something in the request is wrong; `errors` names the fields.",
    401: "No valid API key.",
    403: "The key or its technician may not do this.",
    404: "There is none that this key may see.",
    405: "The path does not take this method.",
    409: "It would be the second of what must be unique, or its `Idempotency-Key` came with another request.",
    412: "The ticket is not at the version that `If-Match` names; read it again.",
    413: "The body is over 8 MB.",
    429: "The key has sent its requests for this minute; wait `Retry-After` seconds.",
    503: "The database is locked for longer than a request should wait, or the server is stopping; send it again.",
}


@lru_cache(1)
def openapi_json() -> bytes:
    """The document as JSON."""
    return msgspec.json.format(msgspec.json.encode(openapi()), indent=1)


def openapi() -> dict[str, Any]:
    """The document."""
    answers = [route.answer for route in ROUTES] + [ErrorBody]
    schemas, components = msgspec.json.schema_components(answers, ref_template="#/components/schemas/{name}")
    shown = dict(zip((id(answer) for answer in answers), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        for method in route.methods:
            operation = _operation(route, method, shown[id(route.answer)])
            paths.setdefault("/api/v3" + route.path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Deskhand API", "version": "3", "description": ABOUT, "license": _LICENSE},
        "servers": [{"url": "/"}],
        "security": [{"ApiKey": []}, {"Bearer": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "headers": _HEADERS,
            "securitySchemes": {
                "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
                "Bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


_LICENSE = {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}
_HEADERS: dict[str, Any] = {
    "Limit": {"schema": {"type": "integer"}, "description": "Requests this key may send in a minute."},
    "Remaining": {"schema": {"type": "integer"}, "description": "Requests left now."},
    "Reset": {"schema": {"type": "integer"}, "description": "Seconds until the oldest counted request falls out."},
}
_RATE_HEADERS = {f"X-RateLimit-{name}": {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}


def _operation(route: Route, method: str, answer: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": answer}
    if route.example_answer is not None:
        # The brief shows part of each answer; what it shows, ours contain.
        content["x-brief-example"] = route.example_answer
    operation: dict[str, Any] = {
        "operationId": _operation_id(route, method),
        "summary": route.summary,
        "tags": [route.tag],
        "description": f"Takes the scope `{route.scope}`.",
        "parameters": [*_path_parameters(route), *map(_query_parameter, route.query)],
        "responses": {
            str(route.status): {
                "description": "Done.",
                "headers": _RATE_HEADERS,
                "content": {route.media_type: content},
            },
            **{str(status): _error_answer(status) for status in _statuses(route)},
        },
    }
    if route.body is not None:
        body: dict[str, Any] = {"schema": route.body.schema()}
        if route.example is not None:
            body["example"] = route.example
        content = {"application/json": body}
        operation["requestBody"] = {"required": True, "content": content | _form(route)}
    return operation


def _form(route: Route) -> dict[str, Any]:
    """The same as a form, where a route takes files: any one part with a file name is the file."""
    if not route.takes_files or route.body is None:
        return {}
    texts = {field.name: field.kind.schema() for field in route.body.fields if field.attribute != "content"}
    file = {"File": {"type": "string", "contentMediaType": "application/octet-stream"}}
    return {"multipart/form-data": {"schema": {"type": "object", "properties": texts | file, "required": ["File"]}}}


def _operation_id(route: Route, method: str) -> str:
    words = [word.strip("{}").removesuffix("_id") for word in route.path.strip("/").split("/")]
    return "_".join([method.lower(), *words])


def _statuses(route: Route) -> list[int]:
    reads_body = {413} if route.body is not None else set()
    writes = {409} if route.writer is not None else set()
    # Only of tickets does the server know which version a client has seen.
    versions = {412} if writes and "ticket_id" in route.names else set()
    return sorted({400, 401, 403, 404, 429, 503} | reads_body | writes | versions)


def _error_answer(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": STATUSES[status], "content": _ERROR}
    if status == 429:
        answer["headers"] = {**_RATE_HEADERS, "Retry-After": {"schema": {"type": "integer"}}}
    return answer


def _path_parameters(route: Route) -> Iterator[dict[str, Any]]:
    for name in route.names:
        schema: dict[str, Any] = {"type": "integer", "format": "int64", "minimum": 1, "maximum": MAX_ID}
        if name in route.text_names:
            schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameter(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "in": "query",
        "required": False,
        "schema": param.kind.schema(),
        "description": param.about,
    }
