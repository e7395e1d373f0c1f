"""How much one person and one address may ask for. Counted in this process; `LIVE_RATE_FACTOR` multiplies all of it."""

import time
from dataclasses import dataclass

from django.conf import settings

CONNECTIONS_PER_PERSON = 25  # windows and devices
CONNECTIONS_PER_ADDRESS = 1_000  # a whole office behind one address
KEPT = 10_000  # buckets remembered; the oldest are forgotten, full again


class TokenBucket:
    """Lets `burst` things happen at once and `per_second` in the long run."""

    __slots__ = ("_at", "_tokens", "burst", "per_second")

    def __init__(self, burst: float, per_second: float) -> None:
        self.burst, self.per_second = burst, per_second
        self._tokens, self._at = burst, time.monotonic()

    def take(self) -> bool:
        """Take one token; False when none is left."""
        now = time.monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.per_second)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Buckets:
    """A bucket for each key: a person (id) or an address."""

    def __init__(self, burst: float, per_second: float) -> None:
        self.burst, self.per_second = burst, per_second
        self._buckets: dict[int | str, TokenBucket] = {}

    def take(self, key: int | str) -> bool:
        """Take one token of this key; False when none is left."""
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            if len(self._buckets) >= KEPT:
                del self._buckets[next(iter(self._buckets))]
            factor = settings.LIVE_RATE_FACTOR
            bucket = TokenBucket(self.burst * factor, self.per_second * factor)
        # Put back last: what is forgotten is what was asked for longest ago.
        self._buckets[key] = bucket
        return bucket.take()

    def forget(self) -> None:
        """Forget everything; for tests."""
        self._buckets.clear()


@dataclass(frozen=True, slots=True)
class Rates:
    """The same limit for a person and, wider, for an address."""

    person: Buckets
    address: Buckets

    def take(self, user_id: int, address: str) -> bool:
        return self.person.take(user_id) and (not address or self.address.take(address))


# Messages written and changed, commands of any kind, connections opened; without a socket: requests for news and
# for commands.
posts = Rates(Buckets(20, 5), Buckets(300, 100))
changes = Rates(Buckets(30, 3), Buckets(600, 100))
commands = Rates(Buckets(150, 30), Buckets(3_000, 1_000))
arrivals = Rates(Buckets(40, 2), Buckets(1_000, 50))
polls = Rates(Buckets(60, 5), Buckets(2_000, 200))
posted = Rates(Buckets(150, 30), Buckets(3_000, 1_000))
