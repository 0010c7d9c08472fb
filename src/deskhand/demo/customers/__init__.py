"""The fifteen customers: invented, each in its trade, with addresses and numbers that belong to nobody.

Telephone numbers come from the ranges that Ofcom and the Bundesnetzagentur keep for fiction, domains end in .example,
and no VAT number here has a valid check digit.
"""

from deskhand.demo.customers import care, offices, works
from deskhand.demo.customers.account import Account

ACCOUNTS: tuple[Account, ...] = tuple(
    sorted((*care.ACCOUNTS, *offices.ACCOUNTS, *works.ACCOUNTS), key=lambda account: account.customer.key)
)
