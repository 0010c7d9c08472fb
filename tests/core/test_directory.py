"""Addresses and names: which addresses can be one, when two are the same, and what name one suggests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.directory import checked_email, email_key, name_from_email
from deskhand.core.errors import Refusal
from deskhand.directory.customers import mail_domain


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("jane.tech@example.org", ("Jane", "Tech")),
        ("JANE.TECH@example.org", ("Jane", "Tech")),
        ("jane@example.org", ("Jane", "")),
        ("ann-marie_lee@example.org", ("Ann", "Marie Lee")),
        ("j..t@example.org", ("J", "T")),
        ("jean.luc.picard@example.org", ("Jean", "Luc Picard")),
        ("m7@example.org", ("M7", "")),
        ("émile.zola@example.org", ("Émile", "Zola")),
        ("._-@example.org", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_name_that_an_address_suggests(email: str, name: tuple[str, str]) -> None:
    assert name_from_email(email) == name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("jane@example.org", "jane@example.org"),
        ("  Jane@Example.org\n", "Jane@Example.org"),
        ("j@x", "j@x"),
        ("jane+tickets@example.org", "jane+tickets@example.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("ü@exämple.org", "ü@exämple.org"),
    ],
)
def test_an_address_is_kept_without_white_space_around_it(written: str, kept: str) -> None:
    assert checked_email(written) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " ",
        "jane",
        "@",
        "@example.org",
        "jane@",
        "jane@x@y",
        "ja ne@x",
        "jane@x y",
        "a\tb@x",
        "a\x01@x",
        "a@x\u200b",
        "a@x\u202e",
    ],
)
def test_what_can_be_no_address_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(Refusal, match="Invalid email") as refused:
        checked_email(wrong)
    assert (refused.value.code, refused.value.field) == ("invalid_email", "email")
    assert repr(wrong.strip()) in refused.value.detail


def test_the_refusal_names_the_field_the_address_stood_in() -> None:
    with pytest.raises(Refusal) as refused:
        checked_email("nobody", "customer_email")
    assert refused.value.field == "customer_email"


@pytest.mark.parametrize(
    ("one", "other"), [("Jane@Example.ORG", "jane@example.org"), (" a@x ", "a@x"), ("STRASSE@x", "straße@x")]
)
def test_two_addresses_that_are_the_same(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)


@given(st.emails())
def test_the_key_of_an_address_is_its_own_key(email: str) -> None:
    assert email_key(email_key(email)) == email_key(email)
    assert email_key(checked_email(f" {email} ")) == email_key(email)


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("Acme.Example", "acme.example"),
        ("@acme.example", "acme.example"),
        ("www.acme.example", "acme.example"),
        ("acme.example, acme.test", "acme.example"),
        (" acme.example acme.test ", "acme.example"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_mail_domain_as_it_is_compared(written: str, domain: str) -> None:
    assert mail_domain(written) == domain
