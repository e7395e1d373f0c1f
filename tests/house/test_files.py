"""What must not be under version control, and what must be up to date there."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.house.sources import ROOT, tracked

# In pieces, so that this file is not found itself.
PRIVATE_PLACES = re.compile(
    r"(?<![\w.])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + r"me/\w", "Us" + "ers"]) + r")(?:/|\b)"
)
LOCK_ADDRESS = re.compile(r"https?://|--(?:extra-)?index|--find-links|\"resolved\"")
BINARY = {".png", ".woff2", ".gz", ".pdf", ".docx", ".mo", ".ico"}


def text_of(path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="ignore")


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [
        f"{path}:{number}"
        for path in tracked("*")
        if path.suffix not in BINARY
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if PRIVATE_PLACES.search(line)
    ]
    assert found == []


def test_lock_files_carry_hashes_and_no_address() -> None:
    for path in tracked("requirements/*.lock"):
        text = text_of(path)
        assert LOCK_ADDRESS.search(text) is None, path
        assert text.count("==") <= text.count("--hash=sha256:"), path
    npm = text_of("package-lock.json")
    assert '"resolved"' not in npm
    assert npm.count('"integrity"') > 20


@pytest.mark.parametrize("name", ["base", "dev", "node"])
def test_every_package_we_name_is_locked(name: str) -> None:
    """`make lock` brings the lock files up to date."""
    wanted = set(re.findall(r"^[a-z][a-z0-9-]*", text_of(f"requirements/{name}.in"), re.MULTILINE))
    locked = set(
        re.findall(r"^[a-z][a-z0-9-]*(?===)|^[a-z][a-z0-9-]*(?=\[)", text_of(f"requirements/{name}.lock"), re.MULTILINE)
    )
    assert wanted - locked == set()


@pytest.mark.django_db
def test_migrations_are_up_to_date() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def production_environment() -> dict[str, str]:
    """Return the example environment of deploy/ with the secrets filled in."""
    lines = [line for line in text_of("deploy/environment.example").splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    return {**given, "SECRET_KEY": secrets.token_urlsafe(60), "PATH": os.environ["PATH"]}


def run_check(environment: dict[str, str], tmp_path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**environment, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_example_environment_passes_the_deployment_checks(tmp_path) -> None:
    result = run_check(production_environment(), tmp_path)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ORIGINS", "DATABASE_URL", "REDIS_URL"])
def test_production_does_not_start_without(name: str, tmp_path) -> None:
    environment = production_environment()
    del environment[name]
    result = run_check(environment, tmp_path)
    assert result.returncode != 0
    assert name in result.stderr
