"""Holds rendered pages against the HTML standard with html-validate (npm)."""

import json
import shutil
import subprocess

from tests.house.sources import ROOT

VALIDATOR = ROOT / "tests" / "house" / "validate_html.mjs"
PACKAGED_NODE = ROOT / ".venv" / "nodejs" / "node"


def node() -> str:
    """Return the Node.js that the set-up uses."""
    return str(PACKAGED_NODE) if PACKAGED_NODE.exists() else (shutil.which("node") or "node")


def problems(pages: dict[str, str]) -> list[str]:
    """Return one line per violation in pages (address -> HTML), each distinct one with the first page that has it."""
    result = subprocess.run(
        [node(), str(VALIDATOR)], cwd=ROOT, input=json.dumps(pages), capture_output=True, text=True, check=True
    )
    found: dict[str, str] = {}
    for violation in json.loads(result.stdout):
        found.setdefault(violation["what"], violation["address"])
    return [f"{address}: {what}" for what, address in found.items()]
