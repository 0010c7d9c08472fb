"""When a request is sent again, and when that would do harm."""

import pytest

from deskhand_client.errors import (
    ApiError,
    ChangedMeanwhile,
    Conflict,
    ConnectionFailed,
    OutcomeUnknown,
    RateLimited,
    ServerError,
)
from deskhand_client.exchange import Lost, Patience, exchange
from deskhand_client.server import Server
from deskhand_client.talk import KEY_HEADER, Answer, Request
from deskhand_client.throttle import Throttle
from tests.client.sans_io import LOST_SENT, LOST_UNSENT, Clock, Played, answer, play

DONE = answer(200, {"ActionID": 1})
PATIENCE = Patience(retries=2)


def exchanged(request: Request, *outcomes: Answer | Lost, server: Server = Server.DESKHAND) -> Played:
    return play(exchange(request, server, PATIENCE, Throttle(1_000_000)), *outcomes)


GET, PUT, DELETE, POST = (Request(method, "tickets/1") for method in ("GET", "PUT", "DELETE", "POST"))


@pytest.mark.parametrize("request_", [GET, PUT, DELETE, POST], ids=lambda r: r.method)
@pytest.mark.parametrize("server", Server)
@pytest.mark.parametrize("refused", [LOST_UNSENT, answer(429, headers={"retry-after": "1"}), answer(429)])
def test_what_cannot_have_been_done_is_sent_again(request_: Request, server: Server, refused: Answer | Lost) -> None:
    played = exchanged(request_, refused, DONE, server=server)
    assert played.came == DONE
    assert len(played.waited) == 1


@pytest.mark.parametrize("lost", [LOST_SENT, answer(502), answer(504)], ids=["lost", "502", "504"])
@pytest.mark.parametrize(
    ("request_", "server"),
    [
        *((request, Server.DESKHAND) for request in (GET, PUT, DELETE, POST)),
        *((request, Server.ATERA) for request in (GET, PUT, DELETE)),
    ],
)
def test_what_may_have_been_done_is_sent_again_where_that_does_no_harm(
    request_: Request, server: Server, lost: Answer | Lost
) -> None:
    assert exchanged(request_, lost, lost, DONE, server=server).came == DONE


@pytest.mark.parametrize("lost", [LOST_SENT, answer(502), answer(504)], ids=["lost", "502", "504"])
def test_a_post_to_atera_that_may_have_been_done_is_not_sent_again(lost: Answer | Lost) -> None:
    played = exchanged(POST, lost, server=Server.ATERA)
    assert isinstance(played.raised, OutcomeUnknown)
    assert played.raised.idempotency_key == ""
    assert "it may have been done or not" in str(played.raised)


def test_a_key_does_not_help_at_atera() -> None:
    """Atera has no idempotency keys: whoever sends one all the same gets no second ticket by it."""
    keyed = Request("POST", "tickets", headers={KEY_HEADER: "mine"})
    assert isinstance(exchanged(keyed, LOST_SENT, server=Server.ATERA).raised, OutcomeUnknown)


def test_a_post_that_atera_is_too_busy_for_is_refused() -> None:
    assert type(exchanged(POST, answer(503), server=Server.ATERA).raised) is ServerError


def test_every_try_of_a_post_carries_the_same_key() -> None:
    first, second = (exchanged(POST, LOST_SENT, answer(503), DONE).sent for _ in range(2))
    assert len({request.headers[KEY_HEADER] for request in first}) == 1
    assert first[0].headers[KEY_HEADER] != second[0].headers[KEY_HEADER]


def test_a_key_of_ones_own_is_kept() -> None:
    keyed = Request("POST", "tickets", headers={KEY_HEADER: "nightly-17"})
    assert [one.headers[KEY_HEADER] for one in exchanged(keyed, LOST_SENT, DONE).sent] == ["nightly-17", "nightly-17"]


@pytest.mark.parametrize("request_", [GET, PUT, DELETE], ids=lambda r: r.method)
def test_only_a_post_carries_a_key(request_: Request) -> None:
    assert exchanged(request_, DONE).sent == [request_]


def test_a_delete_whose_answer_was_lost_is_done_when_the_ticket_is_gone() -> None:
    assert exchanged(DELETE, LOST_SENT, answer(404)).came.status == 204


def test_a_delete_of_what_was_never_there_is_refused() -> None:
    assert isinstance(exchanged(DELETE, LOST_UNSENT, answer(404)).raised, ApiError)


@pytest.mark.parametrize(
    ("request_", "last"),
    [(PUT, LOST_UNSENT), (POST, LOST_SENT), (DELETE, answer(503)), (POST, answer(500)), (PUT, answer(429))],
)
def test_giving_up_a_change_that_may_have_been_made_says_so(request_: Request, last: Answer | Lost) -> None:
    lost = [LOST_SENT] * (1 if isinstance(last, Answer) and last.status == 500 else 2)
    played = exchanged(request_, *lost, last)
    assert type(played.raised) is OutcomeUnknown
    assert played.raised.idempotency_key == played.sent[0].headers.get(KEY_HEADER, "")


def test_giving_up_a_change_that_was_never_sent_says_that_nothing_happened() -> None:
    assert type(exchanged(POST, LOST_UNSENT, LOST_UNSENT, LOST_UNSENT).raised) is ConnectionFailed


@pytest.mark.parametrize("last", [LOST_SENT, LOST_UNSENT])
def test_a_reading_that_is_given_up_leaves_nothing_in_doubt(last: Lost) -> None:
    assert type(exchanged(GET, LOST_SENT, LOST_SENT, last).raised) is ConnectionFailed


def test_a_reading_that_a_proxy_refuses_is_the_servers_failure() -> None:
    failed = exchanged(GET, answer(502), answer(502), answer(502)).raised
    assert isinstance(failed, ServerError)
    assert failed.status == 502


@pytest.mark.parametrize(
    ("status", "kind"), [(400, ApiError), (409, Conflict), (412, ChangedMeanwhile), (500, ServerError)]
)
def test_a_refusal_is_the_last_word(status: int, kind: type[ApiError]) -> None:
    refused = exchanged(POST, answer(status))
    assert isinstance(refused.raised, kind)
    assert refused.waited == []


def test_a_refusal_after_a_lost_answer_is_the_last_word_too() -> None:
    """The server knows a repeated request by its key, and answers what it answered the first time."""
    assert isinstance(exchanged(POST, LOST_SENT, answer(409)).raised, Conflict)


def test_as_long_as_the_server_asks_is_waited() -> None:
    [waited] = exchanged(GET, answer(429, headers={"retry-after": "7"}), DONE).waited
    assert 7 <= waited <= 7 + PATIENCE.first


def test_a_server_that_asks_for_too_long_is_not_waited_for() -> None:
    refused = exchanged(GET, answer(429, headers={"retry-after": "121"})).raised
    assert isinstance(refused, RateLimited)
    assert refused.retry_after == 121


def test_waits_double_and_vary_and_have_an_end() -> None:
    patience = Patience(first=1, longest=4)
    for tried, most in ((0, 1), (1, 2), (2, 4), (9, 4)):
        waits = {patience.wait(tried, None) for _ in range(200)}
        assert len(waits) > 100
        assert 0 <= min(waits) < most / 4
        assert most * 3 / 4 < max(waits) <= most


def test_without_retries_it_is_tried_once() -> None:
    played = play(exchange(GET, Server.DESKHAND, Patience(retries=0), Throttle()), LOST_UNSENT)
    assert isinstance(played.raised, ConnectionFailed)


def test_whoever_is_refused_holds_everybody_back() -> None:
    clock = Clock()
    throttle = Throttle(clock=clock)
    play(exchange(GET, Server.DESKHAND, PATIENCE, throttle), answer(429, headers={"retry-after": "30"}), DONE)
    assert throttle.claim() >= 30
    clock.now += 31
    assert throttle.claim() == 0


def test_a_full_minute_is_waited_for_before_anything_is_sent() -> None:
    throttle = Throttle(1, clock=Clock())
    throttle.claim()
    assert play(exchange(GET, Server.DESKHAND, PATIENCE, throttle), DONE).waited == [60]
