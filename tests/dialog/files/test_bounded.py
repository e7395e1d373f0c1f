import pytest

from dialog.files.bounded import BoundedError, TooMuch, Unreadable, run_bounded

JOBS = "tests.dialog.files.bounded_jobs."


def run(name, payload=b"", seconds=2, memory_mb=200, output_limit=1_000_000):
    return run_bounded(JOBS + name, payload, seconds=seconds, memory_mb=memory_mb, output_limit=output_limit)


def test_bytes_and_files_go_in_and_only_the_result_comes_out(tmp_path):
    path = tmp_path / "name with spaces.txt"
    path.write_bytes(b"from a file")

    assert run("echo", "Grüße".encode()) == "Grüße".encode()
    assert run("echo", path) == b"from a file"
    assert run("echo") == b""


def test_environment_is_cut_down(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")

    assert set(run("environment").decode().split(",")) <= {"PATH", "LANG", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize(
    ("job", "error", "reason"),
    [
        ("refuse", Unreadable, "password"),
        ("give_up", TooMuch, "entries"),
        ("fail", Unreadable, ""),
        ("missing", Unreadable, ""),
        ("grow", TooMuch, ""),
        ("recurse", TooMuch, ""),
    ],
)
def test_errors_come_back_by_name(job, error, reason):
    with pytest.raises(error) as caught:
        run(job)

    assert caught.value.reason == reason


def test_time_is_bounded():
    for job in ("spin", "sleep"):
        with pytest.raises(TooMuch):
            run(job, seconds=1)


def test_output_is_bounded():
    assert len(run("echo", b"x" * 5000, output_limit=5000)) == 5000
    with pytest.raises(TooMuch):
        run("echo", b"x" * 5001, output_limit=5000)


def test_both_errors_are_caught_as_one():
    for job in ("refuse", "give_up"):
        with pytest.raises(BoundedError):
            run(job)
