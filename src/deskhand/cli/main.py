"""The `deskhand` command."""

import typer

from deskhand.cli import check, demo, founding, keys, passwords, serving

app = typer.Typer(
    name="deskhand",
    help="A service desk for managed service providers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serving.serve)
app.command("worker")(serving.worker)
app.command("init")(founding.init)
app.add_typer(keys.app, name="keys")
app.add_typer(passwords.app, name="password")
app.command("demo")(demo.demo)
app.command("migrate")(check.migrate_database)
app.command("check")(check.check)


def main() -> None:
    """Run the command line."""
    app()
