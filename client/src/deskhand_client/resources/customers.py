"""Customers: the companies that the desk works for."""

from datetime import datetime
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Customer
from deskhand_client.records.record import read
from deskhand_client.resources.sent import UNSET, Unset, sent
from deskhand_client.talk import Request, Talk, path, query

Text = str | Unset


def customer_of(value: Any) -> Customer:
    """A customer from its JSON."""
    return read(Customer, value)


class CustomerCalls(Calls):
    """Calls on customers."""

    @listing
    def list(self, *, modified_since: datetime | None = None, per_page: int = MOST_PER_PAGE) -> Listing[Customer]:
        """Customers, newest first; with `modified_since` those changed at or after an instant.

        Atera reads that instant in the account's own time zone.
        """
        asked = query({"FromLastModifiedDate": modified_since, "itemsInPage": per_page})
        return Listing(Request("GET", "customers", asked), customer_of)

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
    ) -> Talk[Customer]:
        """Create a customer, and give it as it is then. Raises BadRequest."""
        said = locals()
        answer = (yield Request("POST", "customers", body=_body(said))).thing()
        if "CustomerID" in answer:
            return customer_of(answer)
        return customer_of((yield Request("GET", path("customers", answer.get("ActionID", "")))).value())

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
    ) -> Talk[Customer]:
        """Change what is said of a customer, and give it as it is then; everything else stays."""
        said = locals()
        yield Request("PUT", path("customers", customer_id), body=_body(said))
        return customer_of((yield Request("GET", path("customers", customer_id))).value())

    @operation
    def delete(self, customer_id: int) -> Talk[None]:
        """Archive a customer: it leaves the lists, and stays readable by id."""
        yield Request("DELETE", path("customers", customer_id))


class Customers(CustomerCalls, Blocking):
    """Calls on customers, blocking."""


class AsyncCustomers(CustomerCalls, Awaiting):
    """Calls on customers, to be awaited."""


_NAMES = {
    "name": "CustomerName",
    "business_number": "BusinessNumber",
    "domain": "Domain",
    "address": "Address",
    "city": "City",
    "state": "State",
    "country": "Country",
    "zip_code": "ZipCodeStr",
    "phone": "Phone",
    "fax": "Fax",
    "notes": "Notes",
    "links": "Links",
}


def _body(said: dict[str, Any]) -> dict[str, Any]:
    return sent({_NAMES[name]: value for name, value in said.items() if name in _NAMES})
