import hashlib
import resource
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from dialog.common.errors import Invalid, NotFound, TooFast
from dialog.files import actions, limits
from dialog.files.errors import EmptyFile, FileTooLarge, StorageFull, WrongOffset
from dialog.files.incoming import part_path
from dialog.files.models import StoredFile, Upload
from tests.dialog.files.factories import PDF, send_chunk, whole_upload
from tests.factories import UserFactory


@pytest.fixture
def owner(db):
    return UserFactory()


def begin(owner, size, name="Auswertung.pdf"):
    return actions.begin_upload(owner=owner, name=name, size=size)


def test_chunks_become_one_file_with_hash_and_type(owner):
    content = PDF + bytes(range(256)) * 40
    upload = begin(owner, len(content), name="../Bericht\u202e.pdf")
    upload = send_chunk(owner, upload, content[:1000])
    assert (upload.received, upload.stored_file) == (1000, None)

    stored = send_chunk(owner, upload, content[1000:]).stored_file
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert (stored.size, stored.media_type, stored.original_name) == (len(content), "application/pdf", "Bericht.pdf")
    assert (stored.uploaded_by, stored.scan) == (owner, StoredFile.Scan.UNSCANNED)
    assert default_storage.open(stored.storage_name).read() == content
    assert not part_path(upload).exists()


def test_a_wrong_offset_names_the_right_one_and_changes_nothing(owner):
    upload = send_chunk(owner, begin(owner, 30), b"a" * 10)
    for offset in (0, 9, 11, 30, 10**14):
        with pytest.raises(WrongOffset) as refusal:
            send_chunk(owner, upload, b"b" * 10, offset=offset)
        assert refusal.value.received == 10
    assert part_path(upload).read_bytes() == b"a" * 10


def test_a_chunk_that_broke_off_may_come_again(owner):
    class Broken:
        pieces = [b"a" * 5, ConnectionResetError()]

        def read(self, _size):
            piece = self.pieces.pop(0)
            if isinstance(piece, Exception):
                raise piece
            return piece

    upload = begin(owner, 12)
    with pytest.raises(ConnectionResetError):
        actions.append_chunk(owner=owner, upload_id=upload.pk, offset=0, body=Broken())
    assert part_path(upload).read_bytes() == b""
    upload = send_chunk(owner, upload, b"b" * 12)
    assert default_storage.open(upload.stored_file.storage_name).read() == b"b" * 12


def test_a_finished_upload_takes_no_more(owner):
    upload = send_chunk(owner, begin(owner, 3), b"abc")
    with pytest.raises(WrongOffset):
        send_chunk(owner, upload, b"d", offset=3)
    with pytest.raises(WrongOffset):
        send_chunk(owner, upload, b"x", offset=0)


@pytest.mark.parametrize("size", [0, -1])
def test_an_empty_file_is_refused(owner, size):
    with pytest.raises(EmptyFile):
        begin(owner, size)
    with pytest.raises(EmptyFile):
        actions.receive_form_file(owner=owner, file=SimpleUploadedFile("leer.txt", b""))
    assert not Upload.objects.exists()


def test_more_than_allowed_or_announced_is_refused(owner):
    with pytest.raises(FileTooLarge):
        begin(owner, limits.UPLOAD + 1)
    begin(owner, limits.UPLOAD)
    upload = begin(owner, 10)
    with pytest.raises(FileTooLarge):
        send_chunk(owner, upload, b"a" * 11)
    with pytest.raises(FileTooLarge):
        send_chunk(owner, begin(owner, limits.UPLOAD), b"a" * (limits.CHUNK + 1))
    with pytest.raises(FileTooLarge):
        file = SimpleUploadedFile("gross.bin", b"a" * (limits.FORM_FILE + 1))
        actions.receive_form_file(owner=owner, file=file)
    with pytest.raises(Invalid):
        send_chunk(owner, upload, b"")
    assert Upload.objects.get(pk=upload.pk).received == 0


def test_open_uploads_are_bounded_per_person(owner):
    for _number in range(limits.OPEN_UPLOADS):
        last = begin(owner, 10)
    with pytest.raises(TooFast):
        begin(owner, 10)
    begin(UserFactory(), 10)
    actions.discard_upload(owner=owner, upload_id=last.pk)
    begin(owner, 10)


def test_with_too_many_open_the_one_that_has_rested_longest_is_given_up(owner):
    uploads = [begin(owner, 10) for _number in range(limits.OPEN_UPLOADS)]
    for number, hours in ((3, 2), (5, 3)):
        ends = timezone.now() + limits.UPLOAD_LIFETIME - timedelta(hours=hours)
        Upload.objects.filter(pk=uploads[number].pk).update(expires_at=ends)
    begin(owner, 10)
    whole_upload(owner)  # the plain form too
    left = set(Upload.objects.filter(owner=owner).values_list("pk", flat=True))
    assert [number for number, one in enumerate(uploads) if one.pk not in left] == [3, 5]
    with pytest.raises(TooFast):
        begin(owner, 10)


def test_uploads_of_others_do_not_exist(owner):
    upload, stranger = begin(owner, 10), UserFactory()
    with pytest.raises(NotFound):
        send_chunk(stranger, upload, b"a")
    with pytest.raises(NotFound):
        actions.finish_upload(owner=stranger, upload_id=upload.pk)
    actions.discard_upload(owner=stranger, upload_id=upload.pk)
    assert Upload.objects.filter(pk=upload.pk).exists()

    whole = whole_upload(owner)
    with pytest.raises(NotFound):
        actions.claim_upload(owner=stranger, upload_id=whole.pk)


def test_a_whole_upload_is_claimed_once(owner):
    upload = whole_upload(owner)
    stored = actions.claim_upload(owner=owner, upload_id=upload.pk)
    assert stored.original_name == "Auswertung.pdf"
    with pytest.raises(NotFound):
        actions.claim_upload(owner=owner, upload_id=upload.pk)
    with pytest.raises(NotFound):
        actions.claim_upload(owner=owner, upload_id=begin(owner, 10).pk)


def test_a_crash_before_the_row_was_written_is_healed(owner):
    upload = send_chunk(owner, begin(owner, 6), b"abc")
    send_chunk(owner, upload, b"def")
    # As after a crash between the move of the file and the commit.
    stored_id = Upload.objects.get(pk=upload.pk).stored_file_id
    Upload.objects.filter(pk=upload.pk).update(stored_file=None)
    StoredFile.objects.filter(pk=stored_id).delete()

    upload = actions.finish_upload(owner=owner, upload_id=upload.pk)
    assert upload.stored_file.sha256 == hashlib.sha256(b"abcdef").hexdigest()
    assert actions.finish_upload(owner=owner, upload_id=upload.pk).stored_file == upload.stored_file


def test_expired_uploads_go_with_their_bytes_and_used_ones_stay(owner):
    used = actions.claim_upload(owner=owner, upload_id=whole_upload(owner).pk)
    running = send_chunk(owner, begin(owner, 10), b"abc")
    partial = send_chunk(owner, begin(owner, 10), b"abc")
    whole = whole_upload(owner)
    past = timezone.now() - timedelta(seconds=1)
    Upload.objects.filter(pk__in=[partial.pk, whole.pk]).update(expires_at=past)
    with pytest.raises(NotFound):
        actions.claim_upload(owner=owner, upload_id=whole.pk)

    assert actions.remove_expired_uploads() == 2
    assert list(Upload.objects.all()) == [running]
    assert list(StoredFile.objects.all()) == [used]
    assert not part_path(partial).exists()
    assert not default_storage.exists(whole.storage_name)
    assert part_path(running).exists()
    assert default_storage.exists(used.storage_name)


@pytest.fixture
def disk_takes_six_mb():
    """Let no file of this process grow beyond 6 MB: writing on fails as on a full disk, for real."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6 * limits.MB, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_leaves_the_upload_as_it_was(owner, disk_takes_six_mb):
    upload = send_chunk(owner, begin(owner, 8 * limits.MB), b"a" * (4 * limits.MB))
    with pytest.raises(StorageFull) as refusal:
        send_chunk(owner, upload, b"b" * (4 * limits.MB))
    assert refusal.value.status == 507
    assert Upload.objects.get(pk=upload.pk).received == 4 * limits.MB
    assert part_path(upload).stat().st_size == 4 * limits.MB


def test_a_full_disk_leaves_nothing_of_a_form_file(owner, disk_takes_six_mb):
    with pytest.raises(StorageFull):
        actions.receive_form_file(owner=owner, file=SimpleUploadedFile("gross.bin", b"a" * (7 * limits.MB)))
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_chunk_sent_by_two_requests_at_once_counts_once():
    owner = UserFactory()
    content = bytes(range(256)) * 4096
    upload = begin(owner, len(content))
    start = threading.Barrier(4)

    def send(_number):
        start.wait()
        try:
            return send_chunk(owner, upload, content, offset=0).stored_file.sha256
        except (WrongOffset, NotFound):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(send, range(4)))
    assert set(results) == {None, hashlib.sha256(content).hexdigest()}
    assert results.count(None) == 3
    stored = StoredFile.objects.get()
    assert default_storage.open(stored.storage_name).read() == content
    assert not part_path(upload).exists()


def test_a_chunk_of_an_upload_that_is_given_up_meanwhile_is_not_found(owner):
    upload = begin(owner, 2 * len(PDF))

    class Body(BytesIO):
        def read(self, size=-1):
            actions.discard_upload(owner=owner, upload_id=upload.pk)
            return super().read(size)

    with pytest.raises(NotFound):
        actions.append_chunk(owner=owner, upload_id=upload.pk, offset=0, body=Body(PDF))
    assert not part_path(upload).exists()


def test_a_file_that_is_given_up_while_it_is_stored_leaves_no_bytes(owner):
    names = []

    class Form(SimpleUploadedFile):
        def chunks(self, *args):
            if not names:  # read for its checksum: nothing is stored yet
                upload = Upload.objects.get()
                names.append(upload.storage_name)
                actions.discard_upload(owner=owner, upload_id=upload.pk)
            return super().chunks(*args)

    with pytest.raises(NotFound):
        actions.receive_form_file(owner=owner, file=Form("a.pdf", PDF))
    assert not default_storage.exists(names[0])
    assert not StoredFile.objects.exists()


def test_a_file_whose_bytes_are_gone_when_it_is_made_whole_is_not_found(owner):
    upload = begin(owner, len(PDF))
    Upload.objects.filter(pk=upload.pk).update(received=upload.size)
    part_path(upload).unlink(missing_ok=True)
    with pytest.raises(NotFound):
        actions.finish_upload(owner=owner, upload_id=upload.pk)


def test_a_file_that_is_used_while_it_is_made_whole_again_keeps_its_bytes(owner):
    upload = whole_upload(owner)
    stale = Upload.objects.get(pk=upload.pk)
    with transaction.atomic():
        stored = actions.claim_upload(owner=owner, upload_id=upload.pk)
    with pytest.raises(NotFound):
        actions._finish(stale)
    assert default_storage.exists(stored.storage_name)


def test_the_same_file_goes_on_where_it_stood(owner):
    first = actions.begin_upload(owner=owner, name="a.bin", size=8, fingerprint="f1")
    send_chunk(owner, first, b"abcd")
    again = actions.begin_upload(owner=owner, name="a.bin", size=8, fingerprint="f1")
    assert (again.pk, again.received) == (first.pk, 4)
    others = [("b.bin", 8, "f1"), ("a.bin", 9, "f1"), ("a.bin", 8, "f2"), ("a.bin", 8, "")]
    for name, size, fingerprint in others:
        assert actions.begin_upload(owner=owner, name=name, size=size, fingerprint=fingerprint).received == 0
    assert actions.begin_upload(owner=UserFactory(), name="a.bin", size=8, fingerprint="f1").received == 0


def test_a_whole_file_that_nobody_used_is_found_only_when_asked_for(owner):
    first = actions.begin_upload(owner=owner, name="a.bin", size=4, fingerprint="f1")
    send_chunk(owner, first, b"abcd")
    assert actions.begin_upload(owner=owner, name="a.bin", size=4, fingerprint="f1").pk != first.pk
    Upload.objects.exclude(pk=first.pk).delete()
    assert actions.begin_upload(owner=owner, name="a.bin", size=4, fingerprint="f1", again=True).pk == first.pk
