"""`deskhand timer`: the timer of whoever has the key, which runs on the server."""

from collections.abc import Callable
from typing import Literal, TypeVar

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import show_tried, write
from deskhand_client.cli.exits import Code, Failure, tell
from deskhand_client.cli.output.cells import duration, short
from deskhand_client.cli.output.forms import Form, form_of, print_json
from deskhand_client.cli.output.one import show_one
from deskhand_client.cli.printable import one_line
from deskhand_client.cli.texts import Message, said
from deskhand_client.cli.tickets.arguments import Ticket
from deskhand_client.records.work import Timer
from deskhand_client.resources.sent import UNSET, Unset

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Your timer: start, stop, look, discard.",
)

T = TypeVar("T")

NotBillable = typer.Option(None, "--billable/--not-billable", help="Whether it is billed")
OnSite = typer.Option(None, "--on-site/--off-site", help="Whether it is at the customer's")
IDLE: dict[str, Literal["Keep", "Drop", "Split"]] = {"keep": "Keep", "drop": "Drop", "split": "Split"}


def idle_parts(incomplete: str) -> list[str]:
    """What may become of idle time, for completion."""
    return [word for word in IDLE if word.startswith(incomplete.lower())]


@app.command()
def start(
    ticket: int = Ticket,
    message: str | None = Message,
    billable: bool | None = NotBillable,
    on_site: bool | None = OnSite,
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Start your timer on a ticket.

    One that runs on another ticket stops there, and logs what it has counted. -m is for the notes of the entry.

    Examples:

    deskhand timer start 1042 -m "New certificate"
    """
    form, notes = form_of(as_json), said(message)
    with connect.desk(profile, dry_run=dry_run) as desk:
        done = write(
            desk.client.timer.start,
            ticket,
            notes=_or_unset(notes),
            billable=_or_unset(billable),
            on_site=_or_unset(on_site),
            technician_id=_whose(desk, who),
        )
        _show_done(desk, done, form, _running)


@app.command()
def stop(
    message: str | None = Message,
    billable: bool | None = NotBillable,
    on_site: bool | None = OnSite,
    idle: str | None = typer.Option(
        None, "--idle", metavar="keep|drop|split", help="What becomes of idle time", autocompletion=idle_parts
    ),
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Stop your timer, and log what it has counted.

    Examples:

    deskhand timer stop -m "New certificate"

    deskhand timer stop --idle drop
    """
    form, notes = form_of(as_json), said(message)
    if idle is not None and idle.lower() not in IDLE:
        raise Failure("--idle is keep, drop or split.", Code.USAGE)
    with connect.desk(profile, dry_run=dry_run) as desk:
        done = write(
            desk.client.timer.stop,
            notes=_or_unset(notes),
            billable=_or_unset(billable),
            on_site=_or_unset(on_site),
            idle=UNSET if idle is None else IDLE[idle.lower()],
            technician_id=_whose(desk, who),
        )
        _show_done(desk, done, form, _stopped)


@app.command()
def status(who: str | None = options.As, as_json: bool = options.Json, profile: str | None = options.Profile) -> None:
    """Say whether your timer runs, on which ticket, and what it has counted.

    Examples:

    deskhand timer status
    """
    form = form_of(as_json)
    with connect.desk(profile) as desk:
        whose = _whose(desk, who)
        found = desk.client.timer.status(technician_id=whose if isinstance(whose, int) else None)
    _show(found, form, _running)


@app.command()
def discard(
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Stop your timer, and throw away what it has counted.

    Examples:

    deskhand timer discard
    """
    form = form_of(as_json)
    with connect.desk(profile, dry_run=dry_run) as desk:
        done = write(desk.client.timer.discard, technician_id=_whose(desk, who))
        _show_done(desk, done, form, lambda one: "The timer is stopped; nothing is logged.")


def _or_unset(value: T | None) -> T | Unset:
    return UNSET if value is None else value


def _whose(desk: connect.Desk, said: str | None) -> int | Unset:
    from deskhand_client.cli.people import acting

    return _or_unset(acting(desk, said))


def _show_done(desk: connect.Desk, timer: Timer | None, form: Form, sentence: Callable[[Timer], str]) -> None:
    if desk.trying is not None:
        show_tried(desk.trying.writes, form)
    elif timer is not None:
        _show(timer, form, sentence)
        for warning in timer.warnings:
            tell(warning)


def _show(timer: Timer, form: Form, sentence: Callable[[Timer], str]) -> None:
    if form == Form.TABLE:
        typer.echo(one_line(sentence(timer)))
    elif form == Form.JSON:
        print_json(timer.to_wire())
    else:
        show_one(timer, form, heading="")


def _running(timer: Timer) -> str:
    if not timer.running:
        return "The timer does not run."
    since = f" since {short(timer.started_at)}" if timer.started_at else ""
    idle = f"; idle for {duration(timer.idle_seconds)} of it" if timer.idle else ""
    return f"The timer runs on ticket {timer.ticket_id} ({timer.ticket_title}){since}: {duration(timer.seconds)}{idle}."


def _stopped(timer: Timer) -> str:
    logged = [f"{duration(one.seconds or 0)} on ticket {one.ticket_id}" for one in timer.work_hours]
    return f"The timer is stopped; logged: {', '.join(logged) or 'nothing'}."
