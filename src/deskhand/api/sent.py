"""Answers of pages that Litestar routes: bare ASGI applications, which cost less than Litestar's own responses."""

from typing import Any

from litestar.types import ASGIApp

from deskhand.http.door import Answer, answer


def sent(whole: Answer) -> ASGIApp:
    """An ASGI application that sends the answer."""

    async def send_it(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, whole)

    return send_it
