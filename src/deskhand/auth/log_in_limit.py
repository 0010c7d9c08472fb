"""How often one may try to log in: guessing gets slow, and nobody is locked out for more than a minute."""

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from math import ceil
from time import monotonic

from deskhand.core.directory import email_key

WINDOW = 15 * 60.0
LONGEST_WAIT = 60.0
# So many wrong tries go free: of one e-mail from one address, of one address, and of one e-mail from anywhere.
FREE_OF_PAIR = 5
FREE_OF_ADDRESS = 30
FREE_OF_EMAIL = 20
# What a newcomer waits, once, while an e-mail is under attack from elsewhere.
EMAIL_WAIT = 10.0
MOST_KEPT = 20_000
_LONGEST_EMAIL = 254  # what an address can have; more would only take memory

Pair = tuple[str, str]


class Tries:
    """When each key was tried of late. Those that have been quiet longest are forgotten first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._stamps: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def of(self, key: Hashable, now: float) -> tuple[float, ...]:
        """The tries of a key that count."""
        return tuple(stamp for stamp in self._stamps.get(key, ()) if stamp > now - WINDOW)

    def add(self, key: Hashable, now: float) -> None:
        """Count a try."""
        self._stamps.setdefault(key, deque(maxlen=64)).append(now)
        self._stamps.move_to_end(key)
        while len(self._stamps) > self._most or next(iter(self._stamps.values()))[-1] <= now - WINDOW:
            self._stamps.popitem(last=False)

    def take_back(self, key: Hashable) -> None:
        """Do not count the last try after all."""
        if stamps := self._stamps.get(key):
            stamps.pop()
        if not stamps:
            self._stamps.pop(key, None)

    def forget(self, key: Hashable) -> None:
        """Count none of its tries any more."""
        self._stamps.pop(key, None)

    def __len__(self) -> int:
        return len(self._stamps)


class LogInLimit:
    """Counts tries in this process, on the monotonic clock. A try that was told to wait does not count.

    Hard on an e-mail and an address together, and on an address; an e-mail alone only makes newcomers wait once, since
    anybody could otherwise lock out its owner from anywhere. An attacker's tries never lengthen that one wait.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._pairs, self._addresses, self._emails = Tries(), Tries(), Tries()
        self._newcomers = Tries()

    def take(self, email: str, address: str) -> int:
        """Whole seconds to wait before trying; 0: go ahead.

        A try counts as wrong until `succeeded` says otherwise, so that many at once get no further than one by one.
        """
        now, pair = self._clock(), _pair(email, address)
        wait = max(
            _wait(self._pairs.of(pair, now), FREE_OF_PAIR, now),
            _wait(self._addresses.of(pair[1], now), FREE_OF_ADDRESS, now),
            self._newcomers_wait(pair, now),
        )
        if wait > 0:
            return ceil(wait)
        self._pairs.add(pair, now)
        self._addresses.add(pair[1], now)
        self._emails.add(pair[0], now)
        return 0

    def succeeded(self, email: str, address: str) -> None:
        """The last try was right: what this address tried of this e-mail is forgiven."""
        pair = _pair(email, address)
        self._pairs.forget(pair)
        self._newcomers.forget(pair)
        self._addresses.take_back(pair[1])
        self._emails.take_back(pair[0])

    def _newcomers_wait(self, pair: Pair, now: float) -> float:
        """What is left of the wait while others guess at this e-mail; it begins when the newcomer first asks."""
        if len(self._emails.of(pair[0], now)) < FREE_OF_EMAIL:
            return 0.0
        known = self._pairs.of(pair, now) or self._newcomers.of(pair, now)
        if not known:
            self._newcomers.add(pair, now)
            return EMAIL_WAIT
        return known[-1] + EMAIL_WAIT - now


def _wait(tries: tuple[float, ...], free: int, now: float) -> float:
    """What is left of the wait after the last try: 2 s after the free ones, then twice as long with each."""
    over = len(tries) - free
    return 0.0 if over < 0 else tries[-1] + min(LONGEST_WAIT, 2.0 ** min(over + 1, 6)) - now


def _pair(email: str, address: str) -> Pair:
    return email_key(email[:_LONGEST_EMAIL]), _network(address)


def _network(address: str) -> str:
    """The client as it counts: of IPv6 the first 64 bits, since every home has all the addresses behind them."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_LONGEST_EMAIL]
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)).network_address)
    return str(getattr(known, "ipv4_mapped", None) or known)
