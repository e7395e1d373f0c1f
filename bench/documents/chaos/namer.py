"""Somebody who keeps the text under a name again and again, through the page of versions, while servers die."""

import asyncio
import http.client
import random
import secrets
from collections.abc import Sequence
from urllib.parse import urlencode

from bench.documents.chaos.ledger import Ledger

ANSWER_SECONDS = 15.0
PAUSE = (0.5, 3.0)
FAILURES = (OSError, http.client.HTTPException)


class Namer:
    """`path`: that of the page. `kept`: the names whose request was answered as done."""

    def __init__(self, ports: Sequence[int], path: str, cookie: str, ledger: Ledger, chance: random.Random) -> None:
        self.ports, self.path, self.cookie, self.ledger, self.chance = ports, path, cookie, ledger, chance
        self.kept: set[str] = set()
        self.stopping = False
        self._asked = 0

    async def keep_naming(self) -> None:
        while not self.stopping:
            await asyncio.sleep(self.chance.uniform(*PAUSE))
            self._asked += 1
            name = f"Benannt {self._asked}"
            try:
                status = await asyncio.to_thread(self._post, self.chance.choice(self.ports), name)
            except FAILURES:
                self.ledger.counts["naming without an answer"] += 1
                continue
            self.ledger.counts[f"naming: {status}"] += 1
            if status == http.client.FOUND:
                self.kept.add(name)

    def _post(self, port: int, name: str) -> int:
        """Send the form of the page; return the status."""
        proof = secrets.token_hex(16)
        headers = {
            "Cookie": f"{self.cookie}; csrftoken={proof}",
            "X-CSRFToken": proof,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", f"{self.path}fassungen/benennen/", urlencode({"name": name}), headers)
            return connection.getresponse().status
        finally:
            connection.close()
