"""Drawing lots: the few draws that the planner makes a million times, quicker than the general ones of `random`."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Odds(Generic[T]):
    """Values with weights, added up once."""

    def __init__(self, values: Sequence[T], weights: Sequence[float]) -> None:
        self._values = values
        self._sums = list(accumulate(weights))

    @classmethod
    def of(cls, weights: Mapping[T, float]) -> "Odds[T]":
        """The keys, each with its weight."""
        return cls(list(weights), list(weights.values()))

    def draw(self, rng: Random) -> T:
        """A value, as often as its weight says."""
        return self._values[bisect(self._sums, rng.random() * self._sums[-1])]


def pick(rng: Random, values: Sequence[T]) -> T:
    """One of the values, each as often as the others."""
    return values[int(rng.random() * len(values))]


def between(rng: Random, least: int, most: int) -> int:
    """A whole number from `least` up to, but not including, `most`."""
    return least + int(rng.random() * (most - least))
