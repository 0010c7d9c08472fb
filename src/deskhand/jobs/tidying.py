"""Dropping what nobody asks for any more."""

from deskhand.storage.engine import Engine
from deskhand.tickets.presence import forget_presence


async def forget_who_was_here(engine: Engine) -> bool:
    """Forget who had a ticket open more than an hour ago."""
    async with engine.chore() as writes:
        await forget_presence(writes)
    return False
