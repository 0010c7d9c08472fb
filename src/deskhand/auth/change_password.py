"""Changing one's own password, by whoever knows the old one.

The door calls `checked_change` between a read of `password_of` and a chore: hashing takes long.
"""

import msgspec

from deskhand.auth.passwords import check_password, fits, hash_password, password_of, set_password
from deskhand.auth.sessions import Visitor
from deskhand.core.errors import Refusal
from deskhand.storage.engine import Writes


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    """The hash that was verified, and the one to come."""

    before: str
    after: str


async def checked_change(known: str | None, old: str, new: str) -> PasswordChange:
    """The change, when `old` is the password behind the hash and `new` will do. Refused otherwise."""
    check_password(new)
    if known is None or not await fits(known, old):
        raise Refusal("wrong_password", "Wrong password", "Your present password is another one", field="old_password")
    return PasswordChange(before=known, after=await hash_password(new))


async def change_password(writes: Writes, visitor: Visitor, change: PasswordChange) -> None:
    """Keep the new password and end every session but the visitor's. Refused when it was changed meanwhile."""
    if await password_of(writes, visitor.technician) != change.before:
        raise Refusal(
            "password_changed", "Password changed", "It was changed a moment ago; log in with the one that was set then"
        )
    await set_password(writes, visitor.technician, change.after, keep=visitor.session.sha256)
