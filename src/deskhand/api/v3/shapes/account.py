"""The account on the wire."""

from typing import Any

import msgspec

from deskhand.api.kinds import Choice, Flag, Text, Whole
from deskhand.api.shape import Field, Shape
from deskhand.api.wire import InstantText
from deskhand.core.directory import Account
from deskhand.core.time import show_instant
from deskhand.core.work import Overlap
from deskhand.directory.account import AccountDraft


class AccountOut(msgspec.Struct, frozen=True, kw_only=True):
    """The account, in Atera's keys; what nobody keeps here is null. The last three are our own settings."""

    AccountID: str
    CompanyName: str
    Country: str | None
    State: str | None
    City: str | None
    Address: str | None
    PostalCode: str | None
    Phone: str | None
    TimeZoneName: str
    WorkHoursOverlap: Overlap
    CreatedOn: InstantText
    IsITDepartment: bool
    Plan: str | None
    ResolveBeforeClose: bool
    PauseFirstResponse: bool
    AutoCloseDays: int


class AccountSaved(AccountOut, frozen=True, kw_only=True):
    """The answer to an update."""

    ActionID: int


def account_fields(a: Account) -> dict[str, Any]:
    """An account as the wire has it."""
    return {
        "AccountID": str(a.id),
        "CompanyName": a.name,
        "Country": None,
        "State": None,
        "City": None,
        "Address": None,
        "PostalCode": None,
        "Phone": None,
        "TimeZoneName": a.time_zone,
        "WorkHoursOverlap": a.work_overlap,
        "CreatedOn": show_instant(a.created_at),
        "IsITDepartment": False,
        "Plan": None,
        "ResolveBeforeClose": a.resolve_before_close,
        "PauseFirstResponse": a.pause_first_response,
        "AutoCloseDays": a.auto_close_days,
    }


CHANGED_ACCOUNT = Shape(
    AccountDraft,
    (
        Field("time_zone", "TimeZoneName", Text(100), about="An IANA name, such as Europe/Berlin."),
        Field("resolve_before_close", "ResolveBeforeClose", Flag(), about="Refuse Closed from Open and Pending."),
        Field("pause_first_response", "PauseFirstResponse", Flag(), about="Pending pauses the first response too."),
        Field("auto_close_days", "AutoCloseDays", Whole(0, 365), about="A resolved ticket closes after; 0: never."),
        Field(
            "work_overlap",
            "WorkHoursOverlap",
            Choice(Overlap, "work hours overlap"),
            about="What becomes of work hours that overlap others of the same technician. Default Warn.",
        ),
    ),
)
