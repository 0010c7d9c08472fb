"""`deskhand tickets list` and `deskhand tickets search`."""

from typing import TYPE_CHECKING, Any

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.limits import All, Limit, Wanted, show_pages
from deskhand_client.cli.output.forms import Form, form_of
from deskhand_client.cli.tickets import words
from deskhand_client.cli.tickets.columns import TICKETS
from deskhand_client.paging import MOST_PER_PAGE

if TYPE_CHECKING:
    from deskhand_client.cli.connect import Desk


def list_tickets(
    q: str | None = typer.Option(None, "-q", "--query", metavar="QUERY", help="status:open customer:acme outlook"),
    status: list[str] | None = typer.Option(
        None, "--status", metavar="STATUS", help="Open, Pending, Resolved, Closed", autocompletion=words.statuses
    ),
    priority: list[str] | None = typer.Option(
        None, "--priority", metavar="PRIORITY", help="Low, Medium, High, Critical", autocompletion=words.priorities
    ),
    kind: list[str] | None = typer.Option(
        None, "--type", metavar="TYPE", help="Problem, Request, Incident, Change", autocompletion=words.types
    ),
    sla: list[str] | None = typer.Option(
        None, "--sla", metavar="STATUS", help="OnTrack, Warning, Breached, ...", autocompletion=words.sla_statuses
    ),
    mine: bool = typer.Option(False, "--mine", help="Only those that you have"),
    technician: str | None = typer.Option(None, "--technician", metavar="WHO", help="Who has them; none: nobody"),
    customer: str | None = typer.Option(None, "--customer", metavar="WHO", help="The customer's id or name"),
    contact: str | None = typer.Option(None, "--contact", metavar="WHO", help="The requester's id, address or name"),
    tag: list[str] | None = typer.Option(None, "--tag", metavar="TAG", help="With any of these tags"),
    sort: str | None = typer.Option(
        None, "--sort", metavar="ORDER", help="created, updated, due, sla, ...; -due: last"
    ),
    limit: int = Limit,
    every: bool = All,
    as_json: bool = options.Json,
    as_csv: bool = options.Csv,
    profile: str | None = options.Profile,
) -> None:
    """List tickets, newest first.

    Options narrow the list together; several values of one mean any of them. A query may say more: see
    deskhand tickets search --help.

    Examples:

    deskhand tickets list --mine --status open,pending

    deskhand tickets list --customer acme --priority high --sort due

    deskhand tickets list -q 'updated:<2h' --all --json
    """
    if mine and technician is not None:
        raise Failure("Choose one of --mine and --technician.", Code.USAGE)
    form = form_of(as_json, as_csv)
    with connect.desk(profile) as desk:
        filters = {
            "status": words.several(status, words.STATUSES),
            "priority": words.several(priority, words.PRIORITIES),
            "type": words.several(kind, words.TYPES),
            "sla_status": words.several(sla, words.SLA_STATUSES),
            "tags": tag or None,
            "sort": sort,
            **_people(desk, "me" if mine else technician, customer, contact, q),
        }
        _show(desk, filters, None if every else limit, form)


def search(
    text: list[str] = typer.Argument(..., metavar="WORDS...", help="Words, and terms such as status:open"),
    limit: int = Limit,
    every: bool = All,
    as_json: bool = options.Json,
    as_csv: bool = options.Csv,
    profile: str | None = options.Profile,
) -> None:
    """Find tickets by words, the best hits first.

    All words must occur in the title, the description or a comment. Terms narrow the search: status:, priority:, type:,
    customer:, contact:, assignee:, tag:, created:<7d, due:<2d, sla:, id:. A minus before a term turns it round; after
    -- it is no option. Nothing found ends with exit code 3.

    Examples:

    deskhand tickets search outlook calendar

    deskhand tickets search -- printer status:open -tag:vip
    """
    form = form_of(as_json, as_csv)
    with connect.desk(profile) as desk:
        found = _show(desk, {"q": " ".join(text)}, None if every else limit, form)
    if not found:
        raise typer.Exit(Code.NOT_FOUND)


def _show(desk: "Desk", filters: dict[str, Any], limit: int | None, form: Form) -> int:
    found = desk.client.tickets.list(**filters, per_page=min(limit or MOST_PER_PAGE, MOST_PER_PAGE))
    return show_pages(found, TICKETS, form, Wanted(limit), what="tickets")


def _people(
    desk: "Desk", technician: str | None, customer: str | None, contact: str | None, q: str | None
) -> dict[str, Any]:
    """Filters by people: by id, where that is known; else the server looks for the name."""
    from deskhand_client.cli.people import customer_id
    from deskhand_client.server import Server

    filters: dict[str, Any] = {}
    terms = [q] if q else []
    if technician is not None:
        if technician.casefold() == "me":
            technician = _own(desk)
        known = technician.isdecimal() or technician.casefold() in ("me", "none")
        filters |= {"technician": technician.casefold()} if known else {}
        terms += [] if known else [_term("assignee", technician)]
    if customer is not None:
        known = customer.isdecimal() or desk.client.server == Server.ATERA
        filters |= {"customer_id": customer_id(desk, customer)} if known else {}
        terms += [] if known else [_term("customer", customer)]
    if contact is not None:
        filters |= {"contact_id": int(contact)} if contact.isdecimal() else {}
        terms += [] if contact.isdecimal() else [_term("contact", contact)]
    return {**filters, "q": " ".join(terms) or None}


def _own(desk: "Desk") -> str:
    """Whose key it is; "me", which the server knows, where the key may not ask. Raises Failure where it is nobody's."""
    from deskhand_client.cli.people import own_id
    from deskhand_client.errors import Forbidden

    try:
        return str(own_id(desk))
    except Forbidden:
        return "me"


def _term(key: str, name: str) -> str:
    """A term of the query language for a name of any letters."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}:"{quoted}"'
