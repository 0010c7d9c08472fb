"""Answers are bounded, however much there is, and say how to get the rest; all of it can be got."""

import json

from tests.compat.conftest import Account
from tests.mcp_server.agent import Agent, Way, connected, open_ticket

COMMENTS = 500
MOST_TEXT = 40_000
MOST_STRUCTURED = 45_000


def full_ticket(account: Account) -> tuple[int, list[int]]:
    """A ticket with a very long description and 500 long comments: its number, and theirs."""
    number = open_ticket(account, "Everything is slow " + "very " * 90, "slow " * 10_000)
    with account.client() as api:
        made = [
            api.post(f"/tickets/{number}/comments", json={"CommentText": f"{at}: " + "It is slow.\n" * 600})
            for at in range(COMMENTS)
        ]
    return number, [int(answer.json()["CommentID"]) for answer in made]


async def test_a_ticket_of_500_long_comments_is_read_in_parts(account: Account) -> None:
    number, comments = full_ticket(account)
    async with connected(Way("http", True, "auto"), account) as agent:
        read: list[int] = []
        for part in range(1, COMMENTS // 10 + 1):
            text, structured = await agent.ask("read_ticket", ticket_id=number, part=part)
            assert len(text) < MOST_TEXT
            assert len(json.dumps(structured)) < MOST_STRUCTURED
            read = [one["comment_id"] for one in structured["comments"]] + read
            if part == 1:
                assert f"read_ticket(ticket_id={number}, part=2)" in text
                assert f"read_text(ticket_id={number}, comment_id={comments[-1]})" in text
                assert structured["comments_in_all"] == COMMENTS
        assert read == comments
        assert "50 parts" in await agent.refused("read_ticket", ticket_id=number, part=51)
        assert await whole(agent, number, comments[250]) == ("250: " + "It is slow.\n" * 600).strip()
        assert await whole(agent, number, None) == ("slow " * 10_000).strip()


async def whole(agent: Agent, number: int, comment: int | None) -> str:
    """A long text, read part by part."""
    read, part, left = "", 0, 1
    while left:
        part += 1
        text, structured = await agent.ask("read_text", ticket_id=number, comment_id=comment, part=part)
        assert len(text) < MOST_TEXT
        read += structured["untrusted"]["text"]
        left = structured["untrusted"]["left_out"]
    return read.strip()


async def test_a_search_is_walked_page_by_page(way: Way, account: Account) -> None:
    numbers = [open_ticket(account, f"Printer {at} " + "jams " * 90) for at in range(60)]
    async with connected(way, account) as agent:
        text, page = await agent.ask("search_tickets", query="printer", sort="id", limit=50)
        assert len(text) < MOST_TEXT
        assert f'page_token="{page["next_page_token"]}"' in text
        assert page["total"] == 60
        _, rest = await agent.ask("search_tickets", page_token=page["next_page_token"])
    assert [one["ticket_id"] for one in (*page["tickets"], *rest["tickets"])] == numbers
    assert rest["next_page_token"] is None


async def test_work_is_shown_up_to_a_number_and_the_rest_is_told(way: Way, account: Account) -> None:
    number = open_ticket(account, "Printer")
    with account.client(account.janes_key) as api:
        for day in range(1, 16):
            body = {"StartDate": f"2026-10-{day:02}T09:00:00Z", "EndDate": f"2026-10-{day:02}T09:10:00Z"}
            assert api.post(f"/tickets/{number}/workhours", json={**body, "Notes": "long " * 500}).status_code == 201
    async with connected(way, account) as agent:
        text, structured = await agent.ask("read_ticket", ticket_id=number)
    assert (len(structured["work"]), structured["work_in_all"], structured["minutes_logged"]) == (10, 15, 150)
    assert "Left out: 5 older entries of work." in text
    assert len(text) < MOST_TEXT
