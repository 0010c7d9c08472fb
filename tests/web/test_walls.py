"""Every page from outside: without a session, without the form's token, and with the ids of another account."""

import pytest

from deskhand.web.routes import Page
from tests.api.state import state
from tests.cast import Cast, Client, Office, make_cast, make_key
from tests.web.things import GETS, NAMES, POSTS, page_things, path_of
from tests.web.visitor import Seen, stranger, visiting

CLOSED_GETS = [page for page in GETS if not page.open]
CLOSED_POSTS = [page for page in POSTS if not page.open]
THEIRS = "Hesper Vantongeren"
OPEN = {"/login", "/login/account", "/password/forgotten", "/password/new", "/first-run"}
# What ends or begins with a request by itself, and is no change that the form asked for.
BESIDE = {"session", "login"}


def changed(before: dict[str, object], after: dict[str, object]) -> set[str]:
    return {name for name in before if before[name] != after[name]} - BESIDE


def test_only_the_doors_are_open() -> None:
    assert {page.path for page in (*GETS, *POSTS) if page.open} == OPEN


async def test_every_page_leads_who_is_not_logged_in_to_the_log_in_and_back(office: Office) -> None:
    things = await page_things(office)
    async with stranger(office) as visitor:
        for page in CLOSED_GETS:
            path = path_of(page, things)
            sent = await visitor.get(path, 303)
            assert sent.headers["location"] == ("/login" if path == "/" else f"/login?next={path}"), path


async def test_no_form_is_taken_from_who_is_not_logged_in(office: Office) -> None:
    things = await page_things(office)
    before = await state(office)
    async with stranger(office) as visitor:
        await visitor.get("/login")
        for page in CLOSED_POSTS:
            assert (await visitor.post(path_of(page, things))).headers["location"] == "/login", page.path
    assert changed(before, await state(office)) == set()


@pytest.mark.parametrize("token", ["none", "wrong", "anothers"])
async def test_no_form_is_taken_without_the_token_of_its_own_session(office: Office, token: str) -> None:
    things = await page_things(office)
    async with visiting(office, office.cast.jane) as jane, visiting(office, office.cast.jane) as elsewhere:
        brought = {"none": "", "wrong": "0" * 64, "anothers": elsewhere.token}[token]
        assert brought != jane.token
        before = await state(office)
        for page in CLOSED_POSTS:
            answer = await jane.http.post(path_of(page, things), data={"form_token": brought})
            assert answer.status_code == 403, page.path
            assert "This form has expired" in answer.text
        assert changed(before, await state(office)) == set()


@pytest.mark.parametrize("page", [page for page in POSTS if page.open], ids=lambda page: page.path)
async def test_no_form_of_a_door_is_taken_without_its_token(office: Office, page: Page) -> None:
    async with stranger(office) as visitor:
        unknown = await visitor.http.post(page.path, data={"form_token": ""})
        assert unknown.status_code == 403
        assert "Your browser did not send our cookie" in unknown.text
        await visitor.get("/login")
        answer = await visitor.http.post(page.path, data={"form_token": "0" * 64})
        assert answer.status_code == 403
        assert "This form has expired" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://desk.test.evil.example"},
        {"origin": "http://evil.desk.test"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "http://["},
        {"origin": "desk.test"},
    ],
    ids=str,
)
async def test_no_form_of_another_site_is_taken_even_with_the_token(office: Office, headers: dict[str, str]) -> None:
    async with visiting(office, office.cast.tom) as tom:
        form = {"form_token": tom.token, "theme": "dark"}
        assert (await tom.http.post("/profile", data=form, headers=headers)).status_code == 403
    async with stranger(office) as visitor:
        await visitor.get("/login")
        form = {"form_token": visitor.token, "email": "a@b.example", "password": "x"}
        assert (await visitor.http.post("/login", data=form, headers=headers)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://desk.test", "sec-fetch-site": "same-origin"},
        {"origin": "https://desk.test"},  # a proxy ends TLS
        {"origin": "null", "sec-fetch-site": "same-origin"},  # a proxy asks browsers to tell nothing
        {"sec-fetch-site": "none"},
    ],
    ids=str,
)
async def test_a_form_of_our_own_is_taken(office: Office, headers: dict[str, str]) -> None:
    async with visiting(office, office.cast.tom) as tom:
        form = {"form_token": tom.token, "theme": "dark"}
        assert (await tom.http.post("/profile", data=form, headers=headers)).status_code == 303
        scripted = {**headers, "x-form-token": tom.token}
        assert (await tom.http.post("/profile", data={"theme": "dark"}, headers=scripted)).status_code == 303


async def neighbours(office: Office) -> tuple[Cast, dict[str, int]]:
    """A rival's account, whose ids are its own, with one of everything in it."""
    rival = await make_cast(office.engine, f"Rival {office.cast.account_id}", ids_from=5_000_000)
    key = await make_key(office.engine, rival.account_id)
    return rival, await page_things(Office(office.desk, rival, office.http, Client(office.http, key)), THEIRS)


async def test_another_accounts_ids_lead_nowhere(office: Office) -> None:
    rival, theirs = await neighbours(office)
    own = await page_things(office)
    seen_by = Office(office.desk, rival, office.http, office.api)
    before = await state(seen_by)
    async with visiting(office, office.cast.jane) as jane:
        for page in CLOSED_GETS:
            nouns = NAMES.findall(page.path)
            for noun in nouns:
                answer = await jane.http.get(path_of(page, {**own, noun: theirs[noun]}), follow_redirects=True)
                # What can only be sent leads to its own ticket, whatever else its path names.
                to_own = bool(answer.history) and answer.url.path == f"/tickets/{own['ticket']}" and noun != "ticket"
                if answer.status_code == 200 and not to_own:  # then it tells of nothing, theirs or nobody's
                    nobodys = await jane.http.get(path_of(page, {**own, noun: 987_654_321}))
                    assert answer.text == nobodys.text, page.path
                else:
                    assert answer.status_code == (200 if to_own else 404), page.path
                assert THEIRS not in answer.text
        for page in CLOSED_POSTS:
            for noun in NAMES.findall(page.path):
                path = path_of(page, {**own, noun: theirs[noun]})
                form = {"form_token": jane.token, "text": "Mine now", "title": "Mine now", "name": "Mine now"}
                answer = await jane.http.post(path, data=form)
                if answer.status_code == 200:  # it does nothing to what the path names
                    nowhere = path_of(page, {**own, noun: 987_654_321})
                    assert answer.text == (await jane.http.post(nowhere, data=form)).text, page.path
                else:
                    assert answer.status_code in (204, 303, 400, 404, 422), f"{page.path} {answer.status_code}"
                assert THEIRS not in answer.text
    assert changed(before, await state(seen_by)) == set()


@pytest.mark.parametrize("who", ["vera", "bill", "tom"])
async def test_nothing_is_shown_that_would_only_be_refused(office: Office, who: str) -> None:
    """Every page is read, and every link and form on it is tried: none says that the role is too low."""
    things = await page_things(office)
    async with visiting(office, getattr(office.cast, who)) as visitor:
        links, actions = set(), set()
        for page in CLOSED_GETS:
            answer = await visitor.http.get(path_of(page, things), follow_redirects=True)
            assert answer.status_code in (200, 204, 403, 404, 422), page.path
            if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
                seen = Seen(answer.text)
                links |= {link.partition("#")[0] for link in seen.links if link.startswith("/")}
                actions |= {form.action for form in seen.forms if form.method == "post" and form.can_be_sent}
        answers = {link: await visitor.http.get(link, follow_redirects=True) for link in sorted(links)}
        refused = [link for link, answer in answers.items() if answer.status_code in (403, 404)]
        for action in sorted(actions - {"/logout", "/profile/sessions"}):
            answer = await visitor.http.post(action, data={"form_token": visitor.token})
            if answer.status_code == 403:
                refused.append(f"POST {action}")
        assert refused == []
