"""The desk used at random agrees, step by step, with a memory of its own that knows only the domain's rules."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS
from hypothesis.stateful import run_state_machine_as_test

from tests.features.machine.wire_rules import WireMachine

# Hypothesis under another name: for any backend but its own it draws each example anew. Its own repeats most of them
# with a piece changed, which finds little in long histories and, where each costs this much, takes too long.
AVAILABLE_PROVIDERS["anew"] = "hypothesis.internal.conjecture.providers.HypothesisProvider"

ALWAYS = settings(backend="anew", deadline=None, database=None, suppress_health_check=list(HealthCheck))
SMALL = settings(ALWAYS, derandomize=True, max_examples=12, stateful_step_count=50)
BIG = settings(ALWAYS, derandomize=False, max_examples=200, stateful_step_count=100, print_blob=True)


def test_the_desk_does_what_the_domain_says(database_url: str) -> None:
    run(database_url, SMALL)


@pytest.mark.full
def test_the_desk_does_what_the_domain_says_for_long(database_url: str) -> None:
    run(database_url, BIG)


def run(database_url: str, how: settings) -> None:
    """Run the machine on a database."""
    machine = type("WireMachine", (WireMachine,), {"database_url": database_url})
    run_state_machine_as_test(machine, settings=how)
