"""Arguments and options that several commands on tickets take."""

import typer

from deskhand_client.cli.tickets import words

Ticket = typer.Argument(..., metavar="TICKET", min=1, help="The ticket's number")
Tickets = typer.Argument(..., metavar="TICKETS...", min=1, help="Numbers of tickets")
Status = typer.Option(
    None, "--status", metavar="STATUS", help="Open, Pending, Resolved or Closed", autocompletion=words.statuses
)
Priority = typer.Option(
    None, "--priority", metavar="PRIORITY", help="Low, Medium, High or Critical", autocompletion=words.priorities
)
Type = typer.Option(
    None, "--type", metavar="TYPE", help="Problem, Request, Incident or Change", autocompletion=words.types
)
Impact = typer.Option(
    None, "--impact", metavar="IMPACT", help="NoImpact, Minor, SiteDown, ...", autocompletion=words.impacts
)
Technician = typer.Option(None, "--technician", metavar="WHO", help="Who has it: me, an id, an address or a name")
Customer = typer.Option(None, "--customer", metavar="WHO", help="The customer's id or name")
Contact = typer.Option(None, "--contact", metavar="WHO", help="The requester's id, e-mail address or name")
Due = typer.Option(None, "--due", metavar="WHEN", help="2026-11-27 14:30 or tomorrow 12:00; none: by the SLA")
Tag = typer.Option(None, "--tag", metavar="TAG", help="Repeatable")
Edit = typer.Option(False, "-e", "--edit", help="Write it in your editor")
