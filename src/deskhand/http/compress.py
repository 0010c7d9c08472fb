"""Compressing answers for clients that take it; streams are never compressed, since each event must leave at once."""

import gzip
import re
from functools import lru_cache

import zstandard

from deskhand.http.door import Answer, Scope

# Below this a compressed answer is hardly shorter, and the work delays it.
WORTH_IT = 1024
VARY = (b"vary", b"accept-encoding")
_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
# Quick, for what is made for one request; thorough, for what is compressed once and sent for years.
QUICK, THOROUGH = (3, 3), (19, 9)


def compressed(whole: Answer, scope: Scope, levels: tuple[int, int] = QUICK) -> Answer:
    """The answer in the encoding that the client likes best; as it is where none helps.

    Its ETag stays the same: it names what the answer says, in whichever encoding, so that If-Match takes it back.
    """
    if whole.status == 304:
        return _with(whole, whole.body, VARY)  # it stands for an answer that says so, too
    if len(whole.body) < WORTH_IT:
        return whole
    coding = _best(scope)
    if coding == "zstd":
        return _with(whole, _zstd(levels[0]).compress(whole.body), (b"content-encoding", b"zstd"), VARY)
    if coding == "gzip":
        body = gzip.compress(whole.body, compresslevel=levels[1], mtime=0)
        return _with(whole, body, (b"content-encoding", b"gzip"), VARY)
    return _with(whole, whole.body, VARY)


@lru_cache(2)
def _zstd(level: int) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=level)


def _with(whole: Answer, body: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    return Answer(whole.status, body, [*whole.headers, *headers], whole.media_type)


def _best(scope: Scope) -> str:
    """The encoding that the request weighs highest, ours in case of doubt; empty for none."""
    listed = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    return _best_of(b",".join(listed)) if listed else ""


@lru_cache(128)
def _best_of(listed: bytes) -> str:
    # Clients say the same with every request.
    weights = _weights(listed)
    others = weights.get("*", 0.0)
    gzip_too = max(weights.get("gzip", others), weights.get("x-gzip", 0.0))
    best, weight = max((("zstd", weights.get("zstd", others)), ("gzip", gzip_too)), key=lambda one: one[1])
    # Not compressed at all is as good as it gets for whoever weighs it higher.
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else ""


def _weights(listed: bytes) -> dict[str, float]:
    """The encodings that a request names, and how it weighs each from 0 (refused) to 1."""
    parts = (part.partition(";") for part in listed.decode("latin-1").lower().split(",") if part.strip())
    return {coding.strip(): _weight(quality) for coding, _, quality in parts}


def _weight(quality: str) -> float:
    name, _, number = quality.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    return float(number) if _WEIGHT.fullmatch(number) else 0.0
