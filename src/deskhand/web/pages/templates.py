"""Templates of new tickets: the list, and the form that makes, changes and deletes one."""

from typing import TypeVar

import msgspec

from deskhand.canned.templates import (
    TicketTemplateDraft,
    change_ticket_template,
    create_ticket_template,
    delete_ticket_template,
    list_ticket_templates,
    read_ticket_template,
)
from deskhand.core.canned import TicketTemplate
from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.permissions import Verb, may, require
from deskhand.core.tags import tags_in
from deskhand.core.ticket import Impact, Priority, TicketType
from deskhand.http.door import Answer
from deskhand.web.answers import Said, page, see_other
from deskhand.web.forms import Form
from deskhand.web.frame import frame_of
from deskhand.web.refusals import SaidRefusal, said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

E = TypeVar("E", TicketType, Priority, Impact)


class TypedTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it stands, every field as its text."""

    name: str = ""
    title: str = ""
    description: str = ""
    type: str = ""
    priority: str = ""
    impact: str = ""
    tags: str = ""


async def show_templates(visit: Visit) -> Answer:
    """All of them, by name."""
    async with visit.engine.read() as read:
        found = await list_ticket_templates(read, visit.actor)
        frame = await frame_of(visit, read, "templates")
    return page(
        visit, "kept/templates.html", frame=frame, templates=found, may_write=may(visit.actor, Verb.TICKET_WRITE)
    )


async def show_new_template(visit: Visit) -> Answer:
    """The form of a new one."""
    require(visit.actor, Verb.TICKET_WRITE)
    return await _form(visit, None, TypedTemplate())


async def take_new_template(visit: Visit) -> Answer:
    """Keep a new one."""
    typed = _typed(visit.form)
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            made = await create_ticket_template(tx, visit.actor, _draft(typed))
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await _form(visit, None, typed, said_of(visit, refusal))
    return see_other(visit, "/templates", Said(visit._(N_("Template %(name)s kept")) % {"name": made.name}))


async def show_template(visit: Visit) -> Answer:
    """One of them: to change, or for those who may not, to read."""
    async with visit.engine.read() as read:
        found = await read_ticket_template(read, visit.actor, visit.ids["template_id"])
    typed = TypedTemplate(
        name=found.name,
        title=found.title,
        description=found.description,
        type=found.type or "",
        priority=found.priority or "",
        impact=found.impact or "",
        tags=", ".join(tags_in(found.tags)),
    )
    return await _form(visit, found, typed)


async def take_template(visit: Visit) -> Answer:
    """Change one."""
    typed, template_id = _typed(visit.form), visit.ids["template_id"]
    async with visit.engine.read() as read:
        before = await read_ticket_template(read, visit.actor, template_id)
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            changed = await change_ticket_template(tx, visit.actor, template_id, _draft(typed))
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await _form(visit, before, typed, said_of(visit, refusal))
    return see_other(visit, "/templates", Said(visit._(N_("Template %(name)s changed")) % {"name": changed.name}))


async def take_template_deletion(visit: Visit) -> Answer:
    """Delete one."""
    async with visit.engine.transaction(visit.account_id) as tx:
        await delete_ticket_template(tx, visit.actor, visit.ids["template_id"])
    return see_other(visit, "/templates", Said(visit._(N_("Template deleted"))))


async def _form(
    visit: Visit, stored: TicketTemplate | None, typed: TypedTemplate, refusal: SaidRefusal | None = None
) -> Answer:
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "templates")
    return page(
        visit,
        "kept/template_form.html",
        422 if refusal else 200,
        frame=frame,
        stored=stored,
        typed=typed,
        refusal=refusal,
        may_write=may(visit.actor, Verb.TICKET_WRITE),
        priorities=tuple(reversed(Priority)),
        types=tuple(TicketType),
        impacts=tuple(Impact),
    )


def _typed(form: Form) -> TypedTemplate:
    return TypedTemplate(**{name: form.raw(name) for name in TypedTemplate.__struct_fields__})


def _draft(typed: TypedTemplate) -> TicketTemplateDraft:
    return TicketTemplateDraft(
        name=typed.name,
        title=typed.title,
        description=typed.description,
        type=_chosen(TicketType, typed.type),
        priority=_chosen(Priority, typed.priority),
        impact=_chosen(Impact, typed.impact),
        tags=typed.tags.split(","),
    )


def _chosen(values: type[E], text: str) -> E | None:
    return values(text) if text in {one.value for one in values} else None


PAGES = (
    Page(path="/templates", handler=show_templates),
    Page(path="/templates/new", handler=show_new_template),
    Page(methods=("POST",), path="/templates/new", handler=take_new_template),
    Page(path="/templates/{template_id}", handler=show_template),
    Page(methods=("POST",), path="/templates/{template_id}", handler=take_template),
    Page(methods=("POST",), path="/templates/{template_id}/delete", handler=take_template_deletion),
)
