"""Structs with many fields are made by position; the name noted behind each value is that of its field."""

import re

import pytest

from deskhand.api.v3.shapes.ticket import TicketOut
from deskhand.core.ticket import Ticket
from deskhand.tickets.view import TicketView
from tests.house.source import SOURCE

NOTED = re.compile(r"^ +.*,  # (\w+)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("api/v3/shapes/ticket.py", TicketOut.__struct_fields__),
        ("tickets/names.py", TicketView.__struct_fields__[len(Ticket.__struct_fields__) :]),
    ],
)
def test_values_stand_in_the_order_of_the_fields(file: str, fields: tuple[str, ...]) -> None:
    assert tuple(NOTED.findall((SOURCE / "deskhand" / file).read_text())) == fields
