"""Settings, read once at the start: from the environment, a TOML file, and files that hold secrets."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from deskhand.storage.open import read_url

PREFIX = "DESKHAND_"
DEFAULT_DATABASE = "sqlite:///data/deskhand.db"


class BadSetting(Exception):
    """A setting that the program cannot start with; the text is one sentence that names it."""


class _Secret(str):
    """A value from a file of its own, which is never shown."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an administrator can decide; only the database's address is ever needed."""

    database_url: str = DEFAULT_DATABASE
    host: str = "127.0.0.1"
    port: int = 8790
    public_url: str = ""
    log_format: Literal["json", "text"] = "text"
    data_dir: str = ""
    attachments_url: str = ""
    sqlite_sync: Literal["full", "normal"] = "full"
    database_connections: int = 8
    cors_origins: str = ""
    worker: Literal["on", "off"] = "on"

    @property
    def secrets_dir(self) -> Path:
        """Where generated secrets lie: as set, else beside the SQLite file, else in the user's data folder."""
        if self.data_dir:
            return Path(self.data_dir)
        path = sqlite_path(self.database_url)
        return path.parent if path else Path.home() / ".local" / "share" / "deskhand"

    @property
    def object_store(self) -> str:
        """Where the bytes of attachments lie: as set, else a folder beside the secrets."""
        return self.attachments_url or (self.secrets_dir / "attachments").absolute().as_uri()


ABOUT: dict[str, str] = {
    "database_url": "`sqlite:///path/to/file.db` (three slashes: relative, four: absolute) or `postgresql://user:password@host/name`.",
    "host": "The address to listen on.",
    "port": "The port to listen on, 1 to 65535.",
    "public_url": "The address users reach the server under, for links; without it, what the request says.",
    "log_format": "`text` for people, `json` for machines; one line a request on standard error.",
    "data_dir": "Where generated secrets lie; default: beside the SQLite file, else ~/.local/share/deskhand.",
    "attachments_url": "Where attachments lie: `file:///folder`, or a bucket (`s3://name/prefix`, `gs://`, `az://`), "
    "its keys from the environment; default: the folder `attachments` beside the secrets.",
    "sqlite_sync": "`full`: what was answered survives a power cut; `normal`: faster, may lose the last moments.",
    "database_connections": "How many PostgreSQL connections one process opens at most, 2 to 100.",
    "cors_origins": "Origins whose pages may call the API from a browser, parted by commas, such as "
    "`https://desk.example`; `*` are all; default: none.",
    "worker": "`on`: the server runs the recurring jobs too; `off`: leave them to `deskhand worker` (PostgreSQL).",
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
        return _Secret(file.read_text(encoding="utf-8").strip())
    except OSError as wrong:
        raise BadSetting(f"{variable}: {file} cannot be read ({wrong.strerror}).") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{variable}: {file} holds no text.") from None


def _checked(values: dict[str, Any]) -> Settings:
    for name, value in values.items():
        if not _has_type(name, value):
            raise _refusal(name, value)
    plain = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    settings: Settings = msgspec.convert(plain, Settings, strict=False)
    for name, fits in (
        ("database_url", _is_database(settings.database_url)),
        ("host", bool(settings.host.strip())),
        ("port", 1 <= settings.port <= 65535),
        ("public_url", _is_address(settings.public_url)),
        ("attachments_url", _is_store(settings.attachments_url)),
        ("cors_origins", all(map(_is_origin, filter(None, map(str.strip, settings.cors_origins.split(",")))))),
        ("database_connections", 2 <= settings.database_connections <= 100),
    ):
        if not fits:
            raise _refusal(name, values[name])
    return msgspec.structs.replace(settings, public_url=settings.public_url.rstrip("/"))


def _has_type(name: str, value: Any) -> bool:
    if isinstance(value, bool):  # TOML's; a number it is not
        return False
    try:
        msgspec.convert({name: value}, Settings, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _refusal(name: str, value: Any) -> BadSetting:
    wanted = ABOUT[name].replace("`", "").removesuffix(".")
    return BadSetting(f"{PREFIX}{name.upper()} cannot be {_shown(value)}; it is: {wanted}.")


def _shown(value: Any) -> str:
    """A value as it may be shown: nothing of it when there may be a password in it."""
    if isinstance(value, _Secret) or re.search("@|password|secret", str(value), re.IGNORECASE):
        return "what was given"
    return repr(str(value))


def _is_database(url: str) -> bool:
    try:
        # A slash or # in a password ends the address early, and what is left of it stands where the port should.
        return read_url(url).path is not None or all(map(_is_place, urlsplit(url).netloc.rpartition("@")[2].split(",")))
    except ValueError:
        return False


def _is_place(place: str) -> bool:
    """Whether this can be `host`, `host:port`, `[::1]:port` or nothing."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(:(\d{1,5}))?", place)
    return found is not None and 1 <= int(found[3] or 1) <= 65535


def _is_store(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "file":
        return not parts.netloc and len(parts.path) > 1
    return not url or (parts.scheme in ("s3", "gs", "az") and bool(parts.netloc))


def _is_origin(written: str) -> bool:
    """Whether a browser can name this as a page's origin; one with a path or a name in it would never match."""
    return written == "*" or ("@" not in written and _is_address(written) and urlsplit(written).path in ("", "/"))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not url or (parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query)
