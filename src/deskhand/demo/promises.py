"""What the demo's provider promises: its own office hours for most, around the clock for the two largest customers."""

from deskhand.core.actor import system
from deskhand.core.calendar import DayKind, Hours, OwnDay
from deskhand.demo.people import PROVIDER
from deskhand.demo.values import Customer
from deskhand.directory.account import AccountDraft, change_account
from deskhand.sla.calendars import CalendarDraft, create_calendar
from deskhand.sla.policies import PolicyDraft, change_policy, create_policy
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx

OFFICE = (Hours(8 * 60 + 30, 17 * 60 + 30),)
EVE = OwnDay("12-24", "Christmas Eve", DayKind.HALF, (Hours(8 * 60 + 30, 12 * 60 + 30),))
# In working minutes; what is not named is as it is built in.
STANDARD = {"next_response_critical": 120, "next_response_high": 240, "resolution_low": 2_700}
GOLD = {
    "first_response_critical": 15,
    "first_response_high": 60,
    "first_response_medium": 120,
    "first_response_low": 480,
    "next_response_critical": 60,
    "next_response_high": 120,
    "resolution_critical": 240,
    "resolution_high": 480,
    "resolution_medium": 1_440,
    "resolution_low": 4_320,
}
GOLD_CUSTOMERS = 2


async def promise(tx: Tx, customers: dict[str, int], drawn: tuple[Customer, ...]) -> None:
    """Give the account its time zone, its calendar and its two policies."""
    founder = system(tx.account_id, "demo")
    await change_account(tx, founder, AccountDraft(time_zone=PROVIDER.time_zone))
    book = await rulebook(tx)
    assert book.default_id is not None  # the rulebook has just made it  # noqa: S101
    always = book.policies[book.default_id].calendar_id
    office = await create_calendar(
        tx,
        founder,
        CalendarDraft(
            name="Leeds office",
            time_zone=PROVIDER.time_zone,
            week=(OFFICE,) * 5 + ((), ()),
            days=(EVE,),
            country="GB",
            region="ENG",
        ),
    )
    await change_policy(tx, founder, book.default_id, PolicyDraft(calendar_id=office.id, targets=STANDARD))
    gold = [customers[company.key] for company in drawn[:GOLD_CUSTOMERS]]
    await create_policy(tx, founder, PolicyDraft(name="Gold", calendar_id=always, targets=GOLD, customer_ids=gold))
