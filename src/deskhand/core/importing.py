"""What is imported: records of another system under its own ids, and how a record is known again."""

import hashlib
import re
from enum import StrEnum

import msgspec

from deskhand.core.errors import Refusal

MOST_RECORDS = 500
LONGEST_SOURCE_ID = 200
# Higher ones are no numbers to programs that read JSON as JavaScript does, and leave no room for those to come.
HIGHEST_KEPT = 2**53 - 1
_SOURCE = re.compile(r"[a-z0-9.:_-]{1,40}")
_WHOLE = re.compile(r"[1-9][0-9]{0,15}")


class Noun(StrEnum):
    """What may be imported, in an order in which each comes after what it may refer to."""

    CUSTOMER = "Customer"
    DEPARTMENT = "Department"
    TECHNICIAN = "Technician"
    CONTACT = "Contact"
    CUSTOM_FIELD = "CustomField"
    TICKET = "Ticket"
    COMMENT = "Comment"
    WORK_HOURS = "WorkHours"
    CUSTOM_VALUE = "CustomValue"
    RELATION = "Relation"


ORDER = {noun: place for place, noun in enumerate(Noun)}


class Result(StrEnum):
    """What became of a record."""

    CREATED = "Created"
    UPDATED = "Updated"
    UNCHANGED = "Unchanged"
    REFUSED = "Refused"


def checked_source(name: str) -> str:
    """The name of where records come from. Raises Refusal (`invalid_source`)."""
    if not _SOURCE.fullmatch(name):
        raise Refusal(
            "invalid_source",
            "Invalid Source",
            "Name where the records come from: 1 to 40 of a-z, 0-9 and . : - _, such as atera",
            field="source",
        )
    return name


def kept_id(source_id: str) -> int | None:
    """The number that a source id is, if it may become our id too."""
    number = int(source_id) if _WHOLE.fullmatch(source_id) else None
    return number if number is not None and number <= HIGHEST_KEPT else None


def digest_of(record: msgspec.Struct) -> str:
    """What a record says, as a short text: another one whenever it says something else."""
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()[:32]


def not_imported(noun: Noun, source_id: str | None, source: str, field: str) -> Refusal:
    """The refusal of a record that refers to one which is not here, or to none."""
    if source_id is None:
        return Refusal(
            "reference_required",
            f"{noun.value} required",
            f"Say which {noun.value} it belongs to, by its SourceID",
            field=field,
        )
    return Refusal(
        "not_imported",
        f"{noun.value} not imported",
        f"No {noun.value} {source_id[:60]!r} was imported from {source}; import it before, or in the same call",
        field=field,
    )
