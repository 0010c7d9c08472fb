"""The log-in limit: guessing gets slow, and whoever knows the password gets in within a short wait."""

from deskhand.auth.log_in_limit import (
    EMAIL_WAIT,
    FREE_OF_ADDRESS,
    FREE_OF_EMAIL,
    FREE_OF_PAIR,
    LONGEST_WAIT,
    WINDOW,
    LogInLimit,
    Tries,
)

TOM, DORA = "tom@brightwater.example", "dora@brightwater.example"
OFFICE, HOME = "192.0.2.7", "198.51.100.20"


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_few_slips_are_free_and_then_the_waits_double_up_to_a_minute() -> None:
    clock = Clock()
    limit = LogInLimit(clock)
    assert [limit.take(TOM, OFFICE) for _ in range(FREE_OF_PAIR)] == [0] * FREE_OF_PAIR
    waits = []
    for _ in range(7):
        waits.append(limit.take(TOM, OFFICE))
        clock.now += waits[-1]
        assert limit.take(TOM, OFFICE) == 0
    assert waits == [2, 4, 8, 16, 32, LONGEST_WAIT, LONGEST_WAIT]


def test_asking_while_one_has_to_wait_makes_it_no_longer() -> None:
    clock = Clock()
    limit = LogInLimit(clock)
    for _ in range(FREE_OF_PAIR):
        limit.take(TOM, OFFICE)
    assert {limit.take(TOM, OFFICE) for _ in range(100)} == {2}
    clock.now += 2
    assert limit.take(TOM, OFFICE) == 0


def test_many_at_once_get_no_further_than_one_after_the_other() -> None:
    limit = LogInLimit(Clock())
    assert [limit.take(TOM, OFFICE) for _ in range(50)].count(0) == FREE_OF_PAIR


def test_a_success_forgives_what_this_address_tried() -> None:
    limit = LogInLimit(Clock())
    for _ in range(3):
        assert [limit.take(TOM, OFFICE) for _ in range(FREE_OF_PAIR)] == [0] * FREE_OF_PAIR
        limit.succeeded(TOM, OFFICE)


def test_it_forgives_nothing_to_another_address_or_of_another_person() -> None:
    limit = LogInLimit(Clock())
    for _ in range(FREE_OF_PAIR):
        limit.take(TOM, OFFICE)
        limit.take(DORA, HOME)
    limit.take(TOM, HOME)
    limit.succeeded(TOM, HOME)
    assert limit.take(TOM, OFFICE) == limit.take(DORA, HOME) == 2


def test_right_ones_count_for_nobody() -> None:
    limit = LogInLimit(Clock())
    for number in range(200):
        somebody = f"technician{number % 40}@brightwater.example"
        assert limit.take(somebody, OFFICE) == 0
        limit.succeeded(somebody, OFFICE)
    assert len(limit._addresses) == len(limit._emails) == len(limit._pairs) == 0


def test_the_address_is_read_as_people_write_it() -> None:
    limit = LogInLimit(Clock())
    for written in (TOM, TOM.upper(), f" {TOM}", f"{TOM} ", TOM.title()):
        assert limit.take(written, OFFICE) == 0
    assert limit.take(TOM, OFFICE) == 2


def test_after_a_quarter_of_an_hour_it_is_forgotten() -> None:
    clock = Clock()
    limit = LogInLimit(clock)
    for _ in range(FREE_OF_PAIR):
        limit.take(TOM, OFFICE)
    clock.now += WINDOW
    assert [limit.take(TOM, OFFICE) for _ in range(FREE_OF_PAIR)] == [0] * FREE_OF_PAIR


def test_one_address_that_tries_many_people_is_slowed_down() -> None:
    limit = LogInLimit(Clock())
    tried = [limit.take(f"technician{number}@brightwater.example", OFFICE) for number in range(FREE_OF_ADDRESS + 2)]
    assert tried == [0] * FREE_OF_ADDRESS + [2, 2]
    assert limit.take(TOM, HOME) == 0


def test_all_of_a_homes_ipv6_addresses_count_as_one() -> None:
    limit = LogInLimit(Clock())
    for number in range(FREE_OF_PAIR):
        assert limit.take(TOM, f"2001:db8:1:2::{number:x}") == 0
    assert limit.take(TOM, "2001:db8:1:2:ffff::9%eth0") == 2
    assert limit.take(TOM, "2001:db8:1:3::1") == 0
    assert limit.take(DORA, "::ffff:192.0.2.7") == 0
    assert limit._pairs.of((DORA, OFFICE), 1000.0)


def test_tom_gets_in_from_home_however_hard_others_guess_at_him() -> None:
    """An attacker with any number of addresses costs Tom one short wait, which nothing they do makes longer."""
    clock = Clock()
    limit = LogInLimit(clock)
    for number in range(500):
        limit.take(TOM, f"203.0.{number // 250}.{number % 250}")
    assert limit.take(TOM, HOME) == EMAIL_WAIT
    for number in range(100):
        clock.now += EMAIL_WAIT / 100
        limit.take(TOM, f"203.0.7.{number}")
    assert limit.take(TOM, HOME) == 0
    limit.succeeded(TOM, HOME)
    assert limit.take(DORA, HOME) == 0, "nobody else is slowed down"


def test_guessing_from_many_addresses_costs_each_of_them_the_wait() -> None:
    limit = LogInLimit(Clock())
    assert [limit.take(TOM, f"203.0.113.{number}") for number in range(100)].count(0) == FREE_OF_EMAIL


def test_nobody_waits_longer_than_a_minute_however_long_they_go_on() -> None:
    clock = Clock()
    limit = LogInLimit(clock)
    for _ in range(2000):
        wait = limit.take(TOM, OFFICE)
        assert 0 <= wait <= LONGEST_WAIT
        clock.now += wait or 0.5


def test_what_is_kept_is_bounded() -> None:
    now = 1000.0
    tries = Tries(most=100)
    for number in range(1000):
        tries.add(number, now)
    assert len(tries) == 100
    tries.add("later", now + WINDOW)
    assert len(tries) == 1
    for _ in range(1000):
        tries.add("later", now + WINDOW)
    assert len(tries.of("later", now + WINDOW)) == 64
    limit = LogInLimit(Clock())
    limit.take("x" * 100_000, "y" * 100_000)
    [pair] = limit._pairs._stamps
    assert len(str(pair)) < 600
