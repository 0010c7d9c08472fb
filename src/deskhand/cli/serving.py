"""`deskhand serve`: the server, and with --demo a desk that is ready to try."""

import contextlib
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from deskhand.app import run_server, run_worker
from deskhand.cli.run import Config, Database, fail, migrate_or_fail, run, settings_or_fail, with_engine
from deskhand.demo.founding import DEMO_TICKETS, demo_key, ensure_demo
from deskhand.demo.people import PROVIDER
from deskhand.desk.found import list_accounts
from deskhand.http.logs import configure_logs
from deskhand.settings import Settings
from deskhand.storage.engine import Engine

NO_ACCOUNT = "There is no account yet; make one with: deskhand init --account NAME --admin-email EMAIL"
NO_DEMO = "No demo: this database has accounts of its own; deskhand demo puts one beside them"


def serve(
    host: str | None = typer.Option(None, help="Address to listen on (DESKHAND_HOST)"),
    port: int | None = typer.Option(None, help="Port to listen on (DESKHAND_PORT)"),
    database: str | None = Database,
    config: Path | None = Config,
    demo: bool = typer.Option(False, "--demo", help="Fill an empty database with a demo account and print its key"),
) -> None:
    """Serve the API until SIGTERM or Ctrl-C."""
    settings = settings_or_fail(config, host=host, port=port, database_url=database)
    configure_logs(settings.log_format)
    migrate_or_fail(settings)
    key = with_engine(settings, lambda engine: _prepare_demo(engine, settings)) if demo else None

    async def started(engine: Engine) -> None:
        await _greet(engine, settings, key)

    run(run_server(settings, started))


def worker(database: str | None = Database, config: Path | None = Config) -> None:
    """Run the recurring jobs, such as telling breaches, without serving, until SIGTERM or Ctrl-C."""
    settings = settings_or_fail(config, database_url=database)
    configure_logs(settings.log_format)
    migrate_or_fail(settings)
    run(run_worker(settings, lambda: typer.echo("The worker runs.")))


async def _prepare_demo(engine: Engine, settings: Settings) -> str:
    """Fill the demo account on the first start; its key, empty when the database has accounts of its own."""
    bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task("Making demo data", total=DEMO_TICKETS)
    with contextlib.ExitStack() as shown:

        def progress(done: int) -> None:
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done)

        account = await ensure_demo(engine, PROVIDER.name, progress)
    if account is None:
        return ""
    try:
        return await demo_key(engine, account, settings.secrets_dir)
    except OSError as wrong:
        fail(f"DESKHAND_DATA_DIR: the demo's key cannot be kept in {settings.secrets_dir} ({wrong.strerror}).")


async def _greet(engine: Engine, settings: Settings, key: str | None) -> None:
    """Say where the desk is and what to try first. `key` is the demo's, "" where there is none for it."""
    address = settings.public_url or f"http://{reachable(settings.host)}:{settings.port}"
    lines = [f"Deskhand serves {address}", f"  API reference: {address}/api/docs"]
    if key:
        lines += [
            f"  Demo API key:  {key}",
            "  Try it:",
            f"    curl -H 'X-API-KEY: {key}' '{address}/api/v3/tickets?itemsInPage=2'",
        ]
    elif key is not None:
        lines.append(f"  {NO_DEMO}")
    else:
        async with engine.read() as read:
            if not await list_accounts(read):
                lines.append(f"  {NO_ACCOUNT}")
    typer.echo("\n".join(lines))


def reachable(host: str) -> str:
    """The host as it stands in an address that this machine can open."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
