"""The people and customers of the demo: believable, complete, and nobody's real address or number."""

from collections import Counter

import pytest

from deskhand.core.actor import Role
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.people import PROVIDER, TECHNICIANS, draw_contacts
from deskhand.demo.values import Contact

# Ranges kept for fiction by Ofcom (United Kingdom) and the Bundesnetzagentur (Hamburg).
FICTIONAL = (
    *(f"+44 {area} 496 0" for area in (113, 114, 115, 116, 117, 121, 131, 151, 161)),
    "+44 1632 960",
    "+44 7700 900",
    "+49 40 66969 ",
)


@pytest.fixture(scope="module")
def contacts() -> tuple[Contact, ...]:
    return draw_contacts(7)


def test_every_role_is_filled_and_most_are_technicians() -> None:
    roles = Counter(technician.role for technician in TECHNICIANS)
    assert set(roles) == set(Role)
    assert roles[Role.TECHNICIAN] > len(TECHNICIANS) / 2


def test_customers_come_from_many_trades() -> None:
    assert len(ACCOUNTS) >= 14
    assert len({account.trade for account in ACCOUNTS}) == len(ACCOUNTS)
    assert len({account.customer.key for account in ACCOUNTS}) == len(ACCOUNTS)


def test_each_customer_has_its_people(contacts: tuple[Contact, ...]) -> None:
    for account in ACCOUNTS:
        staff = [contact for contact in contacts if contact.customer == account.customer.key]
        assert 3 <= len(staff) <= 25
        assert 1 <= sum(contact.is_contact_person for contact in staff) <= 2
        assert len({contact.first_name for contact in staff}) == len(staff)


def test_addresses_are_nobodys(contacts: tuple[Contact, ...]) -> None:
    domains = {account.customer.key: account.customer.domain for account in ACCOUNTS}
    assert all(domain.endswith(".example") for domain in (PROVIDER.domain, *domains.values()))
    assert all(technician.email.endswith(f"@{PROVIDER.domain}") for technician in TECHNICIANS)
    for contact in contacts:
        local, domain = contact.email.split("@")
        assert domain == domains[contact.customer]
        assert local.replace(".", "").isalpha()
        assert local.isascii()
        assert local == local.lower()
    emails = [*(contact.email for contact in contacts), *(technician.email for technician in TECHNICIANS)]
    assert len(set(emails)) == len(emails)


def test_numbers_are_kept_for_fiction(contacts: tuple[Contact, ...]) -> None:
    numbers = [contact.phone for contact in contacts]
    numbers += [contact.mobile_phone for contact in contacts if contact.mobile_phone]
    numbers += [account.customer.phone for account in ACCOUNTS]
    numbers += [technician.phone for technician in TECHNICIANS]
    assert all(number.startswith(FICTIONAL) for number in numbers)


def test_no_british_vat_number_has_its_check_digits() -> None:
    for account in ACCOUNTS:
        if account.customer.business_number.startswith("GB"):
            digits = [int(digit) for digit in account.customer.business_number if digit.isdigit()]
            weighted = sum(digit * weight for digit, weight in zip(digits, (8, 7, 6, 5, 4, 3, 2, 10, 1), strict=True))
            assert {weighted % 97, (weighted + 55) % 97}.isdisjoint({0})
