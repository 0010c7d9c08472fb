"""What a tool's arguments may be: closed sets, read in any case, and ids and texts that say what they are for."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

Status = Literal["Open", "Pending", "Resolved", "Closed"]
Priority = Literal["Low", "Medium", "High", "Critical"]
Type = Literal["Problem", "Request", "Incident", "Change"]
Impact = Literal["NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis"]
Sla = Literal["OnTrack", "Warning", "Breached", "Paused", "Met", "Missed"]
Sort = Literal[
    "-id", "id", "-created", "created", "-updated", "updated", "due", "-due", "sla", "-priority", "priority", "status"
]
Kind = Literal["technicians", "contacts", "customers"]

LONGEST_TEXT = 100_000


def _of(choices: Any) -> BeforeValidator:
    """One of these, in any case."""
    return BeforeValidator(lambda said: _known(choices, said))


def _several(choices: Any) -> BeforeValidator:
    """Several of these, in any case; a single one alone, or parted by commas, counts as well."""

    def read(said: Any) -> Any:
        parts = said.split(",") if isinstance(said, str) else said
        return [_known(choices, part) for part in parts] if isinstance(parts, list) else said

    return BeforeValidator(read)


def _known(choices: Any, said: Any) -> Any:
    if not isinstance(said, str):
        return said
    return next((one for one in get_args(choices) if one.casefold() == said.strip().casefold()), said)


def _not_blank(said: str) -> str:
    if not said.strip():
        raise ValueError("must not be empty")
    return said


def _aware(said: datetime) -> datetime:
    """An instant; without an offset it is UTC."""
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)


OneStatus = Annotated[Status, _of(Status)]
OnePriority = Annotated[Priority, _of(Priority)]
OneType = Annotated[Type, _of(Type)]
OneImpact = Annotated[Impact, _of(Impact)]
OneKind = Annotated[Kind, _of(Kind)]
Statuses = Annotated[list[Status], _several(Status), Field(description="Only these statuses.")]
Priorities = Annotated[list[Priority], _several(Priority), Field(description="Only these priorities.")]
Slas = Annotated[list[Sla], _several(Sla), Field(description="Only tickets whose SLA clocks stand so.")]
Tags = Annotated[
    list[Annotated[str, Field(max_length=100)]],
    BeforeValidator(lambda said: said.split(",") if isinstance(said, str) else said),
    Field(max_length=50),
]
Id = Annotated[int, Field(ge=1)]
TicketId = Annotated[Id, Field(description="The ticket's number.")]
Part = Annotated[int, Field(ge=1)]
Said = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_not_blank)]
Title = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_not_blank)]
Instant = Annotated[datetime, AfterValidator(_aware)]
# Texts are never optional: what may be None is read as JSON where it looks like it, and "null" is a word too.
PageToken = Annotated[
    str,
    Field(description="The next_page_token of an earlier answer: gives the page after it; all else is then ignored."),
]
Whom = Annotated[
    str | int,
    Field(description="A technician's id, full name, first name or e-mail address; list_people has them."),
]
