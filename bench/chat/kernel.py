"""What the kernel says about processes and connections."""

import contextlib
import os
import resource
import time
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
ESTABLISHED = "01"


def cpu_of(pid: int) -> float:
    """Return the CPU-seconds of a process with all its threads, to the nanosecond; 0 for one that is gone."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2) / 1e9  # clock_getcpuclockid(3)
    except OSError:
        return 0.0


def cpu_seconds(pids: Iterable[int]) -> float:
    return sum(map(cpu_of, pids))


def rss_bytes(pids: Iterable[int]) -> int:
    """Return the resident memory of processes together; shared pages count for each."""
    total = 0
    for pid in pids:
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        except OSError:
            continue
    return total


def machine_busy() -> float:
    """Return the busy CPU-seconds of the whole machine since it started: tells how noisy a phase was."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS


def load_average() -> float:
    return round(os.getloadavg()[0], 2)


def parent_of(pid: int) -> int:
    """Return the process that started this one; 0 for one that is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def children_of(pid: int) -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and parent_of(int(name)) == pid]


def words_of(pid: int) -> list[str]:
    """Return the command line of a process; empty for one that is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def is_connected(server_port: int, client_port: int) -> bool:
    """Tell whether the server's side of a loopback connection is still open; a client that never reads cannot know."""
    ends = (f":{server_port:04X}", f":{client_port:04X}")
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _number, local, remote, state = line.split()[:4]
        if local.endswith(ends[0]) and remote.endswith(ends[1]):
            return state == ESTABLISHED
    return False


def raise_limit_of_files() -> None:
    """Allow this process and the ones it starts as many open sockets as the machine does."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
