"""The files under version control, and the layout of the packages as pyproject.toml names it."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dialog", "workgroups", "documents", "realtime")


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Return tracked and new files (relative paths) that match the git patterns; ignored files are left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}))


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def layers_of(contract: dict, container: str) -> list[list[str]]:
    """Return the layers of one contract, highest first, each a list of full module names."""
    prefix = f"{container}." if container else ""
    rows = []
    for layer in contract["layers"]:
        names = layer.replace(":", "|").split("|")
        rows.append([prefix + name.strip(" ()") for name in names])
    return rows


@cache
def orders() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return all orders between packages (not those inside one concept folder)."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    found = []
    for contract in contracts:
        for container in contract.get("containers", [""]):
            if "*" not in container:
                found.append(tuple(tuple(row) for row in layers_of(contract, container)))
    return tuple(found)


def _row(order: tuple[tuple[str, ...], ...], module: str) -> tuple[int, str] | None:
    for number, row in enumerate(order):
        for name in row:
            if module == name or module.startswith(f"{name}."):
                return number, name
    return None


def goes_against_the_layout(source: str, target: str) -> bool:
    """Whether the module `source` may not use the module `target`: it lies above, or beside."""
    for order in orders():
        here, there = _row(order, source), _row(order, target)
        if here and there and here[1] != there[1] and there[0] <= here[0]:
            return True
    return False
