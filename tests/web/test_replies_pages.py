"""The pages of canned replies and of ticket templates."""

import pytest

from deskhand.core.placeholders import KNOWN
from deskhand.web.pages.replies import PLACEHOLDERS
from tests.cast import Office
from tests.web.visitor import Seen, Visitor, visiting

REPLY = {"title": "VPN reset", "shortcut": "/VPN-reset", "text": "Hello {{contact.first_name}}, it is reset."}
TEMPLATE = {"name": "New starter", "title": "New starter", "priority": "High", "tags": "hr, onboarding"}


async def kept(visitor: Visitor, path: str, form: dict[str, str]) -> str:
    """Keep one: the path of its page."""
    await visitor.get(f"{path}/new")
    seen = Seen((await visitor.submit(f"{path}/new", form)).text)
    return next(link for link in seen.links if link.startswith(f"{path}/") and link != f"{path}/new")


async def test_a_reply_is_kept_listed_and_changed(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        path = await kept(tom, "/replies", REPLY)
        listed = Seen((await tom.get("/replies")).text).text
        assert "/vpn-reset VPN reset Hello {{contact.first_name}}, it is reset." in listed
        seen = Seen((await tom.get(path)).text)
        assert (seen.field("title"), seen.field("shortcut")) == ("VPN reset", "vpn-reset")
        await tom.submit(path, {**REPLY, "title": "VPN renewed"})
        assert "VPN renewed" in Seen((await tom.get("/replies")).text).text


async def test_a_preview_is_filled_with_an_example_and_keeps_nothing(office: Office) -> None:
    async with visiting(office, office.cast.tom, "/replies/new") as tom:
        text = "**Hello** {{contact.first_name}}\n\n{{technician.name}}"
        answer = await tom.post("/replies/new", {**REPLY, "text": text, "do": "preview"}, status=200)
        assert "<strong>Hello</strong> Mary" in answer.text
        assert "Tom Field" in Seen(answer.text).text
        assert Seen(answer.text).field("text") == text
        assert "No canned replies yet" in Seen((await tom.get("/replies")).text).text


async def test_a_preview_runs_nothing(office: Office) -> None:
    async with visiting(office, office.cast.tom, "/replies/new") as tom:
        answer = await tom.post(
            "/replies/new", {"text": "<script>alert(1)</script><b>x</b>", "do": "preview"}, status=200
        )
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": " "}, "title", "Give it a short name"),
        ({"shortcut": "vpn reset!"}, "shortcut", "Use small letters"),
        ({"text": ""}, "text", "Write what it shall say"),
        ({"text": "Dear {{boss}}"}, "text", "{{boss}} stands for nothing"),
    ],
)
async def test_what_is_wrong_with_a_reply_is_told_at_its_field(
    office: Office, change: dict[str, str], field: str, sentence: str
) -> None:
    async with visiting(office, office.cast.tom, "/replies/new") as tom:
        seen = Seen((await tom.post("/replies/new", REPLY | change, status=422)).text)
    assert sentence in seen.text
    assert [has["name"] for _, has in seen.elements if has.get("aria-invalid") == "true"] == [field]
    assert seen.field(field) == change[field].strip()


async def test_a_shortcut_is_of_one_reply_only(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        await kept(tom, "/replies", REPLY)
        seen = Seen((await tom.post("/replies/new", REPLY, status=422)).text)
    assert "Another canned reply has this shortcut" in seen.text


@pytest.mark.parametrize(("path", "form"), [("/replies", REPLY), ("/templates", TEMPLATE)])
async def test_what_is_kept_is_deleted_after_a_question(office: Office, path: str, form: dict[str, str]) -> None:
    async with visiting(office, office.cast.tom) as tom:
        one = await kept(tom, path, form)
        assert "stay as they are" in Seen((await tom.get(one)).text).text
        await tom.submit(f"{one}/delete")
        await tom.get(one, status=404)


@pytest.mark.parametrize(("path", "form"), [("/replies", REPLY), ("/templates", TEMPLATE)])
async def test_who_may_only_read_sees_and_changes_nothing(office: Office, path: str, form: dict[str, str]) -> None:
    async with visiting(office, office.cast.tom) as tom, visiting(office, office.cast.vera) as vera:
        one = await kept(tom, path, form)
        seen = Seen((await vera.get(one)).text)
        assert f"{one}/delete" not in {form.action for form in seen.forms}
        assert not any("data-submit" in has for _, has in seen.elements)
        assert f"{path}/new" not in Seen((await vera.get(path)).text).links
        await vera.get(f"{path}/new", status=403)
        await vera.post(one, form, status=403)
        await vera.post(f"{path}/new", form, status=403)
        await vera.post(f"{one}/delete", status=403)


async def test_a_template_is_kept_and_offered_to_a_new_ticket(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        path = await kept(tom, "/templates", TEMPLATE)
        seen = Seen((await tom.get(path)).text)
        assert (seen.field("priority"), seen.field("type"), seen.field("tags")) == ("High", "", "hr, onboarding")
        await tom.submit(path, {**TEMPLATE, "name": "Joiner", "type": "Request"})
        assert "Joiner" in Seen((await tom.get("/tickets/new")).text).text


async def test_a_template_without_a_name_is_told_so(office: Office) -> None:
    async with visiting(office, office.cast.tom, "/templates/new") as tom:
        seen = Seen((await tom.post("/templates/new", TEMPLATE | {"name": ""}, status=422)).text)
    assert "Give it a short name" in seen.text
    assert seen.field("tags") == "hr, onboarding"


def test_every_placeholder_is_explained() -> None:
    assert list(PLACEHOLDERS) == list(KNOWN)
