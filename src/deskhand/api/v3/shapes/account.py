"""The account on the wire."""

from typing import Any

import msgspec

from deskhand.api.kinds import Choice, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.wire import InstantText
from deskhand.core.directory import Account
from deskhand.core.time import show_instant
from deskhand.core.work import Overlap
from deskhand.directory.account import AccountDraft


class AccountOut(msgspec.Struct, frozen=True, kw_only=True):
    """The account, in Atera's keys; what nobody keeps here is null."""

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
    }


CHANGED_ACCOUNT = Shape(
    AccountDraft,
    (
        Field("time_zone", "TimeZoneName", Text(100), about="An IANA name, such as Europe/Berlin."),
        Field(
            "work_overlap",
            "WorkHoursOverlap",
            Choice(Overlap, "work hours overlap"),
            about="What becomes of work hours that overlap others of the same technician. Default Warn.",
        ),
    ),
)
