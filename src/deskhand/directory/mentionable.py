"""Whom a comment can call, and by what: for the picker behind the @, and for showing a text with its mentions."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.directory import Technician
from deskhand.core.mentions import handles_of
from deskhand.core.permissions import Verb, require
from deskhand.directory import technician_store
from deskhand.storage.engine import Read


class Mentionable(msgspec.Struct, frozen=True, kw_only=True):
    """An active technician and the handle that calls them, without the @."""

    technician_id: int
    handle: str
    first_name: str
    last_name: str


async def list_mentionable(read: Read, actor: Actor) -> list[Mentionable]:
    """Every active technician, by handle."""
    staff = await all_technicians(read, actor)
    handles = handles_of(staff)
    found = [
        Mentionable(technician_id=one.id, handle=handles[one.id], first_name=one.first_name, last_name=one.last_name)
        for one in staff
        if one.active
    ]
    return sorted(found, key=lambda one: one.handle)


async def all_technicians(read: Read, actor: Actor) -> list[Technician]:
    """Every technician, inactive ones too, as `core.mentions` wants them."""
    require(actor, Verb.TECHNICIAN_READ)
    return await read.fetch(technician_store.ALL, account_id=actor.account_id)
