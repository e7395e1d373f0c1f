"""Small by measure: no file and no function grows beyond what one can take in at once."""

import ast
import tomllib
from pathlib import Path

from tests.house.sources import ROOT, tracked

LIMITS = {".py": 300, ".html": 130, ".js": 200, ".mjs": 200, ".sh": 200}
FUNCTION_LIMIT = 40
EXCEPTIONS_FILE = ROOT / "scripts" / "length_exceptions.toml"


def exceptions() -> dict[str, str]:
    """Return path, or path::function, with the reason why it may be longer."""
    return tomllib.loads(EXCEPTIONS_FILE.read_text())["longer"]


def measured() -> list[Path]:
    patterns = [f"*{ending}" for ending in LIMITS]
    return [path for path in tracked(*patterns) if "migrations" not in path.parts]


def long_functions(path: Path) -> list[str]:
    tree = ast.parse((ROOT / path).read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    return [f"{path}::{name}" for name, length in lengths.items() if length > FUNCTION_LIMIT]


def test_files_are_short() -> None:
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in measured()}
    too_long = {path: length for path, length in lengths.items() if length > LIMITS[Path(path).suffix]}
    assert {path: length for path, length in too_long.items() if path not in exceptions()} == {}


def test_functions_are_short() -> None:
    found = [name for path in measured() if path.suffix == ".py" for name in long_functions(path)]
    assert [name for name in found if name not in exceptions()] == []


def test_every_exception_is_needed_and_has_a_reason() -> None:
    for name, reason in exceptions().items():
        path, _, function = name.partition("::")
        text = (ROOT / path).read_text()
        assert len(reason) > 20, f"{name} needs a reason"
        if function:
            assert f"def {function}(" in text, f"{name} does not exist any more"
        else:
            assert len(text.splitlines()) > LIMITS[Path(path).suffix], f"{name} is short enough now"
