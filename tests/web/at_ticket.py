"""A technician at the page of a ticket, without a browser: forms are sent with what the page put into them."""

import re
from html import unescape
from typing import Any

import httpx

from deskhand.auth.sessions import begin_session
from deskhand.core.directory import Technician
from deskhand.web.cookies import SESSION
from deskhand.web.visit import form_token
from tests.cast import Office


class AtTicket:
    """Somebody logged in, with one ticket open. `page` is what they see, `status` that of the last answer."""

    def __init__(self, http: httpx.AsyncClient, session: str, ticket_id: int) -> None:
        self._http = http
        self._token = form_token(session)
        self.ticket_id = ticket_id
        self.page = ""
        self.status = 0

    async def look(self, query: str = "") -> str:
        """Load the ticket's page."""
        return await self.get(f"/tickets/{self.ticket_id}{query}")

    async def get(self, path: str) -> str:
        """Load a page."""
        self._took(await self._http.get(path, follow_redirects=True))
        return self.page

    async def send(self, path: str, **fields: Any) -> str:
        """Send a form below the ticket, or to an address, and see the page that follows."""
        address = path if path.startswith("/") else f"/tickets/{self.ticket_id}/{path}"
        data = {"form_token": self._token, **fields}
        self._took(await self._http.post(address, data=data, follow_redirects=True))
        return self.page

    async def change(self, query: str = "", **fields: Any) -> str:
        """Send an edit form of the ticket."""
        return await self.send(f"change{query}", **fields)

    def _took(self, answer: httpx.Response) -> None:
        self.page, self.status = unescape(answer.text), answer.status_code

    def says(self, *texts: str) -> bool:
        """Whether all of this stands on the page."""
        shown = " ".join(re.sub(r"<[^>]+>", " ", self.page).split())
        return all(" ".join(text.split()) in shown for text in texts)

    def said(self) -> str:
        """The sentence at the bottom."""
        found = re.search(r'class="said-b said-(\w+)".*?</svg><span>(.*?)</span>', self.page, re.DOTALL)
        return f"{found[1]}: {found[2]}" if found else ""

    def offers(self, action: str) -> bool:
        """Whether the page has a form for this."""
        return re.search(rf'action="/tickets/{self.ticket_id}/{action}[?"]', self.page) is not None


async def at_ticket(office: Office, technician: Technician, ticket_id: int) -> AtTicket:
    """The technician, logged in from a browser of their own, with the ticket open."""
    async with office.engine.chore() as chore:
        session = await begin_session(chore, office.cast.account_id, technician.id, "127.0.0.1", "test")
    transport = httpx.ASGITransport(office.desk.door, raise_app_exceptions=False)
    http = httpx.AsyncClient(transport=transport, base_url="http://desk.test", cookies={SESSION: session})
    visitor = AtTicket(http, session, ticket_id)
    await visitor.look()
    return visitor
