"""What a database refuses, in four words that mean the same on both."""


class StorageError(Exception):
    """Base of what the engine raises.

    `constraint` is the same on both databases: `table.column` of the last column of a key that is taken, or of the
    column that may not be null; the name of a failed check; empty for foreign keys, which SQLite does not name.
    """

    def __init__(self, message: str, constraint: str = "") -> None:
        super().__init__(message)
        self.constraint = constraint


class Conflict(StorageError):
    """A unique key is already taken."""


class Dangling(StorageError):
    """A foreign key points at nothing."""


class Invalid(StorageError):
    """A check or NOT NULL failed, or a value cannot be stored."""


class Busy(StorageError):
    """A lock or a connection could not be had in time; nothing was written and the same may be tried again."""


class Unreachable(StorageError):
    """The database does not answer."""
