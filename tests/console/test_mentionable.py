"""The picker behind the @: every active technician by the handle that calls them."""

import pytest

from deskhand.core.errors import Forbidden
from deskhand.core.mentions import mentioned
from deskhand.directory.mentionable import all_technicians, list_mentionable
from deskhand.directory.technicians import TechnicianDraft, change_technician
from tests.cast import Office


async def test_whom_a_comment_can_call(office: Office) -> None:
    jane = office.cast.acting(office.cast.jane)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await change_technician(tx, jane, office.cast.bill.id, TechnicianDraft(active=False))
    async with office.engine.read() as read:
        found = await list_mentionable(read, jane)
        staff = await all_technicians(read, jane)
        with pytest.raises(Forbidden):
            await list_mentionable(read, office.cast.writing(office.cast.john))
    assert [one.handle for one in found] == ["dora.dispatch", "jane.tech", "tom.field", "vera.reader"]
    for one in found:
        assert mentioned(f"Over to @{one.handle}!", staff) == (one.technician_id,)
    assert mentioned("Over to @bill.ledger!", staff) == ()
