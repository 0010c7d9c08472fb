"""What PostgreSQL's error codes mean in the engine's words."""

import re
from typing import NoReturn

import asyncpg

from deskhand.storage.errors import Busy, Conflict, Dangling, Invalid, StorageError, Unreachable

# Longest first: a whole code, then its class in the first two characters.
_BY_SQLSTATE: dict[str, type[StorageError]] = {
    "23505": Conflict,
    "23503": Dangling,
    "23514": Invalid,
    "23502": Invalid,
    "22": Invalid,  # data exceptions: NUL in a text, a number out of range
    "40": Busy,  # serialization failure, deadlock
    "55P03": Busy,  # lock not available
    "57014": Busy,  # statement timeout, or cancelled
    "25P03": Busy,  # the transaction was idle for too long
    "53": Busy,  # too many connections, out of memory or disk
    "57P": Unreachable,  # shut down, crashed, not yet started
    "08": Unreachable,  # connection failures
    "28": Unreachable,  # wrong user or password
    "3D": Unreachable,  # no such database
}
_KEY = re.compile(r"\(([^()]*)\)=\(")


def is_lost(error: BaseException) -> bool:
    """Whether the connection is gone, so that what was asked may be asked again on another."""
    if isinstance(error, asyncpg.PostgresError):
        return _kind(error.sqlstate or "") is Unreachable
    return isinstance(error, OSError) or (
        isinstance(error, asyncpg.InterfaceError) and not isinstance(error, asyncpg.DataError)
    )


def refusal(error: BaseException) -> StorageError | None:
    """The error as the engine raises it; None for what is not the database's."""
    if isinstance(error, asyncpg.DataError):  # refused by asyncpg itself while it packed the arguments
        return Invalid(f"a value cannot be stored: {error}")
    if isinstance(error, asyncpg.PostgresError):
        return _of_server(error)
    if isinstance(error, (asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)):
        return Unreachable(f"the connection to PostgreSQL was lost: {error}")
    return None


def raise_refusal(error: BaseException) -> NoReturn:
    """Raise the error as the engine raises it; what is not the database's, a cancellation say, as it is."""
    refused = refusal(error)
    if refused is None:
        raise error
    raise refused from error


def _of_server(error: asyncpg.PostgresError) -> StorageError:
    kind = _kind(error.sqlstate or "")
    if kind is Conflict:
        name = _conflicting(error)
        return Conflict(f"{name} is taken", name)
    if kind is Dangling:
        return Dangling("a row that is referred to does not exist, or one that goes is still referred to")
    if kind is Invalid:
        column = getattr(error, "column_name", None)
        name = f"{error.table_name}.{column}" if column else (error.constraint_name or "")
        return Invalid(f"{name} refuses the value" if name else f"a value cannot be stored: {error}", name)
    return kind(str(error))


def _conflicting(error: asyncpg.PostgresError) -> str:
    """`table.column` of the last column of the key, as SQLite tells it."""
    # "Key (account_id, email_key)=(1, ann@example.com) already exists." - the brackets are the same in every language.
    key = _KEY.search(error.detail or "")
    return f"{error.table_name}.{key[1].rsplit(', ', 1)[-1]}" if key else (error.constraint_name or "")


def _kind(sqlstate: str) -> type[StorageError]:
    for length in (5, 3, 2):
        kind = _BY_SQLSTATE.get(sqlstate[:length])
        if kind is not None:
            return kind
    return StorageError
