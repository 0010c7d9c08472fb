"""Mentions: how technicians are called, and whom a text calls."""

import pytest

from deskhand.core.actor import Role
from deskhand.core.directory import Technician
from deskhand.core.mentions import handles_of, mentioned, mentions_in
from tests.core.made import NOON


def technician(
    id: int, first: str, last: str, *, email: str = "x@brightwater.example", active: bool = True
) -> Technician:
    return Technician(
        account_id=1,
        id=id,
        version=1,
        email=email,
        first_name=first,
        last_name=last,
        role=Role.TECHNICIAN,
        active=active,
        created_at=NOON,
        modified_at=NOON,
    )


PRIYA = technician(1, "Priya", "Raman")
SEAN = technician(2, "Seán", "O'Brien")
ANNA = technician(3, "Anna Lena", "Müller-Groß")
LEFT = technician(4, "Gone", "Away", active=False)
SECOND = technician(5, "Priya", "Raman")
NAMELESS = technician(6, "", "", email="help_desk@brightwater.example")
STAFF = (SECOND, PRIYA, SEAN, ANNA, LEFT, NAMELESS)


def test_handles_are_names_with_points_and_each_is_one_persons() -> None:
    assert handles_of(STAFF) == {
        1: "priya.raman",
        2: "seán.o.brien",
        3: "anna.lena.müller.gross",
        4: "gone.away",
        5: "priya.raman.2",
        6: "help.desk",
    }


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@priya.raman can you look?", (1,)),
        ("Can you look, @Priya.Raman?", (1,)),
        ("(@priya.raman)", (1,)),
        ("@priya.raman.", (1,)),
        ("@priya.raman.Thanks", (1,)),
        ("@priya.raman.2 and @priya.raman and @priya.raman", (5, 1)),
        ("@seán.o'brien", (2,)),
        ("@Anna.Lena.Müller-Groß bitte", (3,)),
        ("@help_desk", (6,)),
        ("first line\n@priya.raman second", (1,)),
        ("@priya.ramanova", ()),
        ("@priya", ()),
        ("@gone.away", ()),
        ("write to someone@priya.raman", ()),
        ("https://chat.example/@priya.raman", ()),
        ("@@priya.raman", ()),
        ("> @priya.raman said", ()),
        ("> quoted\n@priya.raman", (1,)),
        ("no mention", ()),
        ("@", ()),
    ],
)
def test_whom_a_text_calls(text: str, called: tuple[int, ...]) -> None:
    assert mentioned(text, STAFF) == called


def test_a_mention_knows_where_it_stands() -> None:
    text = "> @priya.raman\r\nOver to @Priya.Raman.2, thanks"
    [found] = mentions_in(text, STAFF)
    assert text[found.start : found.end] == "@Priya.Raman.2"


def test_every_handle_calls_its_own_technician() -> None:
    handles = handles_of(STAFF)
    assert all(mentioned(f"Hi @{handles[one.id]}!", STAFF) == (one.id,) for one in STAFF if one.active)
