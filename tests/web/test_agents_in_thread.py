"""What an agent did with Tom's key, and what came from another system, as a ticket's page shows it."""

import pytest

from tests.cast import Office
from tests.importing.records import EVERYTHING, send
from tests.web.visitor import visiting

pytestmark = pytest.mark.asyncio


async def test_a_message_says_through_which_agent_it_was_sent(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    tom = await office.client_of(office.cast.tom)
    headers = {"X-Deskhand-Agent": "claude<code>"}
    await tom.send("POST", f"/tickets/{number}/comments", json={"CommentText": "Looked"}, headers=headers)
    await tom.send("PUT", f"/tickets/{number}", json={"TicketPriority": "High"}, headers=headers)
    async with visiting(office, office.cast.tom) as visitor:
        page = (await visitor.get(f"/tickets/{number}")).text
    assert '<span class="muted cut">through claude&lt;code&gt;</span>' in page
    assert "Priority Medium to High by Tom Field, through claude&lt;code&gt;" in page
    assert "claude<code>" not in page


async def test_an_imported_ticket_reads_as_it_was(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    async with visiting(office, office.cast.tom) as visitor:
        page = (await visitor.get("/tickets/40001")).text
    places = [page.index(text) for text in ("It only rains", "We look into it", "Any umbrellas?", "Zephyr")]
    assert places == sorted(places)
    assert "through" not in page, "an import is no agent"
