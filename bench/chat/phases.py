"""How messages are sent in a phase: at a steady rate, with a fixed number in flight, or all at once."""

import asyncio
import time
from collections.abc import Sequence

from bench.chat.listener import Books, Listener

MOST = 200_000  # messages in one phase
GIVE_UP_AFTER = 1.5  # seconds without a delivery: what was in flight counts as gone
UNANSWERED = 200  # messages that one sender may have unanswered in a burst


async def steady(senders: Sequence[Listener], books: Books, rate: float, seconds: float) -> float:
    """Send at a rate (messages a second), the senders in turn; return by how much a message was late, in seconds."""
    begin, late = time.monotonic(), 0.0
    for number in range(max(1, int(rate * seconds))):
        wait = begin + number / rate - time.monotonic()
        late = max(late, -wait)
        await asyncio.sleep(max(0.0, wait))
        senders[number % len(senders)].send_next()
    await asyncio.sleep(max(0.0, begin + seconds - time.monotonic()))
    return late


async def in_flight(senders: Sequence[Listener], books: Books, window: int, seconds: float) -> int:
    """Keep messages in flight until the time is over; return how often it stood still."""
    listeners, tally = len(books.tally.ears), books.tally
    end, gone, stalls = time.monotonic() + seconds, 0, 0
    number, heard, heard_at = 0, -1, time.monotonic()
    while time.monotonic() < end and number < MOST:
        flying = -(-(tally.waiting() - gone) // listeners)
        for _ in range(window - flying):
            senders[number % len(senders)].send_next()
            number += 1
        if tally.received != heard:
            heard, heard_at = tally.received, time.monotonic()
        elif time.monotonic() - heard_at > GIVE_UP_AFTER:
            gone, stalls, heard_at = tally.waiting(), stalls + 1, time.monotonic()
        # Refused for their number: more of them at once help nobody.
        await asyncio.sleep(0.02 if tally.refused else 0.001)
    return stalls


async def burst(senders: Sequence[Listener], books: Books, messages: int, seconds: float) -> int:
    """Send as many as each sender may have unanswered, at once, until all are sent; return how many were not."""
    end, tally, left = time.monotonic() + seconds, books.tally, [messages // len(senders)] * len(senders)
    while any(left) and time.monotonic() < end:
        for place, sender in enumerate(senders):
            may = min(left[place], UNANSWERED - tally.unanswered(sender.index))
            for _ in range(max(0, may)):
                sender.send_next()
            left[place] -= max(0, may)
        await asyncio.sleep(0.001)
    return sum(left)


async def drain(books: Books, quiet: float, longest: float) -> bool:
    """Wait until all is answered and delivered; False when nothing came for `quiet` seconds, or it took too long."""
    tally, end = books.tally, time.monotonic() + longest
    heard, heard_at = (-1, -1), time.monotonic()
    while not tally.complete():
        await asyncio.sleep(0.005)
        now = (tally.received, sum(tally.answered))
        if now != heard:
            heard, heard_at = now, time.monotonic()
        elif time.monotonic() - heard_at > quiet:
            return False
        if time.monotonic() > end:
            return False
    return True
