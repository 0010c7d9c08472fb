"""Names of calendars and policies: each noun has every name once."""

from typing import TypeVar

from deskhand.core.calendar import Calendar
from deskhand.core.errors import Refusal, Taken
from deskhand.core.fields import LONGEST_NAME
from deskhand.core.sla import Policy
from deskhand.sla.store import Kept
from deskhand.storage.engine import Read

Named = TypeVar("Named", Calendar, Policy)


async def checked_name(read: Read, among: Kept[Named], thing: Named, name: str, noun: str) -> str:
    """The name, tidied. Refused when nothing is left of it (`name_required`) or another one has it."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Refusal(
            "name_required", "Name required", f"A {noun} needs a name of 1 to {LONGEST_NAME} characters", field="name"
        )
    other = await among.named(read, thing.account_id, tidy)
    if other is not None and other.id != thing.id:
        raise Taken(
            f"{noun}_exists",
            f"{noun.capitalize()} already exists",
            f"The {noun} {other.id} is called {other.name}; use that one, or another name",
            field="name",
        )
    return tidy
