"""The tool that lists people, and how a technician is found by what an agent calls them."""

from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult
from pydantic import Field

from deskhand_client.client import AsyncClient
from deskhand_client.mcp.caller import Call, desk_of
from deskhand_client.mcp.choices import Id, OneKind, PageToken
from deskhand_client.mcp.digest import name
from deskhand_client.mcp.fence import Fence
from deskhand_client.mcp.pages import first_page, page_at, token_of
from deskhand_client.mcp.shapes import People, Person, PersonWords, told
from deskhand_client.paging import AsyncPages
from deskhand_client.records.people import Contact, Customer, Technician
from deskhand_client.server import Server

MOST_LOOKED_AT = 2_000
KINDS: dict[str, type[Contact | Customer | Technician]] = {
    "technicians": Technician,
    "contacts": Contact,
    "customers": Customer,
}


async def list_people(
    call: Call,
    kind: Annotated[OneKind, Field(description="technicians work here; contacts are people at customers.")],
    name_has: Annotated[
        str, Field(max_length=200, description="Only those whose name or e-mail address contains this.")
    ] = "",
    customer_id: Annotated[Id | None, Field(description="Only contacts of this customer.")] = None,
    limit: Annotated[int, Field(ge=1, le=50, description="How many a page has.")] = 25,
    page_token: PageToken = "",
) -> Annotated[CallToolResult, People]:
    """List technicians, contacts or customers, newest first, with the ids that other tools take."""
    async with desk_of(call) as desk:
        if page_token:
            page = await page_at(desk, kind, page_token, KINDS[kind])
        elif not name_has:
            page = await first_page(_listed(desk, kind, customer_id, limit))
        else:
            return _told(await _with_name(desk, kind, name_has, customer_id, limit))
    people = [_person(one) for one in page.items]
    return _told(People(kind=kind, total=page.total, people=people, next_page_token=token_of(page)))


async def technician_id(desk: AsyncClient, whom: str | int) -> int:
    """The id of a technician who is called so. Raises ToolError where nobody is, or more than one."""
    said = str(whom).strip()
    if said.isascii() and said.isdigit():
        return int(said)
    if desk.server == Server.ATERA:
        raise ToolError(f"Atera's API lists no technicians: give the id instead of {said!r}, from a ticket they have.")
    there = [one async for one in desk.technicians.list() if one.active]
    for called in (_wholly, _in_part):
        found = [one for one in there if called(one, said.casefold())]
        if len(found) == 1:
            return found[0].id
        if found:
            names = ", ".join(f"{name(one.name)} ({one.id})" for one in found[:10])
            raise ToolError(f"{said!r} may be {names}. Say which by the id.")
    raise ToolError(f'There is no technician {said!r}; list_people(kind="technicians") gives those there are.')


def _wholly(one: Technician, said: str) -> bool:
    return said in (one.name.casefold(), one.email.casefold())


def _in_part(one: Technician, said: str) -> bool:
    return said in (one.first_name.casefold(), one.last_name.casefold(), one.email.casefold().partition("@")[0])


def _listed(desk: AsyncClient, kind: str, customer_id: int | None, limit: int) -> AsyncPages[Any]:
    if kind == "technicians":
        return desk.technicians.list(per_page=limit)
    if kind == "contacts":
        return desk.contacts.list(customer_id=customer_id, per_page=limit)
    return desk.customers.list(per_page=limit)


async def _with_name(desk: AsyncClient, kind: str, part: str, customer_id: int | None, limit: int) -> People:
    """Those whose name has the part. The API does not look for names, so they are looked through, up to a number."""
    found: list[Person] = []
    looked_at = 0
    wanted = part.casefold()
    async for one in _listed(desk, kind, customer_id, 50):
        if looked_at == MOST_LOOKED_AT or len(found) == limit:
            break
        looked_at += 1
        person = _person(one)
        if wanted in f"{person.untrusted.name} {person.untrusted.email or ''}".casefold():
            found.append(person)
    else:
        return People(kind=kind, total=len(found), people=found, next_page_token=None)
    left_out = f"Only the {looked_at} newest were looked at; give a longer part of the name, or a customer_id."
    return People(kind=kind, total=len(found), people=found, next_page_token=None, left_out=left_out)


def _person(one: Contact | Customer | Technician) -> Person:
    match one:
        case Technician():
            words = PersonWords(name=name(one.name), email=name(one.email) or None)
            return Person(id=one.id, role=one.role or None, active=one.active, untrusted=words)
        case Contact():
            words = PersonWords(name=name(one.name), email=name(one.email) or None)
            return Person(id=one.id, active=not one.archived, customer_id=one.customer_id, untrusted=words)
    words = PersonWords(name=name(one.name), email=None)
    return Person(id=one.id, active=not one.archived, untrusted=words)


def _told(people: People) -> CallToolResult:
    if not people.people:
        return told(f"No {people.kind} match. {people.left_out or ''}".strip(), people)
    fence = Fence()
    lines = [line for person in people.people for line in _lines(person)]
    more = f'There are more: page_token="{people.next_page_token}"' if people.next_page_token else people.left_out
    shown = f"{len(people.people)} of {people.total} {people.kind}:"
    return told("\n".join((fence.notice, shown, fence.around(*lines), more or "That is all of them.")), people)


def _lines(person: Person) -> tuple[str, str]:
    role = f", {person.role}" if person.role else ""
    at = f", at customer {person.customer_id}" if person.customer_id else ""
    gone = "" if person.active else ", inactive"
    email = f" <{person.untrusted.email}>" if person.untrusted.email else ""
    return f"{person.id}{role}{at}{gone}", f"| {person.untrusted.name}{email}"
