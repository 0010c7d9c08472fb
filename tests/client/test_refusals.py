"""Errors: one tree, whoever answered what."""

import copy
import inspect
import pickle
import re
from typing import Any

import pytest

from deskhand_client import errors
from deskhand_client.errors import (
    ApiError,
    BadRequest,
    ChangedMeanwhile,
    Conflict,
    DeskhandError,
    FieldError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ServerError,
    Unauthorized,
)
from deskhand_client.refusal import refusal, retry_after
from tests.client.sans_io import answer

OURS = {
    "message": "Invalid priority",
    "error": "Invalid priority",
    "code": "invalid_priority",
    "errors": [{"field": "TicketPriority", "message": "must be Low, Medium, High or Critical"}],
    "title": "Invalid priority",
    "status": 400,
    "detail": "TicketPriority must be Low, Medium, High or Critical",
}


def test_a_refusal_of_deskhands_says_all_there_is() -> None:
    refused = refusal(answer(400, OURS, {"x-request-id": "r-1"}))
    assert isinstance(refused, BadRequest)
    assert (refused.status, refused.code, refused.request_id) == (400, "invalid_priority", "r-1")
    assert refused.errors == (FieldError("TicketPriority", "must be Low, Medium, High or Critical"),)
    assert str(refused) == "Invalid priority: TicketPriority must be Low, Medium, High or Critical"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, BadRequest),
        (400, BadRequest),
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (412, ChangedMeanwhile),
        (413, BadRequest),
        (422, BadRequest),
        (429, RateLimited),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_every_status_has_its_error(status: int, kind: type[ApiError]) -> None:
    assert type(refusal(answer(status, OURS))) is kind


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (401, None, "The server does not know this key"),
        (401, b"  \n", "The server does not know this key"),
        (429, {"Message": "Rate limit exceeded"}, "Rate limit exceeded"),
        (400, {"Message": "Invalid ticket ID", "ErrorCode": "E17"}, "Invalid ticket ID"),
        (400, {"error": "Title required"}, "Title required"),
        (
            404,
            {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "No ticket 5"},
            "Not Found: No ticket 5",
        ),
        (404, None, "There is no such thing here"),
        (502, b"<html><h1>502 Bad Gateway</h1></html>", "The server answered 502"),
        (500, b"\xff\xfe", "The server answered 500"),
        (500, ["oops"], "The server answered 500"),
        (400, {"message": None, "title": 5}, "The server answered 400"),
    ],
)
def test_every_known_body_is_understood(status: int, body: Any, text: str) -> None:
    assert str(refusal(answer(status, body))) == text


def test_an_error_code_goes_by_either_name() -> None:
    assert refusal(answer(400, {"Message": "x", "ErrorCode": "E17"})).code == "E17"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ([{"Field": "Email", "Message": "is taken"}], [FieldError("Email", "is taken")]),
        ([{"error": "is wrong"}, "what"], [FieldError(None, "is wrong")]),
        (
            {"TicketTitle": ["is required", "is short"], "": "the body is no object"},
            [
                FieldError("TicketTitle", "is required"),
                FieldError("TicketTitle", "is short"),
                FieldError(None, "the body is no object"),
            ],
        ),
        ("what", []),
        (None, []),
    ],
)
def test_faults_of_fields_come_as_a_list_or_as_a_map(said: Any, read: list[FieldError]) -> None:
    assert list(refusal(answer(400, {"errors": said})).errors) == read


def test_a_redirect_says_where_to() -> None:
    moved = refusal(answer(308, None, {"location": "https://desk.example.com/api/v3/tickets"}))
    assert (
        str(moved) == "The server answered 308: It has moved; use the address https://desk.example.com/api/v3/tickets"
    )


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "17"}, 17),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "Sat, 28 Nov 2026 09:00:30 GMT", "date": "Sat, 28 Nov 2026 09:00:00 GMT"}, 30),
        ({"retry-after": "Sat, 28 Nov 2026 08:00:00 GMT", "date": "Sat, 28 Nov 2026 09:00:00 GMT"}, 0),
        ({"retry-after": "Sat, 28 Nov 2026 09:00:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "9" * 400}, 999_999_999),
        ({}, None),
    ],
)
def test_when_to_come_again_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize(
    "error", [refusal(answer(412, OURS, {"x-request-id": "r-1"})), OutcomeUnknown("maybe", idempotency_key="k-1")]
)
def test_errors_survive_the_way_between_processes(error: DeskhandError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert vars(other) == vars(error)


def test_the_tree_that_is_drawn_is_the_tree_that_is_there() -> None:
    drawn, above = {}, list[str]()
    for line in inspect.getdoc(errors).splitlines():  # type: ignore[union-attr]
        if found := re.match(r"(?P<before>[│├└─ ]*)(?P<name>[A-Z]\w+)(\s{2,}|$)", line):
            depth = len(found["before"]) // 4
            above[depth:] = [found["name"]]
            drawn[found["name"]] = above[depth - 1] if depth else "Exception"
    there = {
        name: kind.__bases__[0].__name__
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, BaseException)
    }
    assert drawn == there


def test_the_statuses_that_are_drawn_lead_to_their_errors() -> None:
    for line in (inspect.getdoc(errors) or "").splitlines():
        found = re.match(r"[│├└─ ]*(\w+) +((?:\d{3},? ?)+):", line)
        for status in re.findall(r"\d{3}", found[2]) if found else ():
            assert errors.error_class(int(status)).__name__ == found[1]  # type: ignore[index]
