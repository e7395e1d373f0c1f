"""Say in one line which of the services named by DATABASE_URL and REDIS_URL cannot be reached; exit code 1 then."""

import os
import sys
from urllib.parse import urlsplit

import psycopg
import redis


def place(url: str) -> str:
    """The address without user and password, fit for the terminal."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or ''}{parts.path}"


def main() -> int:
    database, cache = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
    try:
        psycopg.connect(database, connect_timeout=5).close()
    except (psycopg.Error, ValueError):
        print(f"Error: PostgreSQL cannot be reached at {place(database)}; set DATABASE_URL.", file=sys.stderr)
        return 1
    try:
        redis.Redis.from_url(cache, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError):
        print(f"Error: Redis cannot be reached at {place(cache)}; set REDIS_URL.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
