"""What stands between a composer's form and its being sent: gaps, messages that came meanwhile, files too large."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import msgspec

from deskhand.attachments.keep import Kept
from deskhand.attachments.objects import Objects, ObjectsAway
from deskhand.core.attachments import LARGEST
from deskhand.core.placeholders import unfilled
from deskhand.core.ticket import Status
from deskhand.core.unsent import UnsentKind
from deskhand.storage.engine import Read
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.thread import Said
from deskhand.tickets.timeline import read_timeline
from deskhand.web.forms import SentFile, whole_number
from deskhand.web.thread.composing import NewerMessage, Notice
from deskhand.web.thread.file_words import size_words
from deskhand.web.thread.markdown import plain
from deskhand.web.visit import Visit
from deskhand.web.words import N_

ALL_TOGETHER = 100 * 1024 * 1024
# As many of the newest events are looked at for messages that the writer may not have seen.
LOOKED_AT = 50


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the composer's form asks for.

    `seen` is the ticket's version that the writer has seen; `knowing` the version up to which they were told what
    stands in the way, and said to send all the same.
    """

    kind: UnsentKind
    text: str
    then: Status | None
    seen: int
    knowing: int


def read_asked(visit: Visit) -> Asked:
    """What the form asks for. The button that was pressed says what it sends, as the person has read it there."""
    form = visit.form
    kind = form.text("held_as") if form.has("anyway") else form.text("as")
    then = form.text("held_then") if form.has("anyway") else form.text("then")
    kind = kind or form.text("kind")
    if then:  # the buttons that set a status are those of a reply
        kind = kind or UnsentKind.REPLY
    return Asked(
        kind=UnsentKind.NOTE if kind == UnsentKind.NOTE else UnsentKind.REPLY,
        text=form.raw("text").rstrip(),
        then=next((one for one in (Status.PENDING, Status.RESOLVED) if one == then), None),
        seen=form.number("seen") or 0,
        knowing=form.number("anyway") or 0,
    )


async def what_holds(visit: Visit, read: Read, asked: Asked) -> Notice | None:
    """Why this is not sent now, if anything: what the writer has not been told of, or what cannot be."""
    if sentence := _too_large(visit, visit.form.files):
        return _notice(visit, asked, sentence=sentence)
    if asked.kind == UnsentKind.NOTE:
        return None
    version = (await visible_ticket(read, visit.actor, visit.ids["ticket_id"])).version
    newer = await _newer(visit, read, max(asked.seen, asked.knowing)) if asked.seen else []
    gaps = () if asked.knowing else unfilled(asked.text)
    if not newer and not gaps:
        return None
    return _notice(visit, asked, newer=newer, gaps=gaps, upto=version)


def _notice(visit: Visit, asked: Asked, **said: object) -> Notice:
    then = asked.then.value if asked.then else ""
    return msgspec.convert({"then": then, "files_lost": bool(visit.form.files), **said}, Notice)


async def _newer(visit: Visit, read: Read, seen: int) -> list[NewerMessage]:
    """What others have said since."""
    timeline = await read_timeline(read, visit.actor, visit.ids["ticket_id"], latest=LOOKED_AT)
    return [
        NewerMessage(one.author.name or visit._(N_("Deskhand")), one.at, plain(one.text))
        for one in timeline.entries
        if isinstance(one, Said) and one.seq > seen and one.undo_until is None
    ]


class SentBefore(Exception):
    """The message is there already: whoever got no answer sends again, and it must not go out twice."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said


async def refuse_twice(visit: Visit, read: Read, asked: Asked) -> None:
    """Raise SentBefore where the writer has said the very same since they saw the ticket."""
    ticket = await visible_ticket(read, visit.actor, visit.ids["ticket_id"])
    if not asked.seen or ticket.version <= asked.seen:
        return
    timeline = await read_timeline(read, visit.actor, ticket.id, latest=LOOKED_AT)
    mine = [one for one in timeline.entries if isinstance(one, Said) and one.seq > asked.seen and one.undo_until]
    wanted = asked.text, asked.kind == UnsentKind.NOTE, len(visit.form.files)
    for one in mine:
        if (one.text, one.internal, len(one.files)) == wanted:
            raise SentBefore(one)


def _too_large(visit: Visit, files: Sequence[SentFile]) -> str:
    """What is wrong with the files' sizes, in words."""
    large = next((file for file in files if len(file.content) > LARGEST), None)
    if large is not None:
        said = {"name": large.name, "size": size_words(visit, len(large.content))}
        return visit._(N_("%(name)s has %(size)s; a file may have 25 MB.")) % said
    if sum(len(file.content) for file in files) > ALL_TOGETHER:
        return visit._(N_("The files together may have 100 MB; send some of them separately."))
    return ""


@asynccontextmanager
async def kept_files(objects: Objects, account_id: int, files: Sequence[SentFile]) -> AsyncIterator[list[Kept]]:
    """The files with their bytes stored, before the transaction that records them; let go if that fails."""
    kept: list[Kept] = []
    try:
        for file in files:
            key = await objects.put(account_id, file.content)
            kept.append(Kept(name=file.name, size=len(file.content), object_key=key))
        yield kept
    except BaseException:
        await let_go(objects, [one.object_key for one in kept])
        raise


async def let_go(objects: Objects, keys: Sequence[str]) -> None:
    """Let stored bytes go that no record speaks of."""
    for key in keys:
        with suppress(ObjectsAway):  # what stays behind is swept later
            await objects.forget(key)


def canned_id(visit: Visit) -> int | None:
    """The canned reply that a button of the composer's list names."""
    return whole_number(visit.form.text("canned"))
