"""The visitor of the tests itself: it sees what a page shows, logs in by the form, and sends forms that are taken."""

from tests.auth.at_the_door import with_password
from tests.cast import Office
from tests.web.visitor import Seen, stranger, visiting


def test_a_page_is_seen_with_its_words_links_and_forms() -> None:
    seen = Seen(
        "<h1>Two  <b>words</b></h1><a href='/a'>A</a><form action='/b?c' method='post'><input name=d value=e>"
        "<input type=checkbox name=no value=1><input type=checkbox name=yes value=1 checked>"
        "<select name=f><option value=1>1</option><option selected>2</option></select><textarea name=g>\nh</textarea>"
        "<button name=i value=j></form>"
    )
    assert seen.text.startswith("Two words")
    assert seen.links == ["/a"]
    form = seen.form("/b")
    assert form.method == "post"
    assert form.fields == [("d", "e"), ("yes", "1"), ("f", "2"), ("g", "h")]
    assert form.buttons == [("i", "j")]


async def test_somebody_logs_in_by_the_form_and_gets_to_the_page_they_asked_for(office: Office) -> None:
    tom = await with_password(office, office.cast.tom)
    async with stranger(office) as visitor:
        after = await visitor.log_in(tom.email, path="/login?next=/profile/sessions")
        assert after.url.path == "/profile/sessions"
        assert visitor.session


async def test_who_is_logged_in_sends_a_form_that_is_taken(office: Office) -> None:
    async with visiting(office, office.cast.tom) as tom:
        after = await tom.submit("/profile", {"theme": "dark"})
        assert Seen(after.text).field("theme") == "dark"
