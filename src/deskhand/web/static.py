"""The console's own files, under an address that changes with their content, so that browsers may keep them."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from deskhand.http.compress import THOROUGH, compressed
from deskhand.http.door import Answer, Scope

PREFIX = "/static/"
MEDIA_TYPES = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".woff2": b"font/woff2",
    ".png": b"image/png",
    ".webmanifest": b"application/manifest+json",
}
FOR_GOOD = (b"cache-control", b"public, max-age=31536000, immutable")
# An image shown by itself is a document, in which nothing may run.
SANDBOX = (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox")
ONLY_GET = Answer(405, b"Files are only to be read.", [(b"allow", b"GET")], b"text/plain; charset=utf-8")
UNKNOWN = Answer(404, b"There is no such file.", [], b"text/plain; charset=utf-8")


@lru_cache(1)
def folder() -> Path:
    """Where the files lie."""
    return Path(str(files("deskhand.web"))) / "static"


@lru_cache(1)
def version() -> str:
    """What stands for the content of all files together."""
    digest = sha256()
    for file in sorted(folder().rglob("*")):
        if file.suffix in MEDIA_TYPES:
            digest.update(file.relative_to(folder()).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def address_of(name: str) -> str:
    """The address of a file, such as `app.css`."""
    return f"{PREFIX}{version()}/{name}"


def static_answer(scope: Scope) -> Answer | None:
    """The file that a request asks for; None when it asks for something else."""
    if not scope["path"].startswith(PREFIX):
        return None
    if scope["method"] != "GET":
        return ONLY_GET
    name = scope["path"][len(PREFIX) :].partition("/")[2]
    coding = b",".join(value for key, value in scope["headers"] if key == b"accept-encoding")
    return _file(name, coding) if name in _names() else UNKNOWN


@lru_cache(1)
def _names() -> frozenset[str]:
    """Every file there is: whatever else a path says leads nowhere."""
    return frozenset(f.relative_to(folder()).as_posix() for f in folder().rglob("*") if f.suffix in MEDIA_TYPES)


@lru_cache(128)
def _file(name: str, coding: bytes) -> Answer:
    """A file, compressed once per way in which browsers ask."""
    file = folder() / name
    found = Answer(200, file.read_bytes(), [FOR_GOOD, SANDBOX], MEDIA_TYPES[file.suffix])
    if file.suffix in (".woff2", ".png"):
        return found  # compressed in themselves
    return compressed(found, {"headers": [(b"accept-encoding", coding)]}, THOROUGH)
