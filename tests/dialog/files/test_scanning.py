import socketserver
import struct
import threading

import pytest
from django.core.management import CommandError, call_command

from dialog.audit.models import AuditEntry
from dialog.files import tasks
from dialog.files.models import StoredFile
from dialog.files.scanning import scan_waiting
from tests.dialog.files.factories import stored_file
from tests.factories import UserFactory

# Taken apart, so that no scanner minds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MAX_STREAM = 1024 * 1024
Scan = StoredFile.Scan


class Clamd(socketserver.StreamRequestHandler):
    """Speaks clamd's side of INSTREAM: null-terminated command, length-prefixed chunks, one answer."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > MAX_STREAM:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


class Broken(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"stream: Can't allocate memory ERROR\0")


@pytest.fixture
def serve(settings):
    running = []

    def start(server_class, address, handler):
        server = server_class(address, handler)
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        place = server.server_address
        settings.CLAMAV_SOCKET = place if isinstance(place, str) else f"{place[0]}:{place[1]}"
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def clamd(serve, tmp_path):
    return serve(socketserver.ThreadingUnixStreamServer, str(tmp_path / "clamd.ctl"), Clamd)


@pytest.fixture
def owner(db):
    return UserFactory()


def scan_of(stored):
    return StoredFile.objects.get(pk=stored.pk).scan


def test_without_a_scanner_files_are_marked_as_not_checked(owner):
    assert stored_file(owner).scan == Scan.UNSCANNED


def test_the_worker_checks_what_waits(owner, clamd):
    content = b"Liste\n" * 50_000
    clean, infected = stored_file(owner, content=content), stored_file(owner, content=b"vorher" + EICAR)
    assert (clean.scan, infected.scan) == (Scan.WAITING, Scan.WAITING)

    tasks.scan_left_behind_files.call_local()
    assert clamd.seen == [content, b"vorher" + EICAR]
    assert (scan_of(clean), scan_of(infected)) == (Scan.CLEAN, Scan.INFECTED)
    entry = AuditEntry.objects.get(action="files.infected")
    assert (entry.target_id, entry.data) == (infected.pk, {"signature": "Eicar-Test-Signature"})


@pytest.mark.django_db(transaction=True)
def test_a_new_file_wakes_the_worker_after_commit(clamd):
    assert scan_of(stored_file(UserFactory())) == Scan.CLEAN


def test_an_address_with_a_port_works_too(owner, serve):
    serve(socketserver.ThreadingTCPServer, ("127.0.0.1", 0), Clamd)
    stored = stored_file(owner)
    assert scan_waiting() == 1
    assert scan_of(stored) == Scan.CLEAN


def test_a_file_too_large_for_the_scanner_is_marked_as_not_checked(owner, clamd):
    stored = stored_file(owner, content=b"a" * (3 * MAX_STREAM))
    scan_waiting()
    assert scan_of(stored) == Scan.UNSCANNED


def test_files_wait_while_the_scanner_is_away_or_ill(owner, settings, tmp_path, serve):
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody.ctl")
    stored = stored_file(owner)
    assert scan_waiting() == 0
    assert scan_of(stored) == Scan.WAITING

    serve(socketserver.ThreadingUnixStreamServer, str(tmp_path / "ill.ctl"), Broken)
    assert scan_waiting() == 0
    assert scan_of(stored) == Scan.WAITING


def test_what_waits_is_released_where_there_is_no_scanner_any_more(owner, settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody.ctl")
    stored = stored_file(owner)
    settings.CLAMAV_SOCKET = ""
    assert scan_waiting() == 1
    assert scan_of(stored) == Scan.UNSCANNED


def test_what_was_stored_before_there_was_a_scanner_is_checked_by_command(owner, serve, tmp_path, capsys):
    good, bad, large = (stored_file(owner, "a.txt", content) for content in (b"gut", EICAR, b"x" * (MAX_STREAM + 1)))
    assert {scan_of(good), scan_of(bad), scan_of(large)} == {Scan.UNSCANNED}
    serve(socketserver.ThreadingUnixStreamServer, str(tmp_path / "clamd.ctl"), Clamd)
    call_command("scan_files")
    assert (scan_of(good), scan_of(bad), scan_of(large)) == (Scan.CLEAN, Scan.INFECTED, Scan.UNSCANNED)
    assert capsys.readouterr().out == "2 files checked, 1 of them infected and locked.\n"
    assert AuditEntry.objects.get(action="files.infected").target_id == bad.pk


def test_the_command_says_that_there_is_no_scanner(owner):
    stored_file(owner, "a.txt", b"gut")
    with pytest.raises(CommandError):
        call_command("scan_files")
