"""Write the next migration from the difference between the last one and the tables: `python -m ... "what it does"`."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from deskhand.storage.migrations import VERSIONS
from deskhand.storage.migrations.upgrade import configuration, sqlite_engine, upgrade_sqlite


def write_next(message: str) -> None:
    """Migrate an empty SQLite file, compare, and write `versions/NNNN_message.py`; it is to be read before use."""
    number = f"{len(list(VERSIONS.glob('[0-9]*_*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "compared.db"
        if number != "0001":
            upgrade_sqlite(file)
        engine = sqlite_engine(file)
        with engine.connect() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit('usage: python -m deskhand.storage.migrations "what it does"')
    write_next(sys.argv[1])
