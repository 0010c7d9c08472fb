"""The account: read, and its settings changed."""

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes.account import CHANGED_ACCOUNT, AccountOut, AccountSaved, account_fields
from deskhand.desk.settings import change_settings
from deskhand.directory.account import read_account
from deskhand.storage.engine import Tx


async def read(call: Call) -> AccountOut:
    async with call.engine.read() as database:
        return AccountOut(**account_fields(await read_account(database, call.actor)))


async def update(call: Call, tx: Tx) -> AccountSaved:
    changed = await change_settings(tx, call.actor, call.draft(CHANGED_ACCOUNT))
    return AccountSaved(ActionID=changed.id, **account_fields(changed))


ROUTES = (
    Route(
        methods=("GET",),
        path="/account",
        scope="tickets:read",
        handler=read,
        answer=AccountOut,
        summary="Read the account",
        tag="Account",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/account",
        scope="admin",
        writer=update,
        answer=AccountSaved,
        body=CHANGED_ACCOUNT,
        summary="Change the account's settings",
        tag="Account",
        example={"TimeZoneName": "Europe/Berlin"},
    ),
)
