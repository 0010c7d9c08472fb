"""Drafts: what is said replaces, what is not said stays, and null is something that is said."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from deskhand.core.drafts import Maybe, apply, said
from deskhand.directory.customers import CustomerDraft
from tests.core.made import ACME

texts = st.one_of(st.just(UNSET), st.text(max_size=5))
numbers = st.one_of(st.just(UNSET), st.none(), st.floats(-180, 180))


class Extra(msgspec.Struct, frozen=True):
    """A draft with a field that no customer has."""

    name: Maybe[str] = UNSET
    mood: Maybe[str] = UNSET


def test_what_is_said_replaces_and_the_rest_stays() -> None:
    changed = apply(CustomerDraft(city="Springfield"), ACME)
    assert changed == msgspec.structs.replace(ACME, city="Springfield")


def test_null_is_something_that_is_said() -> None:
    somewhere = msgspec.structs.replace(ACME, longitude=1.0, latitude=2.0)
    assert apply(CustomerDraft(longitude=None), somewhere) == msgspec.structs.replace(somewhere, longitude=None)


def test_nothing_said_gives_the_very_thing_back() -> None:
    assert apply(CustomerDraft(), ACME) is ACME


def test_what_the_thing_does_not_have_is_left_out() -> None:
    assert apply(Extra(name="Acme", mood="sour"), ACME).name == "Acme"
    assert apply(CustomerDraft(archived=True), ACME) is ACME


def test_said_or_otherwise() -> None:
    assert said("x", "y") == "x"
    assert said(UNSET, "y") == "y"


@given(name=texts, city=texts, longitude=numbers)
def test_every_field_is_what_was_said_or_what_it_was(name: object, city: object, longitude: object) -> None:
    told = {"name": name, "city": city, "longitude": longitude}
    changed = apply(CustomerDraft(**told), ACME)  # type: ignore[arg-type]  # any of what was drawn
    for field in ACME.__struct_fields__:
        value = told.get(field, UNSET)
        assert getattr(changed, field) == (getattr(ACME, field) if value is UNSET else value)


@given(name=texts, longitude=numbers)
def test_saying_it_twice_is_saying_it_once(name: object, longitude: object) -> None:
    draft = CustomerDraft(name=name, longitude=longitude)  # type: ignore[arg-type]  # any of what was drawn
    assert apply(draft, apply(draft, ACME)) == apply(draft, ACME)
