"""The page of views: renaming, sharing, moving and deleting saved ones."""

from deskhand.core.directory import Technician
from deskhand.core.views import SavedView
from deskhand.views.check import ViewDraft
from deskhand.views.save import save_view
from tests.cast import Office
from tests.web.visitor import Seen, visiting


async def saved(office: Office, who: Technician, name: str, *, shared: bool = False) -> SavedView:
    async with office.engine.transaction(office.cast.account_id) as tx:
        draft = ViewDraft(name=name, query="priority:high", shared=shared)
        return await save_view(tx, office.cast.acting(who), draft)


async def test_views_of_the_inbox_have_their_counts(office: Office) -> None:
    await office.ticket()
    async with visiting(office, office.cast.tom) as tom:
        seen = Seen((await tom.get("/views")).text)
    assert "/tickets?view=unassigned" in seen.links
    assert "Unassigned 1" in seen.text


async def test_a_view_is_renamed_and_shared(office: Office) -> None:
    view = await saved(office, office.cast.tom, "Urgent")
    async with visiting(office, office.cast.tom, "/views") as tom, visiting(office, office.cast.dora) as dora:
        await tom.submit(f"/views/{view.id}", {"name": "On fire", "sharing": ["shared", "own"]})
        seen = Seen((await dora.get("/views")).text)
        assert "Shared by others On fire" in seen.text
        assert "Tom Field" in seen.text
        await tom.submit(f"/views/{view.id}", {"name": "On fire", "sharing": "own"})
        assert "On fire" not in Seen((await dora.get("/views")).text).text


async def test_a_name_that_is_taken_is_told_at_its_view(office: Office) -> None:
    await saved(office, office.cast.tom, "Urgent")
    other = await saved(office, office.cast.tom, "Printers")
    async with visiting(office, office.cast.tom, "/views") as tom:
        seen = Seen((await tom.post(f"/views/{other.id}", {"name": "urgent"}, status=422)).text)
    assert "You have a view of this name already" in seen.text
    [wrong] = [has for _, has in seen.elements if has.get("aria-invalid") == "true"]
    assert (wrong["id"], wrong["value"]) == (f"name-{other.id}", "urgent")


async def test_views_move_up_and_down(office: Office) -> None:
    first = await saved(office, office.cast.tom, "First")
    await saved(office, office.cast.tom, "Second")
    third = await saved(office, office.cast.tom, "Third")
    async with visiting(office, office.cast.tom, "/views") as tom:
        await tom.post(f"/views/{third.id}/move", {"to": "up"})
        await tom.post(f"/views/{first.id}/move", {"to": "down"})
        await tom.post(f"/views/{third.id}/move", {"to": "up"})
        text = Seen((await tom.get("/views")).text).text
    assert text.index("Third") < text.index("First") < text.index("Second")


async def test_a_view_is_deleted_by_its_owner_and_by_whoever_manages_views(office: Office) -> None:
    own = await saved(office, office.cast.tom, "Own")
    shared = await saved(office, office.cast.tom, "For all", shared=True)
    async with visiting(office, office.cast.tom, "/views") as tom, visiting(office, office.cast.dora, "/views") as dora:
        await dora.post(f"/views/{own.id}/delete", status=404)
        await dora.submit(f"/views/{shared.id}/delete")
        await tom.submit(f"/views/{own.id}/delete")
        assert "None yet" in Seen((await tom.get("/views")).text).text


async def test_a_view_that_others_share_is_not_everybodys_to_change(office: Office) -> None:
    view = await saved(office, office.cast.dora, "For all", shared=True)
    async with visiting(office, office.cast.tom, "/views") as tom:
        assert f"/views/{view.id}" not in {form.action for form in Seen((await tom.get("/views")).text).forms}
        await tom.post(f"/views/{view.id}", {"name": "Mine now"}, status=403)
        await tom.post(f"/views/{view.id}/move", {"to": "up"}, status=404)
