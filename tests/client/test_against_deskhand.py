"""Every public call of both clients, against a really started Deskhand."""

from itertools import count

import pytest

from deskhand_client import AsyncClient, Client
from tests.client.case import Case, awaited, name_of, taken
from tests.client.cases import CASES
from tests.client.test_public_names import calls
from tests.client.things import Desk, Things, define_field, make_things

_numbers = count(1)


@pytest.fixture
def things(client: Client, desk: Desk) -> Things:
    """Something of each kind."""
    define_field(client)
    return make_things(client, desk.cast.jane.id, f"Things & Co {next(_numbers)}")


def test_every_public_call_is_in_a_case() -> None:
    there = {name for name, _ in calls(Client("http://desk.test", "k"))} - {"close"}
    assert {case.name for case in CASES} == there


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_blocking_call(client: Client, things: Things, case: Case) -> None:
    case.before(client, things)
    if case.raises is not None:
        with pytest.raises(case.raises):
            taken(case.call(client, things))
        return
    got = taken(case.call(client, things))
    assert case.good(got, things), got


@pytest.mark.parametrize("case", CASES, ids=name_of)
async def test_an_awaited_call(desk: Desk, client: Client, things: Things, case: Case) -> None:
    case.before(client, things)
    async with AsyncClient(desk.url, desk.janes_key) as awaiting:
        if case.raises is not None:
            with pytest.raises(case.raises):
                await awaited(lambda: case.call(awaiting, things))
            return
        got = await awaited(lambda: case.call(awaiting, things))
        assert case.good(got, things), got
