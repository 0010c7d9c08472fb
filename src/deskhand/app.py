"""The composition root: from settings to a running server."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from deskhand.agents.mount import Agents
from deskhand.api.app import app_of
from deskhand.api.auth import Admittance
from deskhand.api.call import Serving
from deskhand.api.errors import MALFORMED, STOPPING
from deskhand.api.exporting import Exporting
from deskhand.attachments.files import Files
from deskhand.attachments.links import Links
from deskhand.attachments.objects import Objects
from deskhand.auth.log_in_limit import LogInLimit
from deskhand.auth.rate_limit import RateLimit
from deskhand.database import engine_for
from deskhand.desk.secrets import made_secret
from deskhand.http.cors import Origins
from deskhand.http.door import Door, Receive, Scope, Send
from deskhand.http.listen import CannotListen, allow_connections, listen
from deskhand.http.server import serve
from deskhand.jobs.worker import work
from deskhand.settings import PREFIX, BadSetting, Settings, sqlite_path
from deskhand.storage.engine import Engine
from deskhand.storage.sole import sole_server
from deskhand.web.pages import PAGES
from deskhand.web.respond import console_app
from deskhand.web.visit import Console

# After the last answer; whatever still holds the database then is left to its own rollback.
STOP_SECONDS = 0.7
# What signs the links to attachments; several machines share the file.
LINKS_SECRET = "links.secret"  # noqa: S105 - the name of its file


class Desk(msgspec.Struct, frozen=True):
    """The parts of a running desk."""

    engine: Engine
    admittance: Admittance
    door: Door
    files: Files
    agents: Agents

    async def start(self) -> None:
        """Connect to the database."""
        await self.engine.start()

    async def stop(self) -> None:
        """Finish what is under way, within a second, and let the database go."""
        await self.agents.stop()
        await self.admittance.finish()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self.engine.stop()


def files_for(settings: Settings) -> Files:
    """Where the settings keep attachments, and the links to them."""
    return Files(Objects(settings.object_store), Links(lambda: made_secret(settings.secrets_dir, LINKS_SECRET)))


def desk_for(settings: Settings, engine: Engine | None = None) -> Desk:
    """A desk with these settings; tests bring an engine of their own."""
    engine = engine or engine_for(settings)
    admittance = Admittance(engine, RateLimit())
    files = files_for(settings)
    serving = Serving(engine, settings.public_url, admittance.still_admits, files, Exporting(engine.spare_readers))
    console = Console(engine, files, settings.public_url, settings.secrets_dir, LogInLimit())
    answers = console_app(PAGES, console, elsewhere=app_of(serving))
    origins = Origins(settings.cors_origins)

    async def whole_desk(scope: Scope, receive: Receive, send: Send) -> None:
        await door(scope, receive, send)

    agents = Agents(whole_desk, origins, settings.public_url)
    door = Door(agents.app(answers), admittance.admit, STOPPING, origins)
    return Desk(engine, admittance, door, files, agents)


async def run_server(settings: Settings, started: Callable[[Engine], Awaitable[None]]) -> None:
    """Serve until a signal ends it; `started` is called once requests are taken. Raises BadSetting."""
    allow_connections()
    try:
        sockets = listen(settings.host, settings.port)
    except CannotListen as wrong:
        raise BadSetting(f"{PREFIX}{wrong.which.upper()}: {wrong}") from None
    path = sqlite_path(settings.database_url)
    with sole_server(path) if path else contextlib.nullcontext():
        desk = desk_for(settings)
        await desk.start()
        # What is here now stays to the end: it need not be looked through again with every collection of garbage.
        gc.freeze()
        try:
            async with working(desk.engine, on=settings.worker == "on"):
                await serve(desk.door, sockets, lambda: started(desk.engine), MALFORMED)
        finally:
            await desk.stop()


@contextlib.asynccontextmanager
async def working(engine: Engine, *, on: bool = True) -> AsyncIterator[None]:
    """With the worker running beside; what it has under way at the end is finished, or soon given up."""
    ending = asyncio.Event()
    worker = asyncio.create_task(work(engine, ending)) if on else None
    try:
        yield
    finally:
        ending.set()
        if worker is not None:
            await asyncio.wait({worker}, timeout=STOP_SECONDS)
            worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await worker


async def run_worker(settings: Settings, started: Callable[[], None]) -> None:
    """Run the recurring jobs, and nothing else, until SIGTERM or SIGINT."""
    end = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, end.set)
    path = sqlite_path(settings.database_url)
    with sole_server(path) if path else contextlib.nullcontext():
        engine = engine_for(settings)
        await engine.start()
        try:
            async with working(engine):
                started()
                await end.wait()
        finally:
            await engine.stop()
