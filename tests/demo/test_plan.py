"""The plan: the same for the same seed, lifelike in its times, and never in the future."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest

from deskhand.core.ticket import Priority, Source, Status
from deskhand.demo.plan import plan
from deskhand.demo.values import Assign, DemoPlan, Move, PlannedTicket, Reply, Reprioritise, Step, Work
from tests.demo.history import History, is_contact, is_late, play

UNTIL = datetime(2026, 11, 23, 11, 24, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
MANY = 5000


@pytest.fixture(scope="module")
def drawn() -> DemoPlan:
    return plan(MANY, 7, UNTIL)


@pytest.fixture(scope="module")
def tickets(drawn: DemoPlan) -> list[PlannedTicket]:
    return list(drawn.tickets)


@pytest.fixture(scope="module")
def histories(tickets: list[PlannedTicket]) -> list[History]:
    return [play(ticket, UNTIL) for ticket in tickets]


def steps(tickets: list[PlannedTicket]) -> Iterator[Step]:
    return (step for ticket in tickets for step in ticket.steps)


def share(tickets: list[PlannedTicket], chosen: int) -> float:
    return chosen / len(tickets)


def test_the_same_arguments_give_the_same_plan(tickets: list[PlannedTicket]) -> None:
    assert list(islice(plan(MANY, 7, UNTIL).tickets, 300)) == tickets[:300]
    assert list(islice(plan(MANY, 8, UNTIL).tickets, 300)) != tickets[:300]


def test_people_depend_on_the_seed_alone(drawn: DemoPlan) -> None:
    fewer = plan(3, 7, UNTIL - timedelta(days=400))
    assert (fewer.customers, fewer.contacts, fewer.technicians) == (drawn.customers, drawn.contacts, drawn.technicians)
    assert plan(3, 8, UNTIL).contacts != drawn.contacts


@pytest.mark.parametrize("count", [0, 1, 10, 500])
def test_there_are_as_many_tickets_as_asked_for(count: int) -> None:
    assert len(list(plan(count, 1, UNTIL).tickets)) == count


def test_any_moment_will_do() -> None:
    for until in ("2026-03-29T01:30:00+00:00", "2026-12-26T03:00:00+01:00", "2027-04-04T23:59:59+00:00"):
        end = datetime.fromisoformat(until)
        for ticket in plan(200, 2, end).tickets:
            play(ticket, end)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        plan(1, 1, datetime(2026, 11, 23))  # noqa: DTZ001 - the refusal is what is tested


def test_tickets_come_in_order_over_two_years(tickets: list[PlannedTicket]) -> None:
    assert all(earlier.opened_at <= later.opened_at for earlier, later in pairwise(tickets))
    assert timedelta() <= tickets[0].opened_at - (UNTIL - timedelta(days=730)) < timedelta(days=4)
    assert tickets[-1].opened_at > UNTIL - timedelta(days=1)


def test_nothing_lies_in_the_future_and_steps_come_in_order(tickets: list[PlannedTicket]) -> None:
    for ticket in tickets:
        instants = [ticket.opened_at, *(step.at for step in ticket.steps), UNTIL]
        assert instants == sorted(instants)
        assert all(instant.tzinfo is UTC for instant in instants)


def test_moves_are_legal_and_closed_is_final(tickets: list[PlannedTicket], histories: list[History]) -> None:
    assert len(histories) == MANY  # playing a ticket fails on a move that the desk would refuse
    for ticket in tickets:
        closing = [n for n, step in enumerate(ticket.steps) if isinstance(step, Move) and step.status == Status.CLOSED]
        assert closing in ([], [len(ticket.steps) - 1])


def test_open_and_closed_as_in_life(tickets: list[PlannedTicket], histories: list[History]) -> None:
    ends = Counter(history.status for history in histories)
    assert ends[Status.CLOSED] > 0.9 * MANY
    assert min(ends[Status.OPEN], ends[Status.PENDING], ends[Status.RESOLVED]) > 0
    old = [history.status for history in histories if history.opened_at < UNTIL - timedelta(days=60)]
    assert 0.002 < sum(status in (Status.OPEN, Status.PENDING) for status in old) / len(old) < 0.03
    assert 0.01 < share(tickets, sum(history.reopened > 0 for history in histories)) < 0.06


def test_even_a_small_plan_leaves_work_for_today() -> None:
    ends = Counter(play(ticket, UNTIL).status for ticket in plan(500, 1, UNTIL).tickets)
    assert ends[Status.OPEN] >= 4
    assert ends[Status.PENDING] >= 8


def test_eight_in_a_hundred_are_late(tickets: list[PlannedTicket], histories: list[History]) -> None:
    late = [history.priority for history in histories if is_late(history, UNTIL)]
    assert abs(share(tickets, len(late)) - 0.08) < 0.01
    assert set(late) == set(Priority)


def test_tickets_are_opened_in_office_hours(tickets: list[PlannedTicket]) -> None:
    local = [ticket.opened_at.astimezone(LONDON) for ticket in tickets]
    assert 0.9 < share(tickets, sum(at.weekday() < 5 and 8 <= at.hour < 18 for at in local)) < 0.97
    nights = [ticket for ticket, at in zip(tickets, local, strict=True) if at.hour < 6]
    assert nights
    assert {ticket.source for ticket in nights} == {Source.API}


def test_the_season_shows(tickets: list[PlannedTicket]) -> None:
    months = Counter(ticket.opened_at.astimezone(LONDON).month for ticket in tickets)
    assert months[8] < 0.85 * (months[6] + months[10]) / 2
    weekdays = Counter(ticket.opened_at.astimezone(LONDON).weekday() for ticket in tickets)
    assert weekdays[0] > 1.15 * weekdays[2] > 1.15 * weekdays[4]
    christmas = [ticket for ticket in tickets if (ticket.opened_at.month, ticket.opened_at.day) >= (12, 24)]
    assert share(tickets, len(christmas)) < 0.01


def test_bigger_customers_ask_more(tickets: list[PlannedTicket], drawn: DemoPlan) -> None:
    asked = Counter(ticket.customer for ticket in tickets)
    people = Counter(contact.customer for contact in drawn.contacts)
    assert set(asked) == {customer.key for customer in drawn.customers}
    assert min(asked[key] for key in people if people[key] >= 20) > max(
        asked[key] for key in people if people[key] <= 8
    )


def test_everybody_named_exists(tickets: list[PlannedTicket], drawn: DemoPlan) -> None:
    technicians = {technician.key for technician in drawn.technicians}
    contacts = {contact.key: contact.customer for contact in drawn.contacts}
    for ticket in tickets:
        assert ticket.contact is None or contacts[ticket.contact] == ticket.customer
        assert ticket.technician is None or ticket.technician in technicians
        assert ticket.opened_by in {*technicians, ticket.contact}
        for step in ticket.steps:
            match step:
                case Reply(by=by, internal=internal):
                    assert by in technicians or (by == ticket.contact and not internal)
                case Move(by=by, status=status):
                    assert by in technicians or (status == Status.CLOSED and by in (None, ticket.contact))
                case Assign(by=by, technician=technician):
                    assert {by, technician} <= technicians
                case Work(technician=technician):
                    assert technician in technicians
                case Reprioritise(by=by):
                    assert by in technicians


def test_an_alarm_has_no_contact_and_everything_else_has_one(tickets: list[PlannedTicket]) -> None:
    for ticket in tickets:
        assert (ticket.source == Source.API) == (ticket.contact is None) == (ticket.opened_by is None)


def test_work_is_done_once_at_a_time_and_in_the_past(tickets: list[PlannedTicket]) -> None:
    days: dict[str, list[Work]] = defaultdict(list)
    for step in steps(tickets):
        if isinstance(step, Work):
            assert timedelta(minutes=5) <= step.end - step.start < timedelta(hours=24)
            assert step.end <= step.at
            days[step.technician].append(step)
    for entries in days.values():
        entries.sort(key=lambda entry: entry.start)
        assert all(earlier.end <= later.start for earlier, later in pairwise(entries))
    local = [entry.start.astimezone(LONDON) for entries in days.values() for entry in entries]
    assert sum(at.weekday() < 5 and 8 <= at.hour < 19 for at in local) > 0.93 * len(local)


def test_technicians_answer_by_day(tickets: list[PlannedTicket]) -> None:
    answers = [
        step.at.astimezone(LONDON) for step in steps(tickets) if isinstance(step, Reply) and not is_contact(step.by)
    ]
    assert sum(at.weekday() < 5 and 8 <= at.hour < 19 for at in answers) > 0.93 * len(answers)


def test_texts_are_whole(tickets: list[PlannedTicket]) -> None:
    texts = [text for ticket in tickets for text in (ticket.title, ticket.description)]
    texts += [step.text for step in steps(tickets) if isinstance(step, Reply)]
    texts += [step.notes for step in steps(tickets) if isinstance(step, Work)]
    for text in set(texts):
        assert text.strip() == text != ""
        assert not any(bad in text for bad in ("{", "}", "  ", "the the", "the The"))
        assert "lorem" not in text.lower()


def test_titles_and_conversations_vary(tickets: list[PlannedTicket]) -> None:
    titles = Counter(ticket.title for ticket in tickets)
    assert len(titles) > 1000
    assert titles.most_common(1)[0][1] < 0.03 * MANY
    assert len({ticket.description for ticket in tickets}) > 2000


def test_the_last_public_word_of_a_closed_ticket_is_the_technicians(
    tickets: list[PlannedTicket], histories: list[History]
) -> None:
    for ticket, history in zip(tickets, histories, strict=True):
        if history.status == Status.CLOSED:
            last = [step for step in ticket.steps if isinstance(step, Reply) and not step.internal][-1]
            assert not is_contact(last.by)
            assert len(last.text) > 40
