"""From an answer that is a refusal to the error that it means, whoever wrote it: Deskhand, Atera, a proxy, nobody."""

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from deskhand_client.errors import ApiError, FieldError, UnreadableAnswer, error_class
from deskhand_client.talk import Answer

# What to say where the answer says nothing, as Atera does about keys.
UNSAID = {
    401: "The server does not know this key",
    403: "The key may not do this",
    404: "There is no such thing here",
    413: "This is larger than the server takes",
    429: "Too many requests",
}


def refusal(answer: Answer) -> ApiError:
    """The error that an answer of 300 or more means."""
    try:
        body = answer.value()
    except UnreadableAnswer:
        body = None
    said = _any_case(body) if isinstance(body, dict) else {}
    message = next((said[name] for name in ("message", "error", "title") if isinstance(said.get(name), str)), "")
    return error_class(answer.status)(
        answer.status,
        message or UNSAID.get(answer.status) or f"The server answered {answer.status}",
        code=str(said.get("code") or said.get("errorcode") or ""),
        detail=str(said.get("detail") or _elsewhere(answer)),
        errors=tuple(_field_errors(said.get("errors"))),
        request_id=answer.headers.get("x-request-id", ""),
        retry_after=retry_after(answer.headers),
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds after which the server wants to be asked again; None where it does not say.

    It may say a date; how far that is off, its own clock tells.
    """
    text = headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def _elsewhere(answer: Answer) -> str:
    """What to do about a redirect, which is not followed: a key is sent to the address it was given for only."""
    place = answer.headers.get("location", "")
    return f"It has moved; use the address {place}" if place else ""


def _field_errors(errors: Any) -> Iterator[FieldError]:
    """What is wrong with the fields: Deskhand gives a list, ASP.NET a map from the field to its faults."""
    if isinstance(errors, list):
        for one in errors:
            if isinstance(one, dict):
                said = _any_case(one)
                field = said.get("field")
                yield FieldError(str(field) if field else None, str(said.get("message") or said.get("error") or ""))
    elif isinstance(errors, dict):
        for field, faults in errors.items():
            for fault in faults if isinstance(faults, list) else [faults]:
                yield FieldError(str(field) or None, str(fault))


def _any_case(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in body.items()}
