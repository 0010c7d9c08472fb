"""What Alembic runs for every command: on the connection it is given, or into a script for PostgreSQL."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.sql.elements import False_, TextClause, True_

from deskhand.storage.migrations.upgrade import VERSION_TABLE
from deskhand.storage.schema import metadata
from deskhand.storage.schema.search import is_ordinary
from deskhand.storage.types import Json, Utc


def _render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our own types, and defaults that are not yet one dialect's, into a migration."""
    if kind == "server_default" and isinstance(getattr(item, "arg", None), (False_, True_)):
        return f"sa.{item.arg}()"
    if kind == "server_default" and isinstance(getattr(item, "arg", None), TextClause):
        return f"sa.text({item.arg.text!r})"
    if kind == "type" and isinstance(item, (Json, Utc)):
        autogen.imports.add("from deskhand.storage.types import Json, Utc")
        return f"{type(item).__name__}()"
    return False


if context.is_offline_mode():
    context.configure(
        dialect_name="postgresql",
        output_buffer=context.config.attributes["output"],
        version_table=VERSION_TABLE,
        transactional_ddl=False,  # whoever runs the script has begun a transaction
    )
else:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        include_name=is_ordinary,
        version_table=VERSION_TABLE,
        render_as_batch=True,  # SQLite changes a table by copying it
        render_item=_render_item,
        transactional_ddl=False,  # the connection's owner has begun a transaction
    )
context.run_migrations()
