"""`deskhand customers`: the companies that the desk works for."""

from typing import Any

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import show_done, write
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.limits import All, Limit, Wanted, show_pages
from deskhand_client.cli.output.forms import Column, form_of
from deskhand_client.cli.output.one import show_one
from deskhand_client.records.people import Customer

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Customers: list, show, create, change.",
)

CUSTOMERS: tuple[Column[Customer], ...] = (
    Column("#", "CustomerID", lambda one: one.id, right=True),
    Column("Name", "CustomerName", lambda one: one.name, stretches=True),
    Column("Domain", "Domain", lambda one: one.domain),
    Column("City", "City", lambda one: one.city, from_width=80),
    Column("Phone", "Phone", lambda one: one.phone, from_width=100),
)

Who = typer.Argument(..., metavar="CUSTOMER", help="The customer's id, name or a part of it")
Number = typer.Option(None, "--business-number", metavar="TEXT", help="The company's number")
Domain = typer.Option(None, "--domain", metavar="DOMAIN", help="New contacts with this mail domain belong to it")
Address = typer.Option(None, "--address", metavar="TEXT", help="Street and house")
City = typer.Option(None, "--city", metavar="TEXT", help="The city")
State = typer.Option(None, "--state", metavar="TEXT", help="The state or region")
Country = typer.Option(None, "--country", metavar="TEXT", help="The country")
Zip = typer.Option(None, "--zip", metavar="TEXT", help="The post code")
Phone = typer.Option(None, "--phone", metavar="TEXT", help="Where to call")
Fax = typer.Option(None, "--fax", metavar="TEXT", help="Where to send a fax")
Notes = typer.Option(None, "--notes", metavar="TEXT", help="What to know about it")
Links = typer.Option(None, "--links", metavar="TEXT", help="Its pages on the web")


@app.command("list")
def list_customers(
    words: list[str] | None = typer.Argument(None, metavar="WORDS...", help="Only those with these in their name"),
    limit: int = Limit,
    every: bool = All,
    as_json: bool = options.Json,
    as_csv: bool = options.Csv,
    profile: str | None = options.Profile,
) -> None:
    """List customers, newest first.

    Words are looked for in names and domains, by this command itself: the API has no search for them.

    Examples:

    deskhand customers list --all --csv

    deskhand customers list acme
    """
    form = form_of(as_json, as_csv)
    with connect.desk(profile) as desk:
        pages = desk.client.customers.list()
        wanted = Wanted[Customer](None if every else limit, words, lambda one: f"{one.name} {one.domain}")
        show_pages(pages, CUSTOMERS, form, wanted, what="customers")


@app.command()
def show(customer: str = Who, as_json: bool = options.Json, profile: str | None = options.Profile) -> None:
    """Show a customer.

    Examples:

    deskhand customers show acme

    deskhand customers show 14 --json
    """
    from deskhand_client.cli.people import customer_id

    form = form_of(as_json)
    with connect.desk(profile) as desk:
        found = desk.client.customers.get(customer_id(desk, customer))
    show_one(found, form, heading=f"#{found.id}  {found.name}")


@app.command()
def new(
    name: str = typer.Argument(..., help="The customer's name"),
    business_number: str | None = Number,
    domain: str | None = Domain,
    address: str | None = Address,
    city: str | None = City,
    state: str | None = State,
    country: str | None = Country,
    zip_code: str | None = Zip,
    phone: str | None = Phone,
    fax: str | None = Fax,
    notes: str | None = Notes,
    links: str | None = Links,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Create a customer.

    Examples:

    deskhand customers new "Acme Corporation" --domain acme.example --city Springfield
    """
    asked = _said(locals())
    form = form_of(as_json)
    with connect.desk(profile, dry_run=dry_run) as desk:
        made = write(desk.client.customers.create, name, **asked)
        show_done(desk, made, CUSTOMERS, form, lambda one: f"Customer {one.id} ({one.name}) is created.")


@app.command()
def update(
    customer: str = Who,
    name: str | None = typer.Option(None, "--name", metavar="TEXT", help="Its name from now on"),
    business_number: str | None = Number,
    domain: str | None = Domain,
    address: str | None = Address,
    city: str | None = City,
    state: str | None = State,
    country: str | None = Country,
    zip_code: str | None = Zip,
    phone: str | None = Phone,
    fax: str | None = Fax,
    notes: str | None = Notes,
    links: str | None = Links,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Change what is said of a customer.

    Only what you say changes; an empty text takes away what is there.

    Examples:

    deskhand customers update acme --phone "+44 20 7946 0000"
    """
    from deskhand_client.cli.people import customer_id

    asked = _said(locals()) | ({} if name is None else {"name": name})
    form = form_of(as_json)
    if not asked:
        raise Failure("Say what to change, such as --city Leeds; --help shows what there is.", Code.USAGE)
    with connect.desk(profile, dry_run=dry_run) as desk:
        changed = write(desk.client.customers.update, customer_id(desk, customer), **asked)
        show_done(desk, changed, CUSTOMERS, form, lambda one: f"Customer {one.id} ({one.name}) is changed.")


FIELDS = (
    "business_number",
    "domain",
    "address",
    "city",
    "state",
    "country",
    "zip_code",
    "phone",
    "fax",
    "notes",
    "links",
)


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """The fields that something was said about."""
    return {name: given[name] for name in FIELDS if given[name] is not None}
