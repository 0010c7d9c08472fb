"""Two people at one ticket: whoever comes second hears of it, and loses nothing that they did not mean to change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskhand.core.actor import ActorKind, system
from deskhand.core.errors import Missing
from deskhand.core.fields import Target
from deskhand.core.ticket import Impact, Priority, Status, Ticket, TicketType
from deskhand.desk.custom_values import set_value
from deskhand.fields.values import named_field
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.clash import Clash, Seen, refuse_clash, refuse_value_clash, united
from tests.cast import Office

LATER = datetime(2030, 1, 1, 12, tzinfo=UTC)


async def opened(office: Office, **fields: Any) -> int:
    return int((await office.ticket(**fields))["TicketID"])


async def doras(office: Office, number: int, change: TicketChange) -> None:
    """Dora is faster."""
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_ticket(tx, office.cast.acting(office.cast.dora), number, change)


async def toms(office: Office, number: int, seen: Seen, change: TicketChange) -> Ticket:
    """Tom, who saw the ticket before, changes it too."""
    actor = office.cast.acting(office.cast.tom)
    async with office.engine.transaction(office.cast.account_id) as tx:
        left = await refuse_clash(tx, actor, number, seen, change)
        return await change_ticket(tx, actor, number, left)


def values(office: Office) -> dict[str, tuple[Any, Any, Any]]:
    """Per field what it says at first, what Dora makes it and what Tom wants."""
    cast = office.cast
    return {
        "title": ("No mail", "No mail at all", "Mail is slow"),
        "description": ("", "Since noon", "Since Monday"),
        "status": (Status.OPEN, Status.PENDING, Status.RESOLVED),
        "priority": (Priority.LOW, Priority.HIGH, Priority.CRITICAL),
        "type": (TicketType.INCIDENT, TicketType.PROBLEM, TicketType.CHANGE),
        "impact": (None, Impact.MAJOR, Impact.MINOR),
        "technician_id": (None, cast.dora.id, cast.tom.id),
        "customer_id": (cast.acme.id, cast.bakers.id, cast.acme.id + 1000),
        "contact_id": (cast.john.id, cast.mary.id, cast.pete.id),
        "due_by_hand": (None, LATER, LATER + timedelta(days=1)),
    }


@pytest.mark.parametrize("field", [name for name in Seen.__struct_fields__ if name != "tags"])
async def test_the_second_one_hears_what_it_says_now_and_who_did_that(office: Office, field: str) -> None:
    number = await opened(office, TicketPriority="Low", TicketType="Incident")
    was, theirs, mine = values(office)[field]
    await doras(office, number, TicketChange(**{field: theirs}))
    with pytest.raises(Clash) as told:
        await toms(office, number, Seen(**{field: was}), TicketChange(**{field: mine}))
    [clashing] = told.value.fields
    assert (told.value.code, told.value.field) == ("changed_meanwhile", field)
    assert (clashing.field, clashing.mine, clashing.theirs) == (field, mine, theirs)
    assert (clashing.by, clashing.who) == (ActorKind.TECHNICIAN, "Dora Dispatch")
    assert clashing.at is not None


async def test_all_clashing_fields_are_told_at_once_and_nothing_is_changed(office: Office) -> None:
    number = await opened(office)
    await doras(office, number, TicketChange(title="Mail!", priority=Priority.HIGH))
    seen = Seen(title="No mail", priority=Priority.MEDIUM, type=TicketType.PROBLEM)
    wanted = TicketChange(title="Mail?", priority=Priority.LOW, type=TicketType.CHANGE)
    with pytest.raises(Clash) as told:
        await toms(office, number, seen, wanted)
    assert {one.field for one in told.value.fields} == {"title", "priority"}
    assert (await office.api.get(f"/tickets/{number}"))["TicketType"] != "Change"


async def test_different_fields_do_not_clash(office: Office) -> None:
    number = await opened(office)
    await doras(office, number, TicketChange(title="Mail!"))
    after = await toms(office, number, Seen(priority=Priority.MEDIUM), TicketChange(priority=Priority.LOW))
    assert (after.title, after.priority) == ("Mail!", Priority.LOW)


async def test_who_left_a_field_as_they_saw_it_does_not_undo_the_other(office: Office) -> None:
    number = await opened(office)
    await doras(office, number, TicketChange(title="Mail!", description="one\ntwo"))
    seen = Seen(title="No mail", description="one\ntwo", priority=Priority.MEDIUM)
    sent = TicketChange(title="No mail", description="one\r\ntwo\r\n", priority=Priority.LOW)  # as a form sends it all
    after = await toms(office, number, seen, sent)
    assert (after.title, after.description, after.priority) == ("Mail!", "one\ntwo", Priority.LOW)


async def test_wanting_the_same_is_no_clash(office: Office) -> None:
    number = await opened(office)
    await doras(office, number, TicketChange(priority=Priority.HIGH))
    after = await toms(office, number, Seen(priority=Priority.MEDIUM), TicketChange(priority=Priority.HIGH))
    assert after.priority == Priority.HIGH


async def test_an_integration_and_the_desk_have_no_name(office: Office) -> None:
    number = await opened(office)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_ticket(tx, system(tx.account_id), number, TicketChange(priority=Priority.HIGH))
    with pytest.raises(Clash) as told:
        await toms(office, number, Seen(priority=Priority.MEDIUM), TicketChange(priority=Priority.LOW))
    assert (told.value.fields[0].by, told.value.fields[0].who) == (ActorKind.SYSTEM, None)


async def test_tags_are_united(office: Office) -> None:
    number = await opened(office, Tags=["vip", "mail", "old"])
    await doras(office, number, TicketChange(tags=["vip", "mail", "doras"]))
    seen = Seen(tags=["vip", "mail", "old"])
    after = await toms(office, number, seen, TicketChange(tags=["VIP", "old", "toms"]))
    assert after.tags.split("\n") == ["vip", "doras", "toms"]


@pytest.mark.parametrize(
    ("now", "was", "mine", "wanted"),
    [
        ("a b", "a b", "a b c", "a b c"),
        ("a b", "a b", "a", "a"),
        ("a c", "a b", "a b d", "a c d"),
        ("b", "a b", "a b", "b"),
        ("a b C", "a b", "a b c", "a b C"),
        ("", "a", "a", ""),
    ],
)
def test_what_either_side_did_to_the_tags_is_done(now: str, was: str, mine: str, wanted: str) -> None:
    assert united(now.split(), was.split(), mine.split()) == wanted.split()


async def test_a_ticket_that_is_not_there_is_missing(office: Office) -> None:
    with pytest.raises(Missing):
        await toms(office, 999_999, Seen(title="x"), TicketChange(title="y"))


async def test_a_custom_field_clashes_too(office: Office) -> None:
    await office.api.post("/customvalues/customfields", {"Name": "Site", "DataType": "Text", "Target": "Ticket"})
    number, cast = await opened(office), office.cast

    async def put(who: Any, seen: str, text: str) -> None:
        async with office.engine.transaction(cast.account_id) as tx:
            field = await named_field(tx, cast.acting(who), Target.TICKET, "Site")
            await refuse_value_clash(tx, cast.acting(who), number, field, seen, text)
            await set_value(tx, cast.acting(who), Target.TICKET, number, "Site", text)

    await put(cast.dora, "", "Leeds")
    await put(cast.tom, "Leeds", "York")
    await put(cast.tom, "Leeds", "York")
    with pytest.raises(Clash) as told:
        await put(cast.dora, "Leeds", "Hull")
    [clashing] = told.value.fields
    assert (clashing.field, clashing.mine, clashing.theirs, clashing.who) == ("Site", "Hull", "York", "Tom Field")
