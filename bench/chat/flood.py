"""One person sends a thousand frames a second, sense and nonsense, and comes back when closed: do others wait?"""

import contextlib
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle
from typing import Any

from bench.chat import frames
from bench.chat.lab import Lab, crowd, say
from bench.chat.servers import Server
from bench.chat.slow import silent_socket

LISTENERS, MESSAGES_PER_SECOND, SECONDS = 20, 5, 8.0
FRAMES_PER_SECOND = 1_000
BAR_MS = 1_000.0
BATCH = 20  # frames written at once
FLOOD = [
    b'{"type":"ping","ref":"1"}',
    b"kein json",
    b'{"type":"unbekannt"}',
    b'{"type":"read","ref":"2","position":0}',
    b"\x00" * 900,
]


def run_flood(lab: Lab, server: Server) -> dict[str, Any]:
    """Return how long messages of others took during the flood, and how many frames it had."""
    with crowd(server, lab.world, LISTENERS) as people, ThreadPoolExecutor(1) as pool:
        quiet = people.phase("steady", MESSAGES_PER_SECOND, SECONDS)
        posting = pool.submit(people.phase, "steady", MESSAGES_PER_SECOND, SECONDS)
        sent, connections = flood(lab, server, lambda: not posting.done())
        figures = posting.result()
    line = {
        "case": "flood",
        "server": server.label,
        "frames_per_second": round(sent / SECONDS),
        "connections": connections,
        "p50_ms": figures["p50_ms"],
        "p99_ms": figures["p99_ms"],
        "p99_ms_without_it": quiet["p99_ms"],
        "lost": figures["lost"],
        "bar_ms": BAR_MS,
    }
    say(f"flood: {line}")
    return line


def flood(lab: Lab, server: Server, goes_on: Any) -> tuple[int, int]:
    """Send at the wanted rate as long as `goes_on`; return how many frames, over how many connections."""
    begin, sent, texts = time.monotonic(), 0, cycle(FLOOD)
    for connections in count(1):
        entry = lab.world.many(LISTENERS, LISTENERS + 1)[0]
        join = json.dumps({"type": "join", "ref": "j", "since": entry["since"]}).encode()
        handshake = frames.handshake(server.port, f"/ws/chat/{lab.world.room}/", entry["cookie"])
        client = silent_socket(server.port, handshake, frames.frame(join))
        client.setblocking(False)
        with contextlib.suppress(OSError):
            while goes_on():
                while sent > (time.monotonic() - begin) * FRAMES_PER_SECOND:
                    time.sleep(0.002)
                client.sendall(b"".join(frames.frame(next(texts)) for _ in range(BATCH)))
                sent += BATCH
                _drain(client)
        client.close()
        if not goes_on():
            return sent, connections
    raise AssertionError("count() does not end")


def _drain(client: socket.socket) -> None:
    """Throw away what the server answers; raises OSError once it has closed."""
    with contextlib.suppress(BlockingIOError):
        while client.recv(65_536):
            pass
        raise ConnectionResetError
