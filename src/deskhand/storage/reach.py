"""What an actor may see of the tickets, as SQL: every read of tickets is built for a reach."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.actor import Company, Everything, Own, Reach, TheseCustomers
from deskhand.storage.schema import ticket
from deskhand.storage.types import one_of

ReachKind = type[Everything] | type[TheseCustomers] | type[Own] | type[Company]


def visible_to(kind: ReachKind) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that keep a statement on tickets within a reach of this kind; `reach_params` gives the values.

    Always the account, and for a limited reach its customers or its contact. Statements are built once per kind.
    """
    own_account = ticket.c.account_id == sa.bindparam("account_id")
    if kind is TheseCustomers:
        return (own_account, one_of(ticket.c.customer_id, "reach_customers"))
    if kind is Own:
        return (own_account, ticket.c.contact_id == sa.bindparam("reach_contact"))
    if kind is Company:
        return (own_account, ticket.c.customer_id == sa.bindparam("reach_customer"))
    return (own_account,)


def reach_params(account_id: int, reach: Reach) -> dict[str, Any]:
    """The values for the binds that `visible_to` put into a statement."""
    match reach:
        case TheseCustomers(ids=ids):
            return {"account_id": account_id, "reach_customers": list(ids)}
        case Own(contact_id=contact_id):
            return {"account_id": account_id, "reach_contact": contact_id}
        case Company(customer_id=customer_id):
            return {"account_id": account_id, "reach_customer": customer_id}
    return {"account_id": account_id}
