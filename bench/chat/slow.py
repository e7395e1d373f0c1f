"""Somebody opens a connection and never reads, while another one posts: does the server grow?"""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.chat import frames
from bench.chat.helper import Helper
from bench.chat.kernel import is_connected, rss_bytes
from bench.chat.lab import Crowd, Lab, say
from bench.chat.servers import Server, status_of

TEXT = 3_900  # characters of a message
SLICE = 100  # messages between two looks
WARM_SLICES, CONTROL_SLICES, MOST_SLICES = 8, 8, 30  # the last: 12 MB, more than the kernel keeps for a connection


def silent_socket(port: int, request: bytes, then: bytes = b"") -> socket.socket:
    """Open a connection, read the head of the answer, say one thing more, and never read again."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(10)
    client.connect(("127.0.0.1", port))
    client.sendall(request)
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(1)
    client.sendall(then)
    time.sleep(0.5)
    return client


def request_for(kind: str, lab: Lab, server: Server) -> tuple[bytes, bytes]:
    """Return what a silent client says at first, and what after the head of the answer."""
    entry = lab.world.many(1, 2)[0]
    if kind == "stream":
        path = f"/live/chat/{lab.world.room}/strom/?since={entry['since']}"
        host = f"127.0.0.1:{server.port}"
        return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {entry['cookie']}\r\n\r\n".encode(), b""
    if server.dialect == "plain":
        return frames.handshake(server.port, "/"), b""
    join = json.dumps({"type": "join", "ref": "j", "since": entry["since"]}).encode()
    return frames.handshake(server.port, f"/ws/chat/{lab.world.room}/", entry["cookie"]), frames.frame(join)


def run_slow(lab: Lab, server: Server, kind: str) -> dict[str, Any]:
    """Return how much the server grew until it closed a client (`socket` or `stream`) that does not read."""
    line = {"case": "slow client", "server": server.label, "kind": kind}
    if kind == "stream":
        status = status_of(server, f"/live/chat/{lab.world.room}/strom/?since=0", lab.world.cookies[1])
        if status != 200:
            return {**line, "skipped": f"the address answers {status}"}
    with Helper("bench.chat.load") as load:
        poster = Crowd(server, load)
        poster.add(lab.world, 1, senders=1)
        for _ in range(WARM_SLICES):
            _post(poster)
        # What the posting itself takes for moments is there without the silent client, too.
        usual = max(_post(poster) for _ in range(CONTROL_SLICES))
        client = silent_socket(server.port, *request_for(kind, lab, server))
        line |= watch(poster, server, client, usual)
        client.close()
    say(f"slow client: {line}")
    return line


def watch(poster: Crowd, server: Server, client: socket.socket, usual: int) -> dict[str, Any]:
    """Post until the silent client is closed, at most for MOST_SLICES; compare with the usual peak of memory."""
    port, peak, slices = client.getsockname()[1], usual, 0
    while slices < MOST_SLICES and is_connected(server.port, port):
        peak = max(peak, _post(poster))
        slices += 1
    return {
        "closed": not is_connected(server.port, port),
        "posted_bytes": slices * SLICE * TEXT,
        "growth_bytes": peak - usual,
        "peak_without_it_bytes": usual,
    }


def _post(poster: Crowd) -> int:
    """Post some messages; return the most memory that the server had meanwhile."""
    peak = 0
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(poster.phase, "burst", SLICE, 20.0, size=TEXT)
        while not posting.done():
            peak = max(peak, rss_bytes(poster.server.pids["server"]))
            time.sleep(0.01)
        posting.result()
    return peak
