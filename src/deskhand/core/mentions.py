"""Mentions: `@priya.raman` in a comment calls a technician; how each is called, and who is called by a text.

A technician's handle is first and last name in small letters with points between the words, or what stands before the @
of the address where there is no name. Two of the same name are `@priya.raman` and, for whoever came later,
`@priya.raman.2`; so a handle changes only with a name. Quoted lines (`> ...`) call nobody: they were said before.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from deskhand.core.directory import Technician

# Not within an address, a path or a link.
_CALL = re.compile(r"(?<![\w@./+\-])@(\w+(?:[.\-'’]\w+)*)")
_BETWEEN = re.compile(r"[\W_]+")
_PART = re.compile(r"[.\-'’]")
_QUOTED = re.compile(r"^[ \t]*>")


class Called(msgspec.Struct, frozen=True):
    """A mention as it stands in a text: `text[start:end]`, the @ included."""

    start: int
    end: int
    technician_id: int


def handles_of(technicians: Iterable[Technician]) -> dict[int, str]:
    """How every technician is called, without the @. Give all of the account's, inactive ones too."""
    handles: dict[int, str] = {}
    times: dict[str, int] = {}
    for one in sorted(technicians, key=lambda one: one.id):
        handle = _joined(one.full_name) or _joined(one.email.partition("@")[0]) or "technician"
        times[handle] = times.get(handle, 0) + 1
        handles[one.id] = handle if times[handle] == 1 else f"{handle}.{times[handle]}"
    return handles


def mentions_in(text: str, technicians: Iterable[Technician]) -> list[Called]:
    """Every mention of an active technician, in the order of the text. Give all of the account's technicians."""
    if "@" not in text:
        return []
    everybody = list(technicians)
    active = {one.id for one in everybody if one.active}
    known = {handle: id for id, handle in handles_of(everybody).items() if id in active}
    return [called for line, place in _said_lines(text) for called in _in_line(line, place, known)]


def mentioned(text: str, technicians: Iterable[Technician]) -> tuple[int, ...]:
    """The ids of the active technicians that a text calls, each once."""
    return tuple(dict.fromkeys(one.technician_id for one in mentions_in(text, technicians)))


def _in_line(line: str, place: int, known: dict[str, int]) -> Iterator[Called]:
    for found in _CALL.finditer(line):
        name = found[1]
        # The longest that somebody has: in `@priya.raman.Thanks` a blank was forgotten.
        for end in (len(name), *(part.start() for part in reversed(list(_PART.finditer(name))))):
            technician_id = known.get(_joined(name[:end]))
            if technician_id is not None:
                yield Called(place + found.start(), place + found.start(1) + end, technician_id)
                break


def _said_lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines that are not quoted, and where each begins."""
    place = 0
    for line in text.splitlines(keepends=True):
        if not _QUOTED.match(line):
            yield line, place
        place += len(line)


def _joined(name: str) -> str:
    return _BETWEEN.sub(".", name.casefold()).strip(".")
