"""Who a ticket is for: from what a door was told to a customer and, where there is one, a contact."""

import msgspec

from deskhand.core.actor import Actor, covers
from deskhand.core.directory import Contact, Customer, checked_email
from deskhand.core.errors import Refusal
from deskhand.directory import contact_store, customer_store
from deskhand.directory.contacts import ContactDraft, add_contact, customer_unknown
from deskhand.directory.customers import catch_all_customer
from deskhand.storage.engine import Tx


class Requester(msgspec.Struct, frozen=True, kw_only=True):
    """What was said about who asks. `customer_email` only finds a customer; `email` also makes a contact."""

    customer_id: int | None = None
    contact_id: int | None = None
    email: str | None = None
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    customer_email: str | None = None

    @property
    def names_nobody(self) -> bool:
        """Whether nothing in it says who the ticket is for."""
        return not (self.customer_id or self.contact_id or self.email or self.customer_email)


async def find_requester(tx: Tx, actor: Actor, asked: Requester) -> tuple[int, int | None]:
    """The ids of the active customer and contact a ticket is for.

    The contact's id wins and brings its customer; then the address, which creates the contact if need be; then the
    customer's id alone. Refused when nothing is said, nothing matches, or two of them do not belong together.
    """
    if asked.names_nobody:
        raise Refusal(
            "requester_required",
            "CustomerID or EndUserID required",
            "Say who the ticket is for: EndUserID, EndUserEmail or CustomerID",
            field="customer_id",
        )
    customer = await _active_customer(tx, actor, asked.customer_id) if asked.customer_id else None
    contact = await _contact(tx, actor, asked, customer)
    if contact is not None:
        return _matching(contact, customer)
    named_by = "customer_id" if customer is not None else "customer_email"
    if customer is None:
        customer = await _by_address(tx, asked.customer_email or "")
    if customer is None or not covers(actor.reach, customer.id, None):
        raise customer_unknown(named_by)
    return customer.id, None


async def _contact(tx: Tx, actor: Actor, asked: Requester, customer: Customer | None) -> Contact | None:
    if asked.contact_id:
        return await active_contact(tx, actor, asked.contact_id)
    if asked.email:
        return await _by_email(tx, actor, asked, customer)
    if asked.customer_email and customer is None:
        found = await contact_store.by_email(tx, tx.account_id, asked.customer_email)
        return await active_contact(tx, actor, found.id, "customer_email") if found else None
    return None


async def active_contact(tx: Tx, actor: Actor, contact_id: int, named_by: str = "contact_id") -> Contact:
    """The contact, if it may open tickets: neither it nor its customer is archived, and the actor may see both."""
    found = await contact_store.get(tx, tx.account_id, contact_id)
    if found is None or found.archived_at is not None or not covers(actor.reach, found.customer_id, found.id):
        raise customer_unknown(named_by)
    customer = await customer_store.get(tx, tx.account_id, found.customer_id)
    if customer is None or customer.archived_at is not None:
        raise customer_unknown(named_by)
    return found


async def _active_customer(tx: Tx, actor: Actor, customer_id: int) -> Customer:
    found = await customer_store.get(tx, tx.account_id, customer_id)
    if found is None or found.archived_at is not None:
        raise customer_unknown("customer_id")
    return found


async def _by_email(tx: Tx, actor: Actor, asked: Requester, customer: Customer | None) -> Contact:
    """The active contact with this address, or a new one of the named customer, the domain's, or the catch-all."""
    email = checked_email(asked.email or "")
    found = await contact_store.by_email(tx, tx.account_id, email)
    if found is not None:
        return await active_contact(tx, actor, found.id, "email")
    if customer is None:
        customer = await _by_domain(tx, email) or await catch_all_customer(tx, actor)
    if not covers(actor.reach, customer.id, None):
        raise customer_unknown("email")
    draft = ContactDraft(email=email, first_name=asked.first_name, last_name=asked.last_name, phone=asked.phone)
    return await add_contact(tx, actor, customer, draft)


async def _by_address(tx: Tx, email: str) -> Customer | None:
    return await _by_domain(tx, checked_email(email, "customer_email")) if email else None


async def _by_domain(tx: Tx, email: str) -> Customer | None:
    domain = email.rpartition("@")[2].casefold()
    return await tx.one(customer_store.ACTIVE_BY_DOMAIN, account_id=tx.account_id, domain=domain)


def _matching(contact: Contact, customer: Customer | None) -> tuple[int, int | None]:
    if customer is not None and customer.id != contact.customer_id:
        raise Refusal(
            "requester_mismatch",
            "Customer not found",
            f"Contact {contact.id} belongs to customer {contact.customer_id}, not to {customer.id}; send one of both",
            field="customer_id",
        )
    return contact.customer_id, contact.id
