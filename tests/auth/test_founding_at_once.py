"""Two who found an empty desk at the same moment: the second one's account is never made beside the first."""

import pytest

from deskhand.desk.found import found_account, list_accounts
from deskhand.desk.store import Account
from deskhand.storage.errors import Conflict
from tests.cast import Office


async def accounts(office: Office) -> list[Account]:
    async with office.engine.read() as read:
        return await list_accounts(read)


async def test_who_saw_no_account_does_not_make_another_one_beside_it(office: Office) -> None:
    """As when somebody looked, and another one's account was committed before theirs was written."""
    before = await accounts(office)
    with pytest.raises(Conflict):
        async with office.engine.chore() as chore:
            await found_account(chore, "A second first one", first=True)
    assert await accounts(office) == before
