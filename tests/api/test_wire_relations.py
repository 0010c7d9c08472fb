"""Relations between tickets: one may be the parent of others, never in a circle."""

from typing import Any

import pytest

from tests.api.history import history_of
from tests.cast import Client, Office, decoded


async def tickets(office: Office, number: int) -> list[int]:
    return [(await office.ticket(TicketTitle=f"No {n}"))["TicketID"] for n in range(number)]


async def relate(api: Client, ticket: int, other: int, kind: str, status: int = 201) -> Any:
    return await api.post(f"/tickets/{ticket}/relations", {"RelatedTicketId": other, "RelationType": kind}, status)


async def relation(api: Client, ticket: int) -> tuple[str, int | None]:
    """What a ticket is read to be related to."""
    read = await api.get(f"/tickets/{ticket}?includeRelations=True")
    return read["RelationType"], read["RelatedTicketId"]


async def test_a_ticket_is_given_a_parent(office: Office) -> None:
    child, parent = await tickets(office, 2)
    made = await relate(office.api, child, parent, "Parent")
    assert made == {"ActionID": child, "TicketID": child, "RelatedTicketId": parent, "RelationType": "Parent"}
    assert await relation(office.api, child) == ("Parent", parent)
    assert await relation(office.api, parent) == ("Child", child)


async def test_a_ticket_is_given_children(office: Office) -> None:
    parent, first, second = await tickets(office, 3)
    await relate(office.api, parent, first, "child")
    await relate(office.api, parent, second, "CHILD")
    assert await relation(office.api, parent) == ("Child", first)
    assert await relation(office.api, second) == ("Parent", parent)


async def test_relations_are_told_only_to_those_who_ask(office: Office) -> None:
    child, parent = await tickets(office, 2)
    await relate(office.api, child, parent, "Parent")
    read = await office.api.get(f"/tickets/{child}")
    assert (read["RelationType"], read["RelatedTicketId"]) == (None, None)
    assert (await office.api.get(f"/tickets/{child}?includerelations=false"))["RelationType"] is None
    assert await relation(office.api, (await tickets(office, 1))[0]) == ("None", None)


async def test_the_parent_goes_before_the_children(office: Office) -> None:
    top, middle, bottom = await tickets(office, 3)
    await relate(office.api, middle, top, "Parent")
    await relate(office.api, middle, bottom, "Child")
    assert await relation(office.api, middle) == ("Parent", top)


async def test_a_relation_said_again_changes_nothing(office: Office) -> None:
    child, parent = await tickets(office, 2)
    await relate(office.api, child, parent, "Parent")
    before = await office.api.get(f"/tickets/{child}")
    await relate(office.api, child, parent, "Parent")
    await relate(office.api, parent, child, "Child")
    assert await office.api.get(f"/tickets/{child}") == before
    assert [line.kind for line in await history_of(office, child)] == ["ticket.created", "ticket.linked"]


async def test_a_child_has_one_parent(office: Office) -> None:
    child, parent, other = await tickets(office, 3)
    await relate(office.api, child, parent, "Parent")
    refused = await relate(office.api, child, other, "Parent", 400)
    assert (refused["code"], refused["errors"][0]["field"]) == ("relation_exists", "RelatedTicketId")
    await relate(office.api, other, child, "Child", 400)


async def test_tickets_are_never_related_in_a_circle(office: Office) -> None:
    top, middle, bottom = await tickets(office, 3)
    await relate(office.api, middle, top, "Parent")
    await relate(office.api, bottom, middle, "Parent")
    for other in (bottom, middle, top):
        assert (await relate(office.api, top, other, "Parent", 400))["code"] == "relation_circle"
    await office.api.delete(f"/tickets/{middle}")
    assert (await relate(office.api, top, bottom, "Parent", 400))["code"] == "relation_circle"


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        ({"RelationType": "Parent"}, "Ticket not found", "RelatedTicketId"),
        ({"RelatedTicketId": 999_999, "RelationType": "Parent"}, "Ticket not found", "RelatedTicketId"),
        ({"RelatedTicketId": "x", "RelationType": "Parent"}, "Ticket not found", "RelatedTicketId"),
        ({"RelatedTicketId": 1}, "RelationType required", "RelationType"),
        ({"RelatedTicketId": 1, "RelationType": "None"}, "Invalid relation type", "RelationType"),
        ({"RelatedTicketId": 1, "RelationType": "Sibling"}, "Invalid relation type", "RelationType"),
    ],
)
async def test_a_relation_that_makes_no_sense_is_refused(
    office: Office, body: dict[str, Any], message: str, field: str
) -> None:
    _, second = await tickets(office, 2)
    refused = await office.api.post(f"/tickets/{second}/relations", body, 400)
    assert (refused["message"], [error["field"] for error in refused["errors"]]) == (message, [field])


async def test_a_ticket_is_taken_from_its_parent(office: Office) -> None:
    child, parent, other = await tickets(office, 3)
    for one in (child, other):
        await relate(office.api, one, parent, "Parent")
    assert await office.api.delete(f"/tickets/{child}/relations/Parent") == {"ActionID": child, "Success": True}
    assert await relation(office.api, child) == ("None", None)
    assert await relation(office.api, parent) == ("Child", other)
    assert (await office.api.delete(f"/tickets/{child}/relations/parent", 404))["message"] == "Relation not found"
    last = (await history_of(office, child))[-1]
    assert (last.kind, last.data.changes) == ("ticket.unlinked", {"parent_id": (parent, None)})


async def test_all_children_are_taken_from_a_ticket_at_once(office: Office) -> None:
    parent, *children = await tickets(office, 3)
    for child in children:
        await relate(office.api, parent, child, "Child")
    await office.api.delete(f"/tickets/{parent}/relations/CHILD")
    assert [await relation(office.api, one) for one in (parent, *children)] == [("None", None)] * 3
    await office.api.delete(f"/tickets/{parent}/relations/Child", 404)


@pytest.mark.parametrize("kind", ["None", "Sibling", "%20", "1"])
async def test_only_parents_and_children_can_be_taken_away(office: Office, kind: str) -> None:
    [ticket] = await tickets(office, 1)
    refused = await office.api.delete(f"/tickets/{ticket}/relations/{kind}", 400)
    assert (refused["message"], refused["code"]) == ("Invalid relation type", "invalid_relation_type")


async def test_a_deleted_ticket_is_nobodys_parent_or_child(office: Office) -> None:
    child, parent = await tickets(office, 2)
    await relate(office.api, child, parent, "Parent")
    await office.api.delete(f"/tickets/{parent}")
    assert await relation(office.api, child) == ("None", None)
    await relate(office.api, child, parent, "Parent", 400)
    await office.api.delete(f"/tickets/{child}/relations/Parent")


async def test_closed_tickets_are_related_too(office: Office) -> None:
    child, parent = [(await office.ticket(TicketStatus="Closed"))["TicketID"] for _ in range(2)]
    await relate(office.api, child, parent, "Parent")
    assert await relation(office.api, child) == ("Parent", parent)


async def test_both_tickets_get_a_new_version(office: Office) -> None:
    child, parent = await tickets(office, 2)

    async def tags() -> list[str]:
        return [(await office.api.send("GET", f"/tickets/{one}")).headers["etag"] for one in (child, parent)]

    before = await tags()
    await relate(office.api, child, parent, "Parent")
    linked = await tags()
    await office.api.delete(f"/tickets/{child}/relations/Parent")
    assert not {*before} & {*linked}
    assert not {*linked} & {*await tags()}


async def test_relating_takes_the_right_to_write_tickets(office: Office) -> None:
    child, parent = await tickets(office, 2)
    vera = await office.client_of(office.cast.vera)
    await relate(vera, child, parent, "Parent", 403)
    reader = await office.client(scopes=["tickets:read"])
    decoded(await reader.send("DELETE", f"/tickets/{child}/relations/Parent"), 403)
    await relate(office.api, 999_999, child, "Parent", 404)
