"""Contacts: the people at the customers, which the API calls end users."""

from datetime import datetime
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Contact
from deskhand_client.records.record import read
from deskhand_client.resources.changed import changed
from deskhand_client.resources.sent import UNSET, Flag, Id, Text, sent_as
from deskhand_client.talk import Answer, Request, Talk, path, query


def _contact_of(answer: Answer) -> Contact:
    return contact_of(answer.value())


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
        include_archived: bool = False,
        per_page: int = MOST_PER_PAGE,
    ) -> Listing[Contact]:
        """Contacts, newest first; `email` and `phone` find those that contain it.

        Atera lists none by customer and no archived ones, and reads `modified_since` in the account's own time zone.
        """
        at = "contacts"
        if customer_id is not None:
            self._deskhand_only("list of one customer's contacts", "list all, and look at their customer_id")
            at = path("contacts", "customer", customer_id)
        self._takes_no({"include_archived": include_archived or None})
        asked = {"Email": email, "Phone": phone, "FromLastModifiedDate": modified_since, "itemsInPage": per_page}
        return Listing(Request("GET", at, query({**asked, "includeArchived": include_archived or None})), contact_of)

    @operation
    def get(self, contact_id: int) -> Talk[Contact]:
        """One contact. Raises NotFound."""
        return contact_of((yield Request("GET", path("contacts", contact_id))).value())

    @operation
    def create(
        self,
        email: str,
        *,
        customer_id: Id = UNSET,
        customer_name: Text = UNSET,
        first_name: Text = UNSET,
        last_name: Text = UNSET,
        job_title: Text = UNSET,
        phone: Text = UNSET,
        mobile_phone: Text = UNSET,
        is_contact_person: Flag = UNSET,
        in_ignore_mode: Flag = UNSET,
        department_id: Id = UNSET,
        idempotency_key: str | None = None,
    ) -> Talk[Contact]:
        """Create a contact of the customer that `customer_id` or its exact name says, and give it as it is then.

        Raises BadRequest, and Conflict where somebody has this address. `idempotency_key` as for a ticket: the same
        call with the same key makes no second contact.
        """
        body = sent_as(Contact, locals())
        answer = yield Request("POST", "contacts", body=body, headers=self._keyed(idempotency_key))
        return (yield from changed(self._server, answer, "contacts", _contact_of))

    @operation
    def update(
        self,
        contact_id: int,
        *,
        email: Text = UNSET,
        customer_id: Id = UNSET,
        first_name: Text = UNSET,
        last_name: Text = UNSET,
        job_title: Text = UNSET,
        phone: Text = UNSET,
        mobile_phone: Text = UNSET,
        is_contact_person: Flag = UNSET,
        in_ignore_mode: Flag = UNSET,
        department_id: Id = UNSET,
    ) -> Talk[Contact]:
        """Change what is said of a contact, and give it as it is then; the rest stays. Atera takes no `email`.

        `department_id=None` takes it out of its department.
        """
        self._takes_no({"email": email})
        body = sent_as(Contact, locals(), cleared_by_none=("department_id",))
        answer = yield self._change(path("contacts", contact_id), body)
        return (yield from changed(self._server, answer, "contacts", _contact_of, known=contact_id))

    @operation
    def delete(self, contact_id: int) -> Talk[None]:
        """Archive a contact: it leaves the lists, and stays readable by id."""
        yield Request("DELETE", path("contacts", contact_id))


class Contacts(ContactCalls, Blocking):
    """Calls on contacts, blocking."""


class AsyncContacts(ContactCalls, Awaiting):
    """Calls on contacts, to be awaited."""
