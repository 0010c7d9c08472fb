"""Interim."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.storage.engine import Read


class Counts(msgspec.Struct, frozen=True):
    mine: int = 0
    unassigned: int = 0
    breaching: int = 0
    breached: int = 0
    open: int = 0
    pending: int = 0
    resolved: int = 0
    all: int = 0


async def count_views(read: Read, actor: Actor) -> Counts:
    return Counts()
