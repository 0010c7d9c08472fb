"""Answers that are lost on the way: what is done once, what may have been done, and what is kept."""

from collections.abc import Iterator

import pytest

from deskhand_client.cli.exits import Code
from tests.client.proxy import LossyProxy
from tests.client_cli.commands import Desk, Run, at_terminal
from tests.servers.deskhand import Server


@pytest.fixture
def proxy(desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[LossyProxy]:
    """A way to the desk on which answers may be lost."""
    with LossyProxy(server.port) as started:
        monkeypatch.setenv("DESKHAND_URL", started.url)
        yield started


def test_a_comment_whose_answer_is_lost_is_said_once(desk: Desk, proxy: LossyProxy, run: Run) -> None:
    ticket = desk.ticket()
    proxy.lose(1)
    assert run("tickets", "comment", ticket.id, "-m", "Hello").code == 0
    assert [one.text for one in desk.client.tickets.comments(ticket.id)] == ["Hello"]


def test_what_may_have_been_done_is_said_and_its_text_is_kept(desk: Desk, proxy: LossyProxy) -> None:
    ticket = desk.ticket()
    proxy.lose(100)
    writes = "sh -c 'echo A long text > \"$0\"'"
    lost = at_terminal("tickets", "comment", ticket.id, EDITOR=writes)
    assert lost.code == Code.UNKNOWN
    assert "may have been done or not" in lost.out
    assert "What you wrote is kept in " in lost.out
    assert [one.text for one in desk.client.tickets.comments(ticket.id)] == ["A long text"]


def test_a_list_goes_on_after_a_lost_answer(desk: Desk, proxy: LossyProxy, run: Run) -> None:
    ticket = desk.ticket()
    proxy.lose(2)
    assert run("tickets", "list").rows[0][0] == str(ticket.id)
