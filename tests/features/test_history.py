"""What the log remembers of a change, by example: which events it leaves, and how their texts are found again."""

import msgspec
import pytest
import sqlalchemy as sa

from deskhand.core.actor import ActorKind
from deskhand.core.events import Event, EventKind
from deskhand.events.read import Wording, events_after, wordings
from deskhand.events.replay import BrokenHistory, Standing, follow, replay
from deskhand.storage.schema import wording
from deskhand.storage.statement import Statement
from tests.cast import Office

ERASE: Statement[object] = Statement(
    sa.delete(wording).where(
        wording.c.account_id == sa.bindparam("account_id"),
        wording.c.noun == sa.bindparam("noun"),
        wording.c.thing_id == sa.bindparam("thing_id"),
    )
)


class Log:
    """The office's log from a moment on."""

    def __init__(self, office: Office, seq: int) -> None:
        self.office = office
        self.seq = seq

    async def events(self) -> list[Event]:
        """What has happened since."""
        async with self.office.engine.read() as read:
            return await events_after(read, self.office.cast.account_id, self.seq, 1000)

    async def kinds(self) -> list[str]:
        """What has happened since, in words."""
        return [event.kind.value for event in await self.events()]

    async def wording(self, event: Event, field: str) -> Wording:
        """The text that an event set."""
        async with self.office.engine.read() as read:
            return (await wordings(read, self.office.cast.account_id, [event]))[event.seq, field]

    async def replayed(self, upto: int | None = None) -> dict[tuple[str, int], Standing]:
        """What the log says the account held."""
        async with self.office.engine.read() as read:
            return await replay(read, self.office.cast.account_id, upto)


async def log_from_now(office: Office) -> Log:
    """A log that begins behind everything that has happened so far."""
    everything = await Log(office, 0).events()
    return Log(office, everything[-1].seq)


@pytest.fixture
async def ticket_id(office: Office) -> int:
    """John's ticket about his mail."""
    body = {"TicketTitle": "Mail is down", "Description": "Since 9", "EndUserID": office.cast.john.id}
    return int((await office.api.post("/tickets", body))["TicketID"])


async def test_opening_is_one_event_with_every_field(office: Office) -> None:
    log = await log_from_now(office)
    body = {"TicketTitle": "Mail is down", "EndUserID": office.cast.john.id, "TicketPriority": "High"}
    opened = await office.api.post("/tickets", body)
    [event] = await log.events()
    assert (event.kind, event.thing_id, event.ticket_id) == (
        EventKind.TICKET_CREATED,
        opened["TicketID"],
        opened["TicketID"],
    )
    assert event.data.changes == {
        "status": (None, "Open"),
        "priority": (None, "High"),
        "type": (None, "Problem"),
        "source": (None, "API"),
        "customer_id": (None, office.cast.acme.id),
        "contact_id": (None, office.cast.john.id),
        "policy_id": (None, opened["SLAPolicyID"]),
    }
    assert event.data.texts == ("title",)
    assert await log.wording(event, "title") == Wording(None, "Mail is down")


async def test_a_stranger_is_made_before_the_ticket(office: Office) -> None:
    log = await log_from_now(office)
    await office.api.post("/tickets", {"TicketTitle": "Hello", "EndUserEmail": "eve@elsewhere.example"})
    assert await log.kinds() == ["customer.created", "contact.created", "ticket.created"]


async def test_open_to_closed_passes_through_resolved(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    closed = await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Closed"}, 200)
    first, second = await log.events()
    assert first.kind == second.kind == EventKind.TICKET_STATUS_CHANGED
    assert first.data.changes == {"status": ("Open", "Resolved")}
    assert second.data.changes == {"status": ("Resolved", "Closed")}
    assert first.at == second.at
    assert closed["TicketResolvedDate"] is not None


async def test_fields_changed_together_are_one_event_and_the_old_wording_is_kept(
    office: Office, ticket_id: int
) -> None:
    log = await log_from_now(office)
    body = {"TicketPriority": "Critical", "TicketTitle": "Mail is down everywhere"}
    await office.api.post(f"/tickets/{ticket_id}", body, 200)
    [event] = await log.events()
    assert event.kind == EventKind.TICKET_CHANGED
    assert event.data.changes == {"priority": ("Medium", "Critical")}
    assert event.data.texts == ("title",)
    assert await log.wording(event, "title") == Wording("Mail is down", "Mail is down everywhere")


async def test_fields_and_status_changed_together_are_events_of_their_own(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Resolved", "TicketPriority": "Low"}, 200)
    assert await log.kinds() == ["ticket.changed", "ticket.status_changed"]


async def test_a_text_after_an_event_is_what_the_next_one_replaced(office: Office, ticket_id: int) -> None:
    for title in ("Second", "Third", "Fourth"):
        await office.api.post(f"/tickets/{ticket_id}", {"TicketTitle": title, "TicketPriority": "High"}, 200)
    titled = [e for e in await Log(office, 0).events() if e.ticket_id == ticket_id and "title" in e.data.texts]
    async with office.engine.read() as read:
        found = await wordings(read, office.cast.account_id, titled)
        one_by_one = [await wordings(read, office.cast.account_id, [event]) for event in titled]
    assert [found[event.seq, "title"] for event in titled] == [
        Wording(None, "Mail is down"),
        Wording("Mail is down", "Second"),
        Wording("Second", "Third"),
        Wording("Third", "Fourth"),
    ]
    assert {mention: text for one in one_by_one for mention, text in one.items()} == found


async def test_emptied_and_filled_again_a_text_is_empty_between(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    for text in ("", "Since 10"):
        await office.api.post(f"/tickets/{ticket_id}", {"Description": text}, 200)
    first, second = await log.events()
    assert await log.wording(first, "description") == Wording("Since 9", "")
    assert await log.wording(second, "description") == Wording("", "Since 10")


async def test_what_changes_nothing_leaves_nothing(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.post(f"/tickets/{ticket_id}", await office.api.get(f"/tickets/{ticket_id}"), 200)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Open"}, 200)
    await office.api.put(f"/contacts/{office.cast.john.id}", await office.api.get(f"/contacts/{office.cast.john.id}"))
    await office.api.put(f"/customers/{office.cast.acme.id}", await office.api.get(f"/customers/{office.cast.acme.id}"))
    assert await log.kinds() == []


async def test_what_is_refused_leaves_nothing(office: Office, ticket_id: int) -> None:
    await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Closed"}, 200)
    log = await log_from_now(office)
    body = {"TicketTitle": "New title", "TicketStatus": "Open"}
    await office.api.post(f"/tickets/{ticket_id}", body, 400)
    stranger = {"EndUserEmail": "eve@elsewhere.example", "TicketTitle": "Hello", "TechnicianContactID": 999_999}
    await office.api.post("/tickets", stranger, 400)
    assert await log.kinds() == []
    assert (await office.api.get("/contacts", Email="eve@elsewhere.example"))["items"] == []


async def test_an_end_users_comment_reopens_in_an_event_of_its_own(office: Office, ticket_id: int) -> None:
    await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Resolved"}, 200)
    log = await log_from_now(office)
    said = {"CommentText": "It is back", "EndUserID": office.cast.john.id}
    comment = await office.api.post(f"/tickets/{ticket_id}/comments", said)
    added, reopened = await log.events()
    assert (added.kind, added.thing_id, added.ticket_id) == (EventKind.COMMENT_ADDED, comment["CommentID"], ticket_id)
    assert added.data.changes == {"contact_id": (None, office.cast.john.id), "internal": (None, False)}
    assert await log.wording(added, "text") == Wording(None, "It is back")
    assert reopened.data.changes == {"status": ("Resolved", "Open")}


async def test_work_is_logged_with_its_instants_as_texts(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    body = {
        "TechnicianContactID": office.cast.tom.id,
        "StartDate": "2024-02-15T09:00:00Z",
        "EndDate": "2024-02-15T11:30:00.5+01:00",
        "Notes": "Exchange",
    }
    await office.api.post(f"/tickets/{ticket_id}/workhours", body)
    [event] = await log.events()
    assert event.kind == EventKind.WORK_LOGGED
    assert event.data.changes == {
        "technician_id": (None, office.cast.tom.id),
        "starts_at": (None, "2024-02-15T09:00:00+00:00"),
        "ends_at": (None, "2024-02-15T10:30:00.500000+00:00"),
        "billable": (None, True),
        "on_site": (None, False),
    }


async def test_archiving_and_deleting_are_told_once(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.delete(f"/customers/{office.cast.bakers.id}")
    await office.api.delete(f"/customers/{office.cast.bakers.id}")
    await office.api.delete(f"/tickets/{ticket_id}")
    await office.api.delete(f"/tickets/{ticket_id}", 404)
    archived, deleted = await log.events()
    assert (archived.kind, deleted.kind) == (EventKind.CUSTOMER_CHANGED, EventKind.TICKET_DELETED)
    assert archived.data.changes == {"archived_at": (None, archived.at.isoformat())}
    assert (await log.replayed())["ticket", ticket_id].deleted


async def test_personal_data_stay_out_of_events(office: Office) -> None:
    log = await log_from_now(office)
    john = office.cast.john.id
    body = {"Email": "j.smith@acme.example", "Firstname": "Johnny", "MobilePhone": "+1 555 0100"}
    await office.api.put(f"/contacts/{john}", body)
    [event] = await log.events()
    assert event.data.texts == ("email", "first_name", "mobile_phone")
    assert not event.data.changes
    assert await log.wording(event, "email") == Wording("john.smith@acme.example", "j.smith@acme.example")
    assert await log.wording(event, "mobile_phone") == Wording("", "+1 555 0100")


async def test_a_wording_that_was_erased_is_none_and_its_event_stays(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketTitle": "Second"}, 200)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await tx.run(ERASE, account_id=tx.account_id, noun="ticket", thing_id=ticket_id)
    [event] = await log.events()
    assert await log.wording(event, "title") == Wording(None, "Second")
    assert (await log.replayed())["ticket", ticket_id].fields["title"] == "Second"


async def test_every_event_says_who_and_by_which_key(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await (await office.client_of(office.cast.tom)).post(f"/tickets/{ticket_id}", {"TicketPriority": "Low"}, 200)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketPriority": "High"}, 200)
    key_made, by_tom, by_integration = await log.events()
    assert (by_tom.actor_kind, by_tom.actor_id) == (ActorKind.TECHNICIAN, office.cast.tom.id)
    assert by_tom.key_id == key_made.thing_id
    assert (by_integration.actor_kind, by_integration.actor_id) == (ActorKind.INTEGRATION, None)


async def test_the_log_is_read_in_pages(office: Office, ticket_id: int) -> None:
    everything = await Log(office, 0).events()
    assert [event.seq for event in everything] == list(range(1, len(everything) + 1))
    paged: list[Event] = []
    async with office.engine.read() as read:
        while page := await events_after(read, office.cast.account_id, paged[-1].seq if paged else 0, 4):
            assert len(page) <= 4
            paged += page
        assert await events_after(read, office.cast.account_id, everything[-1].seq, 4) == []
    assert paged == everything


async def test_replayed_up_to_a_moment_a_thing_is_as_it_was_then(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketTitle": "Second", "TicketPriority": "Low"}, 200)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketStatus": "Resolved"}, 200)
    shown = {}
    for seq in (log.seq, log.seq + 1, log.seq + 2):
        fields = (await log.replayed(seq))["ticket", ticket_id].fields
        shown[seq - log.seq] = tuple(fields[name] for name in ("title", "description", "priority", "status"))
    assert shown == {
        0: ("Mail is down", "Since 9", "Medium", "Open"),
        1: ("Second", "Since 9", "Low", "Open"),
        2: ("Second", "Since 9", "Low", "Resolved"),
    }


async def test_an_event_that_does_not_follow_is_seen(office: Office, ticket_id: int) -> None:
    log = await log_from_now(office)
    await office.api.post(f"/tickets/{ticket_id}", {"TicketPriority": "Low"}, 200)
    [event] = await log.events()
    things = await log.replayed()
    wrong = msgspec.structs.replace(
        event, data=msgspec.structs.replace(event.data, changes={"priority": ("High", "Low")})
    )
    with pytest.raises(BrokenHistory, match=f"event {event.seq} .* 'High', the events before it 'Low'"):
        follow(things, [wrong], {})
