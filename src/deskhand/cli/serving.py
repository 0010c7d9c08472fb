"""`deskhand serve`: the server, and with --demo a desk that is ready to try."""

import contextlib
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from deskhand.app import run_server, run_worker
from deskhand.cli.run import Config, Database, address_of, fail, migrate_or_fail, run, settings_or_fail, with_engine
from deskhand.demo.founding import DEMO_TICKETS, Demo, demo_key, demo_log_in, ensure_demo
from deskhand.demo.people import PROVIDER
from deskhand.desk.first_run import PATH, end_first_run, first_run_token, is_founded
from deskhand.http.logs import configure_logs
from deskhand.settings import Settings
from deskhand.storage.engine import Engine

NO_ACCOUNT = "There is no account yet; make one with: deskhand init --account NAME --admin-email EMAIL"
FIRST_RUN = "There is no account yet; make one with this link, or with deskhand init:"
NO_DEMO = "No demo: this database has accounts of its own; deskhand demo puts one beside them"


def serve(
    host: str | None = typer.Option(None, help="Address to listen on (DESKHAND_HOST)"),
    port: int | None = typer.Option(None, help="Port to listen on (DESKHAND_PORT)"),
    database: str | None = Database,
    config: Path | None = Config,
    demo: bool = typer.Option(False, "--demo", help="Fill an empty database with a demo; print its key and log-in"),
) -> None:
    """Serve the API and the console until SIGTERM or Ctrl-C."""
    settings = settings_or_fail(config, host=host, port=port, database_url=database)
    configure_logs(settings.log_format)
    migrate_or_fail(settings)
    prepared = with_engine(settings, lambda engine: _prepare_demo(engine, settings)) if demo else None

    async def started(engine: Engine) -> None:
        typer.echo("\n".join(await _greeting(engine, settings, prepared)))

    run(run_server(settings, started))


def worker(database: str | None = Database, config: Path | None = Config) -> None:
    """Run the recurring jobs, such as telling breaches, without serving, until SIGTERM or Ctrl-C."""
    settings = settings_or_fail(config, database_url=database)
    configure_logs(settings.log_format)
    migrate_or_fail(settings)
    run(run_worker(settings, lambda: typer.echo("The worker runs.")))


async def _prepare_demo(engine: Engine, settings: Settings) -> Demo:
    """Fill the demo account on the first start; what opens it, nothing when the database has accounts of its own."""
    bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task("Making demo data", total=DEMO_TICKETS)
    with contextlib.ExitStack() as shown:

        def progress(done: int) -> None:
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done)

        account = await ensure_demo(engine, PROVIDER.name, progress)
    if account is None:
        return Demo()
    try:
        key = await demo_key(engine, account, settings.secrets_dir)
        email, password = await demo_log_in(engine, account, settings.secrets_dir)
    except OSError as wrong:
        fail(f"DESKHAND_DATA_DIR: the demo's key cannot be kept in {settings.secrets_dir} ({wrong.strerror}).")
    return Demo(key, email, password)


async def _greeting(engine: Engine, settings: Settings, demo: Demo | None) -> list[str]:
    """Where the desk is and what to try first. `demo` is None where none was asked for."""
    address = address_of(settings)
    lines = [f"Deskhand serves {address}", f"  API reference: {address}/api/docs"]
    if demo is None:
        return lines + await _first_run(engine, settings, address)
    if not demo.key:
        return [*lines, f"  {NO_DEMO}"]
    if demo.email:
        lines += [f"  Demo log-in:   {demo.email}", f"  Password:      {demo.password}"]
    return [
        *lines,
        f"  Demo API key:  {demo.key}",
        "  Try it:",
        f"    curl -H 'X-API-KEY: {demo.key}' '{address}/api/v3/tickets?itemsInPage=2'",
    ]


async def _first_run(engine: Engine, settings: Settings, address: str) -> list[str]:
    """How an empty desk gets its account; nothing once it has one, and then the token is forgotten."""
    async with engine.read() as read:
        founded = await is_founded(read)
    try:
        if founded:
            end_first_run(settings.secrets_dir)
            return []
        token = first_run_token(settings.secrets_dir)
    except OSError:  # nowhere to keep a token: it still goes by the command line
        return [] if founded else [f"  {NO_ACCOUNT}"]
    return [f"  {FIRST_RUN}", f"    {address}{PATH}?token={token}"]
