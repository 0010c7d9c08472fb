"""Options that many commands take, each declared once."""

import typer

from deskhand_client.cli.profiles import beginning

Profile = typer.Option(
    None, "--profile", metavar="NAME", help="Which of your desks; see deskhand profiles", autocompletion=beginning
)
Json = typer.Option(False, "--json", help="As JSON, in the API's names")
Csv = typer.Option(False, "--csv", help="As CSV, with a line of names first")
DryRun = typer.Option(False, "--dry-run", help="Say what would happen, and change nothing")
As = typer.Option(None, "--as", metavar="WHO", help="The technician who does it, where the key is nobody's own")
