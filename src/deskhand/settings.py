"""Settings, read once at the start: from the environment, a TOML file, and files that hold secrets."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

PREFIX = "DESKHAND_"
DEFAULT_DATABASE = "sqlite:///data/deskhand.db"


class BadSetting(Exception):
    """A setting that the program cannot start with; the text is one sentence that names it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an administrator can decide; only the database's address is ever needed."""

    database_url: str = DEFAULT_DATABASE
    host: str = "127.0.0.1"
    port: int = 8790
    public_url: str = ""
    log_format: Literal["json", "text"] = "text"
    data_dir: str = ""
    sqlite_sync: Literal["full", "normal"] = "full"
    database_connections: int = 8

    @property
    def secrets_dir(self) -> Path:
        """Where generated secrets lie: as set, else beside the SQLite file, else in the user's data folder."""
        if self.data_dir:
            return Path(self.data_dir)
        path = sqlite_path(self.database_url)
        return path.parent if path else Path.home() / ".local" / "share" / "deskhand"


ABOUT: dict[str, str] = {
    "database_url": "`sqlite:///path/to/file.db` (three slashes: relative, four: absolute) or `postgresql://user:password@host/name`.",
    "host": "The address to listen on.",
    "port": "The port to listen on, 1 to 65535.",
    "public_url": "The address users reach the server under, for links; without it, what the request says.",
    "log_format": "`text` for people, `json` for machines; one line a request on standard error.",
    "data_dir": "Where generated secrets lie; default: beside the SQLite file, else ~/.local/share/deskhand.",
    "sqlite_sync": "`full`: what was answered survives a power cut. `normal`: faster, may lose the last moments.",
    "database_connections": "How many PostgreSQL connections one process opens at most, 2 to 100.",
}


def read_settings(environment: Mapping[str, str] | None = None, file: Path | None = None, **overrides: Any) -> Settings:
    """The settings: overrides (from the command line) before environment before file. Raises BadSetting."""
    environment = os.environ if environment is None else environment
    file = file or _named_file(environment)
    values: dict[str, Any] = {**_from_file(file), **_from_environment(environment)}
    values.update({name: value for name, value in overrides.items() if value is not None})
    return _checked(values)


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for another database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _named_file(environment: Mapping[str, str]) -> Path | None:
    named = environment.get(f"{PREFIX}CONFIG")
    return Path(named) if named else None


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise BadSetting(f"DESKHAND_CONFIG: {file} cannot be read ({wrong.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadSetting(f"DESKHAND_CONFIG: {file} is no TOML ({wrong}).") from None
    strange = sorted(set(values) - set(Settings.__struct_fields__))
    if strange:
        raise BadSetting(f"{strange[0]} in {file} is no setting; there are {', '.join(Settings.__struct_fields__)}.")
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in Settings.__struct_fields__:
        variable = PREFIX + name.upper()
        if variable in environment:
            values[name] = environment[variable]
        elif f"{variable}_FILE" in environment:
            values[name] = _secret(f"{variable}_FILE", Path(environment[f"{variable}_FILE"]))
    return values


def _secret(variable: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadSetting(f"{variable}: {file} cannot be read ({wrong}).") from None


def _checked(values: dict[str, Any]) -> Settings:
    for name, value in values.items():
        try:
            msgspec.convert({name: value}, Settings, strict=False)
        except msgspec.ValidationError:
            raise BadSetting(f"{PREFIX}{name.upper()}: {value!r} will not do; {_wanted(name)}") from None
    settings: Settings = msgspec.convert(values, Settings, strict=False)
    for name, fits in (
        ("database_url", _is_database(settings.database_url)),
        ("port", 1 <= settings.port <= 65535),
        ("public_url", _is_address(settings.public_url)),
        ("database_connections", 2 <= settings.database_connections <= 100),
    ):
        if not fits:
            shown = _without_password(str(getattr(settings, name)))
            raise BadSetting(f"{PREFIX}{name.upper()}: {shown!r} will not do; {_wanted(name)}")
    return msgspec.structs.replace(settings, public_url=settings.public_url.rstrip("/"))


def _wanted(name: str) -> str:
    return ABOUT[name].replace("`", "").removesuffix(".") + "."


def _is_database(url: str) -> bool:
    if url.startswith("sqlite:///"):
        return len(url) > len("sqlite:///")
    return urlsplit(url).scheme in ("postgresql", "postgres")


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return not url or (parts.scheme in ("http", "https") and bool(parts.netloc))


def _without_password(url: str) -> str:
    """An address as it may be shown: the password in it is not."""
    head, at, tail = url.rpartition("@")
    if not at or ":" not in head.partition("://")[2]:
        return url
    return f"{head.rpartition(':')[0]}:***@{tail}"
