"""Compressing answers for clients that take it; streams are never compressed, since each event must leave at once."""

import gzip

import zstandard

from deskhand.http.door import Answer, Scope

# Below this a compressed answer is hardly shorter, and the work delays it.
WORTH_IT = 1024
_zstd = zstandard.ZstdCompressor(level=3)


def compressed(whole: Answer, scope: Scope) -> Answer:
    """The answer in the best encoding that the client names; as it is where none helps."""
    if len(whole.body) < WORTH_IT:
        return whole
    taken = _accepted(scope)
    if "zstd" in taken:
        name, body = b"zstd", _zstd.compress(whole.body)
    elif "gzip" in taken:
        name, body = b"gzip", gzip.compress(whole.body, compresslevel=3, mtime=0)
    else:
        return whole
    return Answer(
        whole.status,
        body,
        [*whole.headers, (b"content-encoding", name), (b"vary", b"accept-encoding")],
        whole.media_type,
    )


def _accepted(scope: Scope) -> set[str]:
    """The encodings that the request names without refusing them by q=0."""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            parts = (part.strip().partition(";") for part in value.decode("latin-1").lower().split(","))
            return {coding for coding, _, quality in parts if quality.replace(" ", "") not in ("q=0", "q=0.0")}
    return set()
