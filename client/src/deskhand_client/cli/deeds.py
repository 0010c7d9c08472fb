"""Changes: one after the other, each told when it is done; in a dry run only what would come of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, ParamSpec, TypeVar

import typer

from deskhand_client.cli.connect import Desk
from deskhand_client.cli.exits import Code, code_of, sentence_of, tell
from deskhand_client.cli.happenings import in_words, told_by_dry_run
from deskhand_client.cli.output.forms import Column, Form, print_json, show_list, wire
from deskhand_client.cli.printable import one_line
from deskhand_client.dry_run import Tried
from deskhand_client.errors import ConnectionFailed, DeskhandError, NothingSent, Unauthorized

P = ParamSpec("P")
T = TypeVar("T")


def write(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """What a change gives; None in a dry run against a server that cannot try it."""
    try:
        return call(*args, **kwargs)
    except NothingSent:
        return None


class Several(Generic[T]):
    """The same done to several tickets: one that is refused does not stop the others, a lost connection does."""

    def __init__(self, tickets: list[int], act: Callable[[int], T | None]) -> None:
        self._tickets = list(dict.fromkeys(tickets))
        self._act = act
        self._codes: set[Code] = set()

    def __iter__(self) -> Iterator[T]:
        for place, ticket in enumerate(self._tickets):
            try:
                done = self._act(ticket)
            except DeskhandError as error:
                if len(self._tickets) == 1:
                    raise
                self._codes.add(code_of(error))
                tell(f"Ticket {ticket}: {sentence_of(error)}")
                if isinstance(error, ConnectionFailed | Unauthorized):
                    self._give_up(self._tickets[place + 1 :])
                    return
                continue
            if done is not None:
                yield done

    def _give_up(self, left: list[int]) -> None:
        if left:
            tell(f"Not tried: {', '.join(map(str, left))}.")

    def end(self) -> None:
        """Let the command end with what went wrong: the exit code of all that failed, where they have the same."""
        if self._codes:
            raise typer.Exit(self._codes.pop() if len(self._codes) == 1 else Code.FAILED)


def show_done(
    desk: Desk, thing: T | None, columns: tuple[Column[T], ...], form: Form, sentence: Callable[[T], str]
) -> None:
    """Say of one change that it is done: a sentence on a terminal, else the thing as it is now."""
    if desk.trying is None and thing is not None and form == Form.JSON:
        print_json(wire(thing))
    else:
        show_each(desk, [] if thing is None else [thing], columns, form, sentence)


def show_each(
    desk: Desk, things: Iterable[T], columns: tuple[Column[T], ...], form: Form, sentence: Callable[[T], str]
) -> None:
    """Say of each change that it is done, as it is; as JSON in one array."""
    if desk.trying is not None:
        for _ in things:
            pass
        show_tried(desk.trying.writes, form)
    elif form == Form.TABLE:
        for thing in things:
            typer.echo(one_line(sentence(thing)))
    else:
        show_list(things, columns, form)


def show_tried(writes: list[Tried], form: Form) -> None:
    """Say what a dry run has found."""
    if form == Form.JSON:
        print_json([_tried_in_json(one) for one in writes])
        return
    nothing = "Nothing was changed." if all(one.answer is not None for one in writes) else "Nothing was sent."
    tell(f"A dry run. {nothing}")
    for one in writes:
        for line in _tried_in_words(one):
            typer.echo(one_line(line))


def _tried_in_json(one: Tried) -> dict[str, Any]:
    asked = {"Method": one.request.method, "Path": one.request.path, "Body": one.request.body}
    return {"DryRun": True, **asked, "Answer": one.answer, "Events": list(one.events)}


def _tried_in_words(one: Tried) -> Iterator[str]:
    if one.answer is None:
        import msgspec

        body = "" if one.request.body is None else f" {msgspec.json.encode(one.request.body).decode()}"
        yield f"would send {one.request.method} {one.request.path}{body}"
        return
    path = one.request.path
    thing = path if path.rpartition("/")[2].isdecimal() or one.request.method != "POST" else f"new in {path}"
    for event in one.events:
        data = event.get("Data") or {}
        yield f"{thing}: {in_words(str(event.get('Kind')), told_by_dry_run(data), data.get('texts') or ())}"
    if not one.events:
        yield f"{thing}: nothing would change"
