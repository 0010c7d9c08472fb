"""`deskhand tickets watch`: what happens on tickets, as it happens."""

import sys
from collections.abc import Iterator

import msgspec
import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.exits import tell
from deskhand_client.cli.output.cells import cell
from deskhand_client.cli.output.forms import Form, form_of
from deskhand_client.cli.printable import one_line
from deskhand_client.cli.tickets.following import News, changed_tickets, events
from deskhand_client.server import Server


def watch(
    ticket: int | None = typer.Option(None, "--ticket", metavar="TICKET", min=1, help="Only this one"),
    after: int | None = typer.Option(None, "--after", metavar="SEQ", min=0, help="Begin after this event, not now"),
    every: float = typer.Option(30.0, "--every", min=1.0, max=3600.0, help="At Atera: seconds between two looks"),
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Follow what happens on tickets, until Ctrl-C.

    One line an event; in a pipe its sequence, instant, ticket, kind and words, parted by tabs; with --json one event a
    line as the API gives it. A lost connection is taken up again, and nothing is missed. Atera has no feed: there the
    tickets that changed are looked for every half a minute.

    Examples:

    deskhand tickets watch

    deskhand tickets watch --ticket 1042 --json
    """
    form = form_of(as_json)
    with connect.desk(profile) as desk:
        if form == Form.TABLE:
            tell("Following what happens on tickets; Ctrl-C ends it.")
        for news in _news(desk, ticket, after, every, form):
            sys.stdout.write(_line(news, form) + "\n")
            sys.stdout.flush()


def _news(desk: connect.Desk, ticket: int | None, after: int | None, every: float, form: Form) -> Iterator[News]:
    if desk.client.server == Server.ATERA:
        found = changed_tickets(desk.client, every)
    else:
        found = events(desk.client, after, in_words=form != Form.JSON)
    return (news for news in found if news.ticket_id is not None and ticket in (None, news.ticket_id))


def _line(news: News, form: Form) -> str:
    if form == Form.JSON:
        return msgspec.json.encode(news.thing).decode()
    if form == Form.LINES:
        return "\t".join(cell(part) for part in (news.seq, news.at, news.ticket_id, news.kind, news.words))
    clock = news.at.astimezone().strftime("%H:%M:%S") if news.at is not None else "--:--:--"
    return one_line(f"{clock}  #{news.ticket_id} {news.title}: {news.words}")
