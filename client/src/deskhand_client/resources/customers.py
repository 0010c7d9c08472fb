"""Customers: the companies that the desk works for."""

from datetime import datetime
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Customer
from deskhand_client.records.record import read
from deskhand_client.resources.changed import changed
from deskhand_client.resources.sent import UNSET, Number, Text, sent_as
from deskhand_client.talk import Answer, Request, Talk, path, query


def _customer_of(answer: Answer) -> Customer:
    return customer_of(answer.value())


def customer_of(value: Any) -> Customer:
    """A customer from its JSON."""
    return read(Customer, value)


class CustomerCalls(Calls):
    """Calls on customers."""

    @listing
    def list(
        self,
        *,
        modified_since: datetime | None = None,
        include_archived: bool = False,
        per_page: int = MOST_PER_PAGE,
    ) -> Listing[Customer]:
        """Customers, newest first; with `modified_since` those changed at or after an instant.

        Atera reads that instant in the account's own time zone, and lists no archived ones.
        """
        self._takes_no({"include_archived": include_archived or None})
        asked = {"FromLastModifiedDate": modified_since, "includeArchived": include_archived or None}
        return Listing(Request("GET", "customers", query({**asked, "itemsInPage": per_page})), customer_of)

    @operation
    def get(self, customer_id: int) -> Talk[Customer]:
        """One customer. Raises NotFound."""
        return customer_of((yield Request("GET", path("customers", customer_id))).value())

    @operation
    def create(
        self,
        name: str,
        *,
        business_number: Text = UNSET,
        domain: Text = UNSET,
        address: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        country: Text = UNSET,
        zip_code: Text = UNSET,
        phone: Text = UNSET,
        fax: Text = UNSET,
        notes: Text = UNSET,
        links: Text = UNSET,
        longitude: Number = UNSET,
        latitude: Number = UNSET,
        idempotency_key: str | None = None,
    ) -> Talk[Customer]:
        """Create a customer, and give it as it is then. Raises BadRequest.

        `idempotency_key` as for a ticket: the same call with the same key makes no second customer.
        """
        body = sent_as(Customer, locals())
        answer = yield Request("POST", "customers", body=body, headers=self._keyed(idempotency_key))
        return (yield from changed(self._server, answer, "customers", _customer_of))

    @operation
    def update(
        self,
        customer_id: int,
        *,
        name: Text = UNSET,
        business_number: Text = UNSET,
        domain: Text = UNSET,
        address: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        country: Text = UNSET,
        zip_code: Text = UNSET,
        phone: Text = UNSET,
        fax: Text = UNSET,
        notes: Text = UNSET,
        links: Text = UNSET,
        longitude: Number = UNSET,
        latitude: Number = UNSET,
    ) -> Talk[Customer]:
        """Change what is said of a customer, and give it as it is then; everything else stays."""
        body = sent_as(Customer, locals())
        answer = yield self._change(path("customers", customer_id), body)
        return (yield from changed(self._server, answer, "customers", _customer_of, known=customer_id))

    @operation
    def delete(self, customer_id: int) -> Talk[None]:
        """Archive a customer: it leaves the lists, and stays readable by id."""
        yield Request("DELETE", path("customers", customer_id))


class Customers(CustomerCalls, Blocking):
    """Calls on customers, blocking."""


class AsyncCustomers(CustomerCalls, Awaiting):
    """Calls on customers, to be awaited."""
