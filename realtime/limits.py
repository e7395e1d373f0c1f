import time


class TokenBucket:
    """Lets `burst` things happen at once and `per_second` in the long run."""

    def __init__(self, burst: int, per_second: float) -> None:
        self.burst, self.per_second = float(burst), per_second
        self._tokens, self._at = float(burst), time.monotonic()

    def take(self) -> bool:
        """Take one token; False when none is left."""
        now = time.monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.per_second)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
