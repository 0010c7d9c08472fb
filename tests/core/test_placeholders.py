"""Placeholders: what they stand for, what is refused, and the gaps that are left."""

import pytest

from deskhand.core.errors import Refusal
from deskhand.core.placeholders import KNOWN, Filling, check_placeholders, filled, placeholders_in, unfilled

JOHN = Filling(contact_first_name="John", contact_name="John Smith", ticket_id="1042", ticket_title="No {{mail}}")


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Hi {{contact.first_name}},", "Hi John,"),
        ("Hi {{ Contact.First_Name }},", "Hi John,"),
        ("{{contact.name}} ({{contact.first_name}})", "John Smith (John)"),
        ("#{{ticket.id}}", "#1042"),
        # What is filled in is not looked through again.
        ("{{ticket.title}}", "No {{mail}}"),
        # A gap stays to be seen.
        ("Due {{ticket.due}}", "Due {{ticket.due}}"),
        ("{{ not.known }} {x} }}{{", "{{ not.known }} {x} }}{{"),
    ],
)
def test_a_text_is_filled(text: str, becomes: str) -> None:
    assert filled(text, JOHN) == becomes


def test_a_gap_is_told_before_sending() -> None:
    assert unfilled(filled("{{contact.first_name}} {{ticket.due}} {{customer.name}} {{jinja}}", JOHN)) == (
        "ticket.due",
        "customer.name",
    )
    assert unfilled("Nothing to fill") == ()


def test_what_stands_for_nothing_is_refused_by_name() -> None:
    check_placeholders(" ".join(f"{{{{{name}}}}}" for name in KNOWN))
    with pytest.raises(Refusal) as refused:
        check_placeholders("Hi {{contact.name}}, {{contact.shoe_size}}")
    assert (refused.value.code, refused.value.field) == ("unknown_placeholder", "text")
    assert refused.value.detail.startswith("{{contact.shoe_size}} stands for nothing; use {{contact.first_name}}, ")


def test_every_placeholder_has_its_value() -> None:
    assert {name.replace(".", "_") for name in KNOWN} == set(Filling.__struct_fields__)
    assert placeholders_in("{{ticket.id}}{{ticket.id}}{{x}}") == ("ticket.id", "x")
