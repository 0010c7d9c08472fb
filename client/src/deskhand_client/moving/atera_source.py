"""Reading from Atera what is to be moved, as Atera says it."""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any, TypeAlias

from deskhand_client.client import Client
from deskhand_client.errors import NotFound
from deskhand_client.moving.atera_records import TARGETS, Said
from deskhand_client.paging import MOST_PER_PAGE, Listing, Page, turn
from deskhand_client.talk import Request, path, query

Asked: TypeAlias = Mapping[str, Any]


class AteraSource:
    """Atera, read page by page. May be used by several threads at once."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def newest_first(self, at: str, asked: Asked, start: int = 1) -> Iterator[tuple[int, Page[Said]]]:
        """The pages of a list to which new things come at the beginning, from one on, with their numbers.

        What comes meanwhile pushes others to later pages, where they are seen twice. What is deleted meanwhile draws
        others to earlier pages, where they would be missed: then as many pages are looked at again.
        """
        number, known = start, 0
        while True:
            page = self._page(at, asked, number)
            yield number, page
            if page.total < known:
                number = max(1, number - ceil((known - page.total) / MOST_PER_PAGE))
            elif page.following is None:
                return
            else:
                number += 1
            known = page.total

    def oldest_first(self, at: str, asked: Asked, start: int = 0) -> Iterator[tuple[int, Page[Said]]]:
        """The pages of a list at whose end comes whatever happens meanwhile, from one, or the last, down to the first.

        So what moves to the end draws others to pages that are still to be looked at, and none is missed.
        """
        number = start or max(1, ceil(self._page(at, asked, 1).total / MOST_PER_PAGE))
        for at_page in range(number, 0, -1):
            yield at_page, self._page(at, asked, at_page)

    def _page(self, at: str, asked: Asked, number: int) -> Page[Said]:
        request = Request("GET", at, query({**asked, "itemsInPage": MOST_PER_PAGE, "page": number}))
        return self._client.carry(turn(Listing(request, dict), request))

    def inside(self, ticket_id: int, what: str) -> list[Said]:
        """What belongs to a ticket: its `comments` or `workhoursrecords`. Nothing where it is gone meanwhile."""
        try:
            pages = self.newest_first(path("tickets", ticket_id, what), {})
            return [said for _, page in pages for said in page.items]
        except NotFound:
            return []

    def custom_fields(self) -> list[Said]:
        """Every custom field of the account."""
        return self._array("customfields")

    def targets(self) -> set[str]:
        """What custom fields are about, of ticket, customer and contact."""
        return {TARGETS[said["Target"]] for said in self.custom_fields() if said.get("Target") in TARGETS}

    def values(self, target: str, item_id: int) -> list[Said]:
        """What custom fields say of one thing."""
        return self._array(f"{target}fields", item_id)

    def _array(self, *parts: object) -> list[Said]:
        try:
            value = self._client.send(Request("GET", path("customvalues", *parts))).value()
        except NotFound:
            return []
        return value if isinstance(value, list) else []
