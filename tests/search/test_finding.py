"""What is found, by example, and in which order."""

import pytest

from deskhand.core.actor import Company, Own, TheseCustomers
from deskhand.search import index
from deskhand.tickets.change import TicketChange
from deskhand.tickets.condition_store import any_of
from tests.search.shelf import FORGET, Shelf

pytestmark = pytest.mark.usefixtures("ways")


async def test_words_of_title_description_and_comments(shelf: Shelf) -> None:
    one = await shelf.open("Printer offline", "The Kyocera on floor 2")
    await shelf.say(one, "Toner was empty")
    await shelf.open("Mailbox full")
    for text in ("printer", "KYOCERA", "toner empty", "offline toner floor 2", "print", "kyo", "Töner"):
        assert await shelf.find(text) == [one], text
    for text in ("prin offline", "toners", "kyocera mailbox", "p r"):
        assert await shelf.find(text) == [], text


async def test_an_address_is_found_whole_and_by_its_parts(shelf: Shelf) -> None:
    one = await shelf.open("Rule for John.Smith@acme.example")
    two = await shelf.open("john smith acme example")
    assert await shelf.find("john.smith@ACME.example") == [one]
    assert await shelf.find("john.smith@ac") == [one]
    assert await shelf.find("@acme.example") == [two, one]
    assert await shelf.find("smith john") == [two, one]


async def test_title_hits_come_first_then_the_last_activity(shelf: Shelf) -> None:
    in_title_first = await shelf.open("Outlook hangs")
    in_text_first = await shelf.open("Slow laptop", "outlook takes minutes")
    in_title_last = await shelf.open("No outlook")
    in_text_last = await shelf.open("Calendar", "of outlook")
    assert await shelf.find("outlook") == [in_title_last, in_title_first, in_text_last, in_text_first]
    await shelf.say(in_text_first, "still")
    await shelf.say(in_title_first, "still")
    assert await shelf.find("outlook") == [in_title_first, in_title_last, in_text_first, in_text_last]


async def test_a_title_hit_has_every_word_in_its_title(shelf: Shelf) -> None:
    scattered = await shelf.open("Outlook hangs", "the calendar too")
    together = await shelf.open("Calendar of Outlook")
    await shelf.say(scattered, "hello")
    assert await shelf.find("outlook calendar") == [together, scattered]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
async def test_pages_go_on_where_the_last_one_ended(shelf: Shelf, limit: int) -> None:
    for number in range(7):
        await shelf.open(f"Disk {number}" if number % 3 else f"Drive {number}", "a disk")
    assert await shelf.find("disk", limit=limit) == await shelf.expected("disk")


async def test_internal_comments_are_for_those_who_may_see_them(shelf: Shelf) -> None:
    one = await shelf.open("Laptop stolen")
    await shelf.say(one, "suspect the cleaner", internal=True)
    await shelf.say(one, "we are on it")
    assert await shelf.find("cleaner") == [one]
    assert await shelf.find("cleaner", internal=False) == []
    assert await shelf.find("laptop cleaner", internal=False) == []
    assert await shelf.find("on it", internal=False) == [one]
    assert await shelf.find("laptop", without=["cleaner"]) == []
    assert await shelf.find("laptop", without=["cleaner"], internal=False) == [one]


async def test_what_is_unwanted_stays_out(shelf: Shelf) -> None:
    one = await shelf.open("Printer jam", "tray two")
    two = await shelf.open("Printer jam", "tray one")
    assert await shelf.find("printer", without=["two"]) == [two]
    assert await shelf.find("printer", without=["tray two"]) == [two]
    assert await shelf.find("printer", without=["two", "one"]) == []
    assert await shelf.find("printer", without=["three"]) == [two, one]


async def test_a_change_of_wording_is_followed(shelf: Shelf) -> None:
    one = await shelf.open("Scanner", "in the hall")
    await shelf.say(one, "cable")
    await shelf.say(one, "secret", internal=True)
    await shelf.change(one, TicketChange(title="Copier", description="in the attic"))
    for gone in ("scanner", "hall"):
        assert await shelf.find(gone) == []
    for there in ("copier", "attic", "cable", "secret"):
        assert await shelf.find(there) == [one]
    assert await shelf.find("secret", internal=False) == []


async def test_a_deleted_ticket_is_not_found(shelf: Shelf) -> None:
    one = await shelf.open("Ghost")
    await shelf.delete(one)
    assert await shelf.find("ghost") == []


async def test_other_conditions_hold_as_well(shelf: Shelf) -> None:
    johns = await shelf.open("VPN")
    petes = await shelf.open("VPN", contact_id=shelf.cast.pete.id)
    assert await shelf.find("vpn", conditions=[any_of("customer", [shelf.cast.acme.id])]) == [johns]
    assert await shelf.find("vpn", conditions=[any_of("customer", [shelf.cast.bakers.id])]) == [petes]
    assert await shelf.find("vpn", conditions=[any_of("status", ["Closed"])]) == []


async def test_nobody_finds_beyond_his_reach(shelf: Shelf) -> None:
    cast = shelf.cast
    johns = await shelf.open("VPN")
    marys = await shelf.open("VPN", contact_id=cast.mary.id)
    await shelf.open("VPN", contact_id=cast.pete.id)
    assert await shelf.find("vpn", reach=Own(cast.john.id)) == [johns]
    assert await shelf.find("vpn", reach=Company(cast.acme.id)) == [marys, johns]
    assert await shelf.find("vpn", reach=TheseCustomers((cast.acme.id,))) == [marys, johns]
    assert await shelf.find("vpn", reach=TheseCustomers(())) == []


async def test_rebuilding_finds_the_same_and_forgets_what_is_gone(shelf: Shelf) -> None:
    one = await shelf.open("Router", "in the cellar")
    await shelf.say(one, "rebooted", internal=True)
    merged = await shelf.open("Router")
    async with shelf.engine.transaction(shelf.account_id) as tx:
        await tx.run(FORGET, account_id=shelf.account_id, id=merged)
        assert await index.rebuild(tx, tx.account_id) == merged
        assert await index.rebuild(tx, tx.account_id, merged) is None
    assert await shelf.find("router") == [one]
    assert await shelf.find("rebooted") == [one]
    assert await shelf.find("rebooted", internal=False) == []
