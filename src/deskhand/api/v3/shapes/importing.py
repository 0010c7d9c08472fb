"""Records of another system on the wire: the API's own names, system fields included, and its own ids."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from deskhand.api.kinds import BadValue, Choice, Instant, Text
from deskhand.api.shape import Body, Field, Shape
from deskhand.api.v3.shapes.comment import NEW_COMMENT
from deskhand.api.v3.shapes.custom_field import NEW_FIELD, SET_NAMED_VALUE
from deskhand.api.v3.shapes.directory import (
    CHANGED_CONTACT,
    CHANGED_CUSTOMER,
    CHANGED_DEPARTMENT,
    CHANGED_TECHNICIAN,
    LINE,
)
from deskhand.api.v3.shapes.relation import RELATION_TYPE
from deskhand.api.v3.shapes.ticket import CHANGED_TICKET, EMAIL
from deskhand.api.v3.shapes.workhours import NEW_WORK_HOURS, NewWorkHours, work_draft
from deskhand.core import fields
from deskhand.core.importing import LONGEST_SOURCE_ID, Noun
from deskhand.core.ticket import Source
from deskhand.desk.import_comments import CommentRecord
from deskhand.desk.import_contacts import ContactRecord
from deskhand.desk.import_customers import CustomerRecord
from deskhand.desk.import_relations import RelationRecord
from deskhand.desk.import_tickets import TicketRecord
from deskhand.desk.import_values import ValueRecord
from deskhand.desk.import_work import WorkRecord
from deskhand.directory.departments import DepartmentDraft
from deskhand.directory.technicians import TechnicianDraft
from deskhand.fields.define import FieldDraft


class SourceId:
    """An id in the other system, a text or a number; 0 and an empty text are none."""

    def __init__(self, about: str = "") -> None:
        self.about = about

    def read(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise BadValue("expected an id of the other system, a text or a whole number")
        text = Text(LONGEST_SOURCE_ID).read(str(value).strip())
        return None if text in ("", "0") else text

    def schema(self) -> dict[str, Any]:
        text = {"type": "string", "maxLength": LONGEST_SOURCE_ID}
        return {"anyOf": [text, {"type": "integer"}]}


SOURCE_ID = SourceId()
_ABOUT = "The SourceID of what was imported."


def _sourced(shape: Body[Any], **names: str) -> tuple[Field, ...]:
    """A shape's fields, of which those given refer to records of the source, under the attribute they have there."""
    return tuple(
        msgspec.structs.replace(
            field, attribute=names[field.attribute], kind=SOURCE_ID, about=_ABOUT, null_is_none=True
        )
        if field.attribute in names
        else field
        for field in shape.fields
    )


def _date(attribute: str, name: str, *aliases: str, null_is_none: bool = False) -> Field:
    return Field(attribute, name, Instant(), aliases, null_is_none=null_is_none)


_TICKET_ID = Field("ticket", "TicketID", SOURCE_ID, about=_ABOUT)
_MADE = (_date("created_at", "CreatedOn"), _date("modified_at", "LastModified"))


class SaidWork(NewWorkHours, frozen=True, kw_only=True):
    """What an entry says, whichever way it says its span."""

    ticket: str | None = None
    technician: str | None = None


def _work_record(said: SaidWork, now: datetime) -> WorkRecord:
    draft = work_draft(said, now)
    return WorkRecord(**msgspec.structs.asdict(draft), ticket=said.ticket, technician=said.technician)


SHAPES: dict[Noun, Shape[Any]] = {
    Noun.CUSTOMER: Shape(CustomerRecord, (*CHANGED_CUSTOMER.fields, *_MADE)),
    Noun.DEPARTMENT: Shape(DepartmentDraft, CHANGED_DEPARTMENT.fields),
    Noun.TECHNICIAN: Shape(
        TechnicianDraft, tuple(field for field in CHANGED_TECHNICIAN.fields if field.attribute != "role")
    ),
    Noun.CONTACT: Shape(
        ContactRecord, (*_sourced(CHANGED_CONTACT, customer_id="customer", department_id="department"), *_MADE)
    ),
    Noun.CUSTOM_FIELD: Shape(FieldDraft, NEW_FIELD.fields),
    Noun.TICKET: Shape(
        TicketRecord,
        (
            *_sourced(CHANGED_TICKET, customer_id="customer", contact_id="contact", technician_id="technician"),
            Field("customer_name", "CustomerName", LINE, about="With ByName, instead of CustomerID."),
            Field("contact_email", "EndUserEmail", EMAIL, about="With ByName, instead of EndUserID."),
            Field("source", "TicketSource", Choice(Source, "source"), about="Default API."),
            _date("created_at", "TicketCreatedDate"),
            _date("resolved_at", "TicketResolvedDate", null_is_none=True),
            _date("closed_at", "ClosedDate", null_is_none=True),
            _date("first_response_at", "FirstResponseDate", "TechnicianFirstCommentDate"),
            _date("last_activity_at", "LastActivityDate"),
        ),
    ),
    Noun.COMMENT: Shape(
        CommentRecord,
        (
            _TICKET_ID,
            *_sourced(NEW_COMMENT, technician_id="technician", contact_id="contact"),
            Field(
                "author", "CreatorContactID", SOURCE_ID, about="A technician or an end user, where neither is named."
            ),
            _date("at", "CommentDate", "Date"),
        ),
    ),
    Noun.WORK_HOURS: Shape(SaidWork, (_TICKET_ID, *_sourced(NEW_WORK_HOURS, technician_id="technician"))),
    Noun.CUSTOM_VALUE: Shape(
        ValueRecord,
        (
            Field("target", "Target", Choice(fields.Target, "target"), about="What ItemId is the id of."),
            Field("item", "ItemId", SOURCE_ID, about=_ABOUT),
            *SET_NAMED_VALUE.fields,
        ),
    ),
    Noun.RELATION: Shape(
        RelationRecord,
        (
            _TICKET_ID,
            Field("related_id", "RelatedTicketId", SOURCE_ID, about=_ABOUT),
            Field("type", "RelationType", RELATION_TYPE, about="What the related ticket is to the other one."),
        ),
    ),
}
# What is said in several ways becomes one.
MEANT: dict[Noun, Callable[[Any, datetime], Any]] = {Noun.WORK_HOURS: _work_record}


def read_record(noun: Noun, body: Any, now: datetime) -> msgspec.Struct:
    """What a record says. Raises BadRequest."""
    said: msgspec.Struct = SHAPES[noun].read(body)
    return MEANT[noun](said, now) if noun in MEANT else said
