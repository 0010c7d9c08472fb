"""What a person of the desk sends and takes back, beside the API: on the desk itself, and as the domain has it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from deskhand.core.actor import Actor as DeskActor
from deskhand.core.actor import ActorKind, Role
from deskhand.core.errors import Refusal
from deskhand.core.ticket import Status
from deskhand.storage.engine import Engine
from deskhand.tickets.reply import CommentDraft
from deskhand.tickets.send import send
from deskhand.tickets.take_back import take_back
from tests.features.machine.things import Comment
from tests.features.machine.tickets import move
from tests.features.machine.world import TEXTS, VALUES, Actor, Recorded, Refused, World

LONG_ENOUGH = timedelta(seconds=30)


class Outcome(NamedTuple):
    """What must come of it: the code of a refusal, or none and perhaps a comment."""

    code: str
    comment_id: int | None


def outcome(act: Callable[[], int | None]) -> Outcome:
    """What the memory has come to."""
    try:
        return Outcome("", act())
    except Refused as refused:
        [(_, code)] = refused.answers
        return Outcome(code, None)


def said_on_desk(account_id: int, actor: Actor) -> DeskActor:
    """The person as the desk knows it, without any key."""
    return DeskActor(
        account_id=account_id,
        kind=ActorKind.TECHNICIAN,
        name="A person",
        person_id=actor.person_id,
        role=Role(actor.role),
    )


async def send_on_desk(
    engine: Engine, who: DeskActor, number: int, text: str, *, internal: bool, then: str | None
) -> str:
    """What the desk makes of it: nothing, or the code of its refusal."""
    draft = CommentDraft(text=text, internal=internal)
    try:
        async with engine.transaction(who.account_id) as tx:
            await send(tx, who, number, draft, then=None if then is None else Status(then))
    except Refusal as refusal:
        return refusal.code
    return ""


async def take_back_on_desk(engine: Engine, who: DeskActor, ticket_id: int, comment_id: int) -> str:
    """Likewise."""
    try:
        async with engine.transaction(who.account_id) as tx:
            await take_back(tx, who, ticket_id, comment_id)
    except Refusal as refusal:
        return refusal.code
    return ""


def send_in(world: World, actor: Actor, number: int, text: str, *, internal: bool, then: str | None) -> Comment:
    """Something said, and then the ticket moved."""
    ticket = world.ticket(number)
    if not text.strip():
        raise Refused((400, "comment_text_required"))
    if then is not None and ticket.status == "Closed":
        raise Refused((400, "ticket_closed"))
    new = Comment(world.next_id("comment"), ticket.id, world.now, actor.person_id, None, internal, text)
    ticket.comments.append(new)
    world.record(actor, "comment.added", None, new)
    if then not in (None, ticket.status):
        move(world, actor, ticket, str(then))
    return new


def take_back_in(world: World, actor: Actor, number: int, comment_id: int) -> int:
    """As if it had not been said: it is gone, its text nowhere, and the ticket where it was."""
    ticket = world.ticket(number)
    found = [comment for comment in ticket.comments if comment.id == comment_id]
    if not found:
        raise Refused((404, "comment_not_found"))
    [comment] = found
    if actor.person_id != comment.technician_id:
        raise Refused((400, "undo_not_yours"))
    if world.now >= comment.at + LONG_ENOUGH:
        raise Refused((400, "undo_too_late"))
    ticket.comments.remove(comment)
    gone: dict[str, Any] = dict.fromkeys(f"{VALUES['comment']} {TEXTS['comment']}".split())
    nothing = replace(comment, **gone)
    world.taken_back.append(nothing)
    added = next(e for e in world.log if (e.kind, e.thing_id) == ("comment.added", comment.id))
    added.texts["text"] = (None, None)
    moves = [
        e for e in world.log if (e.kind, e.ticket_id) == ("ticket.status_changed", ticket.id) and e.seq > added.seq
    ]
    world.record(actor, "comment.removed", replace(comment, text=nothing.text), nothing)
    if moves and ticket.status != "Closed" and all(_together(added, one) for one in moves):
        move(world, actor, ticket, moves[0].changes["status"][0])
    return comment.id


def _together(added: Recorded, moved: Recorded) -> bool:
    """By the same hand at the same instant."""
    return (added.at, added.actor) == (moved.at, moved.actor)
