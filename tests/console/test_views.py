"""Saved views: whose they are, who sees and changes them, and what the feed tells of them."""

from typing import get_args

import pytest

from deskhand.core import views as rules
from deskhand.core.directory import Technician
from deskhand.core.errors import Forbidden, Missing, Refusal, Taken
from deskhand.core.views import SORTS, SavedView
from deskhand.tickets.order_store import OrderName
from deskhand.views.change import change_view
from deskhand.views.check import ViewDraft
from deskhand.views.delete import delete_view
from deskhand.views.read import list_views
from deskhand.views.save import save_view
from tests.api.history import log_of
from tests.cast import Office


async def save(office: Office, who: Technician, name: str = "Urgent", **draft: object) -> SavedView:
    async with office.engine.transaction(office.cast.account_id) as tx:
        return await save_view(tx, office.cast.acting(who), ViewDraft(name=name, **draft))  # type: ignore[arg-type]


async def change(office: Office, who: Technician, view: SavedView, **draft: object) -> SavedView:
    async with office.engine.transaction(office.cast.account_id) as tx:
        return await change_view(tx, office.cast.acting(who), view.id, ViewDraft(**draft))  # type: ignore[arg-type]


async def delete(office: Office, who: Technician, view: SavedView) -> None:
    async with office.engine.transaction(office.cast.account_id) as tx:
        await delete_view(tx, office.cast.acting(who), view.id)


async def names(office: Office, who: Technician) -> list[str]:
    async with office.engine.read() as read:
        return [view.name for view in await list_views(read, office.cast.acting(who))]


async def test_a_view_keeps_its_words_as_they_were_written(office: Office) -> None:
    view = await save(
        office, office.cast.tom, "  Mine,   this week ", query=' assignee:me created:<7d "no mail" ', sort="-Updated"
    )
    async with office.engine.read() as read:
        (kept,) = await list_views(read, office.cast.acting(office.cast.tom))
    assert kept.id == view.id
    assert (kept.name, kept.query, kept.sort) == ("Mine, this week", 'assignee:me created:<7d "no mail"', "-updated")
    assert (kept.owner_id, kept.shared, kept.position) == (office.cast.tom.id, False, 1)


async def test_ones_own_come_first_and_then_what_others_share(office: Office) -> None:
    tom, dora = office.cast.tom, office.cast.dora
    await save(office, dora, "Doras", shared=True)
    await save(office, dora, "Private")
    first = await save(office, tom, "First")
    await save(office, tom, "Second")
    await change(office, tom, first, position=9)
    assert await names(office, tom) == ["Second", "First", "Doras"]
    assert await names(office, dora) == ["Doras", "Private"]
    async with office.engine.read() as read:
        shown = (await list_views(read, office.cast.acting(tom)))[2]
    assert (shown.owner_first_name, shown.owner_last_name) == ("Dora", "Dispatch")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"name": "  "}, "name_required"),
        ({"name": "x" * 61}, "name_required"),
        ({"query": "status:opne"}, "invalid_query"),
        ({"query": "x" * 2001}, "invalid_query"),
        ({"sort": "colour"}, "invalid_sort"),
    ],
)
async def test_what_will_not_do_is_refused(office: Office, draft: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        await save(office, office.cast.tom, **{"name": "View", **draft})
    assert refused.value.code == code
    assert refused.value.field == next(iter(draft))


async def test_a_bad_query_is_refused_in_its_own_words(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        await save(office, office.cast.tom, query="status:opne")
    assert refused.value.detail == "status: has no 'opne'; use open, pending, resolved, closed"


async def test_a_name_is_unique_among_the_owners_and_free_again_after(office: Office) -> None:
    view = await save(office, office.cast.tom, "Urgent")
    await save(office, office.cast.dora, "Urgent")
    with pytest.raises(Taken):
        await save(office, office.cast.tom, "URGENT")
    await change(office, office.cast.tom, view, name="urgent")
    await delete(office, office.cast.tom, view)
    await save(office, office.cast.tom, "Urgent")


async def test_a_private_view_is_its_owners_alone(office: Office) -> None:
    view = await save(office, office.cast.tom)
    for other in (office.cast.dora, office.cast.jane):
        with pytest.raises(Missing):
            await change(office, other, view, name="Mine now")
        with pytest.raises(Missing):
            await delete(office, other, view)
        async with office.engine.read() as read:
            assert view.id not in [one.id for one in await list_views(read, office.cast.acting(other))]


async def test_a_shared_view_is_changed_by_its_owner_dispatchers_and_administrators(office: Office) -> None:
    view = await save(office, office.cast.tom, shared=True)
    with pytest.raises(Forbidden):
        await change(office, office.cast.bill, view, name="Bills")
    await change(office, office.cast.dora, view, name="Doras words")
    changed = await change(office, office.cast.jane, view, name="Janes words")
    assert changed.owner_id == office.cast.tom.id
    await delete(office, office.cast.dora, view)
    assert await names(office, office.cast.tom) == []


async def test_who_only_reads_keeps_views_and_shares_none(office: Office) -> None:
    await save(office, office.cast.vera)
    with pytest.raises(Forbidden):
        await save(office, office.cast.vera, "Everybodys", shared=True)


async def test_a_contact_has_no_views(office: Office) -> None:
    async with office.engine.read() as read:
        with pytest.raises(Forbidden):
            await list_views(read, office.cast.writing(office.cast.john))


async def test_there_is_an_end_to_how_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskhand.views.save.MOST_VIEWS", 2)
    await save(office, office.cast.tom, "One")
    await save(office, office.cast.tom, "Two")
    with pytest.raises(Refusal) as refused:
        await save(office, office.cast.tom, "Three")
    assert refused.value.code == "too_many_views"
    assert rules.MOST_VIEWS == 100


async def test_every_change_is_an_event_and_no_change_is_none(office: Office) -> None:
    view = await save(office, office.cast.tom, query="status:open")
    changed = await change(office, office.cast.tom, view, query="status:pending", shared=True)
    assert await change(office, office.cast.tom, view, query="status:pending") == changed
    await delete(office, office.cast.tom, view)
    events = [one for one in await log_of(office.engine, office.cast.account_id) if one.kind.noun == "view"]
    assert [one.kind.value for one in events] == ["view.created", "view.changed", "view.deleted"]
    assert events[1].data.changes == {"shared": (False, True)}
    assert events[1].data.texts == ("query",)
    assert changed.version == events[1].seq


async def test_the_feed_tells_of_private_views_only_their_owner_and_administrators(office: Office) -> None:
    start = (await office.api.get("/events", after=0, limit=500))["last"]
    cast = office.cast
    await save(office, cast.tom, "Private")
    shared = await save(office, cast.tom, "Shared", shared=True)
    await delete(office, cast.tom, shared)

    async def told(who: Technician) -> int:
        client = await office.client_of(who)
        events = (await client.get("/events", after=start, limit=500))["items"]
        return sum(event["Kind"].startswith("view.") for event in events)

    assert [await told(who) for who in (cast.tom, cast.jane, cast.dora, cast.vera)] == [3, 3, 2, 2]
    narrow = await office.client(scopes=("events:read", "tickets:read"))
    events = (await narrow.get("/events", after=start, limit=500))["items"]
    assert sum(event["Kind"].startswith("view.") for event in events) == 2


def test_views_are_sorted_as_lists_are() -> None:
    assert set(SORTS) == set(get_args(OrderName)) - {"status_changed"}
