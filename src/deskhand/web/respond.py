"""Serving the console: from a path to its page, who is here, what the form says, and every error as a page."""

from collections.abc import Iterable
from urllib.parse import quote

import structlog

from deskhand.auth.sessions import Visitor, note_seen, session_behind, should_note
from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.http.body import Gone, TooLarge, read_body
from deskhand.http.compress import compressed
from deskhand.http.door import Answer, App, Exchange, Receive, Scope, Send, answer
from deskhand.http.streams import Stream
from deskhand.http.tree import Tree
from deskhand.storage.errors import StorageError
from deskhand.web.answers import GUARDED, HTML, own_path, page, see_other
from deskhand.web.cookies import SESSION, cookie, session_cookie
from deskhand.web.forgery import Forged, NoCookie, refuse_forged, visitor_cookie
from deskhand.web.forms import BadForm, read_form, whole_number
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.session_end import GONE
from deskhand.web.static import static_answer
from deskhand.web.visit import Console, LogInNeeded, Visit

# What may stand in a query as it is, so that the address of the log-in can be read.
PLAIN = "/?=:@,"

log = structlog.get_logger("deskhand.web")


def console_app(pages: Iterable[Page], console: Console, elsewhere: App) -> App:
    """The console as an ASGI application; what is no page of its goes elsewhere. It expects the door before it."""
    tree: Tree[Page] = Tree()
    for one in pages:
        tree.add(one.methods, one.path, one)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await elsewhere(scope, receive, send)
            return
        if (found := static_answer(scope)) is not None:
            await answer(send, found)
            return
        methods = tree.methods(scope["path"])
        if not methods and not _for_people(scope):
            await elsewhere(scope, receive, send)
            return
        made = await _respond(tree, console, scope, receive)
        if isinstance(made, Stream):
            await made.send_to(receive, send)
        else:
            await answer(send, compressed(made, scope))

    return app


def _for_people(scope: Scope) -> bool:
    """Whether an unknown path was asked for by a browser, which then is told so by a page."""
    wants = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    beside = ("/api", "/attachments/", "/healthz", "/readyz")
    return b"text/html" in wants and not scope["path"].startswith(beside)


async def _respond(tree: Tree[Page], console: Console, scope: Scope, receive: Receive) -> Answer | Stream:
    exchange: Exchange = scope["exchange"]
    found = tree.find(scope["method"], scope["path"])
    visit = Visit(console, scope, {}, None)
    try:
        visit.who = await _who(console, visit)
        ids = _ids(found.named) if found is not None else None
        if found is None or ids is None:
            return _unknown(visit, tree.methods(scope["path"]) if found is None else [])
        exchange.route = found.route.path
        if visit.who is not None:
            exchange.actor = visit.who.actor
        visit.ids = ids
        if not found.route.open and visit.who is None:
            raise LogInNeeded
        if found.route.open and visit.who is None and scope["method"] == "GET":
            visitor_cookie(visit)
        if scope["method"] == "POST":
            visit.form = read_form(visit.headers, await read_body(scope, receive, found.route.limit))
            refuse_forged(visit)
        return await found.route.handler(visit)
    except Exception as wrong:  # the one place where every error becomes a page
        return _told(visit, wrong)


async def _who(console: Console, visit: Visit) -> Visitor | None:
    """Who the session's cookie stands for; a session in use goes on, which is written down now and then."""
    text = visit.cookies.get(SESSION, "")
    if not text:
        return None
    async with console.engine.read() as read:
        found = await session_behind(read, text, visit.now)
    if found is not None and should_note(found.session, visit.now):
        async with console.engine.chore() as chore:
            await note_seen(chore, found.session)
        visit.new_cookies.append(session_cookie(text, secure=visit.secure))
    return found


def _ids(named: dict[str, str]) -> dict[str, int] | None:
    """The path's ids; None when one is no number, and so names nothing that there is."""
    ids = {name: number for name, text in named.items() if (number := whole_number(text)) is not None}
    return ids if len(ids) == len(named) else None


def _unknown(visit: Visit, methods: list[str]) -> Answer:
    if methods:
        found = page(visit, "error.html", 405, kind="method", refusal=None)
        return Answer(
            found.status, found.body, [*found.headers, (b"allow", ", ".join(methods).encode())], found.media_type
        )
    return page(visit, "error.html", 404, kind="unknown", refusal=None)


def _told(visit: Visit, wrong: Exception) -> Answer:
    """The answer for anything that a handler may raise."""
    match wrong:
        case LogInNeeded():
            return _to_log_in(visit)
        case Refusal():
            status = 404 if isinstance(wrong, Missing) else 403 if isinstance(wrong, Forbidden) else 422
            return page(visit, "error.html", status, kind="refused", refusal=said_of(visit, wrong))
        case NoCookie():
            return page(visit, "error.html", 403, kind="cookie", refusal=None)
        case Forged():
            return page(visit, "error.html", 403, kind="forged", refusal=None)
        case BadForm() | Gone():
            return page(visit, "error.html", 400, kind="form", refusal=None)
        case TooLarge():
            return page(visit, "error.html", 413, kind="large", refusal=None)
        case StorageError():
            log.warning("database", id=visit.request_id, path=visit.path, exc_info=wrong)
            return page(visit, "error.html", 503, kind="busy", refusal=None)
    log.error("request failed", id=visit.request_id, path=visit.path, exc_info=wrong)
    return page(visit, "error.html", 500, kind="broken", refusal=None)


def _to_log_in(visit: Visit) -> Answer:
    """To the log-in, and afterwards back to what was asked for; a script is told to take the whole window there."""
    back = (
        visit.address if visit.method == "GET" and not visit.by_script else own_path(visit.header(b"x-deskhand-page"))
    )
    target = "/login" if back == "/" else f"/login?next={quote(back, safe=PLAIN)}"
    if visit.cookies.get(SESSION):
        visit.new_cookies.append(cookie(SESSION, "", secure=visit.secure, seconds=0))
    if visit.header(b"accept") == "text/event-stream":
        return Answer(200, GONE, [*GUARDED, *visit.new_cookies], b"text/event-stream")
    if visit.by_script:
        return Answer(401, b"", [(b"hx-redirect", target.encode()), *GUARDED, *visit.new_cookies], HTML)
    return see_other(visit, target)
