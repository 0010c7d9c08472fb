"""Contacts: the people at the customers, which the API calls end users."""

from datetime import datetime
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Contact
from deskhand_client.records.record import read
from deskhand_client.resources.sent import UNSET, Unset, sent
from deskhand_client.server import Server
from deskhand_client.talk import Request, Talk, path, query

Text = str | Unset


def contact_of(value: Any) -> Contact:
    """A contact from its JSON."""
    return read(Contact, value)


class ContactCalls(Calls):
    """Calls on contacts."""

    @listing
    def list(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        customer_id: int | None = None,
        modified_since: datetime | None = None,
        per_page: int = MOST_PER_PAGE,
    ) -> Listing[Contact]:
        """Contacts, newest first; `email` and `phone` find those that contain it. Atera lists none by customer."""
        at = "contacts"
        if customer_id is not None:
            self.deskhand_only("list of one customer's contacts", "list all, and look at their customer_id")
            at = path("contacts", "customer", customer_id)
        asked = {"Email": email, "Phone": phone, "FromLastModifiedDate": modified_since, "itemsInPage": per_page}
        return Listing(Request("GET", at, query(asked)), contact_of)

    @operation
    def get(self, contact_id: int) -> Talk[Contact]:
        """One contact. Raises NotFound."""
        return contact_of((yield Request("GET", path("contacts", contact_id))).value())

    @operation
    def create(
        self,
        email: str,
        *,
        customer_id: int | Unset = UNSET,
        customer_name: Text = UNSET,
        first_name: Text = UNSET,
        last_name: Text = UNSET,
        job_title: Text = UNSET,
        phone: Text = UNSET,
        mobile_phone: Text = UNSET,
        is_contact_person: bool | Unset = UNSET,
        in_ignore_mode: bool | Unset = UNSET,
        department_id: int | Unset = UNSET,
    ) -> Talk[Contact]:
        """Create a contact of the customer that `customer_id` or its exact name says, and give it as it is then."""
        said = locals()
        answer = (yield Request("POST", "contacts", body=_body(said))).thing()
        if "EndUserID" in answer and self.server == Server.DESKHAND:
            return contact_of(answer)
        return contact_of((yield Request("GET", path("contacts", answer.get("ActionID", "")))).value())

    @operation
    def update(
        self,
        contact_id: int,
        *,
        email: Text = UNSET,
        customer_id: int | Unset = UNSET,
        first_name: Text = UNSET,
        last_name: Text = UNSET,
        job_title: Text = UNSET,
        phone: Text = UNSET,
        mobile_phone: Text = UNSET,
        is_contact_person: bool | Unset = UNSET,
        in_ignore_mode: bool | Unset = UNSET,
        department_id: int | Unset | None = UNSET,
    ) -> Talk[Contact]:
        """Change what is said of a contact, and give it as it is then; the rest stays. Atera takes no `email`."""
        if email is not UNSET:
            self.deskhand_only("way to change a contact's email")
        said = locals()
        yield Request("PUT", path("contacts", contact_id), body=_body(said))
        return contact_of((yield Request("GET", path("contacts", contact_id))).value())

    @operation
    def delete(self, contact_id: int) -> Talk[None]:
        """Archive a contact: it leaves the lists, and stays readable by id."""
        yield Request("DELETE", path("contacts", contact_id))


class Contacts(ContactCalls, Blocking):
    """Calls on contacts, blocking."""


class AsyncContacts(ContactCalls, Awaiting):
    """Calls on contacts, to be awaited."""


_NAMES = {
    "email": "Email",
    "customer_id": "CustomerID",
    "customer_name": "CustomerName",
    "first_name": "Firstname",
    "last_name": "Lastname",
    "job_title": "JobTitle",
    "phone": "Phone",
    "mobile_phone": "MobilePhone",
    "is_contact_person": "IsContactPerson",
    "in_ignore_mode": "InIgnoreMode",
    "department_id": "DepartmentID",
}


def _body(said: dict[str, Any]) -> dict[str, Any]:
    return sent({_NAMES[name]: value for name, value in said.items() if name in _NAMES})
