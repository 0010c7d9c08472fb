"""A customer with all that its stories need."""

from typing import Literal

from msgspec import Struct

from deskhand.demo.story import Trade
from deskhand.demo.values import Customer

EmailStyle = Literal["first.last", "f.last", "first"]
UK = "United Kingdom"


class Account(Struct, frozen=True):
    """A customer with what its stories need: how big it is, who works there, and what stands there.

    `job_titles` begin with the contact persons; the last one is what everybody else does. `people` is the number of
    contacts, `busy` how many tickets it raises compared with others. `counters` are where customers pay, if anywhere.
    """

    customer: Customer
    trade: Trade
    people: int
    busy: int
    email_style: EmailStyle
    phone_prefix: str
    contact_persons: int
    job_titles: tuple[str, ...]
    hosts: str
    sites: tuple[str, ...]
    printers: tuple[str, ...]
    app: str
    counters: tuple[str, ...] = ()
    german: bool = False
