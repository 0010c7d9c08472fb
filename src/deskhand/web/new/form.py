"""What is typed into the form of a new ticket: read from the form, kept as a draft, filled by a template, checked."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from deskhand.core.canned import TicketTemplate
from deskhand.core.tags import tags_in
from deskhand.core.ticket import Impact, Priority, Source, Status, TicketType
from deskhand.tickets.open import TicketDraft
from deskhand.tickets.requester import Requester
from deskhand.web.forms import Form, whole_number
from deskhand.web.visit import Visit
from deskhand.web.words import N_

E = TypeVar("E", Status, Priority, TicketType, Impact)
NEW = "new"
TEXTS = (N_("title"), N_("description"))
CHOICES = (N_("type"), N_("priority"), N_("impact"))


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it stands, every field as its text. `requester` is `contact-12`, `customer-3`, `new` or empty."""

    who: str = ""
    requester: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    customer: str = ""
    title: str = ""
    description: str = ""
    status: str = Status.OPEN.value
    priority: str = Priority.MEDIUM.value
    type: str = TicketType.PROBLEM.value
    impact: str = ""
    assignee: str = ""
    tags: str = ""
    due: str = ""
    template: str = ""
    applied: str = ""

    @property
    def contact_id(self) -> int | None:
        """The contact that is chosen."""
        return _numbered(self.requester, "contact-")

    @property
    def customer_id(self) -> int | None:
        """The customer that is chosen without a contact."""
        return _numbered(self.requester, "customer-")

    @property
    def makes_contact(self) -> bool:
        """Whether a new contact is typed: chosen so, or nobody is chosen and an address is there."""
        return self.requester == NEW or (not self.requester and bool(self.email))


BLANK = Typed()


class Filled(msgspec.Struct, frozen=True):
    """The form after a template, which of its fields that filled, and which kept what was typed."""

    typed: Typed
    filled: tuple[str, ...]
    kept: tuple[str, ...]


def typed_in(form: Form) -> Typed:
    """What a form says; what it has no field for stays as a new form has it."""
    said = {name: form.raw(name) for name in Typed.__struct_fields__ if form.has(name)}
    return msgspec.structs.replace(BLANK, **said)


def filled_by(typed: Typed, template: TicketTemplate, before: TicketTemplate | None) -> Filled:
    """The form with what a template gives. What somebody typed is kept; what an earlier template gave is not."""
    given, earlier = _given(template), _given(before) if before else {}
    news: dict[str, str] = {}
    kept = []
    for name, value in given.items():
        if getattr(typed, name) in ("", getattr(BLANK, name), earlier.get(name)):
            news[name] = value
        elif getattr(typed, name) != value:
            kept.append(name)
    tags = ", ".join(dict.fromkeys([*_split(typed.tags), *tags_in(template.tags)]))
    filled = (*news, *(["tags"] if tags != typed.tags else []))
    applied = str(template.id)
    typed = msgspec.structs.replace(typed, **news, tags=tags, template=applied, applied=applied)
    return Filled(typed, filled, tuple(kept))


def _given(template: TicketTemplate) -> dict[str, str]:
    """The fields of which a template says something."""
    said = {name: getattr(template, name) for name in (*TEXTS, *CHOICES)}
    return {name: str(value) for name, value in said.items() if value}


def _split(tags: str) -> list[str]:
    return [tag for part in tags.split(",") if (tag := part.strip())]


def problems_of(visit: Visit, typed: Typed) -> dict[str, str]:
    """What is wrong with the form as far as it can be told without the database, by field."""
    found: dict[str, str] = {}
    if not typed.title.strip():
        found["title"] = visit._(N_("Say in a few words what is wrong."))
    if typed.makes_contact and not typed.email.strip():
        found["email"] = visit._(N_("A new contact needs an e-mail address."))
    elif not typed.requester and not typed.makes_contact:
        found["who"] = visit._(N_("Choose who the ticket is for, or create a contact."))
    if typed.due.strip() and due_of(visit, typed) is None:
        found["due"] = visit._(N_("Write a date and a time, such as 2026-12-24 12:00."))
    return found


def due_of(visit: Visit, typed: Typed) -> datetime | None:
    """The due date, typed by the clock on the person's wall."""
    try:
        return datetime.fromisoformat(typed.due.strip()).replace(tzinfo=visit.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def draft_of(visit: Visit, typed: Typed, customer_id: int | None) -> TicketDraft:
    """The ticket that the form asks for; `customer_id` is the customer that was named for a new contact."""
    new = typed.makes_contact
    return TicketDraft(
        title=typed.title,
        description=typed.description.strip(),
        status=_chosen(Status, typed.status) or Status.OPEN,
        priority=_chosen(Priority, typed.priority) or Priority.MEDIUM,
        type=_chosen(TicketType, typed.type) or TicketType.PROBLEM,
        impact=_chosen(Impact, typed.impact),
        source=Source.AGENT,
        requester=Requester(
            contact_id=typed.contact_id,
            customer_id=customer_id if new else typed.customer_id,
            email=typed.email.strip() if new else None,
            first_name=typed.first_name.strip(),
            last_name=typed.last_name.strip(),
            phone=typed.phone.strip(),
        ),
        technician_id=whole_number(typed.assignee),
        due_by_hand=due_of(visit, typed) if typed.due.strip() else None,
        tags=_split(typed.tags),
    )


def _chosen(values: type[E], text: str) -> E | None:
    return values(text) if text in {one.value for one in values} else None


def _numbered(text: str, kind: str) -> int | None:
    return whole_number(text.removeprefix(kind)) if text.startswith(kind) else None
