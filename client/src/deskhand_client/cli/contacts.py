"""`deskhand contacts`: the people at the customers."""

from typing import Any

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import show_done, write
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.limits import All, Limit, Wanted, show_pages
from deskhand_client.cli.output.forms import Column, form_of
from deskhand_client.cli.output.one import show_one
from deskhand_client.records.people import Contact

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Contacts: list, show, create, change.",
)

CONTACTS: tuple[Column[Contact], ...] = (
    Column("#", "EndUserID", lambda one: one.id, right=True),
    Column("First name", "Firstname", lambda one: one.first_name),
    Column("Last name", "Lastname", lambda one: one.last_name),
    Column("E-mail", "Email", lambda one: one.email, stretches=True),
    Column("Customer", "CustomerName", lambda one: one.customer_name, from_width=110),
    Column("Phone", "Phone", lambda one: one.phone, from_width=140),
)

Who = typer.Argument(..., metavar="CONTACT", help="The contact's id, e-mail address, name or a part of it")
Customer = typer.Option(None, "--customer", metavar="WHO", help="The customer's id or name")
FirstName = typer.Option(None, "--first-name", metavar="TEXT", help="The first name")
LastName = typer.Option(None, "--last-name", metavar="TEXT", help="The last name")
JobTitle = typer.Option(None, "--job-title", metavar="TEXT", help="What they do there")
Phone = typer.Option(None, "--phone", metavar="TEXT", help="Where to call")
Mobile = typer.Option(None, "--mobile", metavar="TEXT", help="Where to call on the way")
ContactPerson = typer.Option(
    None, "--contact-person/--no-contact-person", help="Speaks for the customer, and sees all of its tickets"
)


@app.command("list")
def list_contacts(
    words: list[str] | None = typer.Argument(None, metavar="WORDS...", help="Only those with these in their name"),
    email: str | None = typer.Option(None, "--email", metavar="TEXT", help="With this in their e-mail address"),
    phone: str | None = typer.Option(None, "--phone", metavar="TEXT", help="With this in a phone number"),
    customer: str | None = Customer,
    limit: int = Limit,
    every: bool = All,
    as_json: bool = options.Json,
    as_csv: bool = options.Csv,
    profile: str | None = options.Profile,
) -> None:
    """List contacts, newest first.

    Words are looked for in names and addresses, by this command itself; --email and --phone by the server.

    Examples:

    deskhand contacts list --customer acme

    deskhand contacts list --email @acme.example --csv
    """
    from deskhand_client.cli.people import customer_id

    form = form_of(as_json, as_csv)
    if customer is not None and (email or phone):
        raise Failure("The API lists by customer or by address, not by both; leave one out.", Code.USAGE)
    with connect.desk(profile) as desk:
        of = None if customer is None else customer_id(desk, customer)
        pages = desk.client.contacts.list(email=email, phone=phone, customer_id=of)
        wanted = Wanted[Contact](None if every else limit, words, lambda one: f"{one.name} {one.email or ''}")
        show_pages(pages, CONTACTS, form, wanted, what="contacts")


@app.command()
def show(contact: str = Who, as_json: bool = options.Json, profile: str | None = options.Profile) -> None:
    """Show a contact.

    Examples:

    deskhand contacts show john.smith@acme.example

    deskhand contacts show 113 --json
    """
    from deskhand_client.cli.people import contact_id

    form = form_of(as_json)
    with connect.desk(profile) as desk:
        found = desk.client.contacts.get(contact_id(desk, contact))
    show_one(found, form, heading=f"#{found.id}  {found.name or found.email or ''}")


@app.command()
def new(
    email: str = typer.Argument(..., help="The e-mail address"),
    customer: str = typer.Option(..., "--customer", metavar="WHO", help="The customer's id or name"),
    first_name: str | None = FirstName,
    last_name: str | None = LastName,
    job_title: str | None = JobTitle,
    phone: str | None = Phone,
    mobile_phone: str | None = Mobile,
    is_contact_person: bool | None = ContactPerson,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Create a contact.

    Examples:

    deskhand contacts new mary.jones@acme.example --customer acme --first-name Mary --last-name Jones
    """
    from deskhand_client.cli.people import customer_id

    asked = _said(locals())
    form = form_of(as_json)
    with connect.desk(profile, dry_run=dry_run) as desk:
        made = write(desk.client.contacts.create, email, customer_id=customer_id(desk, customer), **asked)
        show_done(desk, made, CONTACTS, form, lambda one: f"Contact {one.id} ({one.email}) is created.")


@app.command()
def update(
    contact: str = Who,
    email: str | None = typer.Option(None, "--email", metavar="ADDRESS", help="The e-mail address from now on"),
    customer: str | None = Customer,
    first_name: str | None = FirstName,
    last_name: str | None = LastName,
    job_title: str | None = JobTitle,
    phone: str | None = Phone,
    mobile_phone: str | None = Mobile,
    is_contact_person: bool | None = ContactPerson,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Change what is said of a contact.

    Only what you say changes; an empty text takes away what is there.

    Examples:

    deskhand contacts update john.smith@acme.example --phone "+44 20 7946 0000"
    """
    from deskhand_client.cli.people import contact_id, customer_id

    asked = _said(locals()) | ({} if email is None else {"email": email})
    form = form_of(as_json)
    if not asked and customer is None:
        raise Failure("Say what to change, such as --phone NUMBER; --help shows what there is.", Code.USAGE)
    with connect.desk(profile, dry_run=dry_run) as desk:
        asked |= {} if customer is None else {"customer_id": customer_id(desk, customer)}
        changed = write(desk.client.contacts.update, contact_id(desk, contact), **asked)
        show_done(desk, changed, CONTACTS, form, lambda one: f"Contact {one.id} ({one.email}) is changed.")


FIELDS = ("first_name", "last_name", "job_title", "phone", "mobile_phone", "is_contact_person")


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """The fields that something was said about."""
    return {name: given[name] for name in FIELDS if given[name] is not None}
