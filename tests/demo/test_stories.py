"""The stories: enough of them, of a readable length, and each ends with what was done."""

import string

from deskhand.core.lifecycle import MOVES
from deskhand.core.ticket import Status, TicketType
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.pacing import status_after
from deskhand.demo.stories import STORIES
from deskhand.demo.story import Turn

SCENE = {
    *("first", "full", "job", "colleague", "colleague_full", "boss", "tech_first", "senior_first", "vendor"),
    *("company", "domain", "device", "server", "site", "counter", "printer", "app", "ref"),
    *("greeting", "day", "next_day", "prev_day"),
}


def words(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def public(turns: tuple[Turn, ...]) -> list[Turn]:
    return [turn for turn in turns if not turn.internal]


def test_there_are_many_and_of_every_type() -> None:
    assert len(STORIES) >= 40
    assert len({story.key for story in STORIES}) == len(STORIES)
    assert {story.type for story in STORIES} == set(TicketType)


def test_every_customer_has_many_stories() -> None:
    for account in ACCOUNTS:
        assert len([story for story in STORIES if not story.trades or account.trade in story.trades]) >= 40


def test_a_story_has_three_to_nine_turns() -> None:
    for story in STORIES:
        assert 3 <= len(story.turns) <= 9
        assert len(story.titles) >= 2
        assert story.descriptions


def test_it_ends_with_a_technician_who_says_what_was_done() -> None:
    for story in STORIES:
        for turns in (story.turns, story.relapse or story.turns):
            assert turns[-1].then == Status.RESOLVED
            assert public(turns)[-1] is turns[-1]
            assert turns[-1].who != "customer"


def test_it_is_answered_in_public_before_the_customer_writes_again() -> None:
    for story in STORIES:
        speakers = [turn.who for turn in public(story.turns)]
        assert speakers[0] != "customer"


def test_its_moves_are_legal() -> None:
    for story in STORIES:
        status = Status.OPEN
        for turn in (*story.turns, *story.relapse):
            after = status_after(status, turn)
            assert after == status or (status, after) in MOVES
            assert not (turn.who == "customer" and turn.then)
            assert 0 < turn.after[0] < turn.after[1]
            status = after


def test_its_words_are_known() -> None:
    for story in STORIES:
        assert not SCENE & set(story.picks)
        known = SCENE | set(story.picks)
        texts = [*story.titles, *story.descriptions]
        texts += [text for turn in (*story.turns, *story.relapse) for text in turn.texts]
        for text in texts:
            assert words(text) <= known
            assert "vendor" not in words(text) or story.vendor


def test_an_alarm_speaks_to_nobody_by_a_name_it_cannot_know() -> None:
    for story in STORIES:
        if story.alarm:
            assert all(turn.who != "customer" for turn in story.turns)
            assert not any(words(text) & {"first", "full"} for text in story.descriptions)
