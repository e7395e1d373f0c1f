"""Where values that differ by place come from: the environment, and files that it names."""

from pathlib import Path

from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = env.path("DATA_DIR", default=BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)


def secret(name: str) -> str:
    """Return a secret from the variable `name`, or from the file that `name`_FILE names; empty where neither is set."""
    file = env.path(f"{name}_FILE", default=None)
    return file.read_text().strip() if file else str(env.str(name, default=""))
