"""Importing: hundreds of records of another system in one request, all in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from deskhand.api.call import Call
from deskhand.api.errors import refused
from deskhand.api.kinds import BadValue, Choice, Flag, Text
from deskhand.api.routes import Route
from deskhand.api.shape import BadRequest, Field, said_wrong
from deskhand.api.v3.shapes.importing import SHAPES, SourceId, read_record
from deskhand.core.importing import LONGEST_SOURCE_ID, MOST_RECORDS, Noun, Result
from deskhand.desk.import_records import Outcome, SourceRecord, import_records
from deskhand.storage.engine import Tx

NOUN = Choice(Noun, "noun")


class Sent(msgspec.Struct, frozen=True):
    """A record as it was sent."""

    noun: Any
    source_id: Any
    record: Any


class Asked(msgspec.Struct, frozen=True):
    """What a request wants to be imported, and from where."""

    source: str
    by_name: bool
    records: Sequence[Sent]


class ManyRecords:
    """The body: where the records come from, and the records."""

    fields: tuple[Field, ...] = ()

    def read(self, body: Any) -> Asked:
        """What is wanted. Raises BadRequest when there is no list of records, or too long a one."""
        lowered = _lowered(body)
        listed = lowered.get("records") if lowered is not None else None
        if lowered is None or not isinstance(listed, list) or not 1 <= len(listed) <= MOST_RECORDS:
            detail = f"Send Source, and Records: a list of 1 to {MOST_RECORDS} of Noun, SourceID and Record"
            raise BadRequest("Invalid body", detail, "invalid_body")
        try:
            by_name = Flag().read(lowered.get("byname") or False)
            source = Text().read(lowered.get("source") or "")
        except BadValue as bad:
            raise BadRequest("Invalid body", f"Source or ByName: {bad}", "invalid_body") from None
        return Asked(source, by_name, [_sent(place, one) for place, one in enumerate(listed)])

    def wire_name(self, attribute: str) -> str:
        """What the wire calls an attribute."""
        return {"source": "Source"}.get(attribute, attribute)

    def schema(self) -> dict[str, Any]:
        """The body's JSON Schema."""
        record = {
            "type": "object",
            "properties": {
                "Noun": NOUN.schema(),
                "SourceID": {
                    **SourceId().schema(),
                    "description": "Unique per source and noun; as a number our id too.",
                },
                "Record": {"anyOf": [{"title": noun.value, **shape.schema()} for noun, shape in SHAPES.items()]},
            },
            "required": ["Noun", "SourceID", "Record"],
        }
        properties = {
            "Source": {"type": "string", "pattern": "^[a-z0-9.:_-]{1,40}$", "description": "Where they come from."},
            "ByName": {
                "type": "boolean",
                "description": "True: records may also name a customer exactly, and people by their addresses.",
            },
            "Records": {"type": "array", "items": record, "minItems": 1, "maxItems": MOST_RECORDS},
        }
        return {"type": "object", "properties": properties, "required": ["Source", "Records"]}


class ImportedOut(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record: the id that it has here, and what was wrong with one that was refused."""

    Index: int
    Noun: str
    SourceID: str
    ID: int | None
    Result: Result
    Error: msgspec.Raw | None = None


class ImportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One result per record, in the order they were sent, and how many there are of each."""

    items: list[ImportedOut]
    Created: int
    Updated: int
    Unchanged: int
    Refused: int


def _lowered(body: Any) -> dict[str, Any] | None:
    return {str(name).lower(): value for name, value in body.items()} if isinstance(body, dict) else None


def _sent(place: int, one: Any) -> Sent:
    parts = _lowered(one)
    if parts is None:
        raise BadRequest("Invalid body", f"Records[{place}]: expected an object", "invalid_body")
    return Sent(parts.get("noun"), parts.get("sourceid"), parts.get("record"))


async def import_many(call: Call, tx: Tx) -> ImportAnswer:
    """Import the records; one that is refused leaves no trace and does not stop the others."""
    asked = call.draft(RECORDS)
    read = [_read(sent, tx.now) for sent in asked.records]
    understood = [one for one in read if isinstance(one, SourceRecord)]
    outcomes = iter(await import_records(tx, call.actor, asked.source, understood, by_name=asked.by_name))
    items = [
        _shown(place, one, next(outcomes))
        if isinstance(one, SourceRecord)
        else _not_understood(place, asked.records[place], one)
        for place, one in enumerate(read)
    ]
    counts = {result.value: sum(item.Result == result for item in items) for result in Result}
    return ImportAnswer(items=items, **counts)


def _read(sent: Sent, now: datetime) -> SourceRecord | BadRequest:
    try:
        noun = NOUN.read(sent.noun)
        source_id = Text(LONGEST_SOURCE_ID).read(_text(sent.source_id))
    except BadValue as bad:
        return BadRequest(bad.message or "Invalid SourceID", str(bad), bad.code or "invalid_source_id")
    if not source_id:
        return BadRequest("SourceID required", "Send what the source calls the record", "source_id_required")
    try:
        return SourceRecord(Noun(noun), source_id, read_record(Noun(noun), sent.record, now))
    except BadRequest as wrong:
        return wrong


def _text(value: Any) -> Any:
    """A source id as a text; some systems number their records."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _echo(value: Any) -> str:
    """What was sent, as far as it is a text that an answer can hold."""
    try:
        return Text(LONGEST_SOURCE_ID).read(_text(value))
    except BadValue:
        return ""


def _shown(place: int, record: SourceRecord, outcome: Outcome) -> ImportedOut:
    wrong = None
    if outcome.refusal is not None:
        field = outcome.refusal.field
        wrong = refused(outcome.refusal, SHAPES[record.noun].wire_name(field) if field else None)
    return ImportedOut(
        Index=place,
        Noun=record.noun.value,
        SourceID=record.source_id,
        ID=outcome.id,
        Result=outcome.result,
        Error=msgspec.Raw(wrong.body) if wrong is not None else None,
    )


def _not_understood(place: int, sent: Sent, wrong: BadRequest) -> ImportedOut:
    return ImportedOut(
        Index=place,
        Noun=_echo(sent.noun),
        SourceID=_echo(sent.source_id),
        ID=None,
        Result=Result.REFUSED,
        Error=msgspec.Raw(said_wrong(wrong).body),
    )


RECORDS = ManyRecords()

ROUTES = (
    Route(
        methods=("POST",),
        path="/import",
        scope="import",
        writer=import_many,
        answer=ImportAnswer,
        body=RECORDS,
        summary=f"Import up to {MOST_RECORDS} records of another system, each with its own result",
        tag="Moving",
        example={
            "Source": "atera",
            "Records": [
                {"Noun": "Customer", "SourceID": "12345", "Record": {"CustomerName": "Acme Corporation"}},
                {
                    "Noun": "Contact",
                    "SourceID": "67890",
                    "Record": {"CustomerID": 12345, "Email": "jane.doe@acme.example", "Firstname": "Jane"},
                },
                {
                    "Noun": "Ticket",
                    "SourceID": "54321",
                    "Record": {
                        "TicketTitle": "Unable to access email - multiple users affected",
                        "TicketStatus": "Resolved",
                        "EndUserID": 67890,
                        "TicketCreatedDate": "2024-02-15T09:00:00Z",
                        "TicketResolvedDate": "2024-02-15T11:30:00Z",
                    },
                },
            ],
        },
    ),
)
