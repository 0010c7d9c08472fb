"""The statements that find customers and contacts by what somebody types into a search field."""

from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.storage.schema import contact, customer
from deskhand.storage.statement import Statement
from deskhand.storage.types import one_of


class CustomerFound(msgspec.Struct, frozen=True):
    """A customer as it is chosen from a list."""

    id: int
    name: str


class ContactFound(msgspec.Struct, frozen=True):
    """A contact as it is chosen from a list, with the customer's name."""

    id: int
    first_name: str
    last_name: str
    email: str | None
    phone: str
    customer_id: int
    customer_name: str

    @property
    def name(self) -> str:
        """What to call the contact: the address, where there is no name."""
        return f"{self.first_name} {self.last_name}".strip() or self.email or ""


_JOINED = contact.join(
    customer, sa.and_(customer.c.account_id == contact.c.account_id, customer.c.id == contact.c.customer_id)
)
_PEOPLE = (
    sa.select(
        contact.c.id,
        contact.c.first_name,
        contact.c.last_name,
        contact.c.email,
        contact.c.phone,
        contact.c.customer_id,
        customer.c.name.label("customer_name"),
    )
    .select_from(_JOINED)
    .where(
        contact.c.account_id == sa.bindparam("account_id"),
        contact.c.archived_at.is_(None),
        customer.c.archived_at.is_(None),
    )
)
CONTACT: Statement[ContactFound] = Statement(_PEOPLE.where(contact.c.id == sa.bindparam("id")), ContactFound)


def _like(text: sa.ColumnElement[str], count: int) -> list[sa.ColumnElement[bool]]:
    """Every one of the words, each as a pattern, is somewhere in the text."""
    return [text.like(sa.bindparam(f"word_{number}", type_=sa.Text), escape="\\") for number in range(count)]


@lru_cache(32)
def contacts_of(words: int, within: bool) -> Statement[ContactFound]:
    """Active contacts in whose name, address or customer's name all words are; first those with all in their own."""
    own = sa.case((sa.and_(*_like(contact.c.name_key, words)), sa.literal_column("0")), else_=sa.literal_column("1"))
    text = contact.c.name_key + sa.literal_column("' '") + customer.c.name_key
    reach = [one_of(contact.c.customer_id, "within")] if within else []
    return Statement(
        _PEOPLE.where(*_like(text, words), *reach)
        .order_by(own, contact.c.name_key, contact.c.id)
        .limit(sa.bindparam("limit")),
        ContactFound,
    )


@lru_cache(32)
def customers_of(words: int, within: bool) -> Statement[CustomerFound]:
    """Active customers in whose name all words are, by name."""
    reach = [one_of(customer.c.id, "within")] if within else []
    found: sa.Select[Any] = sa.select(customer.c.id, customer.c.name).where(
        customer.c.account_id == sa.bindparam("account_id"),
        customer.c.archived_at.is_(None),
        *_like(customer.c.name_key, words),
        *reach,
    )
    return Statement(found.order_by(customer.c.name_key, customer.c.id).limit(sa.bindparam("limit")), CustomerFound)
