"""Names of calendars and policies: each noun has every name once."""

from typing import Literal, TypeVar

from deskhand.core.calendar import Calendar
from deskhand.core.errors import Refusal, Taken
from deskhand.core.fields import LONGEST_NAME
from deskhand.core.policy import Policy
from deskhand.sla.store import Kept
from deskhand.storage.engine import Read

Named = TypeVar("Named", Calendar, Policy)


async def checked_name(
    read: Read, among: Kept[Named], thing: Named, name: str, noun: Literal["calendar", "policy"]
) -> str:
    """The name, tidied. Refused when nothing is left of it (`name_required`) or another one has it."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Refusal(
            "name_required", "Name required", f"A {noun} needs a name of 1 to {LONGEST_NAME} characters", field="name"
        )
    other = await among.named(read, thing.account_id, tidy)
    if other is not None and other.id != thing.id:
        detail = f"The {noun} {other.id} is called {other.name}; use that one, or another name"
        if noun == "calendar":
            raise Taken("calendar_exists", "Calendar already exists", detail, field="name")
        raise Taken("policy_exists", "Policy already exists", detail, field="name")
    return tidy
