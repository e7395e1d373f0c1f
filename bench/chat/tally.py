"""Who heard what: counts lost, doubled and disordered messages by the token that each carries in its text."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable

TOKEN = re.compile(rb"~(\d+)\.(\d+)\.(\d+)\.(\d+)~")  # run, sender, number from 0, nanoseconds when it was sent


def token(run: int, sender: int, number: int, sent_at: int) -> str:
    return f"~{run}.{sender}.{number}.{sent_at}~"


class Ear:
    """What one listener heard, by sender. Cheap while all comes in order: one number is kept, and the gaps."""

    __slots__ = ("gaps", "next")

    def __init__(self, senders: int) -> None:
        self.next = [0] * senders
        self.gaps: list[set[int]] = [set() for _ in range(senders)]

    def hear(self, sender: int, number: int) -> str:
        """Take in one message; return "" when all is well, else "doubled" or "disordered"."""
        expected = self.next[sender]
        if number == expected:
            self.next[sender] = number + 1
            return ""
        gaps = self.gaps[sender]
        if number > expected:
            gaps.update(range(expected, number))
            self.next[sender] = number + 1
            return ""
        if number in gaps:
            gaps.remove(number)
            return "disordered"
        return "doubled"

    def lacks(self, sender: int, numbers: Iterable[int]) -> int:
        """Count which of these messages of a sender were not heard."""
        expected, gaps = self.next[sender], self.gaps[sender]
        return sum(number >= expected or number in gaps for number in numbers)

    def has_all(self, sender: int, sent: int) -> bool:
        return self.next[sender] == sent and not self.gaps[sender]


class Tally:
    """The books of one phase: what was sent and answered, and what all listeners heard."""

    def __init__(self, run: int, listeners: int, senders: int) -> None:
        self.run = run
        self.ears = [Ear(senders) for _ in range(listeners)]
        self.sent = [0] * senders
        self.acked: list[set[int]] = [set() for _ in range(senders)]
        self.answered = [0] * senders
        self.refused: Counter[str] = Counter()
        self.trouble: Counter[str] = Counter()
        self.received = 0
        self.last_at = 0
        self.delays = array("Q")  # nanoseconds

    def scan(self, listener: int, data: bytes, now: int) -> None:
        """Find the messages of this run in raw bytes; other runs are left-overs and not counted."""
        if listener >= len(self.ears):  # came after the phase began
            return
        hear = self.ears[listener].hear
        for run, sender, number, sent_at in TOKEN.findall(data):
            if int(run) != self.run:
                continue
            if trouble := hear(int(sender), int(number)):
                self.trouble[trouble] += 1
                if trouble == "doubled":
                    continue
            self.received += 1
            self.delays.append(now - int(sent_at))
            self.last_at = now

    def answer(self, sender: int, number: int, refusal: str = "") -> None:
        """Note the answer to a message: stored, or refused with a code."""
        self.answered[sender] += 1
        if refusal:
            self.refused[refusal] += 1
        else:
            self.acked[sender].add(number)

    def waiting(self) -> int:
        """Count the deliveries that are still to come, as far as nothing was refused."""
        return (sum(self.sent) - self.refused.total()) * len(self.ears) - self.received

    def unanswered(self, sender: int) -> int:
        return self.sent[sender] - self.answered[sender]

    def complete(self) -> bool:
        """Tell whether everything is answered, and everything acknowledged has reached everybody."""
        return sum(self.answered) >= sum(self.sent) and self.waiting() <= 0

    def lost(self) -> int:
        """Count acknowledged messages that did not reach a listener, once per listener."""
        return sum(
            ear.lacks(sender, self.acked[sender])
            for ear in self.ears
            for sender, sent in enumerate(self.sent)
            if not ear.has_all(sender, sent)
        )
