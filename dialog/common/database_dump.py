"""Consistent copies of the database, per engine: SQLite by its online backup, PostgreSQL by its own programs.

Both loads are one transaction: the database holds the copy afterwards, or what it held before.
"""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection

LOCK_SECONDS = 20.0

# Everything of ours in the schema goes in the same transaction that loads the copy.
POSTGRES_EMPTY = """
DO $$
DECLARE item record;
BEGIN
  FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', item.tablename);
  END LOOP;
  FOR item IN
    SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', item.name);
  END LOOP;
END $$;
"""


class DumpError(Exception):
    """The database could not be copied or loaded; the text is one line for the operator."""


def member_name() -> str:
    """Return the name of the dump inside an archive; it tells the engine."""
    return {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}[connection.vendor]


def dump_database(target: Path) -> None:
    """Write a consistent copy of the running database to target. Raises DumpError."""
    if connection.vendor == "sqlite":
        _dump_sqlite(target)
    else:
        _run_postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target))


def load_database(source: Path) -> None:
    """Replace the content of the database by a copy from dump_database, all or nothing. Raises DumpError."""
    connection.close()
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _load_postgres(source)


def check_dump(source: Path) -> None:
    """Read the copy through without touching the database. Raises DumpError when it is damaged."""
    if connection.vendor == "sqlite":
        with _sqlite(source) as database:
            try:
                problems = database.execute("PRAGMA integrity_check").fetchall()
            except sqlite3.DatabaseError as error:
                raise DumpError(f"the database in the archive is damaged ({error})") from None
        if problems != [("ok",)]:
            raise DumpError("the database in the archive is damaged")
    else:
        _run_postgres("pg_restore", "--file", os.devnull, str(source))


def is_empty_database() -> bool:
    """Whether the database holds no table at all, as after its creation."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _sqlite(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, timeout=LOCK_SECONDS))


def _sqlite_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _give_up_when_locked() -> Callable[[int, int, int], None]:
    """SQLite's backup would wait for ever for somebody who holds the database; end it after LOCK_SECONDS."""
    deadline = time.monotonic() + LOCK_SECONDS

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    return progress


def _dump_sqlite(target: Path) -> None:
    try:
        with _sqlite(_sqlite_path()) as live, _sqlite(target) as copy:
            live.backup(copy, progress=_give_up_when_locked())
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DumpError(f"the database cannot be copied ({error})") from None


def _load_sqlite(source: Path) -> None:
    target = _sqlite_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _sqlite(source) as copy, _sqlite(target) as live:
            copy.backup(live, progress=_give_up_when_locked())
            live.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise DumpError(f"the database cannot be loaded ({error})") from None


def _load_postgres(source: Path) -> None:
    script = source.with_suffix(".sql")
    _run_postgres("pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(source))
    empty = source.with_suffix(".empty.sql")
    empty.write_text(f"SET lock_timeout = {LOCK_SECONDS * 1000:.0f};\n{POSTGRES_EMPTY}")
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    _run_postgres("psql", *options, "--file", str(empty), "--file", str(script))


def _postgres_environment() -> dict[str, str]:
    """Where the programs of PostgreSQL find our database; in the environment, so that no password is in `ps`."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {**os.environ, **{name: str(given[key]) for name, key in names.items() if given.get(key)}}


def _run_postgres(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise DumpError(f"{program} is missing; install the package postgresql-client")
    result = subprocess.run(  # noqa: S603 - fixed program, no shell
        [program, *arguments], env=_postgres_environment(), capture_output=True, text=True, check=False
    )
    if result.returncode:
        lines = result.stderr.strip().splitlines() or ["no message"]
        raise DumpError(f"{program}: {lines[-1]}")
