"""The account: the desk itself."""

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.people import Account as AccountRecord
from deskhand_client.records.record import read
from deskhand_client.talk import Request, Talk


class AccountCalls(Calls):
    """Calls on the account."""

    @operation
    def get(self) -> Talk[AccountRecord]:
        """The account that the key belongs to."""
        return read(AccountRecord, (yield Request("GET", "account")).value())


class Account(AccountCalls, Blocking):
    """Calls on the account, blocking."""


class AsyncAccount(AccountCalls, Awaiting):
    """Calls on the account, to be awaited."""
