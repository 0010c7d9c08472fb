"""Files of tickets."""

from urllib.parse import parse_qsl, urlsplit

from deskhand_client.operation import Calls, operation
from deskhand_client.records.record import read
from deskhand_client.records.ticket import Attachment
from deskhand_client.talk import Request, Talk, Upload, path


class TicketFiles(Calls):
    """Calls on a ticket's files."""

    @operation
    def attachments(self, ticket_id: int) -> Talk[list[str]]:
        """Links to the ticket's files; each is good for 15 minutes, and needs no key."""
        links = (yield Request("GET", path("tickets", ticket_id, "attachments"))).array()
        return [str(link) for link in links]

    @operation
    def attach(
        self,
        ticket_id: int,
        name: str,
        content: bytes,
        media_type: str = "application/octet-stream",
        *,
        idempotency_key: str | None = None,
    ) -> Talk[Attachment]:
        """Attach a file to a ticket, 25 MB at most."""
        self._deskhand_only("call to attach files")
        at, headers = path("tickets", ticket_id, "attachments"), self._keyed(idempotency_key)
        request = Request("POST", at, upload=Upload(name, content, media_type), headers=headers)
        return read(Attachment, (yield request).value())

    @operation
    def download(self, link: str) -> Talk[bytes]:
        """The file behind a link. Raises NotFound, and Forbidden for a link that is too old: list them again.

        Of the link only path and query count: nobody but this client's own server is asked. Atera's links lead to other
        servers; open them without the key.
        """
        self._deskhand_only("files of its own", "open the link itself, and without the key")
        parts = urlsplit(link)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        return (yield Request("GET", parts.path, asked, outside=True)).content
