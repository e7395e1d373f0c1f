"""Where files lie: pages' scripts and styles, and what people upload (on the disk, or in an S3-compatible store)."""

from importlib.util import find_spec
from typing import Any

from dialog.settings.environment import BASE_DIR, DATA_DIR, env, secret

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")  # path or host:port; empty: files are marked as not checked


def file_storage() -> dict[str, Any]:
    """Return the storage of uploaded files: the bucket that S3_BUCKET names, else the folder MEDIA_ROOT.

    Raises ValueError where a bucket is named and its keys or the package boto3 are missing.
    """
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if find_spec("boto3") is None:
        raise ValueError("S3_BUCKET needs the package boto3: pip install -r requirements/s3.lock")
    keys = {"access_key": secret("S3_ACCESS_KEY"), "secret_key": secret("S3_SECRET_KEY")}
    if not all(keys.values()):
        raise ValueError("S3_BUCKET needs S3_ACCESS_KEY and S3_SECRET_KEY (or the same names with _FILE)")
    options = keys | {
        "bucket_name": bucket,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
        "addressing_style": env.str("S3_ADDRESSING", default="path"),
        "location": env.str("S3_PREFIX", default=""),
    }
    return {"BACKEND": "dialog.files.object_storage.ObjectStorage", "OPTIONS": options}


STORAGES: dict[str, Any] = {
    "default": file_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
