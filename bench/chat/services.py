"""PostgreSQL and Redis for a while: a database of our own that is dropped again, and a Redis of our own if possible."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

from bench.chat.kernel import children_of, parent_of, words_of
from bench.processes import free_port

DATABASE_URL = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS_URL = "redis://127.0.0.1:6379/9"


class NoService(RuntimeError):
    """A service does not answer; says which in one line."""


class OwnRedis:
    """A redis-server on a free port that keeps nothing; it may be killed and started again."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(100):
            with contextlib.suppress(redis.RedisError), redis.Redis.from_url(self.url) as client:
                client.ping()
                return
            time.sleep(0.05)
        self.kill()
        raise NoService("redis-server does not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


@dataclass
class Services:
    """Addresses of both, and their processes where they run on this machine."""

    database_url: str
    redis_url: str
    own_redis: OwnRedis | None
    pids: dict[str, list[int]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}

    def look_up_processes(self) -> None:
        """Find the processes of both by now; those of PostgreSQL come with each connection."""
        with psycopg.connect(self.database_url, connect_timeout=5) as connection:
            postmaster = parent_of(connection.info.backend_pid)
        is_here = "postgres" in " ".join(words_of(postmaster))
        self.pids["postgres"] = [postmaster, *children_of(postmaster)] if is_here else []
        with redis.Redis.from_url(self.redis_url) as client:
            pid = int(client.info("server")["process_id"])
        self.pids["redis"] = [pid] if "redis" in " ".join(words_of(pid)) else []


@contextlib.contextmanager
def services() -> Iterator[Services]:
    """Give both for the length of a block. Raises NoService. What DATABASE_URL and REDIS_URL name is preferred."""
    base = os.environ.get("DATABASE_URL", DATABASE_URL)
    name = f"cluster_dialog_bench_{os.getpid()}"
    with contextlib.ExitStack() as stack:
        administration = stack.enter_context(_connected(base))
        own_redis = None
        # Its bus knows no numbered databases: on a shared one, others would be heard.
        if "REDIS_URL" not in os.environ and shutil.which("redis-server"):
            own_redis = OwnRedis()
            stack.callback(own_redis.kill)
        redis_url = own_redis.url if own_redis else os.environ.get("REDIS_URL", REDIS_URL)
        _require_redis(redis_url)
        administration.execute(f'CREATE DATABASE "{name}"')
        stack.callback(administration.execute, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        yield Services(urlunsplit(urlsplit(base)._replace(path=f"/{name}")), redis_url, own_redis)


def _connected(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, connect_timeout=5, autocommit=True)
    except (psycopg.Error, ValueError) as failure:
        raise NoService(f"PostgreSQL does not answer at {urlsplit(url).hostname}:{urlsplit(url).port}") from failure


def _require_redis(url: str) -> None:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as failure:
        raise NoService(f"Redis does not answer at {urlsplit(url).hostname}:{urlsplit(url).port}") from failure
