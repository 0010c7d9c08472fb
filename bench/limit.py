"""The floor: a bare ASGI application with the product's SQL and JSON, and without limit, log, ETag or permissions."""

import argparse
import asyncio
import base64
import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import uvicorn
import uvloop

from bench.limit_json import Saved, Shown, names_of, pick_links, pick_names, shown
from bench.limit_sql import Asked
from deskhand.storage.open import read_url

ROUTE = "/api/v3/tickets"


class Body(msgspec.Struct, rename="pascal"):
    """The body of a create."""

    ticket_title: str
    description: str
    ticket_priority: str
    ticket_type: str
    contact: int = msgspec.field(name="EndUserID")


class Floor:
    """Three routes on one database."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._instant = database.instant
        self._keys: dict[str, int] = {}

    async def start(self) -> None:
        """Connect, and read the keys once."""
        self._keys = dict(await self._database.start())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        account_id = None
        for name, value in scope["headers"]:
            if name == b"x-api-key":
                account_id = self._keys.get(hashlib.sha256(value).hexdigest())
        path = scope["path"]
        if account_id is None:
            await answer(send, 401, b"{}")
        elif path != ROUTE:
            await answer(send, 200, await self._get(account_id, int(path[len(ROUTE) + 1 :])))
        elif scope["method"] == "GET":
            await answer(send, 200, await self._list(account_id, scope))
        else:
            await answer(send, 201, await self._create(account_id, (await receive())["body"]))

    async def _get(self, account_id: int, ticket_id: int) -> bytes:
        row = await self._database.get(account_id, ticket_id)
        return msgspec.json.encode(shown(Shown, self._instant, row, pick_names(row)))

    async def _create(self, account_id: int, body: bytes) -> bytes:
        new = msgspec.json.decode(body, type=Body)
        asked = Asked(new.ticket_title, new.description, new.ticket_priority, new.ticket_type, new.contact)
        row = await self._database.create(account_id, asked)
        return msgspec.json.encode(shown(Saved, self._instant, row, pick_names(row), row[1]))

    async def _list(self, account_id: int, scope: Any) -> bytes:
        size = int(dict(parse_qsl(scope["query_string"].decode())).get("itemsInPage", "20"))
        rows, total = await self._database.page(account_id, size + 1)
        kept = rows[:size]
        ids: tuple[set[Any], ...] = (set(), set(), set(), set(), set())
        links = [pick_links(row) for row in kept]
        for customer, contact, technician, policy, *comments in links:
            ids[0].add(customer)
            ids[1].add(contact)
            ids[2].add(technician)
            ids[3].update(comments)
            ids[4].add(policy)
        found = [{row[0]: row for row in rows} for rows in await self._database.names(account_id, _known(ids))]
        items = [shown(Shown, self._instant, row, names_of(link, found)) for row, link in zip(kept, links, strict=True)]
        pages = -(-total // size)
        token = (
            base64.urlsafe_b64encode(b'["-id",null,%d,%d,null,false,null]' % (kept[-1][1], total)).rstrip(b"=").decode()
        )
        host = next(value for name, value in scope["headers"] if name == b"host").decode()
        more = f"http://{host}{ROUTE}?itemsInPage={size}&page=2&after={token}" if len(rows) > size else ""
        return msgspec.json.encode(
            {
                "items": items,
                "totalItems": total,
                "totalItemCount": total,
                "page": 1,
                "itemsInPage": size,
                "totalPages": pages,
                "prevLink": "",
                "nextLink": more,
            }
        )


def _known(ids: Iterable[set[Any]]) -> tuple[list[int], ...]:
    for wanted in ids:
        wanted.discard(None)
    return tuple(sorted(wanted) for wanted in ids)


async def answer(send: Any, status: int, body: bytes) -> None:
    """Send a whole response."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def serve(url: str, port: int) -> None:
    """Serve until the process is ended, on uvicorn set as the product sets it."""
    path, postgresql = read_url(url)
    # Imported here, so that a process loads one driver only.
    if path is not None:
        from bench.limit_sqlite import Sqlite

        floor = Floor(Sqlite(path))
    else:
        from bench.limit_postgres import Postgres

        floor = Floor(Postgres(postgresql))
    await floor.start()
    config = uvicorn.Config(
        floor, port=port, lifespan="off", access_log=False, log_config=None, server_header=False, timeout_keep_alive=75
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("port", type=int)
    asked_for = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(asked_for.url, asked_for.port))
