"""What a technician prefers of the console: read, and kept as chosen."""

from deskhand.auth import preference_store as store
from deskhand.core.actor import Actor
from deskhand.core.errors import Forbidden
from deskhand.core.preference import Preference, PreferenceDraft, preferring
from deskhand.storage.engine import Read, Writes
from deskhand.storage.statements import row_of


async def preference_of(read: Read, actor: Actor) -> Preference:
    """What the actor has chosen; a session brings it too (`sessions.session_behind`)."""
    key = {"account_id": actor.account_id, "technician_id": actor.technician_id}
    return await read.one(store.GET, **key) or Preference()


async def keep_preference(writes: Writes, actor: Actor, draft: PreferenceDraft) -> Preference:
    """Keep what the draft says; housekeeping, which nobody else is told of. Refused for an unknown time zone."""
    if actor.technician_id is None:
        raise Forbidden("Only a technician has preferences")
    after = preferring(await preference_of(writes, actor), draft)
    await writes.run(store.PUT, account_id=actor.account_id, technician_id=actor.technician_id, **row_of(after))
    return after
