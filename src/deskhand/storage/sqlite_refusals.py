"""What SQLite's error codes mean in the engine's words."""

import sqlite3

from deskhand.storage.errors import Busy, Conflict, Dangling, Invalid, StorageError, Unreachable

_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Conflict,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Conflict,
    sqlite3.SQLITE_CONSTRAINT_ROWID: Conflict,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: Dangling,
    sqlite3.SQLITE_CONSTRAINT_CHECK: Invalid,
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: Invalid,
    sqlite3.SQLITE_TOOBIG: Invalid,
}
# The primary code, in the lowest byte, where its extensions all mean the same.
_BY_FAMILY: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_INTERRUPT: Busy,
    sqlite3.SQLITE_CANTOPEN: Unreachable,
    sqlite3.SQLITE_NOTADB: Unreachable,
    sqlite3.SQLITE_IOERR: Unreachable,
}
# What Python itself refuses before SQLite sees it: an int beyond 64 bits, a lone surrogate, a Decimal.
REFUSED = (sqlite3.Error, OverflowError, UnicodeEncodeError)


def family(error: BaseException) -> int:
    """SQLite's primary result code, 0 when the error came from elsewhere."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def refusal(error: Exception) -> StorageError:
    """The error as the engine raises it."""
    code = getattr(error, "sqlite_errorcode", 0)
    text = str(error)
    if isinstance(error, (OverflowError, UnicodeEncodeError)) or (not code and "binding parameter" in text):
        return Invalid(f"a value cannot be stored: {text}")
    kind = _BY_CODE.get(code) or _BY_FAMILY.get(family(error), StorageError)
    if kind is Dangling:
        return Dangling("a row that is referred to does not exist, or one that goes is still referred to")
    if kind in (Conflict, Invalid) and ": " in text:
        # "UNIQUE constraint failed: contact.account_id, contact.email_key" -> "contact.email_key"
        name = text.rsplit(": ", 1)[1].rsplit(", ", 1)[-1]
        return kind(f"{name} is taken" if kind is Conflict else f"{name} refuses the value", name)
    return kind(text)
