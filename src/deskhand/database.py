"""The database that the settings name. Apart from the app, so that a command opens it without loading a server."""

from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from deskhand.storage.open import open_engine


def engine_for(settings: Settings) -> Engine:
    """The engine for the settings' database, not yet started."""
    return open_engine(
        settings.database_url, sqlite_sync=settings.sqlite_sync, connections=settings.database_connections
    )
