"""Files in an S3-compatible store: a real one (moto's server) as a process on this machine."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from dialog.files.errors import StorageAway
from dialog.files.limits import MB
from dialog.files.models import StoredFile, Upload
from dialog.files.removing import discard_blobs, remove_leftovers
from tests.dialog.files.factories import PDF, send_chunk, stored_file

pytestmark = pytest.mark.slow
boto3 = pytest.importorskip("boto3")
BUCKET = "dateien"
KEYS = {"access_key": "test-schluessel", "secret_key": "test-geheimnis"}


@pytest.fixture(scope="module")
def store():
    """Start the store and make a bucket; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(150):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        client = boto3.client(
            "s3", endpoint_url=address, region_name="eu-central-1",
            aws_access_key_id=KEYS["access_key"], aws_secret_access_key=KEYS["secret_key"],
        )  # fmt: skip
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def on_s3(store, settings):
    options = {**KEYS, "bucket_name": BUCKET, "endpoint_url": store, "region_name": "eu-central-1"}
    options["addressing_style"] = "path"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "dialog.files.object_storage.ObjectStorage", "OPTIONS": options},
    }
    return store


def test_an_upload_in_chunks_goes_to_the_store_and_leaves_nothing_on_the_disk(cast, on_s3, settings):
    from dialog.files import actions

    content = os.urandom(4 * MB) + b"Ende"
    upload = actions.begin_upload(owner=cast.member, name="gross.bin", size=len(content))
    upload = send_chunk(cast.member, upload, content[: 4 * MB])
    upload = send_chunk(cast.member, upload, content[4 * MB :])
    stored = upload.stored_file
    with default_storage.open(stored.storage_name) as blob:
        assert blob.read() == content
    assert not list((settings.MEDIA_ROOT / "incoming").glob(upload.pk.hex))
    assert not (settings.MEDIA_ROOT / stored.storage_name).exists()

    actions.discard_upload(owner=cast.member, upload_id=upload.pk)
    assert not default_storage.exists(stored.storage_name)
    assert not Upload.objects.exists()


def test_any_part_is_read_without_the_whole(cast, on_s3):
    content = os.urandom(3 * MB)
    stored = stored_file(cast.member, "gross.bin", content)
    with default_storage.open(stored.storage_name) as blob:
        blob.seek(2 * MB)
        assert blob.read(10) == content[2 * MB : 2 * MB + 10]
        assert blob.seek(-5, os.SEEK_END) == 3 * MB - 5
        assert blob.read() == content[-5:]
        assert blob.read(1) == b""
        blob.seek(0)
        assert b"".join(blob.chunks(65_536)) == content


def test_downloads_pass_the_rights_and_know_ranges(cast, on_s3, client_for):
    from tests.documents.library.factories import put_file

    document = put_file(cast.space, cast.chair, content=PDF)
    address = reverse("library:file_download", args=[cast.space.slug, document.pk])
    answer = client_for(cast.member).get(address, headers={"Range": "bytes=1-3"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"PDF")
    assert client_for(cast.stranger).get(address).status_code == 404
    stored = StoredFile.objects.get()
    with pytest.raises(ValueError, match="no public address"):
        default_storage.url(stored.storage_name)
    with pytest.raises(urllib.error.HTTPError) as refusal:  # nobody gets it from the store without keys
        urllib.request.urlopen(f"{on_s3}/{BUCKET}/{stored.storage_name}", timeout=5)
    assert refusal.value.code == 403


def test_pictures_of_files_are_made_kept_and_served_from_the_store(cast, on_s3, settings, client_for):
    from io import BytesIO

    from PIL import Image

    from documents.library.previews import make_previews
    from tests.documents.library.factories import put_file

    drawn = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    document = put_file(cast.space, cast.chair, name="Karte.png", content=drawn.getvalue())
    make_previews()
    client, slug = client_for(cast.member), cast.space.slug
    assert client.get(reverse("library:thumbnail", args=[slug, document.pk]))["Content-Type"] == "image/webp"
    picture = client.get(reverse("library:image", args=[document.pk]))
    assert b"".join(picture.streaming_content) == drawn.getvalue()


def test_what_is_missing_is_told_as_by_a_disk(cast, on_s3):
    with pytest.raises(FileNotFoundError):
        default_storage.open("fehlt")
    discard_blobs(["fehlt", "nirgends/"])
    assert remove_leftovers() == 2


def test_a_store_that_is_away_keeps_what_has_arrived(cast, on_s3, settings):
    from dialog.files import actions

    upload = actions.begin_upload(owner=cast.member, name="a.txt", size=4)
    here = settings.STORAGES
    away = {**here["default"], "OPTIONS": {**here["default"]["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}}
    settings.STORAGES = {**here, "default": away}
    default_storage.connection.meta.client.meta.config.retries = {"max_attempts": 0}
    with pytest.raises(StorageAway):
        send_chunk(cast.member, upload, b"Text")
    settings.STORAGES = here
    whole = actions.finish_upload(owner=cast.member, upload_id=upload.pk)
    with default_storage.open(whole.stored_file.storage_name) as blob:
        assert blob.read() == b"Text"


def test_a_whole_folder_is_removed(cast, on_s3):
    from django.core.files.base import ContentFile

    for name in ("bilder/7/1.webp", "bilder/7/2.webp", "bilder/70/1.webp"):
        default_storage.save(name, ContentFile(b"x"))
    discard_blobs(["bilder/7/"])
    remove_leftovers()
    assert [default_storage.exists(name) for name in ("bilder/7/1.webp", "bilder/7/2.webp", "bilder/70/1.webp")] == [
        False,
        False,
        True,
    ]


_SETTINGS = "import json; from dialog.settings.storage import STORAGES; print(json.dumps(STORAGES['default']))"


def settings_with(tmp_path, **environment) -> tuple[int, str]:
    given = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment}
    done = subprocess.run([sys.executable, "-c", _SETTINGS], env=given, capture_output=True, text=True)
    return done.returncode, done.stdout or done.stderr


def test_the_environment_names_the_store_and_files_hold_its_secrets(tmp_path):
    secret = tmp_path / "geheim"
    secret.write_text("sehr-geheim\n")
    code, said = settings_with(
        tmp_path, S3_BUCKET=BUCKET, S3_ENDPOINT_URL="https://s3.example.org", S3_ACCESS_KEY="wer",
        S3_SECRET_KEY_FILE=str(secret), S3_REGION="eu-central-1",
    )  # fmt: skip
    assert code == 0
    options = json.loads(said)["OPTIONS"]
    assert (options["bucket_name"], options["secret_key"]) == (BUCKET, "sehr-geheim")
    assert options["endpoint_url"] == "https://s3.example.org"


def test_a_store_without_keys_stops_the_start(tmp_path):
    code, said = settings_with(tmp_path, S3_BUCKET=BUCKET)
    assert code == 1
    assert "S3_ACCESS_KEY" in said
    assert json.loads(settings_with(tmp_path)[1])["BACKEND"].endswith("FileSystemStorage")
