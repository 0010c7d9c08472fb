"""Links keep the caller's query as it was written, and a list's tag changes with whatever the list shows."""

from typing import Any

import pytest

from deskhand.api.paging import Link, address_text
from tests.cast import Office

URL = "http://desk.test/api/v3/tickets"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"", ""),
        (b"itemsInPage=1&page=2&after=x", "itemsInPage=1&"),
        (b"PAGE=2&After=x&status=open", "status=open&"),
        (b"%70age=2&searchOptions.page=3&a%66ter=y", ""),
        (b"q=a%26page%3D2+b&", "q=a%26page%3D2+b&"),
        (b"q=status:open,pending%20x", "q=status:open,pending%20x&"),
        ("q=caf\u00e9".encode(), "q=caf%C3%A9&"),
        (b'q="a b"<script>', "q=%22a%20b%22%3Cscript%3E&"),
        (b"flag&flag=&=x", "flag&flag=&=x&"),
    ],
)
def test_a_link_keeps_what_was_asked_but_the_place(query: bytes, kept: str) -> None:
    assert Link(URL, address_text(query)).to(3) == f"{URL}?{kept}page=3"
    assert Link(URL, address_text(query)).to(3, "t") == f"{URL}?{kept}page=3&after=t"


async def test_a_lists_tag_changes_with_what_it_shows(office: Office) -> None:
    cast = office.cast
    first = (await office.ticket(TechnicianContactID=cast.tom.id))["TicketID"]
    second = (await office.ticket())["TicketID"]
    said = {"CommentText": "Hello", "IsInternal": False, "TechnicianContactID": cast.tom.id}
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
    changes: list[tuple[str, str, Any]] = [
        ("PUT", f"/tickets/{first}", {"TicketPriority": "High"}),
        ("PUT", f"/tickets/{first}", {"Tags": ["vip"]}),
        ("POST", f"/tickets/{first}/comments", said),
        ("POST", f"/tickets/{first}/workhours", span),
        ("PUT", f"/customers/{cast.acme.id}", {"CustomerName": "Acme Ltd"}),
        ("PUT", f"/contacts/{cast.john.id}", {"Phone": "123"}),
        ("PUT", f"/technicians/{cast.tom.id}", {"LastName": "Fields"}),
        ("POST", f"/tickets/{first}/relations", {"RelatedTicketId": second, "RelationType": "Parent"}),
        ("POST", "/tickets", {"TicketTitle": "Third", "CustomerID": cast.bakers.id}),
        ("DELETE", f"/tickets/{second}", None),
    ]
    path = "/tickets?includeRelations=true"
    tag, shown = await tagged(office, path)
    for method, where, body in changes:
        before = shown
        assert (await office.api.send(method, where, json=body)).is_success, where
        again = await office.api.send("GET", path, headers={"If-None-Match": tag})
        assert again.status_code == 200, where
        tag, shown = await tagged(office, path)
        assert shown != before, where
        unchanged = await office.api.send("GET", path, headers={"If-None-Match": tag})
        assert (unchanged.status_code, unchanged.content) == (304, b"")


async def tagged(office: Office, path: str) -> tuple[str, Any]:
    answer = await office.api.send("GET", path)
    return answer.headers["etag"], answer.json()


async def test_two_lists_of_the_same_tickets_have_two_tags(office: Office) -> None:
    await office.ticket()
    paths = ("/tickets", "/tickets?x", "/tickets/noComments", "/tickets?itemsInPage=1", "/tickets/lastmodified")
    assert len({(await tagged(office, path))[0] for path in paths}) == len(paths)
