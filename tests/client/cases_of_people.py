"""Every call on customers, contacts, departments, technicians and the account, and what must come of it."""

from datetime import timedelta

from tests.client.case import Case, ids

PEOPLE = (
    Case("customers.list", lambda c, t: c.customers.list(), lambda got, t: got[0].id == t.customer.id, atera=True),
    Case(
        "customers.list",
        lambda c, t: c.customers.list(modified_since=t.began - timedelta(minutes=5), per_page=1),
        lambda got, t: got,
        atera=True,
    ),
    Case("customers.list", lambda c, t: c.customers.list(include_archived=True), lambda got, t: got),
    Case("customers.get", lambda c, t: c.customers.get(t.customer.id), lambda got, t: got == t.customer, atera=True),
    Case(
        "customers.create",
        lambda c, t: c.customers.create("Bakers", city="York", zip_code="YO1", latitude=53.9, longitude=-1.1),
        lambda got, t: (got.name, got.city, got.zip_code, got.latitude) == ("Bakers", "York", "YO1", 53.9),
        atera=True,
    ),
    Case(
        "customers.create",
        lambda c, t: c.customers.create("Once", idempotency_key=f"{t.customer.id}"),
        lambda got, t: got.id,
    ),
    Case(
        "customers.update",
        lambda c, t: c.customers.update(t.customer.id, notes="Pays late", phone=None),
        lambda got, t: (got.name, got.notes) == (t.customer.name, "Pays late"),
        atera=True,
    ),
    Case("customers.delete", lambda c, t: c.customers.delete(t.customer.id), atera=True),
    Case(
        "contacts.list",
        lambda c, t: c.contacts.list(email=f"{t.customer.id}@things"),
        lambda got, t: ids(got) == [t.contact.id],
        atera=True,
    ),
    Case(
        "contacts.list",
        lambda c, t: c.contacts.list(customer_id=t.customer.id, include_archived=True),
        lambda got, t: ids(got) == [t.contact.id],
    ),
    Case("contacts.get", lambda c, t: c.contacts.get(t.contact.id), lambda got, t: got == t.contact, atera=True),
    Case(
        "contacts.create",
        lambda c, t: c.contacts.create(f"n{t.contact.id}@things.example", customer_id=t.customer.id, last_name="Nu"),
        lambda got, t: (got.last_name, got.customer_id) == ("Nu", t.customer.id),
        atera=True,
    ),
    Case(
        "contacts.update",
        lambda c, t: c.contacts.update(t.contact.id, job_title="Boss", is_contact_person=True),
        lambda got, t: (got.job_title, got.is_contact_person, got.first_name) == ("Boss", True, "Thea"),
        atera=True,
    ),
    Case(
        "contacts.update",
        lambda c, t: c.contacts.update(t.contact.id, email=f"o{t.contact.id}@things.example", department_id=None),
        lambda got, t: got.email == f"o{t.contact.id}@things.example",
    ),
    Case("contacts.delete", lambda c, t: c.contacts.delete(t.contact.id), atera=True),
    Case(
        "departments.list", lambda c, t: c.departments.list(), lambda got, t: got[0].id == t.department.id, atera=True
    ),
    Case("departments.get", lambda c, t: c.departments.get(t.department.id), lambda got, t: got.name, atera=True),
    Case(
        "departments.create", lambda c, t: c.departments.create(f"HR {t.ticket.id}"), lambda got, t: got.id, atera=True
    ),
    Case(
        "departments.update",
        lambda c, t: c.departments.update(t.department.id, description="Sells"),
        lambda got, t: (got.name, got.description) == (t.department.name, "Sells"),
        atera=True,
    ),
    Case("departments.delete", lambda c, t: c.departments.delete(t.department.id), atera=True),
    Case("technicians.list", lambda c, t: c.technicians.list(), lambda got, t: t.technician_id in ids(got)),
    Case("technicians.get", lambda c, t: c.technicians.get(t.technician_id), lambda got, t: got.name == "Jane Tech"),
    Case("account.get", lambda c, t: c.account.get(), lambda got, t: got.name and got.time_zone, atera=True),
)
